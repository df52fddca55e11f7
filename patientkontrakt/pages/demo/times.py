"""Times that were agreed, kept, missed or proposed. `booked` and `on` are the day when it was said."""

from datetime import timedelta

from patientkontrakt.pages.demo.scene import Scene
from patientkontrakt.people.actor import Actor
from patientkontrakt.people.models import Patient
from scheduling.actions import book, mark, propose_times
from scheduling.models import Appointment, AppointmentStatus, MeetingChannel, TimeProposal


def agreed(
    scene: Scene, patient: Patient, by: Actor, day: int, hour: int, minute: int = 0, *, minutes: int,
    purpose: str, booked: int | None = None, channel: str = MeetingChannel.VISIT, **details,
) -> Appointment:  # fmt: skip
    """A time with the staff member, written down when it was agreed (three weeks before)."""
    starts_at = scene.moment(day, hour, minute)
    with scene.at(day - 21 if booked is None else booked, 15):
        return book(
            patient=patient, staff=by.staff, starts_at=starts_at, ends_at=starts_at + timedelta(minutes=minutes),
            purpose=purpose, channel=channel, by=by, **details,
        )  # fmt: skip


def kept(scene: Scene, patient: Patient, by: Actor, day: int, hour: int, minute: int = 0, **meeting):
    """It took place."""
    return _marked(AppointmentStatus.FULFILLED, scene, patient, by, day, hour, minute, **meeting)


def missed(scene: Scene, patient: Patient, by: Actor, day: int, hour: int, minute: int = 0, **meeting):
    """The patient did not come."""
    return _marked(AppointmentStatus.NO_SHOW, scene, patient, by, day, hour, minute, **meeting)


def proposed(
    scene: Scene, patient: Patient, by: Actor, times: list[tuple], *, minutes: int, purpose: str, on: int,
    channel: str = MeetingChannel.VISIT, **details,
) -> TimeProposal:  # fmt: skip
    """One to three (day, hour, minute), offered to the patient."""
    starts = [scene.moment(*time) for time in times]
    with scene.at(on, 15):
        return propose_times(
            patient=patient, staff=by.staff, times=[(start, start + timedelta(minutes=minutes)) for start in starts],
            purpose=purpose, channel=channel, by=by, **details,
        )  # fmt: skip


def _marked(status, scene, patient, by, day, hour, minute, **meeting):
    appointment = agreed(scene, patient, by, day, hour, minute, **meeting)
    with scene.at(day, hour + 1, minute):
        return mark(appointment=appointment, status=status, by=by)
