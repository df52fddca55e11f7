"""Words for the patients who are not written by hand: what people with the same condition often say and promise."""

from patientkontrakt.pages.demo.crowd_words.hospital import CANCER, HEART_AND_LUNG, MEDICINE
from patientkontrakt.pages.demo.crowd_words.mind_and_children import CHILDREN, PSYCHIATRY
from patientkontrakt.pages.demo.crowd_words.primary_care import PRIMARY_CARE

# Which conditions are met at which unit.
CONDITIONS = {
    "bjorken": PRIMARY_CARE,
    "hamnen": PRIMARY_CARE,
    "skargarden": PRIMARY_CARE,
    "hjartlung": HEART_AND_LUNG,
    "medicin": MEDICINE,
    "cancerrehab": CANCER,
    "psykiatri": PSYCHIATRY,
    "barn": CHILDREN,
}
