"""Improvement actions: from a weak question through small tests to a decision."""

import datetime

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from patientkontrakt.audit.models import AuditEvent
from patientkontrakt.base_model import EditConflict
from patientkontrakt.people.roles import Role
from surveys import actions
from surveys.models import ActionState, ImprovementAction, PdsaCycle
from surveys.models.improvement import ALLOWED_CHANGES, DECIDED
from tests.builders.stories import being_tested, planned
from tests.factories import make_clinician, make_unit

pytestmark = pytest.mark.django_db

S = ActionState


@pytest.fixture
def manager():
    return make_clinician(make_unit(), Role.UNIT_MANAGER)


def in_state(state, by):
    """An action that has come to a state by the real actions."""
    if state == S.PLANNED:
        return planned(by.unit, by)
    action = being_tested(by.unit, by)
    return (
        action
        if state == S.TESTING
        else actions.decide_action(action=action, state=state, result="Bra", by=by)
    )


@pytest.mark.parametrize("before", S)
@pytest.mark.parametrize("after", [S.TESTING, *DECIDED])
def test_only_the_arrows_of_the_table_can_be_taken(manager, before, after):
    action = in_state(before, manager)

    def go():
        if after == S.TESTING:
            return actions.begin_cycle(action=action, plan="Fem till", by=manager).action
        return actions.decide_action(action=action, state=after, result="Så blev det", by=manager)

    if after in ALLOWED_CHANGES[before] or before == after == S.TESTING:
        assert go().state == after
    else:
        with pytest.raises(ValidationError):
            go()


def test_tests_are_numbered_and_the_first_day_is_known(manager):
    action = planned(manager.unit, manager)
    first = actions.begin_cycle(
        action=action, plan="Fem patienter", starts=datetime.date(2026, 3, 2), by=manager
    )
    second = actions.begin_cycle(action=action, plan="Tio till", starts=datetime.date(2026, 4, 1), by=manager)

    assert [first.number, second.number] == [1, 2]
    assert ImprovementAction.objects.for_plan().get().since == datetime.date(2026, 3, 2)


def test_the_same_test_begun_twice_is_one_and_in_other_words_another(manager):
    action = planned(manager.unit, manager)
    begun = [
        actions.begin_cycle(action=action, plan=plan, ends=None, do="", by=manager)
        for plan in ("Fem patienter", "Fem patienter", "Tio patienter")
    ]

    assert [cycle.number for cycle in begun] == [1, 1, 2]
    assert AuditEvent.objects.filter(resource_id=begun[0].pk).count() == 1


def test_the_same_action_planned_twice_is_one_until_it_is_tested_or_dropped(manager):
    first = planned(manager.unit, manager)
    assert planned(manager.unit, manager) == first
    assert planned(manager.unit, manager, owner="Anna Berg") != first

    actions.decide_action(action=first, state=S.DROPPED, result="Inte nu", by=manager)

    assert planned(manager.unit, manager) != first


def test_a_decision_has_a_day_and_what_was_learnt(manager):
    action = actions.decide_action(
        action=being_tested(manager.unit, manager), state=S.KEPT, result="9 av 10 visste", by=manager
    )

    assert (action.decided_on, action.result) == (timezone.localdate(), "9 av 10 visste")
    assert not action.is_living


def test_who_decides_about_what_a_colleague_has_decided_is_told(manager):
    action = being_tested(manager.unit, manager)
    seen = ImprovementAction.objects.get()
    actions.decide_action(action=action, state=S.CHANGED, result="Fråga tidigare", by=manager)

    with pytest.raises(ValidationError):
        actions.decide_action(action=seen, state=S.DROPPED, result="Nej", by=manager)
    assert ImprovementAction.objects.get().result == "Fråga tidigare"


@pytest.mark.parametrize("decided", [S.KEPT, S.CHANGED, S.DROPPED])
def test_no_test_goes_on_after_the_decision(manager, decided):
    today = timezone.localdate()
    past, coming = today - datetime.timedelta(days=9), today + datetime.timedelta(days=9)
    action = planned(manager.unit, manager)
    for plan, days in {
        "Utan sista dag": {"starts": past},
        "Längre": {"starts": past, "ends": coming},
        "Slut": {"starts": past, "ends": past},
        "Senare": {"starts": coming},
    }.items():
        actions.begin_cycle(action=action, plan=plan, by=manager, **days)
    action.refresh_from_db()
    events = AuditEvent.objects.count()

    actions.decide_action(action=action, state=decided, result="Bra", by=manager)

    assert list(action.cycles.values_list("ends", "version")) == [
        (today, 2),
        (today, 2),
        (past, 1),
        (coming, 2),
    ], "none ends before it has begun"
    assert AuditEvent.objects.count() == events + 1 + 3


def test_the_same_decision_sent_twice_at_once_is_one(manager):
    action = being_tested(manager.unit, manager)
    seen = ImprovementAction.objects.get()
    words = {"state": S.CHANGED, "result": "Fråga tidigare", "by": manager}
    first = actions.decide_action(action=action, **words)

    assert actions.decide_action(action=seen, **words).version == first.version
    assert AuditEvent.objects.filter(resource_id=action.pk).count() == 2


def test_of_two_editors_the_second_is_told(manager):
    action = planned(manager.unit, manager)
    actions.edit_action(action=action, seen_version=1, aim="Första", by=manager)

    with pytest.raises(EditConflict) as conflict:
        actions.edit_action(action=action, seen_version=1, aim="Andra", by=manager)
    assert conflict.value.saved.aim == "Första"


def test_of_two_editors_of_a_test_the_second_is_told(manager):
    cycle = being_tested(manager.unit, manager).cycles.get()
    actions.edit_cycle(cycle=cycle, seen_version=1, do="Vi gjorde", by=manager)

    with pytest.raises(EditConflict):
        actions.edit_cycle(cycle=cycle, seen_version=1, do="Vi gjorde inte", by=manager)
    assert PdsaCycle.objects.get().do == "Vi gjorde"


@pytest.mark.parametrize("role", [Role.CLINICIAN, Role.COORDINATING_CONTACT, Role.LOG_REVIEWER])
def test_not_every_role_writes_the_plan(manager, role):
    refuse(planned(manager.unit, manager), make_clinician(manager.unit, role))


def test_another_units_plan_is_not_written(manager):
    refuse(planned(manager.unit, manager), make_clinician(make_unit(), Role.UNIT_MANAGER))
    with pytest.raises(PermissionDenied):
        planned(manager.unit.parent, manager)


def refuse(action, by):
    for attempt in (
        lambda: planned(action.unit, by),
        lambda: actions.edit_action(action=action, seen_version=1, aim="Mitt", by=by),
        lambda: actions.begin_cycle(action=action, plan="Mitt", by=by),
        lambda: actions.decide_action(action=action, state=S.DROPPED, result="Nej", by=by),
    ):
        with pytest.raises(PermissionDenied):
            attempt()


def test_those_who_answer_for_a_branch_write_for_it(manager):
    developer = make_clinician(manager.unit.parent, Role.REGION_DEVELOPER)

    assert planned(manager.unit, developer).unit == manager.unit
    assert planned(manager.unit.parent, developer).unit == manager.unit.parent


def test_each_change_is_in_the_log(manager):
    before = AuditEvent.objects.count()
    action = being_tested(manager.unit, manager)
    actions.edit_cycle(cycle=action.cycles.get(), seen_version=1, do="Gjort", by=manager)
    actions.decide_action(action=action, state=S.KEPT, result="Bra", by=manager)

    assert AuditEvent.objects.count() == before + 5, "the decision ends the test, too"


def test_the_plan_of_a_year_tells_of_all_that_was_alive_then(manager):
    with time_machine.travel("2024-05-01"):
        dropped = being_tested(manager.unit, manager, aim="Lades ner 2024")
        kept_later = being_tested(manager.unit, manager, aim="Behölls 2025")
        actions.decide_action(action=dropped, state=S.DROPPED, result="Nej", by=manager)
    with time_machine.travel("2025-05-01"):
        actions.decide_action(action=kept_later, state=S.KEPT, result="Ja", by=manager)
        planned(manager.unit, manager, aim="Ny 2025")

    def plan(year):
        return {action.aim for action in ImprovementAction.objects.in_plan(year)}

    assert plan(2023) == set()
    assert plan(2024) == {"Lades ner 2024", "Behölls 2025"}
    assert plan(2025) == {"Behölls 2025", "Ny 2025"}
    assert plan(2026) == {"Ny 2025"}


@pytest.mark.parametrize(
    "changes",
    [
        {"question": "q8"},
        {"aim": ""},
        {"idea": ""},
        {"owner": ""},
        {"note": "Utan dag"},
        {"note_on": datetime.date(2026, 1, 1)},
        {"state": S.KEPT},
        {"state": S.DROPPED, "result": "Utan dag"},
        {"verdict": "perhaps"},
    ],
)
def test_what_cannot_be(manager, changes):
    action = being_tested(manager.unit, manager)

    with pytest.raises(IntegrityError), transaction.atomic():
        ImprovementAction.objects.filter(pk=action.pk).update(**changes)


@pytest.mark.parametrize("before", S)
@pytest.mark.parametrize("after", S)
def test_the_database_takes_no_other_arrow_either(manager, before, after):
    action = in_state(before, manager)
    changes = {"state": after, "result": "Bra", "decided_on": timezone.localdate()}

    if before == after or after in ALLOWED_CHANGES[before]:
        assert ImprovementAction.objects.filter(pk=action.pk).update(**changes)
    else:
        with pytest.raises(DatabaseError), transaction.atomic():
            ImprovementAction.objects.filter(pk=action.pk).update(**changes)


def test_the_database_knows_no_other_state(manager):
    row = {"question": "q5", "aim": "8 av 10", "idea": "Fråga", "owner": "Sara Ek", "state": "paused"}

    with pytest.raises(IntegrityError), transaction.atomic():
        ImprovementAction.objects.create(unit=manager.unit, **row)


@pytest.mark.parametrize("changes", [{"plan": ""}, {"number": 2}, {"ends": datetime.date(2020, 1, 1)}])
def test_what_a_test_cannot_be(manager, changes):
    action = being_tested(manager.unit, manager)
    actions.begin_cycle(action=action, plan="Den andra", by=manager)

    with pytest.raises(IntegrityError), transaction.atomic():
        PdsaCycle.objects.filter(action=action, number=1).update(**changes)


def test_overdue_until_it_is_decided(manager):
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    action = being_tested(manager.unit, manager, due=yesterday)
    assert action.is_overdue

    assert not actions.decide_action(action=action, state=S.KEPT, result="Ja", by=manager).is_overdue
    assert not planned(manager.unit, manager, due=timezone.localdate()).is_overdue
