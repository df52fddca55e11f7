"""Taking a time: the one statement that does it, and why it cannot be had. Actions call these."""

import json

from django.core.exceptions import ValidationError
from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from scheduling.models import LONGEST, SHORTEST, Appointment
from scheduling.models.appointment import OCCUPYING

# One statement, one round trip. A plain INSERT against exclusion constraints deadlocks under contention:
# docs/adr/0006-booking-without-deadlocks.md.
INSERT = """
INSERT INTO scheduling_appointment
SELECT * FROM jsonb_populate_record(NULL::scheduling_appointment, %s::jsonb)
ON CONFLICT DO NOTHING
RETURNING id
"""

# Appointment.objects.occupying().overlapping(…) in one statement, for those who come too late are many.
WHAT_IS_BUSY = """
SELECT CASE WHEN bool_or(patient_id = %s) THEN 'patient' WHEN bool_or(staff_id = %s) THEN 'staff'
    WHEN count(*) > 0 THEN 'room' END
FROM scheduling_appointment
WHERE status = ANY(%s) AND starts_at > %s AND starts_at < %s AND ends_at > %s
    AND (patient_id = %s OR staff_id = %s OR room_id = %s)
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
    starts_at, ends_at = appointment.period
    patient, staff, room = appointment.patient_id, appointment.staff_id, appointment.room_id
    values = [patient, staff, OCCUPYING, starts_at - LONGEST, ends_at, starts_at, patient, staff, room]
    with connection.cursor() as cursor:
        cursor.execute(WHAT_IS_BUSY, values)
        return cursor.fetchone()[0]


def check_length(starts_at, ends_at) -> None:
    """The sentence for what the database would refuse."""
    if not SHORTEST <= ends_at - starts_at <= LONGEST:
        raise ValidationError(_("A time is at least 5 minutes and at most 12 hours long."))
