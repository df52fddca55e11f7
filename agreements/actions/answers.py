"""Proposing a version and answering it. All of them hold the agreement, so they come one after the other."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.actions.agreement import MY_AGREEMENT
from agreements.locks import lock_draft, lock_living
from agreements.models import (
    Acceptance,
    AgreementVersion,
    Answer,
    Commitment,
    CommitmentStatus,
    Goal,
    How,
    Party,
    WarningSign,
)
from agreements.models.acceptance import HEARD
from agreements.permissions import check_may_answer, check_may_edit
from patientkontrakt.audit.actions import record
from patientkontrakt.audit.models import Activity
from patientkontrakt.notifications.actions import tell
from patientkontrakt.people.actor import Actor


@transaction.atomic
def propose(*, version: AgreementVersion, by: Actor) -> AgreementVersion:
    """Freeze the draft and ask both sides. Raises ValidationError naming what is still missing.

    Proposing is no answer: care says its own yes with `accept`.
    """
    check_may_edit(by, version.agreement)
    lock_living(version.agreement)
    draft = lock_draft(version)
    if draft.missing:
        sentence = _("Before you can propose it, the agreement also needs: %(missing)s.")
        raise ValidationError(sentence % {"missing": "; ".join(draft.missing)})
    draft.proposed_at, draft.proposed_by, draft.proposed_by_name = timezone.now(), by.user, _signature(by)
    draft.save(update_fields=["proposed_at", "proposed_by", "proposed_by_name", "updated_at"])
    record(by=by, activity=Activity.SIGN, resource=draft, patient=draft.patient)
    tell(patient=draft.patient, path=str(MY_AGREEMENT))
    return draft


@transaction.atomic
def accept(*, version: AgreementVersion, told: How | None = None, by: Actor) -> Acceptance:
    """A yes to the whole version. A second yes in a row changes nothing and returns the first.

    The patient and delegates answer for the patient. Staff of the owning unit answer for care or,
    with `told`, record how the patient gave the answer: in the room, by telephone, on paper.
    """
    current, party = _hold_current(version, told, by)
    latest = _latest(current, party)
    if latest and latest.answer == Answer.AGREE:
        return latest
    other = _latest(current, Party.CARE if party == Party.PATIENT else Party.PATIENT)
    is_mutual = other is not None and other.answer == Answer.AGREE
    if is_mutual and not current.acceptances.filter(is_mutual=True).exists():
        _promise_anew(current)
    if is_mutual and party == Party.CARE:
        tell(patient=current.patient, path=str(MY_AGREEMENT))
    return _record(current, party, told, by, answer=Answer.AGREE, is_mutual=is_mutual)


@transaction.atomic
def disagree(
    *, version: AgreementVersion, reason: str, point: Goal | Commitment | WarningSign | None = None,
    own_proposal: str = "", told: How | None = None, by: Actor,
) -> Acceptance:  # fmt: skip
    """A no to one point, or with no point to the whole, with the reason. See `accept` for who answers."""
    current, party = _hold_current(version, told, by)
    if not reason:
        raise ValidationError(_("Say in a few words why, so that it can be talked about."))
    about = {point._meta.get_field("objections").field.name: point} if point else {}
    if point and point.agreement_version_id != current.pk:
        raise ValidationError(_("The point does not stand in this version."))
    answer = _record(
        current, party, told, by, answer=Answer.DISAGREE, reason=reason, own_proposal=own_proposal, **about
    )
    if party == Party.CARE:
        tell(patient=current.patient, path=str(MY_AGREEMENT))
    return answer


@transaction.atomic
def withdraw_acceptance(
    *, version: AgreementVersion, reason: str, told: How | None = None, by: Actor
) -> Acceptance:
    """Take one's answer back, with the reason: the version waits for an answer again."""
    current, party = _hold_current(version, told, by)
    latest = _latest(current, party)
    if not reason:
        raise ValidationError(_("Say in a few words why, so that it can be talked about."))
    if latest is None or latest.answer == Answer.WITHDRAWN:
        raise ValidationError(_("There is no answer to take back."))
    answer = _record(current, party, told, by, answer=Answer.WITHDRAWN, reason=reason)
    if party == Party.CARE:
        tell(patient=current.patient, path=str(MY_AGREEMENT))
    return answer


def _hold_current(version, told, by):
    """The version, if it is the one to answer now, its agreement held; and for which party `by` speaks."""
    check_may_answer(by, version.agreement)
    if told and (by.acts_for_patient or told not in HEARD):
        raise ValidationError(
            _("Choose how the patient gave the answer: in the room, by telephone or on paper.")
        )
    agreement = lock_living(version.agreement)
    current = agreement.versions.proposed().first()
    if current is None or current.pk != version.pk:
        raise ValidationError(_("There is a newer version than the one you read. Read it and answer again."))
    is_patients = by.acts_for_patient or told
    return current, Party.PATIENT if is_patients else Party.CARE


def _latest(version, party):
    return version.acceptances.of(party).last()


def _record(version, party, told, by, **answer):
    acceptance = Acceptance.objects.create(
        agreement_version=version, patient=version.patient, party=party, how=told or _own_way(by),
        number=version.acceptances.count() + 1, recorded_by=by.user, recorded_by_name=_signature(by),
        **answer,
    )  # fmt: skip
    record(by=by, activity=Activity.SIGN, resource=acceptance, patient=version.patient)
    return acceptance


def _promise_anew(version):
    """Both have said yes: what was carried over as not done, or to be talked about, is promised again."""
    version.commitments.filter(status__in=[CommitmentStatus.NOT_DONE, CommitmentStatus.RENEGOTIATE]).update(
        status=CommitmentStatus.AGREED, status_reason="", status_at=None, status_by="",
        updated_at=timezone.now(),
    )  # fmt: skip


def _own_way(by):
    if not by.is_delegate:
        return How.DIGITAL
    return How.GUARDIAN if by.delegate.kind == "guardian" else How.DELEGATE


def _signature(by):
    return str(by.staff) if by.is_staff else by.name
