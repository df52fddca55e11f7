"""A patient gets a link and answers the 7 questions, without telling who she is; the manager reads the result."""

import re

import pytest

from surveys.models import Response
from tests.builders.surveys import invite, make_patients, make_round
from tests.factories import make_unit
from tests.journeys.visitor import EVERY_WAY


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
    assert Response.objects.count() == 1
    patient.opens("surveys:answer", link)
    assert patient.page.get_by_role("radio").count() == 0, "a link is used once"


def answer_each_question(visitor):
    for group in visitor.page.locator("fieldset").all():
        visitor.chooses(re.compile("^(Ja|Yes)"), within=group, exact=False)
