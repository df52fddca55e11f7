"""Whose figures a manager sees, and where they may run rounds: their own branch of the tree."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from patientkontrakt.people.actor import Actor
from patientkontrakt.people.models import OrganizationUnit
from patientkontrakt.people.permissions import Permission, check_permission
from patientkontrakt.people.roles import Role
from surveys.models import Round, RoundState


def units_of(actor: Actor):
    """The actor's own unit and everything below it."""
    return OrganizationUnit.objects.within(actor.unit)


def check_may_run_rounds(actor: Actor, unit: OrganizationUnit) -> None:
    """Raises PermissionDenied for the wrong role, and for a unit outside the own branch."""
    check_permission(actor, Permission.RUN_ROUNDS)
    if actor.role != Role.SYSTEM and not unit.path.startswith(actor.unit.path):
        raise PermissionDenied(_("%(unit)s is not your unit.") % {"unit": unit})


def check_may_invite(actor: Actor, round: Round) -> None:
    """Only a round that takes answers today asks anyone."""
    check_may_run_rounds(actor, round.unit)
    if not round.is_open:
        raise PermissionDenied(_("This measurement is not open."))


def check_may_close_round(actor: Actor, round: Round) -> None:
    """A round is closed once: by hand while it is open, or by the system after its last day."""
    check_may_run_rounds(actor, round.unit)
    if round.is_closed or round.state == RoundState.PLANNED:
        raise PermissionDenied(_("This measurement is not open."))
