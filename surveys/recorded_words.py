"""What each recorded fact counts: its numerator, its denominator and its definition (domain.md §7)."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from surveys.models.recorded_day import Measure


@dataclass(frozen=True)
class Definition:
    part: Promise
    whole: Promise
    how: Promise


PATIENTS = _("Patients in care at the unit today")
DEFINITIONS = {
    Measure.AGREEMENT: Definition(
        _("Patients with an agreement in force"),
        PATIENTS,
        _("It is in force when both patient and care agree to it and its review date has not passed."),
    ),
    Measure.CONTACT_PATHS: Definition(
        _("Patients whose unit shows how to make contact"),
        PATIENTS,
        _("At least one way to make contact is shown, with when it is open or how soon an answer comes."),
    ),
    Measure.ANSWERED_IN_TIME: Definition(
        _("Questions about agreements that were answered as soon as promised"),
        _("All questions to the unit about agreements during the last 12 months"),
        _(
            "As soon as promised is within the longest time that the unit promises in its ways to make "
            "contact. Questions whose time has not passed yet are not counted; nor is a unit that promises "
            "nothing."
        ),
    ),
    Measure.FIXED_CONTACT: Definition(
        _("Patients with a fixed care contact"),
        PATIENTS,
        _("A named person who is appointed today. A fixed physician contact is not counted."),
    ),
    Measure.NEXT_STEP: Definition(
        _("Patients with a planned next step"),
        PATIENTS,
        _("Something that will happen: a time, a promise with a day, or a plan with someone responsible."),
    ),
    Measure.AGREED_TIME: Definition(
        _("Times that were agreed together"),
        _("All times during the last 12 months"),
        _("A time that care called off was not kept by both, and is not counted as agreed."),
    ),
    Measure.RESPONSIBLE: Definition(
        _("Plans with someone responsible who still works"),
        _("All plans in force at the unit"),
        _("Someone who is responsible elsewhere, for example at the municipality, counts by name."),
    ),
    Measure.SIP: Definition(
        _("Patients with a coordinated individual plan (SIP) in force"),
        PATIENTS,
        _("A SIP that is in force today, whichever unit made it. All patients do not need one."),
    ),
}
