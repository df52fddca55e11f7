"""The exact questions about agreements; what each role may do at all stands in people.permissions."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from agreements.models import (
    CARE,
    PATIENT,
    Agreement,
    AgreementVersion,
    AnswerScan,
    Commitment,
    CommitmentParty,
    CommitmentStatus,
    Party,
    Question,
    Side,
)
from patientkontrakt.access.patients import check_may
from patientkontrakt.people.actor import Actor
from patientkontrakt.people.models import OrganizationUnit, Patient
from patientkontrakt.people.permissions import Permission, check_permission, has_permission

OWN_PROMISES = (CommitmentParty.PATIENT, CommitmentParty.RELATIVE)


def check_may_edit(actor: Actor, agreement: Agreement) -> None:
    """Staff of the owning unit write the agreement; other units with a care relation read it."""
    check_may(actor, Permission.EDIT_AGREEMENT, agreement.patient)
    check_owning_unit(actor, agreement)


def check_may_answer(actor: Actor, version: AgreementVersion) -> None:
    """The patient's side answers for itself; staff of the owning unit for care, or as the others told;
    the municipality's staff for their own unit, when a promise names it."""
    agreement = version.agreement
    if actor.acts_for_patient:
        check_may(actor, Permission.OWN_CONFIRM, agreement.patient)
    elif has_permission(actor, Permission.ANSWER_FOR_UNIT):
        check_may(actor, Permission.ANSWER_FOR_UNIT, agreement.patient)
        if own_side(actor) not in version.others:
            raise PermissionDenied(_("Your unit is not named in this agreement, so you can only read it."))
    else:
        check_may(actor, Permission.ACCEPT_FOR_CARE, agreement.patient)
        check_owning_unit(actor, agreement)


def check_owning_unit(actor: Actor, agreement: Agreement) -> None:
    """Enough behind a guard, which has asked for the right and seen to the patient: costs no query."""
    if not actor.is_staff or actor.unit.pk != agreement.unit_id:
        raise PermissionDenied(
            _("The agreement belongs to %(unit)s. You can read it, but only they can change or answer it.")
            % {"unit": agreement.unit}
        )


def check_may_edit_templates(actor: Actor, unit: OrganizationUnit) -> None:
    """A unit's leads write its own templates; no patient is part of them."""
    check_permission(actor, Permission.EDIT_TEMPLATES)
    if actor.unit.pk != unit.pk:
        raise PermissionDenied(_("You can only change the templates of your own unit."))


def check_may_reply(actor: Actor, question: Question) -> None:
    """Care replies to the patient and others; the patient's side to care, or staff as it was told."""
    if actor.acts_for_patient:
        check_may(actor, Permission.OWN_CONFIRM, question.patient)
        if question.is_to_care:
            raise PermissionDenied(_("Care is to answer this question."))
    else:
        check_may(actor, Permission.ACCEPT_FOR_CARE, question.patient)
        check_owning_unit(actor, question.agreement_version.agreement)


def check_may_read_scan(actor: Actor, scan: AnswerScan) -> None:
    """The paper itself is for the patient and for staff: it may show more than the answer."""
    check_may(actor, Permission.OWN_READ if actor.acts_for_patient else Permission.OPEN_RECORD, scan.patient)
    if actor.is_delegate:
        raise PermissionDenied(_("Only the patient and care can see the paper itself."))


def own_side(actor: Actor) -> Side:
    """For whom a person speaks who records nobody else's answer."""
    if actor.acts_for_patient:
        return PATIENT
    if has_permission(actor, Permission.ACCEPT_FOR_CARE):
        return CARE
    return Side(Party.MUNICIPALITY, str(actor.unit), actor.unit and actor.unit.pk)


def check_may_report(actor: Actor, commitment: Commitment, status: CommitmentStatus) -> None:
    """Who may say how a promise goes: the one who made it. The patient may always ask to talk about it.

    Staff of the owning unit may report all promises (for those who tell by telephone), and alone may
    cancel one; staff of another unit only those that name them or their unit.
    """
    if actor.acts_for_patient:
        check_may(actor, Permission.OWN_CONFIRM, commitment.patient)
        _check_own_promise(commitment, status)
        return
    check_may(actor, Permission.OPEN_RECORD, commitment.patient)
    if actor.unit.pk == commitment.agreement_version.agreement.unit_id:
        return
    is_theirs = actor.unit.pk == commitment.responsible_unit_id or (
        actor.staff.pk == commitment.responsible_staff_id
    )
    if not is_theirs or status == CommitmentStatus.CANCELLED:
        raise PermissionDenied(
            _("Only the one who made the promise, or the unit that owns the agreement, can do this.")
        )


def check_may_keep_diary(actor: Actor, promise: Commitment) -> None:
    """Who may say that it is done may say it day by day."""
    check_may_report(actor, promise, CommitmentStatus.DONE)


def check_may_choose_reminders(actor: Actor, patient: Patient) -> None:
    """The patient, and those who may tick off for the patient: that is what the reminders are of."""
    check_may(actor, Permission.OWN_CONFIRM, patient)


def may_write(actor: Actor, agreement: Agreement) -> bool:
    """For templates behind a guard, which has seen to the patient: costs no query."""
    return has_permission(actor, Permission.EDIT_AGREEMENT) and actor.unit.pk == agreement.unit_id


def may_answer_for_unit(actor: Actor, version: AgreementVersion) -> bool:
    """For templates behind a guard: staff of a municipality's unit that a promise names."""
    return has_permission(actor, Permission.ANSWER_FOR_UNIT) and own_side(actor) in version.others


def may_start(actor: Actor, agreements: list[Agreement]) -> bool:
    """Whether the actor's unit may begin an agreement with the patient whose `agreements` these are."""
    own = [row for row in agreements if row.is_living and row.unit_id == actor.unit.pk]
    return has_permission(actor, Permission.EDIT_AGREEMENT) and not own


def _check_own_promise(commitment, status):
    asks_to_talk = status == CommitmentStatus.RENEGOTIATE
    is_own = commitment.party in OWN_PROMISES and status != CommitmentStatus.CANCELLED
    if not (asks_to_talk or is_own):
        raise PermissionDenied(
            _("Only the one who made the promise can say how it went. You can say that you want to talk.")
        )
