"""A manager runs a round from invitation to closing; answers come by message, screen, paper, telephone."""

import re

import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import expect

from patientkontrakt.notifications.models import OutboxMessage
from patientkontrakt.people.roles import Role
from surveys.bands import Way as Answered
from surveys.models import Incoming, Round, RoundState
from surveys.tasks import ask_patients
from tests.builders.surveys import answer, deliver_all, make_patients, make_round, token_in
from tests.factories import make_clinician, make_unit
from tests.journeys.test_answer_the_seven_questions import answer_each_question
from tests.journeys.visitor import BOTH_WIDTHS, DESK, IN_ENGLISH, WITHOUT_JAVASCRIPT

NOON = timezone.localtime().replace(hour=12)


@pytest.fixture
def unit():
    unit = make_unit()
    make_patients(unit, 6)
    return unit


@pytest.mark.parametrize("way", [*BOTH_WIDTHS, IN_ENGLISH, WITHOUT_JAVASCRIPT], ids=str)
def test_from_the_first_question_to_the_closing(visitor, unit, way):
    manager = visitor(make_clinician(unit, Role.UNIT_MANAGER), way)
    manager.opens("surveys:rounds", unit.pk)
    manager.chooses("First measurement")
    manager.writes("How many work at the unit?", "9")
    manager.clicks("Open the measurement")
    round = Round.objects.get()
    manager.is_at("surveys:round", round.pk)

    with time_machine.travel(NOON, tick=True):
        assert ask_patients() == 6
        tokens = [token_in(message) for message in OutboxMessage.objects.all()]
        deliver_all()
    first, *others = tokens[:5]
    patient = visitor(way=way)
    patient.opens("surveys:answer", first)
    patient.clicks("All questions at once")
    answer_each_question(patient)
    patient.clicks("Send my answers")
    patient.is_at("surveys:thanks")
    for token in others:
        answer(token)

    manager.opens("surveys:round", round.pk)
    manager.sees("at least %(count)s have answered", count=5)
    manager.clicks("Pause")
    manager.clicks("Go on")
    manager.unfolds("Close the measurement")
    manager.clicks("Close the measurement now")
    manager.is_at("surveys:unit", unit.pk)
    assert (Round.objects.get().state, round.responses.count()) == (RoundState.CLOSED, 5)


@pytest.mark.parametrize("way", [*BOTH_WIDTHS, WITHOUT_JAVASCRIPT], ids=str)
def test_a_screen_in_the_waiting_room_turns_to_the_next_person(visitor, unit, way):
    round = make_round(unit)
    manager = visitor(make_clinician(unit, Role.UNIT_MANAGER), DESK)
    manager.opens("surveys:round", round.pk)
    manager.clicks("Use a screen")
    token = round.open_links.get(way=Answered.KIOSK).token

    person = visitor(way=way)
    person.opens("surveys:answer", token)
    person.chooses(re.compile("^(Ja|Yes)"), exact=False)
    person.presses(person.main.get_by_role("link", name=person.word("Begin again")))
    assert not person.main.locator(":checked").count()
    answer_each_question(person)
    person.clicks("Send my answers")
    person.is_at("surveys:kiosk_thanks", token)
    person.follows("For the next person")
    person.is_at("surveys:answer", token)
    assert [r.way for r in Incoming.objects.all()] == [Answered.KIOSK]


def test_no_key_is_lost_at_a_screen_that_nobody_has_touched(visitor, unit):
    token = make_round(unit).open_links.create(way=Answered.KIOSK).token
    person = visitor()
    person.opens("surveys:answer", token)
    for key in "2133112":
        person.page.keyboard.press(key)
        person.page.evaluate("document.activeElement.blur()")
    person.clicks("Send my answers")
    person.is_at("surveys:kiosk_thanks", token)
    keyed = Incoming.objects.get()
    assert [getattr(keyed, f"q{n}") for n in range(1, 8)] == [2, 1, 3, 3, 1, 1, 2]


def test_a_forgotten_screen_asks_and_then_begins_anew(visitor, unit):
    round = make_round(unit)
    token = round.open_links.create(way=Answered.KIOSK).token
    person = visitor()
    person.page.clock.install()
    person.opens("surveys:answer", token)
    person.chooses(re.compile("^(Ja|Yes)"), exact=False)

    person.page.clock.fast_forward(61_000)
    person.page.get_by_role("button", name=person.word("Yes, I am still here")).click()
    assert person.main.locator(":checked").count() == 1
    person.page.clock.fast_forward(61_000)
    with person.page.expect_navigation():
        person.page.clock.fast_forward(21_000)

    expect(person.main.locator(":checked")).to_have_count(0)


@pytest.mark.parametrize("way", BOTH_WIDTHS, ids=str)
def test_paper_is_keyed_in_twice_and_a_difference_asks(visitor, unit, way):
    make_round(unit)
    nurse = visitor(make_clinician(unit), way)
    nurse.opens("surveys:entry")
    nurse.follows("From paper", within=nurse.main)

    for turn, keyed in enumerate(["1213112", "1213113", "1213113"]):
        nurse.writes("The paper's number", "4")
        nurse.main.locator("[data-digit]").first.focus()
        nurse.page.keyboard.type(keyed)
        if turn == 2:
            nurse.chooses("I have looked at the paper again. It says what stands here now.")
        nurse.clicks("Save the paper")
        assert Incoming.objects.count() == (1 if turn == 2 else 0)

    response = Incoming.objects.get()
    assert [getattr(response, f"q{n}") for n in range(1, 8)] == [1, 2, 1, 3, 1, 1, 3]
    assert response.way == Answered.PAPER


@pytest.mark.parametrize("way", [*BOTH_WIDTHS, WITHOUT_JAVASCRIPT], ids=str)
def test_a_nurse_reads_the_questions_on_the_telephone(visitor, unit, way):
    make_round(unit)
    nurse = visitor(make_clinician(unit), way)
    nurse.opens("surveys:entry")
    nurse.follows("By telephone", within=nurse.main)

    answer_each_question(nurse)
    nurse.clicks("Save the patient's answers")

    nurse.sees("The answers are saved, without a name. Thank the patient.")
    assert [r.way for r in Incoming.objects.all()] == [Answered.TELEPHONE]
