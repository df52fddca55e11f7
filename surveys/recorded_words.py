"""What each recorded fact counts: its numerator, its denominator and its definition (domain.md §7)."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Definition:
    part: Promise
    whole: Promise
    how: Promise


PATIENTS = _("Patients in care at the unit today")
DEFINITIONS = {
    "q2": Definition(
        _("Patients with an agreement in force"),
        PATIENTS,
        _("It is in force when both patient and care agree to it and its review date has not passed."),
    ),
    "q4": Definition(
        _("Patients with a fixed care contact"),
        PATIENTS,
        _("A named person who is appointed today. A fixed physician contact is not counted."),
    ),
    "q5": Definition(
        _("Patients with a planned next step"),
        PATIENTS,
        _("Something that will happen: a time, a promise with a day, or a plan with someone responsible."),
    ),
    "q6": Definition(
        _("Times that were agreed together"),
        _("All times during the last 12 months"),
        _("A time that care called off was not kept by both, and is not counted as agreed."),
    ),
}
