"""A daughter acts for her mother: always sees for whom, does what she was given, and no more."""

import pytest

from patientkontrakt.people.roles import Scope
from scheduling.models import Appointment
from tests.builders.agreements import proposed_version
from tests.builders.scheduling import proposed
from tests.factories import as_patient, make_clinician, make_delegate, make_patient, make_unit
from tests.journeys.visitor import BOTH_WIDTHS, BY_KEYBOARD, DESK

PAGES = [
    "agreements:my_agreement",
    "scheduling:my_times",
    "contacts:my_contacts",
    "agreements:my_warning_signs",
    "planning:my_plans",
]
READS_AND_BOOKS = [Scope.READ, Scope.BOOK]
NOT_GIVEN = "You act for someone else and have not been given this right: %(right)s."
OWN_WRITE, OWN_SEE_LOG = "Write in the own contract", "See who has read"


@pytest.fixture
def nurse():
    return make_clinician(make_unit())


@pytest.fixture
def mother(nurse):
    patient = make_patient(nurse.unit)
    proposed_version(patient, nurse)
    return patient


@pytest.mark.parametrize("way", BOTH_WIDTHS, ids=str)
def test_she_sees_on_each_page_for_whom_she_acts(visitor, way, mother):
    daughter = visitor(make_delegate(mother), way)

    daughter.opens("pages:my_home")
    acts_for(daughter, mother)
    for name in PAGES:
        daughter.opens(name)
        acts_for(daughter, mother)


@pytest.mark.parametrize("way", [*BOTH_WIDTHS, BY_KEYBOARD], ids=str)
def test_she_answers_a_proposed_time_and_goes_back_to_choosing(visitor, way, mother, nurse):
    proposed(mother, nurse.unit, by=nurse)
    actor = make_delegate(mother, scopes=READS_AND_BOOKS)
    make_patient(nurse.unit, given_name="Eva", user=actor.user)
    daughter = visitor(actor, way)

    daughter.opens("scheduling:my_times")
    daughter.clicks("Yes, that time suits me")
    daughter.sees("The time is yours. You find it below under Agreed times.")
    acts_for(daughter, mother)
    assert Appointment.objects.get().patient == mother

    daughter.follows("Change")
    daughter.is_at("pages:choose_role")
    daughter.clicks("Choose", within=daughter.row(daughter.word("Myself, as a patient")))
    daughter.is_at("pages:my_home")
    daughter.does_not_see("You act for").does_not_read(mother.name)


@pytest.mark.parametrize("way", BOTH_WIDTHS, ids=str)
def test_she_is_kindly_refused_what_she_was_not_given(visitor, way, mother):
    daughter = visitor(make_delegate(mother, scopes=READS_AND_BOOKS), way)

    daughter.opens("agreements:my_agreement")
    daughter.sees("You may read, but you have not been given the right to answer.")
    daughter.does_not_see("Yes, I agree").does_not_see("Write anew")

    for name, right in (("agreements:what_matters", OWN_WRITE), ("pages:my_access_log", OWN_SEE_LOG)):
        daughter.opens(name, status=403)
        daughter.sees(NOT_GIVEN, right=daughter.word(right))
        acts_for(daughter, mother)
    assert daughter.main.get_by_role("link", name="112").is_visible(), "whom to ring"
    daughter.follows("To the start page")
    daughter.follows("My page", within=daughter.main)
    daughter.is_at("pages:my_home")


def test_she_agrees_for_her_mother_who_sees_what_she_did(visitor, mother):
    daughter = visitor(make_delegate(mother), DESK)
    daughter.opens("pages:my_home")
    daughter.follows("Read and answer")
    daughter.clicks("Yes, I agree")

    answer = mother.acceptances.get()
    assert (answer.how, answer.recorded_by_name) == ("delegate", "Eva Lindqvist")
    patient = visitor(as_patient(mother), DESK)
    patient.opens("pages:my_access_log")
    patient.reads("Eva Lindqvist")


def acts_for(daughter, mother):
    assert mother.name in daughter.page.locator(".page-bar-delegate").inner_text()
