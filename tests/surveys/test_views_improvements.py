"""The action plan through its pages."""

import datetime

import pytest
import time_machine
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from patientkontrakt.people.roles import Role
from surveys import action_plan, actions
from surveys.ideas import ideas_for
from surveys.instruments import Answer
from surveys.models import ActionState, ImprovementAction, PdsaCycle
from surveys.verdicts import Verdict
from tests.builders.stories import being_tested, planned
from tests.builders.surveys import ALL_YES, answers, closed_round
from tests.factories import make_clinician, make_unit
from tests.surveys.pages import address, words

SESSION_QUERIES = 0 if settings.REDIS_URL else 1
pytestmark = pytest.mark.django_db

ACTION = {"question": "q5", "aim": "8 av 10 vet", "idea": "Fråga vid utgången", "owner": "Sara Ek"}
TEST = {"plan": "Tio patienter", "starts": "2026-03-02"}


@pytest.fixture
def manager():
    return make_clinician(make_unit(), Role.UNIT_MANAGER)


def test_from_a_weak_question_to_a_decision(sign_in, manager):
    client, unit = sign_in(manager), manager.unit

    client.post(address("new_action", unit.pk), ACTION)
    action = ImprovementAction.objects.get()
    client.post(address("new_cycle", action.pk), TEST)
    cycle = PdsaCycle.objects.get()
    words_of_test = TEST | {"seen_version": 1, "do": "Vi frågade", "study": "9 av 10", "act": "Alla frågar"}
    client.post(address("cycle", cycle.pk), words_of_test | {"ends": "2026-03-16"})
    decided = {"seen_state": "testing", "state": "kept", "result": "Frågan sitter"}
    client.post(address("decision", action.pk), decided)
    report = words(client.get(address("action_plan", unit.pk)))

    for text in [
        "5. Nästa steg",
        "8 av 10 vet",
        "Sara Ek",
        "9 av 10",
        "2 mar 2026 – 16 mar 2026",
        "Frågan sitter",
    ]:
        assert text in report
    assert ImprovementAction.objects.get().state == ActionState.KEPT


def test_an_idea_is_where_the_action_begins(sign_in, manager):
    page = sign_in(manager).get(address("new_action", manager.unit.pk), {"question": "q3", "idea": "2"})

    for idea in ideas_for("q3"):
        assert idea in words(page)
    assert page.context["form"]["idea"].value() == ideas_for("q3")[1]


def test_the_next_decision_goes_on_with_what_was_learnt_before(sign_in, manager):
    action = being_tested(manager.unit, manager)
    actions.decide_action(action=action, state=ActionState.CHANGED, result="Skicka den i förväg", by=manager)

    assert "Skicka den i förväg" in words(sign_in(manager).get(address("decision", action.pk)))


@pytest.mark.parametrize(("decided", "is_told"), [(ActionState.KEPT, True), (ActionState.DROPPED, False)])
def test_the_questions_page_tells_what_is_kept(sign_in, manager, decided, is_told):
    action = being_tested(manager.unit, manager)
    actions.decide_action(action=action, state=decided, result="Nu vet vi", by=manager)

    page = sign_in(manager).get(address("question", manager.unit.pk, action.question[1:]))

    assert (address("action", action.pk) in page.content.decode()) == is_told


def test_the_questions_page_leads_once_to_a_new_action_once_to_the_plan_and_to_the_stories(sign_in, manager):
    unit = manager.unit
    new, plan, stories = (address(name, unit.pk) for name in ("new_action", "action_plan", "stories"))

    page = sign_in(manager).get(address("question", unit.pk, 5)).content.decode()

    assert page.count(f'href="{new}') == page.count(f'href="{new}?question=q5"') == 1
    assert page.count(f'href="{plan}"') == 1
    assert page.count(f'href="{stories}?question=q5"') == 1


@pytest.mark.parametrize(
    "asked",
    [
        {"question": "q9", "idea": "1"},
        {"question": "q3", "idea": "99"},
        {"question": "q3", "idea": "9" * 5000},
        {"idea": "x"},
    ],
)
def test_an_idea_that_there_is_not(sign_in, manager, asked):
    page = sign_in(manager).get(address("new_action", manager.unit.pk), asked)

    assert page.context["form"]["idea"].value() == ""


def test_a_note_has_both_a_day_and_words(sign_in, manager):
    page = sign_in(manager).post(address("new_action", manager.unit.pk), ACTION | {"note": "Nya kort"})

    assert "Ett märke behöver både en dag och ord." in words(page)
    assert not ImprovementAction.objects.exists()


def test_a_test_does_not_end_before_it_begins(sign_in, manager):
    action = planned(manager.unit, manager)

    page = sign_in(manager).post(address("new_cycle", action.pk), TEST | {"ends": "2026-03-01"})

    assert "Sista dagen är före den första." in words(page)
    assert not PdsaCycle.objects.exists()


def test_a_test_without_a_last_day_is_told_of_from_its_first(sign_in, manager):
    action = planned(manager.unit, manager)
    actions.begin_cycle(action=action, plan="Fråga", starts=datetime.date(2026, 3, 2), by=manager)

    for page in (address("action", action.pk), address("action_plan", manager.unit.pk)):
        assert "Test 1 från 2 mar 2026 Planera" in words(sign_in(manager).get(page))


def test_the_second_editor_sees_both_texts_and_then_saves(sign_in, manager):
    action = planned(manager.unit, manager)
    client, page = sign_in(manager), address("action_words", action.pk)
    mine = {name: ACTION[name] for name in ("idea", "owner")} | {"aim": "Mitt mål"}
    actions.edit_action(action=action, seen_version=1, aim="Kollegans mål", by=manager)

    conflict = client.post(page, mine | {"seen_version": 1})
    assert "Kollegans mål" in words(conflict)
    assert conflict.context["form"]["aim"].value() == "Mitt mål"

    client.post(page, mine | {"seen_version": conflict.context["form"]["seen_version"].value()})
    assert ImprovementAction.objects.get().aim == "Mitt mål"


def test_a_lost_version_is_a_conflict_and_not_an_overwriting(sign_in, manager):
    cycle = being_tested(manager.unit, manager).cycles.get()

    sign_in(manager).post(address("cycle", cycle.pk), TEST | {"seen_version": ""})

    assert PdsaCycle.objects.get().plan == cycle.plan


def test_what_is_decided_is_tested_no_more(sign_in, manager):
    action = being_tested(manager.unit, manager)
    actions.decide_action(action=action, state=ActionState.DROPPED, result="Nej", by=manager)
    client = sign_in(manager)

    assert "Ni har redan bestämt om åtgärden." in words(client.post(address("new_cycle", action.pk), TEST))
    assert address("new_cycle", action.pk) not in client.get(address("action", action.pk)).content.decode()


def test_a_colleagues_decision_is_not_written_over_unseen(sign_in, manager):
    action = being_tested(manager.unit, manager)
    client, page = sign_in(manager), address("decision", action.pk)
    opened = client.get(page).context["form"]
    mine = {"seen_state": opened["seen_state"].value(), "state": "dropped", "result": "Nej"}
    actions.decide_action(action=action, state=ActionState.CHANGED, result="Fråga tidigare", by=manager)

    shown = client.post(page, mine)

    assert "Någon annan har redan bestämt om åtgärden" in words(shown)
    action.refresh_from_db()
    assert (action.state, action.result) == (ActionState.CHANGED, "Fråga tidigare")


def test_who_decides_is_told_which_test_ends_with_it(sign_in, manager):
    action = being_tested(manager.unit, manager)
    actions.begin_cycle(action=action, plan="Den andra", by=manager)
    client, page = sign_in(manager), address("decision", action.pk)

    assert "Pågår än, och slutar i dag när ni bestämmer: Test 1, Test 2." in words(client.get(page))
    client.post(page, {"seen_state": "testing", "state": "changed", "result": "Nästan"})
    assert "slutar i dag" not in words(client.get(page))


@pytest.mark.parametrize("decided", ["kept", "changed", "dropped"])
def test_a_decision_sent_twice_is_saved_once_and_told_of_as_saved(sign_in, manager, decided):
    action = being_tested(manager.unit, manager)
    client, page = sign_in(manager), address("decision", action.pk)
    sent = {"seen_state": "testing", "state": decided, "result": "Frågan sitter\r\nför alla "}
    client.post(page, sent)
    saved = ImprovementAction.objects.get()

    again = client.post(page, sent)

    assert again["Location"] == address("action", action.pk)
    assert ImprovementAction.objects.get().version == saved.version
    other = client.post(page, sent | {"result": "Något annat"})
    assert "Någon annan har redan bestämt om åtgärden" in words(other)


def test_the_plan_of_an_administration_holds_its_units(sign_in, manager):
    planned(manager.unit, manager, aim="Enhetens mål")
    region = manager.unit.parent
    developer = make_clinician(region, Role.REGION_DEVELOPER)
    planned(region, developer, aim="Regionens mål")

    whole = words(sign_in(developer).get(address("action_plan", region.pk)))
    own = words(sign_in(manager).get(address("action_plan", manager.unit.pk)))

    assert "Enhetens mål" in whole
    assert "Regionens mål" in whole
    assert "Enhetens mål" in own
    assert "Regionens mål" not in own


def test_another_units_plan_does_not_exist(sign_in, manager):
    other = make_clinician(make_unit(), Role.UNIT_MANAGER)
    action = being_tested(other.unit, other)
    client = sign_in(manager)

    assert client.get(address("action_plan", other.unit.pk)).status_code == 404
    assert client.get(address("new_action", other.unit.pk)).status_code == 404
    for name in ("action", "action_words", "decision", "new_cycle"):
        assert client.get(address(name, action.pk)).status_code == 404
    assert client.get(address("cycle", action.cycles.get().pk)).status_code == 404


def test_the_report_of_an_earlier_year(sign_in, manager):
    with time_machine.travel(datetime.date.today() - datetime.timedelta(days=366)):  # noqa: DTZ011
        action = being_tested(manager.unit, manager, aim="Förra årets mål")
        actions.decide_action(action=action, state=ActionState.KEPT, result="Ja", by=manager)
    client = sign_in(manager)
    plan = address("action_plan", manager.unit.pk)

    assert "Förra årets mål" not in words(client.get(plan))
    assert "Förra årets mål" in words(client.get(plan, {"year": action.created_at.year}))
    assert client.get(plan, {"year": "²"}).status_code == 200


def test_the_trend_judges_what_was_tried(sign_in, manager):
    """Seven measurements at 20 %, the test, then seven at 100 %: more than chance."""
    now = timezone.now()
    for month in range(14, 0, -1):
        with time_machine.travel(now - month * datetime.timedelta(days=31)):
            answered = [ALL_YES] * 6 if month < 8 else [ALL_YES] + [answers(q5=Answer.NO)] * 4
            closed_round(manager.unit, patients=answered)
    began = (now - 8 * datetime.timedelta(days=31)).date()
    action = planned(manager.unit, manager)
    actions.begin_cycle(action=action, plan="Fråga", starts=began + datetime.timedelta(days=2), by=manager)
    planned(manager.unit, manager, question="q2")
    client = sign_in(manager)

    for page in (address("action", action.pk), address("action_plan", manager.unit.pk)):
        shown = words(client.get(page))
        assert shown.count("Det här säger kurvan") == 1
        assert "Bättre sedan testet började, mer än slumpen kan förklara." in shown

    action.refresh_from_db()
    actions.decide_action(action=action, state=ActionState.KEPT, result="Ja", by=manager)
    closed_round(manager.unit, patients=[answers(q5=Answer.NO)] * 6)
    assert action_plan.verdicts_now([action]) != {action.pk: Verdict.BETTER}
    for page in (address("action", action.pk), address("action_plan", manager.unit.pk)):
        assert "Det här sade kurvan när ni bestämde er Bättre sedan testet började" in words(client.get(page))


def test_each_decision_is_judged_by_the_trend_of_its_day(sign_in, manager, monkeypatch):
    action = being_tested(manager.unit, manager)
    said = iter([Verdict.BETTER, Verdict.WORSE, Verdict.UNCLEAR, Verdict.BEFORE])
    monkeypatch.setattr(action_plan, "judged", lambda *_trend, **_level: next(said))
    client = sign_in(manager)

    def shown():
        return words(client.get(address("action", action.pk)))

    actions.decide_action(action=action, state=ActionState.CHANGED, result="Nästan", by=manager)
    assert "Det här sade kurvan när ni bestämde er Bättre sedan testet började" in shown()

    actions.begin_cycle(action=action, plan="En gång till", by=manager)
    assert "Det här säger kurvan Sämre sedan testet började" in shown()

    action.refresh_from_db()
    actions.decide_action(action=action, state=ActionState.CHANGED, result="Nja", by=manager)
    assert "när ni bestämde er Ingen säker förändring" in shown()
    action.refresh_from_db()
    actions.decide_action(action=action, state=ActionState.DROPPED, result="Nej", by=manager)
    assert "när ni bestämde er Bättre, men" in shown(), "a new decision, by the trend of that day"


def test_what_was_never_tested_is_not_judged(sign_in, manager):
    action = planned(manager.unit, manager)
    actions.decide_action(action=action, state=ActionState.DROPPED, result="Hann inte", by=manager)

    assert "kurvan" not in words(sign_in(manager).get(address("action", action.pk)))


def test_the_note_stands_on_the_questions_trend(sign_in, manager):
    closed_round(manager.unit, patients=[ALL_YES] * 6)
    planned(manager.unit, manager, note="Frågan vid utgången", note_on=timezone.localdate())
    planned(manager.unit, manager, question="q2", note="En annan fråga", note_on=timezone.localdate())

    shown = words(sign_in(manager).get(reverse("surveys:question", args=[manager.unit.pk, 5])))

    assert "Frågan vid utgången" in shown
    assert "En annan fråga" not in shown


@pytest.mark.parametrize("count", [1, 5])
def test_the_number_of_queries_grows_neither_with_the_actions_nor_with_the_units(
    sign_in, manager, count, django_assert_num_queries
):
    region = manager.unit.parent
    developer = make_clinician(region, Role.REGION_DEVELOPER)
    for unit in [manager.unit, *(make_unit(parent=region) for _number in range(count))]:
        being_tested(unit, developer)
    client = sign_in(developer)

    with django_assert_num_queries(6 + SESSION_QUERIES):
        client.get(address("action_plan", region.pk))
