"""Improvement actions and their tests. They hold nothing about patients."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from patientkontrakt.audit.actions import record
from patientkontrakt.audit.models import Activity
from patientkontrakt.base_model import save_edit
from patientkontrakt.people.actor import Actor
from patientkontrakt.people.models import OrganizationUnit
from surveys.action_plan import verdicts_now
from surveys.locks import hold
from surveys.models import ActionState, ImprovementAction, PdsaCycle
from surveys.permissions import check_may_edit_plan


@transaction.atomic
def plan_action(
    *, unit: OrganizationUnit, question: str, aim: str, idea: str, owner: str,
    due: datetime.date | None = None, note_on: datetime.date | None = None, note: str = "", by: Actor,
) -> ImprovementAction:  # fmt: skip
    """What the unit, or all units below it, will try for a question. `note` is shown on its trend.

    Planned twice in the same words, by a double click, it is planned once.
    """
    check_may_edit_plan(by, unit)
    hold(unit)
    terms = {
        "unit": unit, "question": question, "aim": aim, "idea": idea, "owner": owner, "due": due,
        "note_on": note_on, "note": note, "state": ActionState.PLANNED,
    }  # fmt: skip
    if planned := ImprovementAction.objects.filter(**terms).first():
        return planned
    action = ImprovementAction.objects.create(**terms)
    record(by=by, activity=Activity.WRITE, resource=action)
    return action


@transaction.atomic
def edit_action(*, action: ImprovementAction, seen_version: int, by: Actor, **terms) -> ImprovementAction:
    """Its words, owner, day and note. Raises EditConflict when a colleague saved first."""
    check_may_edit_plan(by, action.unit)
    save_edit(action, seen_version=seen_version, **terms)
    record(by=by, activity=Activity.WRITE, resource=action)
    return action


@transaction.atomic
def begin_cycle(
    *, action: ImprovementAction, plan: str, starts: datetime.date | None = None, by: Actor, **words
) -> PdsaCycle:  # fmt: skip
    """The next test of the action, which is being tested from then on. `words`: do, study, act, ends.

    Begun twice in the same words, by a double click, it is one test.
    """
    action = _hold_action(action, by)
    terms = {"plan": plan, "starts": starts or timezone.localdate(), **words}
    if begun := action.cycles.filter(**terms).first():
        return begun
    if not action.may_begin_cycle:
        raise ValidationError(_("The action is decided about. Plan a new one."))
    if action.state != ActionState.TESTING:
        _move(action, ActionState.TESTING)
    cycle = PdsaCycle.objects.create(action=action, number=action.cycles.count() + 1, **terms)
    record(by=by, activity=Activity.WRITE, resource=cycle)
    return cycle


@transaction.atomic
def edit_cycle(*, cycle: PdsaCycle, seen_version: int, by: Actor, **terms) -> PdsaCycle:
    """Its words and days. Raises EditConflict when a colleague saved first."""
    check_may_edit_plan(by, cycle.action.unit)
    save_edit(cycle, seen_version=seen_version, **terms)
    record(by=by, activity=Activity.WRITE, resource=cycle)
    return cycle


@transaction.atomic
def decide_action(
    *, action: ImprovementAction, state: ActionState, result: str, by: Actor
) -> ImprovementAction:
    """What the tests have shown: the change is kept, changed and tested again, or dropped.

    Tests that go on end with it. Raises ValidationError when a colleague has moved `action` on since its
    state was read. Decided twice in the same words, by a double click, it is decided once.
    """
    seen, action = action, _hold_action(action, by)
    if action.is_decided_as(state, result):
        return action
    if action.state != seen.state or state not in action.possible_decisions:
        raise ValidationError(_("Somebody else has decided about the action, or it has not been tested yet."))
    action.result, action.decided_on = result, timezone.localdate()
    action.verdict = verdicts_now([action]).get(action.pk, "")
    _end_tests(action, by)
    _move(action, state)
    record(by=by, activity=Activity.WRITE, resource=action)
    return action


def _end_tests(action, by):
    """Today, or on the first day of one that has not begun."""
    for test in [test for test in action.cycles.select_for_update() if test.goes_on]:
        last = max(test.starts, timezone.localdate())
        save_edit(test, seen_version=test.version, ends=last)
        record(by=by, activity=Activity.WRITE, resource=test)


def _hold_action(action, by):
    action = ImprovementAction.objects.select_for_update(of=["self"]).select_related("unit").get(pk=action.pk)
    check_may_edit_plan(by, action.unit)
    return action


def _move(action, state):
    action.state, action.version = state, action.version + 1
    action.save()
