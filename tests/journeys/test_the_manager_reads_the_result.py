"""A manager reads how the 7 questions were answered: patient beside staff beside record, and never who."""

import pytest
from playwright.sync_api import expect

from patientkontrakt.people.roles import Role
from surveys.instruments import Answer
from tests.builders.contacts import coordinating_contact
from tests.builders.surveys import answers, closed_round
from tests.factories import make_clinician, make_patient, make_unit
from tests.journeys.visitor import BOTH_WIDTHS, BY_KEYBOARD, IN_ENGLISH

PATIENTS = ["Ingalill", "Sixten", "Torborg", "Egon", "Alvar", "Märta"]


@pytest.fixture
def unit():
    """Half of its six patients have a fixed care contact."""
    unit = make_unit()
    patients = [make_patient(unit, given_name=name, family_name="Hemlig") for name in PATIENTS]
    for patient in patients[:3]:
        coordinating_contact(patient, unit)
    return unit


@pytest.mark.parametrize("way", [*BOTH_WIDTHS, IN_ENGLISH, BY_KEYBOARD], ids=str)
def test_patient_beside_staff_beside_record_with_the_numbers_behind(visitor, way, unit):
    no = answers(q4=Answer.NO)
    closed_round(unit, patients=[no, no, no, no, answers(), answers()], staff=[answers()] * 4 + [no])
    manager = visitor(make_clinician(unit, Role.UNIT_MANAGER), way)

    manager.opens("pages:home")
    manager.is_at("surveys:insight")

    fourth = manager.main.locator("section[aria-labelledby=q4]")
    assert bars(fourth) == [33, 80, 50]
    manager.unfolds("The numbers", within=fourth)
    shares = fourth.get_by_role("table").get_by_role("row").last
    expect(shares.get_by_role("cell")).to_have_text(["33", "–", "80", "–"])
    page = manager.page.content()
    assert [words for words in [*PATIENTS, "Hemlig", "98240301"] if words in page] == []


@pytest.mark.parametrize("way", BOTH_WIDTHS, ids=str)
def test_a_small_group_is_not_shown(visitor, way, unit):
    closed_round(unit, patients=[answers()] * 6, staff=[answers()] * 4)
    manager = visitor(make_clinician(unit, Role.UNIT_MANAGER), way)

    manager.opens("surveys:insight")

    fourth = manager.main.locator("section[aria-labelledby=q4]")
    assert bars(fourth) == [100, None, 50]
    assert manager.word("too few answers to show") in fourth.locator("svg").first.text_content()


def bars(question):
    """The bars as they are drawn, in per cent: patients, staff, recorded; None where there is none."""
    drawn = [question.locator(f"rect.chart-{kind}") for kind in ("patient", "staff", "recorded")]
    return [int(bar.get_attribute("width").rstrip("%")) if bar.count() else None for bar in drawn]
