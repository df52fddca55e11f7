"""A patient gets a link and answers the 7 questions once, without telling who she is; and so does staff."""

import re

import pytest

from surveys.bands import AgeBand
from surveys.models import Incoming
from tests.builders.surveys import invite, make_patients, make_round
from tests.factories import make_unit
from tests.journeys.visitor import BOTH_WIDTHS, EVERY_WAY, PHONE


@pytest.mark.parametrize("way", EVERY_WAY, ids=str)
def test_a_patient_answers_once_and_anonymously(visitor, way):
    unit = make_unit()
    make_patients(unit, 5)
    link = invite(make_round(unit))[0]
    patient = visitor(way=way)

    patient.opens("surveys:answer", link)
    patient.clicks("All questions at once")
    patient.clicks("Send my answers")
    patient.sees("Something needs to be corrected")
    answer_each_question(patient)
    patient.clicks("Send my answers")

    patient.is_at("surveys:thanks")
    assert Incoming.objects.count() == 1
    patient.opens("surveys:answer", link)
    assert patient.page.get_by_role("radio").count() == 0, "a link is used once"


@pytest.mark.parametrize("way", EVERY_WAY, ids=str)
def test_one_question_at_a_time_and_changed_before_it_is_sent(visitor, way):
    unit = make_unit()
    make_patients(unit, 5)
    patient = visitor(way=way)

    patient.opens("surveys:answer", invite(make_round(unit))[0])
    for number in range(1, 8):
        patient.sees("Question %(number)s of %(count)s", number=number, count=7)
        patient.chooses(re.compile("^(Ja|Yes)"), exact=False)
        patient.presses(patient.main.get_by_role("button", name=patient.word("Next", "question"), exact=True))
    patient.sees("Your answers")
    patient.presses(patient.main.get_by_role("button", name=patient.word("Change the answer")).nth(2))
    patient.chooses(re.compile("^(Nej|No)"), exact=False)
    for _step in range(5):
        patient.presses(patient.main.get_by_role("button", name=patient.word("Next", "question"), exact=True))
    patient.chooses("18–39")
    patient.clicks("Send my answers")

    patient.is_at("surveys:thanks")
    response = Incoming.objects.get()
    assert [response.q1, response.q2, response.q3, response.q7] == [1, 1, 3, 1]
    assert response.age_band == AgeBand.YOUNG


def test_the_browsers_own_way_back_shows_the_question_before_with_its_answer(visitor):
    unit = make_unit()
    make_patients(unit, 5)
    patient = visitor(way=PHONE)
    patient.opens("surveys:answer", invite(make_round(unit))[0])
    for _step in range(3):
        patient.chooses(re.compile("^(Ja|Yes)"), exact=False)
        patient.presses(patient.main.get_by_role("button", name=patient.word("Next", "question"), exact=True))

    patient.page.go_back()

    patient.sees("Question %(number)s of %(count)s", number=3, count=7)
    assert patient.main.locator("input[name=q3]:checked").get_attribute("value") == "1"
    patient.clicks("All questions at once")
    patient.clicks("Send my answers")
    patient.is_at("surveys:thanks")
    with pytest.raises(Exception, match="ERR_CACHE_MISS"):
        patient.page.go_back()  # what was answered is not kept on a telephone that others may hold


def test_the_keys_choose_at_once_and_the_browser_can_read_aloud(visitor):
    unit = make_unit()
    make_patients(unit, 5)
    patient = visitor()
    patient.opens("surveys:answer", invite(make_round(unit))[0])
    patient.page.keyboard.press("2")
    assert patient.main.locator("input[name=q1]:checked").get_attribute("value") == "2"
    patient.presses(patient.main.get_by_role("button", name=patient.word("Next", "question"), exact=True))

    patient.page.keyboard.press("3")

    assert patient.main.locator("input[name=q2]:checked").get_attribute("value") == "3"
    assert patient.main.locator("[data-read-aloud]").is_visible()
    with patient.page.expect_navigation():
        patient.page.keyboard.press("Enter")
    patient.sees("Question %(number)s of %(count)s", number=3, count=7)
    assert patient.main.locator("input[name=q2]").get_attribute("value") == "3"


@pytest.mark.parametrize("way", BOTH_WIDTHS, ids=str)
def test_staff_answer_by_the_units_open_link(visitor, way):
    round = make_round(make_unit())
    colleague = visitor(way=way)

    for _turn in range(2):
        colleague.opens("surveys:answer", round.staff_token)
        answer_each_question(colleague)
        colleague.clicks("Send my answers")
        colleague.is_at("surveys:thanks")

    assert Incoming.objects.count() == 2


def answer_each_question(visitor):
    for group in visitor.page.locator("fieldset.question").all():
        visitor.chooses(re.compile("^(Ja|Yes)"), within=group, exact=False)
