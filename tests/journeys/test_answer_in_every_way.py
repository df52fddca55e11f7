"""The same agreement is answered in every way that people have: here, in the room, by telephone, on paper,
through a delegate or a guardian. Whoever reads it afterwards sees who said what, and how."""

import base64
import datetime
from io import BytesIO

import pytest
from django.utils import timezone
from PIL import Image

from agreements import actions
from patientkontrakt.people.models.delegate import DelegateKind
from patientkontrakt.people.roles import Role
from tests.builders.agreements import EVA, filled_draft, proposed_version, state_of, version_with_others
from tests.factories import as_patient, make_clinician, make_delegate, make_patient, make_unit
from tests.journeys.visitor import DESK, IN_ENGLISH, PHONE

WHITE_DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsTjW2wAAAABJRU5ErkJggg=="
)


@pytest.fixture
def nurse():
    return make_clinician(make_unit())


@pytest.fixture
def person(nurse):
    return make_patient(nurse.unit)


@pytest.mark.parametrize("way", [PHONE, IN_ENGLISH], ids=str)
def test_at_home(visitor, way, person, nurse):
    version = proposed_version(person, nurse)
    actions.accept(version=version, by=nurse)

    says_yes(visitor(as_patient(person), way))

    assert state_of(version.agreement) == "agreed"


def test_in_the_room_with_a_daughter_who_is_told(visitor, person, nurse):
    version = version_with_others(person, nurse)
    clinician = opens_the_agreement(visitor(nurse, DESK), version)

    clinician.clicks("Care agrees")
    clinician.clicks("The patient agrees, here in the room")
    clinician.reads("Eva, dotter")
    clinician.clicks("%(side)s has been informed", side=EVA)

    clinician.sees("Has been informed")
    assert state_of(version.agreement) == "agreed"


def test_by_telephone(visitor, person, nurse):
    version = proposed_version(person, nurse)
    clinician = opens_the_agreement(visitor(nurse, DESK), version)

    records(clinician, "By telephone")

    told(clinician, "By telephone")
    assert person.acceptances.get().how == "telephone"


def test_on_paper_that_the_patient_can_see_again(visitor, person, nurse, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    version = proposed_version(person, nurse)
    clinician = opens_the_agreement(visitor(nurse, DESK), version)

    records(clinician, "On paper", paper=WHITE_DOT)
    told(clinician, "On paper")

    patient = visitor(as_patient(person), PHONE)
    patient.opens("agreements:my_history", version.agreement_id)
    with patient.page.expect_download() as download:
        patient.activates(patient.main.get_by_role("link", name=patient.word("The paper itself")))
    with Image.open(download.value.path()) as kept, Image.open(BytesIO(WHITE_DOT)) as given:
        assert (kept.format, kept.size, kept.getpixel((0, 0))) == (
            given.format,
            given.size,
            given.getpixel((0, 0)),
        )


def test_through_a_delegate(visitor, person, nurse):
    version = proposed_version(person, nurse)

    says_yes(visitor(make_delegate(person), PHONE))

    told(opens_the_agreement(visitor(nurse, DESK), version), "Through a delegate")


def test_for_a_child_of_fourteen_by_her_guardian(visitor, nurse):
    born = timezone.localdate() - datetime.timedelta(days=14 * 366)
    child = make_patient(nurse.unit, given_name="Nova", birth_date=born)
    version = proposed_version(child, nurse)
    mother = make_delegate(child, kind=DelegateKind.GUARDIAN, relation="mamma")

    says_yes(visitor(mother, PHONE))

    told(opens_the_agreement(visitor(nurse, DESK), version), "Through a guardian")


@pytest.mark.parametrize("way", [DESK, PHONE], ids=str)
def test_the_municipalitys_unit_for_itself(visitor, person, nurse, way):
    home_care = make_clinician(nurse.unit, Role.MUNICIPAL_STAFF)
    draft = filled_draft(person, nurse)
    actions.add_commitment(
        version=draft, party="municipality", responsible_unit=home_care.unit, what="Handla",
        when_kind="when_needed", by=nurse,
    )  # fmt: skip
    helper = opens_the_agreement(visitor(home_care, way), actions.propose(version=draft, by=nurse))

    helper.follows("Answer for your unit")
    helper.chooses("Has been informed")
    helper.clicks("Record the answer")

    helper.sees("The answer is recorded.")
    assert person.acceptances.get().answer == "informed"


def says_yes(patient):
    patient.opens("pages:my_home")
    patient.follows("Read and answer")
    patient.clicks("Yes, I agree")
    patient.sees("Thank you. You have said yes to the agreement.")


def opens_the_agreement(clinician, version):
    clinician.opens("agreements:agreement", version.patient_id, version.agreement_id)
    return clinician


def records(clinician, how, paper=None):
    """What the patient answered, as the clinician heard or got it."""
    clinician.follows("Record another answer")
    clinician.chooses("The patient")
    clinician.chooses(how)
    if paper:
        scan = clinician.main.get_by_label(clinician.word("Photo or scan of the paper"))
        scan.set_input_files({"name": "svar.png", "mimeType": "image/png", "buffer": paper})
    clinician.chooses("Agrees")
    clinician.clicks("Record the answer")
    clinician.sees("The answer is recorded.")


def told(clinician, how):
    """The whole story says how the answer was given."""
    clinician.follows("The agreement's story")
    clinician.sees("Agrees")
    clinician.sees(how)
