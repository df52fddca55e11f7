"""Proposing a version and answering it. All of them hold the agreement, so they come one after the other."""

from collections.abc import Iterable
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.actions.agreement import MY_AGREEMENT
from agreements.as_read import check_as_read
from agreements.locks import lock_current, lock_draft, lock_living
from agreements.models import (
    CARE,
    PATIENT,
    Acceptance,
    AgreementVersion,
    Answer,
    Commitment,
    CommitmentStatus,
    Goal,
    How,
    Side,
    WarningSign,
)
from agreements.models.acceptance import HEARD
from agreements.permissions import check_may_edit, own_side
from patientkontrakt.audit.actions import record
from patientkontrakt.audit.models import Activity
from patientkontrakt.notifications.actions import tell
from patientkontrakt.people.actor import Actor


@transaction.atomic
def propose(*, version: AgreementVersion, seen: str | None = None, by: Actor) -> AgreementVersion:
    """Freeze the draft and ask both sides. Raises ValidationError naming what is still missing.

    `seen` is the `as_read` of what stood on the screen, None where nobody looks at one: raises
    ValidationError when a colleague has changed something since. Proposing is no answer: care says its own
    yes with `accept`.
    """
    check_may_edit(by, version.agreement)
    lock_living(version.agreement)
    draft = lock_draft(version)
    if seen is not None:
        check_as_read(seen, draft)
    if draft.missing:
        sentence = _("Before you can propose it, the agreement also needs: %(missing)s.")
        raise ValidationError(sentence % {"missing": "; ".join(draft.missing)})
    draft.proposed_at, draft.proposed_by, draft.proposed_by_name = timezone.now(), by.user, by.signature
    draft.save(update_fields=["proposed_at", "proposed_by", "proposed_by_name", "updated_at"])
    record(by=by, activity=Activity.SIGN, resource=draft, patient=draft.patient)
    tell(patient=draft.patient, path=str(MY_AGREEMENT))
    return draft


class Objection(NamedTuple):
    """One point that a side does not agree on, or with no point the whole: why, and how instead."""

    reason: str
    point: Goal | Commitment | WarningSign | None = None
    own_proposal: str = ""


@transaction.atomic
def accept(
    *, version: AgreementVersion, told: How | None = None, side: Side | None = None, by: Actor
) -> Acceptance:
    """A yes to the whole version. A second yes in a row changes nothing and returns the first.

    The patient and delegates answer for the patient, a municipality's staff for their unit. Staff of the
    owning unit answer for care or, with `told`, record how the patient (or another `side`) answered.
    """
    current, side = _hold_current(version, told, side, by)
    latest = _latest(current, side)
    if latest and latest.answer == Answer.AGREE:
        return latest
    return _record_yes(current, side, told, by, Answer.AGREE)


@transaction.atomic
def record_informed(
    *, version: AgreementVersion, others: Iterable[Side], told: How = How.IN_THE_ROOM, by: Actor
) -> list[Acceptance]:
    """Relatives, the municipality and others have been told what they are named for; nothing twice.

    Raises ValidationError for one who disagrees: that is not taken back by being informed.
    """
    return [_inform(version, side, told, by) for side in others]


@transaction.atomic
def disagree(
    *, version: AgreementVersion, objections: Iterable[Objection], told: How | None = None,
    side: Side | None = None, by: Actor,
) -> list[Acceptance]:  # fmt: skip
    """A no to each point named, or to the whole, with the reason. See `accept` for who answers."""
    current, side = _hold_current(version, told, side, by)
    if not objections or not all(objection.reason for objection in objections):
        raise ValidationError(_("Say in a few words why, so that it can be talked about."))
    if any(row.point and row.point.agreement_version_id != current.pk for row in objections):
        raise ValidationError(_("The point does not stand in this version."))
    answers = [
        _record(
            current, side, told, by, answer=Answer.DISAGREE, reason=row.reason, own_proposal=row.own_proposal,
            **Acceptance.about(row.point),
        )
        for row in objections
    ]  # fmt: skip
    _tell_patient(current, side)
    return answers


@transaction.atomic
def withdraw_acceptance(
    *, version: AgreementVersion, reason: str, told: How | None = None, side: Side | None = None, by: Actor
) -> Acceptance:
    """Take one's answer back, with the reason: the version waits for an answer again."""
    current, side = _hold_current(version, told, side, by)
    latest = _latest(current, side)
    if not reason:
        raise ValidationError(_("Say in a few words why, so that it can be talked about."))
    if latest is None or latest.answer == Answer.WITHDRAWN:
        raise ValidationError(_("There is no answer to take back."))
    answer = _record(current, side, told, by, answer=Answer.WITHDRAWN, reason=reason)
    _tell_patient(current, side)
    return answer


def _hold_current(version, told, side, by):
    """The version held, and the side whose answer it is."""
    own = own_side(by)
    side = side or (PATIENT if told else own)
    is_heard = told in HEARD and own == CARE and side != CARE
    if not is_heard and (told or side != own):
        raise ValidationError(_("Choose how the answer was given: in the room, by telephone or on paper."))
    current = lock_current(version, by)
    if side not in current.sides:
        raise ValidationError(_("%(name)s is not named in this version.") % {"name": side})
    return current, side


def _latest(version, side):
    return version.acceptances.of(side).last()


def _inform(version, side, told, by):
    current, side = _hold_current(version, told, side, by)
    latest = _latest(current, side)
    if not side.is_other:
        raise ValidationError(_("The patient and care answer yes or no: being informed is not enough."))
    if latest and latest.answer == Answer.DISAGREE:
        sentence = _("%(name)s does not agree on something. Record a yes, or that the answer is taken back.")
        raise ValidationError(sentence % {"name": side})
    return latest if latest and latest.stands else _record_yes(current, side, told, by, Answer.INFORMED)


def _record_yes(version, side, told, by, answer):
    """With the last one's yes the version holds."""
    latest = {row.side: row for row in version.acceptances.all()}
    is_mutual = all(
        latest[other].stands if other in latest else False for other in set(version.sides) - {side}
    )
    if is_mutual and not version.acceptances.filter(is_mutual=True).exists():
        _promise_anew(version)
    if is_mutual:
        _tell_patient(version, side)
    return _record(version, side, told, by, answer=answer, is_mutual=is_mutual)


def _tell_patient(version, side):
    if side != PATIENT:
        tell(patient=version.patient, path=str(MY_AGREEMENT))


def _record(version, side, told, by, **answer):
    acceptance = Acceptance.objects.create(
        agreement_version=version, patient=version.patient, **Acceptance.of_side(side),
        how=told or _own_way(by), number=version.acceptances.count() + 1, recorded_by=by.user,
        recorded_by_name=by.signature, **answer,
    )  # fmt: skip
    record(by=by, activity=Activity.SIGN, resource=acceptance, patient=version.patient)
    return acceptance


def _promise_anew(version):
    """All have said yes: what was carried over as not done, or to be talked about, is promised again."""
    version.commitments.filter(status__in=[CommitmentStatus.NOT_DONE, CommitmentStatus.RENEGOTIATE]).update(
        status=CommitmentStatus.AGREED, status_reason="", status_at=None, status_by="",
        updated_at=timezone.now(),
    )  # fmt: skip


def _own_way(by):
    if not by.is_delegate:
        return How.DIGITAL
    return How.GUARDIAN if by.delegate.kind == "guardian" else How.DELEGATE
