"""A manager reads how the 7 questions were answered: patient beside staff beside record, and never who."""

import pytest
from django.utils import timezone

from patientkontrakt.people.roles import Role
from surveys.instruments import Answer
from surveys.tasks import record_day
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
    record_day()
    return unit


@pytest.mark.parametrize("way", [*BOTH_WIDTHS, IN_ENGLISH, BY_KEYBOARD], ids=str)
def test_from_where_to_act_first_to_what_lies_behind_it(visitor, way, unit):
    no = answers(q4=Answer.NO)
    closed_round(unit, patients=[no, no, no, no, answers(), answers()], staff=[answers()] * 4 + [no])
    manager = visitor(make_clinician(unit, Role.UNIT_MANAGER), way)
    name = manager.word("Fixed care contact")

    manager.opens("pages:home")
    manager.is_at("surveys:insight")
    assert numbers(manager, name) == ["33 %", "80 %", "50 %"]
    manager.sees("Begin with %(name)s.", name=name)

    manager.follows("See what lies behind %(name)s", name=name)
    manager.is_at("surveys:question", unit.pk, 4)
    manager.unfolds("How it is counted")
    manager.sees("Patients with a fixed care contact")
    page = manager.page.content()
    assert [words for words in [*PATIENTS, "Hemlig", "98240301"] if words in page] == []


@pytest.mark.parametrize("way", BOTH_WIDTHS, ids=str)
def test_the_result_goes_to_a_meeting_as_a_file_and_as_a_report(visitor, way, unit):
    no = answers(q4=Answer.NO)
    closed_round(unit, patients=[no, no, no, no, answers(), answers()], staff=[answers()] * 4 + [no])
    manager = visitor(make_clinician(unit, Role.UNIT_MANAGER), way)

    manager.opens("surveys:insight")
    file = manager.saves("Download as CSV", f"7-fragor-{timezone.localdate():%Y-%m-%d}.csv")
    assert ";4;Fast vårdkontakt;Patienter;Alla;Senaste;2;6;33;" in file

    manager.follows("Report on one page")
    manager.is_at("surveys:report", unit.pk)
    assert numbers(manager, manager.word("Fixed care contact")) == ["33 %", "80 %", "50 %"]
    shared = manager.main.get_by_label(manager.word("Link to this page")).input_value()
    assert shared.endswith(f"/insight/units/{unit.pk}/report/")


@pytest.mark.parametrize("way", BOTH_WIDTHS, ids=str)
def test_a_small_group_is_not_shown(visitor, way, unit):
    closed_round(unit, patients=[answers()] * 6, staff=[answers()] * 4)
    manager = visitor(make_clinician(unit, Role.UNIT_MANAGER), way)

    manager.opens("surveys:insight")

    name = manager.word("Fixed care contact")
    assert numbers(manager, name) == ["100 %", manager.word("too few answers"), "50 %"]


def numbers(manager, name):
    """What stands beside the marks of a question: patients, staff, recorded."""
    row = manager.main.locator("li.dumbbell-row").filter(has_text=name)
    values = row.locator(".dumbbell-values > li > :is(strong, .muted)").all_inner_texts()
    return [value.replace("\xa0", " ") for value in values]
