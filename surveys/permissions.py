"""Whose figures a manager sees, and where they may run rounds: their own branch of the tree."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from patientkontrakt.people.actor import Actor
from patientkontrakt.people.models import OrganizationUnit, UnitKind
from patientkontrakt.people.permissions import Permission, check_permission
from patientkontrakt.people.roles import Role
from surveys.bands import Way
from surveys.models import Round, RoundState, Story
from surveys.models.round_states import ALLOWED_CHANGES

BEFORE_THE_END = {RoundState.PLANNED, RoundState.OPEN, RoundState.PAUSED}


def units_of(actor: Actor):
    """The actor's own unit and everything below it."""
    return OrganizationUnit.objects.within(actor.unit)


def check_may_run_rounds(actor: Actor, unit: OrganizationUnit) -> None:
    """Raises PermissionDenied for the wrong role, and for a unit outside the own branch."""
    check_permission(actor, Permission.RUN_ROUNDS)
    if actor.role != Role.SYSTEM and not unit.path.startswith(actor.unit.path):
        raise PermissionDenied(_("%(unit)s is not your unit.") % {"unit": unit})


def check_may_invite(actor: Actor, round: Round) -> None:
    """Only a round that takes answers today, and is not paused, asks anyone."""
    check_may_run_rounds(actor, round.unit)
    if round.state != RoundState.OPEN:
        raise PermissionDenied(_("This measurement is not open."))


def check_may_change_round(actor: Actor, round: Round, to: RoundState) -> None:
    """Whether the round may go from where it stands today to another state, and by this actor."""
    check_may_run_rounds(actor, round.unit)
    if to not in ALLOWED_CHANGES[round.state]:
        raise PermissionDenied(_("This measurement is not open."))


def check_may_give_out(actor: Actor, round: Round) -> None:
    """Whether the round's open links for patients may be given out: also before it opens."""
    check_may_run_rounds(actor, round.unit)
    if round.state not in BEFORE_THE_END or not round.asks_patients:
        raise PermissionDenied(_("This measurement is not open."))


def check_may_enter(actor: Actor, round: Round, way: Way) -> None:
    """Who works at the unit enters answers: by telephone while it is open, from paper until it is closed."""
    check_permission(actor, Permission.ENTER_ANSWERS)
    if actor.unit.pk != round.unit_id:
        raise PermissionDenied(_("%(unit)s is not your unit.") % {"unit": round.unit})
    takes = round.is_open or (way == Way.PAPER and round.state == RoundState.ENDED)
    if not takes or not round.asks_patients:
        raise PermissionDenied(_("This measurement is not open."))


def check_may_change_settings(actor: Actor) -> None:
    """Who may run rounds for a whole region decides for it."""
    check_permission(actor, Permission.RUN_ROUNDS)
    if actor.role != Role.SYSTEM and actor.unit.kind != UnitKind.REGION:
        raise PermissionDenied(_("Only who works for the whole region may do this."))


def check_may_review_story(actor: Actor, story: Story) -> None:
    """Only the unit that the story was told to, not the levels above it: a writer knows who reads."""
    check_permission(actor, Permission.REVIEW_STORIES)
    if actor.role != Role.SYSTEM and actor.unit.pk != story.unit_id:
        raise PermissionDenied(_("%(unit)s is not your unit.") % {"unit": story.unit})


def check_may_edit_plan(actor: Actor, unit: OrganizationUnit) -> None:
    """The own unit's plan, and those of the units below it."""
    check_permission(actor, Permission.EDIT_ACTION_PLAN)
    if not unit.path.startswith(actor.unit.path):
        raise PermissionDenied(_("%(unit)s is not your unit.") % {"unit": unit})
