import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from patientkontrakt.audit.actions import event_of, record
from patientkontrakt.audit.models import Activity
from patientkontrakt.notifications.actions import message_to, tell
from patientkontrakt.people.actor import Actor
from patientkontrakt.people.models import Patient, Staff
from patientkontrakt.prepared import new
from scheduling.actions.proposals import MY_TIMES, settle
from scheduling.models import (
    AgreedHow,
    Appointment,
    AppointmentStatus,
    ProposalStatus,
    ProposedTime,
    TimeProposal,
)
from scheduling.permissions import check_can_become, check_may_change
from scheduling.slots import TimeTaken, check_can_book, save_unless_taken

MARKS = (AppointmentStatus.ARRIVED, AppointmentStatus.FULFILLED, AppointmentStatus.NO_SHOW)


def book(
    *, patient: Patient, staff: Staff, starts_at: datetime.datetime, ends_at: datetime.datetime,
    purpose: str, channel: str, by: Actor, **details,
) -> Appointment:  # fmt: skip
    """Write down a time that was agreed with the patient; it belongs to the unit of the assignment.

    `details` may hold room, place, video_link, preparation, bring, needs and agreed_how. Raises TimeTaken,
    with a sentence, for a busy time. Time, event and message are one statement, and so one transaction.
    """
    appointment = new(
        Appointment, patient=patient, unit=by.unit, staff=staff, starts_at=starts_at, ends_at=ends_at,
        purpose=purpose, channel=channel, **details,
    )  # fmt: skip
    check_can_book(appointment, by)
    event = event_of(by=by, activity=Activity.WRITE, resource=appointment, patient=patient)
    message = message_to(patient=patient, path=str(MY_TIMES))
    save_unless_taken(appointment, event, message, by=by)
    return appointment


@transaction.atomic
def book_instead(*, proposal: TimeProposal, by: Actor, **meeting) -> Appointment:
    """A time that was agreed in another way answers the proposal; `meeting` is what `book` asks for."""
    proposal = settle(proposal=proposal, status=ProposalStatus.REPLACED, by=by)
    return book(patient=proposal.patient, by=by, **meeting)


@transaction.atomic
def accept_time(*, proposed_time: ProposedTime, by: Actor) -> Appointment:
    """The patient says yes to one of the times; twice gives the one appointment.

    Staff may write it down for a patient who answers by telephone. Raises TimeTaken, and leaves the proposal
    open with its other times, when someone came first; ValidationError when the time has passed.
    """
    proposal = TimeProposal.objects.held().get(pk=proposed_time.proposal_id)
    check_may_change(by, proposal)
    accepted = Appointment.objects.filter(
        proposed_time=proposed_time, status=AppointmentStatus.AGREED
    ).first()
    if accepted:
        return accepted
    settle(proposal=proposal, status=ProposalStatus.ACCEPTED, by=by)
    if proposed_time.is_over:
        raise ValidationError(_("That time has passed. Choose another one, or ask for other times."))
    appointment = _appointment_at(proposed_time, proposal, by)
    save_unless_taken(appointment, by=by)
    record(by=by, activity=Activity.WRITE, resource=appointment, patient=proposal.patient)
    if by.is_staff:
        tell(patient=proposal.patient, path=str(MY_TIMES))
    return appointment


@transaction.atomic
def cancel(
    *, appointment: Appointment, reason: str, asked_by_patient: bool = False, by: Actor
) -> Appointment:
    """Cancel, with a reason. Staff may do it because the patient asked, for example by telephone.

    Raises ValidationError when it is cancelled or over, and for the patient's side once it has begun.
    """
    appointment = Appointment.objects.held().get(pk=appointment.pk)
    check_may_change(by, appointment)
    is_patients = by.acts_for_patient or asked_by_patient
    status = AppointmentStatus.CANCELLED_BY_PATIENT if is_patients else AppointmentStatus.CANCELLED_BY_CARE
    check_can_become(appointment, status)
    if by.acts_for_patient and appointment.has_begun:
        raise ValidationError(_("The time has begun and can no longer be cancelled here. Ring us instead."))
    if not reason:
        raise ValidationError(_("Say why the time is cancelled."))
    appointment.status, appointment.cancel_reason = status, reason
    appointment.version += 1
    appointment.save(update_fields=["status", "cancel_reason", "version", "updated_at"])
    record(by=by, activity=Activity.WRITE, resource=appointment, patient=appointment.patient)
    if by.is_staff:
        tell(patient=appointment.patient, path=str(MY_TIMES))
    return appointment


@transaction.atomic
def mark(*, appointment: Appointment, status: AppointmentStatus, by: Actor) -> Appointment:
    """Arrived, took place, or did not come. The same mark twice changes nothing.

    Raises ValidationError for a mark before the time, and TimeTaken when a corrected time has been used for
    something else. Cancelling has an action of its own.
    """
    appointment = Appointment.objects.held().get(pk=appointment.pk)
    check_may_change(by, appointment)
    if appointment.status == status:
        return appointment
    _check_mark(appointment, status)
    appointment.status = status
    try:
        with transaction.atomic():
            appointment.save(update_fields=["status", "updated_at"])
    except IntegrityError as error:
        raise TimeTaken("staff", appointment, by) from error
    record(by=by, activity=Activity.WRITE, resource=appointment, patient=appointment.patient)
    return appointment


def _appointment_at(proposed_time, proposal, by):
    how = AgreedHow.TELEPHONE if by.is_staff else AgreedHow.DELEGATE if by.is_delegate else AgreedHow.DIGITAL
    return Appointment(
        patient=proposal.patient, unit=proposal.unit, staff=proposal.staff, proposed_time=proposed_time,
        starts_at=proposed_time.starts_at, ends_at=proposed_time.ends_at, agreed_how=how, **proposal.terms,
    )  # fmt: skip


def _check_mark(appointment, status):
    if status not in MARKS:
        raise ValidationError(_("Cancel the time instead, with a reason."))
    check_can_become(appointment, status)
    if not appointment.is_today_or_over or (
        status != AppointmentStatus.ARRIVED and not appointment.has_begun
    ):
        raise ValidationError(_("The time has not been yet."))
