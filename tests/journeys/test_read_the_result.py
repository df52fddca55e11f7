"""A manager reads how the 7 questions were answered: patient beside staff beside record, and never who."""

import pytest

from patientkontrakt.people.roles import Role
from surveys.instruments import Answer
from tests.builders.surveys import answers, closed_round
from tests.factories import make_clinician, make_unit
from tests.journeys.visitor import BOTH_WIDTHS, IN_ENGLISH


@pytest.mark.parametrize("way", [*BOTH_WIDTHS, IN_ENGLISH], ids=str)
def test_shares_of_yes_with_the_numbers_behind(visitor, way):
    unit = make_unit()
    closed_round(unit, patients=[answers(q4=Answer.NO)] * 3 + [answers()] * 3, staff=[answers()] * 5)
    manager = visitor(make_clinician(unit, Role.UNIT_MANAGER), way)

    manager.opens("pages:home")

    manager.is_at("surveys:insight")
    fourth = manager.main.locator("section[aria-labelledby=q4]")
    assert "50 %" in fourth.locator("svg").first.text_content()
    manager.unfolds("The numbers", within=fourth)
    assert "50" in fourth.get_by_role("table").inner_text()
    manager.does_not_read("Patient0").does_not_read("Patient1")


@pytest.mark.parametrize("way", BOTH_WIDTHS, ids=str)
def test_a_small_group_is_not_shown(visitor, way):
    unit = make_unit()
    closed_round(unit, staff=[answers()] * 4)
    manager = visitor(make_clinician(unit, Role.UNIT_MANAGER), way)

    manager.opens("surveys:insight")

    assert manager.main.locator("svg[role=img]").count() == 0
    manager.does_not_read("100 %")
