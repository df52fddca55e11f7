"""A patient who has just been at the unit is asked once, clicks twice, and answers two questions once."""

import re

import pytest

from surveys.models import Incoming, PulseAsked
from tests.builders.surveys import visited
from tests.factories import as_patient, make_patient, make_unit
from tests.journeys.visitor import EVERY_WAY, PHONE


@pytest.mark.parametrize("way", EVERY_WAY, ids=str)
def test_two_questions_after_a_visit(visitor, way):
    patient = visitor(as_patient(person_who_was_there()), way)

    patient.opens("pages:my_home")
    patient.follows("To the questions", within=patient.part("How was the visit?"))
    patient.is_at("surveys:my_pulse")
    patient.clicks("Yes, show the questions")
    patient.chooses(re.compile("^(Ja|Yes)"), exact=False, within=patient.page.locator("fieldset").first)
    address = patient.page.url
    patient.clicks("Send my answers")

    patient.is_at("surveys:thanks")
    patient.page.goto(address)
    assert patient.page.get_by_role("radio").count() == 0, "one asking, one answer"
    patient.opens("surveys:my_pulse").sees("We have no questions for you just now.")
    patient.opens("pages:my_home").does_not_see("How was the visit?")
    assert (Incoming.objects.count(), PulseAsked.objects.count()) == (1, 1)


def test_a_double_click_shows_the_questions(visitor):
    patient = visitor(as_patient(person_who_was_there()), PHONE)
    patient.opens("surveys:my_pulse")

    patient.page.get_by_role("button", name=patient.word("Yes, show the questions")).dblclick()

    patient.page.wait_for_url("**/svara/**")
    patient.sees("Send my answers")
    assert PulseAsked.objects.count() == 1


def person_who_was_there():
    unit = make_unit()
    person = make_patient(unit)
    visited(person, unit)
    return person
