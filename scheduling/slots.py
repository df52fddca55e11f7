"""Taking a time: the one statement that does it, and why it cannot be had. Actions call these."""

import json

from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from scheduling.models import LONGEST, SHORTEST, Appointment

# One statement, one round trip. A plain INSERT against exclusion constraints deadlocks under contention:
# docs/adr/0006-booking-without-deadlocks.md.
INSERT = """
INSERT INTO scheduling_appointment
SELECT * FROM jsonb_populate_record(NULL::scheduling_appointment, %s::jsonb)
ON CONFLICT DO NOTHING
RETURNING id
"""

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
        super().__init__(sentences[what] % names, code="time_taken")
        self.what = what


def insert_unless_taken(appointment: Appointment, by) -> Appointment:
    """Insert, or raise TimeTaken with a sentence about who or what is busy. Never deadlocks."""
    values = {
        field.column: field.pre_save(appointment, add=True) for field in Appointment._meta.concrete_fields
    }
    with connection.cursor() as cursor:
        cursor.execute(INSERT, [json.dumps(values, default=str)])
        inserted = cursor.fetchone()
    if not inserted:
        raise TimeTaken(what_is_busy(appointment) or "staff", appointment, by)
    appointment._state.adding = False
    return appointment


def what_is_busy(appointment: Appointment) -> str | None:
    """Why the time cannot be had: the patient's own other time is told before the others'."""
    whose = Q(patient=appointment.patient) | Q(staff=appointment.staff)
    if appointment.room:
        whose |= Q(room=appointment.room)
    clashes = list(Appointment.objects.occupying().overlapping(*appointment.period).filter(whose))
    for what in ("patient", "staff", "room"):
        mine = getattr(appointment, f"{what}_id")
        if any(mine and getattr(clash, f"{what}_id") == mine for clash in clashes):
            return what
    return None


def check_length(starts_at, ends_at) -> None:
    """The sentence for what the database would refuse."""
    if not SHORTEST <= ends_at - starts_at <= LONGEST:
        raise ValidationError(_("A time is at least 5 minutes and at most 12 hours long."))
