"""Are we of one mind? Each side writes unseen by the other; then the two are compared."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.models import AgreementVersion, Concordance, OneMind, Party
from patientkontrakt.access.patients import check_may
from patientkontrakt.audit.actions import record
from patientkontrakt.audit.models import Activity
from patientkontrakt.base_model import save_edit
from patientkontrakt.notifications.actions import tell
from patientkontrakt.people.actor import Actor
from patientkontrakt.people.models import OrganizationUnit, Patient
from patientkontrakt.people.permissions import Permission


@transaction.atomic
def ask_of_one_mind(*, patient: Patient, unit: OrganizationUnit, by: Actor) -> Concordance:
    """Ask both sides for the most important goal and the next step; the open question, if there is one."""
    _check_may_take_part(by, patient, unit)
    concordance, is_new = Concordance.objects.get_or_create(patient=patient, unit=unit, outcome="")
    if is_new:
        record(by=by, activity=Activity.WRITE, resource=concordance, patient=patient)
        if by.is_staff:
            tell(patient=patient)
    return concordance


@transaction.atomic
def write_view(
    *, concordance: Concordance, goal: str, next_step: str, told: bool = False, seen_version: int = 0,
    by: Actor,
) -> Concordance:  # fmt: skip
    """One side's view. It may be written anew until the other side has written too.

    The patient's side writes for the patient, staff for care; or, `told`, what the patient says in the room.
    Raises EditConflict when the same side has been written by someone else since it was read.
    """
    _check_may_take_part(by, concordance.patient, concordance.unit)
    held = _hold(concordance)
    if held.is_written_by_both:
        raise ValidationError(_("Both have written. What was written can no longer be changed."))
    side = Party.PATIENT if by.acts_for_patient or told else Party.CARE
    if not getattr(held, f"{side}_at"):
        seen_version = held.version  # the edits so far are the other side's, unseen here
    details = {"goal": goal, "next_step": next_step, "at": timezone.now(), "by_name": by.name}
    save_edit(held, seen_version=seen_version, **{f"{side}_{name}": value for name, value in details.items()})
    if held.is_written_by_both:
        _show_on_the_draft(held)
    record(by=by, activity=Activity.WRITE, resource=held, patient=held.patient)
    return held


@transaction.atomic
def compare_views(*, concordance: Concordance, outcome: OneMind, by: Actor) -> Concordance:
    """Whether the two mean the same, said by either side once both can be read.

    It may be said anew until a version that quotes it has been proposed.
    """
    _check_may_take_part(by, concordance.patient, concordance.unit)
    held = _hold(concordance)
    if not held.is_written_by_both:
        raise ValidationError(_("Both have to write before you can compare."))
    if held.outcome and held.versions.proposed().exists():
        raise ValidationError(_("This stands in an agreement that has been proposed. Ask anew instead."))
    held.outcome, held.outcome_at, held.outcome_by_name = outcome, timezone.now(), by.name
    held.save(update_fields=["outcome", "outcome_at", "outcome_by_name", "updated_at"])
    record(by=by, activity=Activity.WRITE, resource=held, patient=held.patient)
    return held


def _show_on_the_draft(concordance):
    """The unit's draft begins with what the two said; a later draft finds it by itself."""
    drafts = AgreementVersion.objects.drafts().filter(patient=concordance.patient)
    drafts.filter(agreement__unit=concordance.unit).update(concordance=concordance, updated_at=timezone.now())


def _check_may_take_part(by, patient, unit):
    """The patient's side, and the staff of the unit that asked."""
    check_may(by, Permission.OWN_WRITE if by.acts_for_patient else Permission.EDIT_AGREEMENT, patient)
    if by.is_staff and by.unit.pk != unit.pk:
        raise PermissionDenied(_("Only %(unit)s and the patient take part in this.") % {"unit": unit})


def _hold(concordance):
    held = Concordance.objects.select_for_update(no_key=True, of=("self",))
    return held.select_related("patient", "unit").get(pk=concordance.pk)
