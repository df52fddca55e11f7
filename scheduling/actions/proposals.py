from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from patientkontrakt.access.patients import check_may
from patientkontrakt.audit.actions import record
from patientkontrakt.audit.models import Activity
from patientkontrakt.notifications.actions import tell
from patientkontrakt.people.actor import Actor
from patientkontrakt.people.models import Patient, Staff
from patientkontrakt.people.permissions import Permission
from scheduling.models import Appointment, ProposalStatus, ProposedTime, TimeProposal
from scheduling.permissions import check_belongs_here, check_can_become, check_may_change
from scheduling.slots import TimeTaken, check_length, what_is_busy

# Looked up once: each booking tells of it.
MY_TIMES = SimpleLazyObject(lambda: reverse("scheduling:my_times"))


@transaction.atomic
def propose_times(
    *, patient: Patient, staff: Staff, times: list[tuple], purpose: str, channel: str,
    settles: TimeProposal | None = None, by: Actor, **details,
) -> TimeProposal:  # fmt: skip
    """Offer the patient one to three times, each (starts_at, ends_at).

    `details` may hold place, video_link, preparation, bring, needs and cancelled_appointment; `settles` is
    the proposal that the patient asked other times for. Raises TimeTaken for a time that is busy already.
    """
    check_may(by, Permission.BOOK, patient)
    check_belongs_here(by, staff)
    _check_times(times, patient, staff, by)
    if settles:
        settle(proposal=settles, status=ProposalStatus.REPLACED, by=by)
    try:
        with transaction.atomic():
            proposal = TimeProposal.objects.create(
                patient=patient, unit=by.unit, staff=staff, purpose=purpose, channel=channel, **details
            )
    except IntegrityError as error:
        raise ValidationError(_("New times have already been proposed instead of that one.")) from error
    ProposedTime.objects.bulk_create(
        ProposedTime(proposal=proposal, patient=patient, number=n, starts_at=starts_at, ends_at=ends_at)
        for n, (starts_at, ends_at) in enumerate(times, start=1)
    )
    record(by=by, activity=Activity.WRITE, resource=proposal, patient=patient)
    tell(patient=patient, path=str(MY_TIMES))
    return proposal


@transaction.atomic
def settle(*, proposal: TimeProposal, status: ProposalStatus, by: Actor) -> TimeProposal:
    """The step that all answers to a proposal share; each logs what it came to. Raises ValidationError when
    it was answered before."""
    proposal = TimeProposal.objects.held().get(pk=proposal.pk)
    check_may_change(by, proposal)
    check_can_become(proposal, status)
    proposal.status = status
    proposal.save(update_fields=["status", "updated_at"])
    return proposal


@transaction.atomic
def ask_for_other_times(*, proposal: TimeProposal, message: str, by: Actor) -> TimeProposal:
    """None of the times suits the patient; care sees it on its work list."""
    proposal = settle(proposal=proposal, status=ProposalStatus.OTHER_TIMES_ASKED, by=by)
    proposal.patient_message = message
    proposal.save(update_fields=["patient_message"])
    record(by=by, activity=Activity.WRITE, resource=proposal, patient=proposal.patient)
    return proposal


@transaction.atomic
def ask_for_new_time(*, appointment: Appointment, message: str, by: Actor) -> TimeProposal:
    """After a cancellation the patient asks for a new time: care sees it as a wish for other times.

    Asking twice in the same words gives the one wish. Raises ValidationError when the time is not
    cancelled, and for other words when care has the wish, or has answered it, already.
    """
    check_may(by, Permission.OWN_BOOK, appointment.patient)
    if not appointment.is_cancelled:
        raise ValidationError(_("Cancel the time before you ask for a new one."))
    proposal, is_new = TimeProposal.objects.get_or_create(
        cancelled_appointment=appointment,
        defaults=appointment.terms | {
            "patient": appointment.patient, "unit": appointment.unit, "staff": appointment.staff,
            "status": ProposalStatus.OTHER_TIMES_ASKED, "patient_message": message,
        },
    )  # fmt: skip
    if is_new:
        record(by=by, activity=Activity.WRITE, resource=proposal, patient=appointment.patient)
    elif not (proposal.status == ProposalStatus.OTHER_TIMES_ASKED and proposal.patient_message == message):
        raise ValidationError(_("Care is already finding you a new time. What you wrote now was not saved."))
    return proposal


@transaction.atomic
def withdraw_proposal(*, proposal: TimeProposal, by: Actor) -> TimeProposal:
    """Care takes its offer back, or closes a wish that was answered in another way; the patient is told."""
    check_may(by, Permission.BOOK, proposal.patient)
    proposal = settle(proposal=proposal, status=ProposalStatus.WITHDRAWN, by=by)
    record(by=by, activity=Activity.WRITE, resource=proposal, patient=proposal.patient)
    tell(patient=proposal.patient, path=str(MY_TIMES))
    return proposal


def _check_times(times, patient, staff, by):
    if not 1 <= len(times) <= 3:
        raise ValidationError(_("Propose one to three times."))
    if len(set(times)) < len(times):
        raise ValidationError(_("Two of the times are the same."))
    for starts_at, ends_at in times:
        check_length(starts_at, ends_at)
        wanted = Appointment(patient=patient, staff=staff, starts_at=starts_at, ends_at=ends_at)
        if busy := what_is_busy(wanted):
            raise TimeTaken(busy, wanted, by)
