"""Questions about what is proposed or holds, and asking to look at it again. Neither is an answer."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.actions.agreement import MY_AGREEMENT
from agreements.locks import lock_current
from agreements.models import (
    PATIENT,
    AgreementVersion,
    Commitment,
    Goal,
    Party,
    Question,
    ReviewRequest,
    WarningSign,
)
from agreements.permissions import check_may_reply, own_side
from patientkontrakt.audit.actions import record
from patientkontrakt.audit.models import Activity
from patientkontrakt.notifications.actions import tell
from patientkontrakt.people.actor import Actor


@transaction.atomic
def ask_question(
    *, version: AgreementVersion, text: str, point: Goal | Commitment | WarningSign | None = None, by: Actor
) -> Question:
    """Ask about the version, or a point of it. The version waits for an answer as before."""
    current, side = lock_current(version, by), own_side(by)
    if not text:
        raise ValidationError(_("Write your question."))
    if point and point.agreement_version_id != current.pk:
        raise ValidationError(_("The point does not stand in this version."))
    question = Question.objects.create(
        agreement_version=current, patient=current.patient, text=text, **Question.of_side(side),
        asked_by=by.user, asked_by_name=by.signature, **Question.about(point),
    )  # fmt: skip
    record(by=by, activity=Activity.WRITE, resource=question, patient=current.patient)
    if side.party == Party.CARE:
        tell(patient=current.patient, path=str(MY_AGREEMENT))
    return question


@transaction.atomic
def reply_to_question(*, question: Question, reply: str, by: Actor) -> Question:
    """Once, by the other side. Raises ValidationError when someone has replied already."""
    held = Question.objects.select_for_update(no_key=True, of=("self",))
    question = held.select_related("agreement_version__agreement__unit", "patient").get(pk=question.pk)
    check_may_reply(by, question)
    if question.replied_at:
        raise ValidationError(_("Someone has answered the question already."))
    if not reply:
        raise ValidationError(_("Write an answer."))
    question.reply, question.replied_at = reply, timezone.now()
    question.replied_by, question.replied_by_name = by.user, by.signature
    question.save(update_fields=["reply", "replied_at", "replied_by", "replied_by_name", "updated_at"])
    record(by=by, activity=Activity.WRITE, resource=question, patient=question.patient)
    if not by.acts_for_patient and question.is_to_care:
        tell(patient=question.patient, path=str(MY_AGREEMENT))
    return question


@transaction.atomic
def ask_for_review(*, version: AgreementVersion, reason: str, by: Actor) -> ReviewRequest:
    """Something has happened: time to look at what holds again. Stands until a newer version is proposed."""
    current, side = lock_current(version, by), own_side(by)
    if not reason:
        raise ValidationError(_("Say in a few words why, so that it can be talked about."))
    if not AgreementVersion.objects.in_force().filter(pk=current.pk).exists():
        raise ValidationError(
            _("The agreement does not hold yet: answer it, or say what you do not agree on.")
        )
    request = ReviewRequest.objects.create(
        agreement_version=current, patient=current.patient, reason=reason,
        **ReviewRequest.of_side(side), asked_by=by.user, asked_by_name=by.signature,
    )  # fmt: skip
    record(by=by, activity=Activity.WRITE, resource=request, patient=current.patient)
    if side != PATIENT:
        tell(patient=current.patient, path=str(MY_AGREEMENT))
    return request
