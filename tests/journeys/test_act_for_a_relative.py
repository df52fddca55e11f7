"""A daughter acts for her mother: always sees for whom, does what she was given, and no more."""

import pytest

from patientkontrakt.people.roles import Scope
from tests.builders.agreements import proposed_version
from tests.factories import as_patient, make_clinician, make_delegate, make_patient, make_unit
from tests.journeys.visitor import BOTH_WIDTHS


@pytest.fixture
def mother():
    unit = make_unit()
    patient = make_patient(unit)
    proposed_version(patient, make_clinician(unit))
    return patient


@pytest.mark.parametrize("way", BOTH_WIDTHS, ids=str)
def test_a_delegate_agrees_for_whom_she_acts(visitor, way, mother):
    daughter = visitor(make_delegate(mother), way)

    daughter.opens("pages:my_home")
    assert mother.name in daughter.page.locator(".page-bar-delegate").inner_text()
    daughter.follows("Read the proposal, and answer")
    daughter.clicks("Yes, I agree")

    assert mother.name in daughter.page.locator(".page-bar-delegate").inner_text()
    answer = mother.acceptances.get()
    assert (answer.how, answer.recorded_by_name) == ("delegate", "Eva Lindqvist")


@pytest.mark.parametrize("way", BOTH_WIDTHS, ids=str)
def test_a_delegate_who_may_read_cannot_answer(visitor, way, mother):
    reader = visitor(make_delegate(mother, scopes=[Scope.READ]), way)

    reader.opens("agreements:my_agreement")

    reader.sees("You may read, but you have not been given the right to answer.")
    reader.does_not_see("Yes, I agree")
    reader.opens("agreements:what_matters", status=403)


def test_the_mother_sees_that_her_daughter_has_read(visitor, mother):
    visitor(make_delegate(mother)).opens("pages:my_home")

    patient = visitor(as_patient(mother))
    patient.opens("pages:my_access_log")

    patient.reads("Eva Lindqvist")
