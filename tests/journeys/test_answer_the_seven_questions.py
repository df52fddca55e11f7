"""A patient gets a link and answers the 7 questions once, without telling who she is; and so does staff."""

import re

import pytest

from surveys.models import Incoming
from tests.builders.surveys import invite, make_patients, make_round
from tests.factories import make_unit
from tests.journeys.visitor import BOTH_WIDTHS, EVERY_WAY


@pytest.mark.parametrize("way", EVERY_WAY, ids=str)
def test_a_patient_answers_once_and_anonymously(visitor, way):
    unit = make_unit()
    make_patients(unit, 5)
    link = invite(make_round(unit))[0]
    patient = visitor(way=way)

    patient.opens("surveys:answer", link)
    patient.clicks("Send my answers")
    patient.sees("Something needs to be corrected")
    answer_each_question(patient)
    patient.clicks("Send my answers")

    patient.is_at("surveys:thanks")
    assert Incoming.objects.count() == 1
    patient.opens("surveys:answer", link)
    assert patient.page.get_by_role("radio").count() == 0, "a link is used once"


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
    for group in visitor.page.locator("fieldset").all():
        visitor.chooses(re.compile("^(Ja|Yes)"), within=group, exact=False)
