"""Which plan and which need a person may change; each refusal says why, in words for the person."""

from django.core.exceptions import PermissionDenied
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from patientkontrakt.access.patients import check_may
from patientkontrakt.people.actor import Actor
from patientkontrakt.people.models import OrganizationUnit, Patient
from patientkontrakt.people.permissions import Permission, has_permission
from planning.models import Need, Plan, Source


def check_may_add_plan(actor: Actor, patient: Patient, unit: OrganizationUnit, source: str) -> None:
    """A unit writes plans of its own; plans that are fetched belong to whom they came from."""
    check_may(actor, Permission.EDIT_PLAN, patient)
    if source != Source.IMPORTED and unit != actor.unit:
        raise PermissionDenied(_("You write plans for the unit where you work now."))


def check_may_mark_plan(actor: Actor, plan: Plan) -> None:
    """A unit marks its own plans as mistakes, and those that were fetched."""
    check_may(actor, Permission.EDIT_PLAN, plan.patient)
    if plan.unit != actor.unit and not plan.is_imported:
        raise PermissionDenied(_("This plan belongs to %(unit)s. They can change it.") % {"unit": plan.unit})


def check_may_write_plan(actor: Actor, plan: Plan) -> None:
    """Only the unit that owns a plan changes it; a fetched plan is changed where it came from."""
    check_may_mark_plan(actor, plan)
    if plan.is_imported:
        raise PermissionDenied(
            _("This plan was fetched from %(system)s. It is changed there.") % {"system": plan.fetched_from}
        )
    if not plan.is_active:
        raise PermissionDenied(_("This plan is no longer in force. Write a new plan instead."))


def check_may_write_need(actor: Actor, need: Need) -> None:
    """Everyone in care around the patient may answer for a need while it is open."""
    check_may(actor, Permission.EDIT_PLAN, need.patient)
    if not need.is_open:
        raise PermissionDenied(_("This need is no longer open. Write a new need instead."))


def check_may_reword_need(actor: Actor, need: Need) -> None:
    """The patient's own words are not rewritten by care."""
    check_may_write_need(actor, need)
    if need.is_wish:
        raise PermissionDenied(_("These are the patient's own words. Write a need of care beside them."))


def may_mark_need(actor: Actor, need: Need) -> bool:
    """The unit that answers for the need or wrote it (ADR 11); when there is none, any in the care."""
    return has_permission(actor, Permission.EDIT_PLAN) and (not need.units or actor.unit.pk in need.units)


def check_may_mark_need(actor: Actor, need: Need) -> None:
    """Raises PermissionDenied with whom to ring instead."""
    check_may(actor, Permission.EDIT_PLAN, need.patient)
    need = Need.objects.for_overview().get(pk=need.pk)
    if not may_mark_need(actor, need):
        units = OrganizationUnit.objects.filter(pk__in=need.units)
        raise PermissionDenied(
            _("A need is marked as a mistake by who answers for it or wrote it. Ring %(units)s.")
            % {"units": get_text_list([unit.name_and_phone for unit in units], _("or"))}
        )
