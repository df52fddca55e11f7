from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.actions.agreement import MY_AGREEMENT
from agreements.models import Commitment, CommitmentStatus
from agreements.models.commitment import ALLOWED_CHANGES, NEEDS_REASON
from agreements.permissions import check_may_report
from patientkontrakt.audit.actions import record
from patientkontrakt.audit.models import Activity
from patientkontrakt.notifications.actions import tell
from patientkontrakt.people.actor import Actor


@transaction.atomic
def report_commitment(
    *, commitment: Commitment, status: CommitmentStatus, reason: str = "", by: Actor
) -> Commitment:
    """How a promise goes. The same report twice changes nothing.

    Only promises in force are reported on, along ALLOWED_CHANGES; not done and cancelled need a reason.
    """
    held = Commitment.objects.select_for_update(no_key=True, of=("self",))
    promise = held.select_related("agreement_version__agreement", "patient").get(pk=commitment.pk)
    check_may_report(by, promise, status)
    if promise.status == status:
        return promise
    _check_change(promise, status, reason)
    now = timezone.now()
    _same_promise(promise).update(
        status=status, status_reason=reason, status_at=now, status_by=by.name, updated_at=now
    )
    promise.refresh_from_db()
    record(by=by, activity=Activity.WRITE, resource=promise, patient=promise.patient)
    if by.is_staff and status not in (CommitmentStatus.DONE, CommitmentStatus.AGREED):
        tell(patient=promise.patient, path=str(MY_AGREEMENT))
    return promise


def _check_change(promise, status, reason):
    if not Commitment.objects.in_force().filter(pk=promise.pk).exists():
        raise ValidationError(_("The promise is not in force: both sides have not agreed to it."))
    if status not in ALLOWED_CHANGES[promise.status]:
        sentence = _("The promise is marked as “%(status)s” and cannot be changed to that.")
        raise ValidationError(sentence % {"status": promise.get_status_display()})
    if status in NEEDS_REASON and not reason:
        raise ValidationError(_("Say in a few words why, so that it can be talked about."))


def _same_promise(promise):
    """The row, and its copies in later versions that promise the same thing."""
    later = Commitment.objects.filter(
        lineage=promise.lineage,
        agreement_version__agreement=promise.agreement_version.agreement,
        agreement_version__number__gte=promise.agreement_version.number,
    )
    return later.filter(**promise.terms)
