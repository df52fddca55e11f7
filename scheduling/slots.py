"""Taking a time: the one question before it, the one statement that does it. Actions call these."""

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from patientkontrakt.access.patients import IN_CARE, check_may
from patientkontrakt.people.actor import Actor
from patientkontrakt.people.permissions import Permission, check_permission
from patientkontrakt.prepared import ask, save_together
from scheduling.models import LONGEST, SHORTEST, Appointment
from scheduling.permissions import check_belongs_here

# The exclusion constraints as a question. The states (OCCUPYING) are constants, or no index would be used.
WHO_IS_BUSY = """(
    SELECT CASE WHEN bool_or(patient_id = %(patient)s) THEN 'patient'
        WHEN bool_or(staff_id = %(staff)s) THEN 'staff' WHEN count(*) > 0 THEN 'room' END
    FROM scheduling_appointment
    WHERE status IN ('agreed', 'arrived', 'fulfilled')
        AND tstzrange(starts_at, ends_at, '[)') && tstzrange(%(starts_at)s, %(ends_at)s, '[)')
        AND (patient_id = %(patient)s OR staff_id = %(staff)s OR room_id = %(room)s)
)"""

PATIENTS_SENTENCES = {
    "patient": gettext_lazy("You already have a time then. Choose another, or cancel that one first."),
    "staff": gettext_lazy("That time has just been taken. Choose another one, or ask for other times."),
    "room": gettext_lazy("That time has just been taken. Choose another one, or ask for other times."),
}
STAFF_SENTENCES = {
    "patient": gettext_lazy("The patient already has a time then. Choose another time."),
    "staff": gettext_lazy("%(staff)s has just been booked then. Choose another time."),
    "room": gettext_lazy("The room %(room)s has just been booked then. Choose another room or time."),
}


class TimeTaken(ValidationError):
    """Someone came first. `what` says who or what is busy: patient, staff or room."""

    def __init__(self, what, appointment, by):
        sentences = PATIENTS_SENTENCES if by.acts_for_patient else STAFF_SENTENCES
        names = {"staff": appointment.staff.name, "room": appointment.room}
        super().__init__(sentences[what], code="time_taken", params=names)
        self.what = what


def check_can_book(appointment: Appointment, by: Actor) -> None:
    """May this person book, is the time sane, do staff and room belong here, is all of it free?

    Raises PermissionDenied, ValidationError or TimeTaken, with a sentence. What only the database knows is
    asked at once: those who come too late are many, and cost no more than this one question.
    """
    patient = appointment.patient
    check_permission(by, Permission.BOOK)
    check_length(*appointment.period)
    in_care, busy = ask(
        IN_CARE, WHO_IS_BUSY, unit=by.unit.pk, today=timezone.localdate(), **_wanted(appointment)
    )
    check_may(by, Permission.BOOK, patient, in_care=in_care)
    check_belongs_here(by, appointment.staff, appointment.room)
    if busy:
        raise TimeTaken(busy, appointment, by)


def save_unless_taken(appointment: Appointment, *told: Model | None, by: Actor) -> None:
    """Insert, with the rows that tell of it, or raise TimeTaken and write nothing. Never deadlocks.

    A plain INSERT against exclusion constraints does: docs/adr/0006-booking-without-deadlocks.md.
    """
    if not save_together(appointment, *filter(None, told)):
        raise TimeTaken(what_is_busy(appointment) or "staff", appointment, by)


def what_is_busy(appointment: Appointment) -> str | None:
    """Why the time cannot be had: the patient's own other time is told before the others'."""
    (busy,) = ask(WHO_IS_BUSY, **_wanted(appointment))
    return busy


def _wanted(appointment):
    return {
        "patient": appointment.patient_id,
        "staff": appointment.staff_id,
        "room": appointment.room_id,
        "starts_at": appointment.starts_at,
        "ends_at": appointment.ends_at,
    }


def check_length(starts_at, ends_at) -> None:
    """The sentence for what the database would refuse."""
    if not SHORTEST <= ends_at - starts_at <= LONGEST:
        raise ValidationError(_("A time is at least 5 minutes and at most 12 hours long."))
