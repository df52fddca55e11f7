"""A patient writes at home before a meeting: saved as it is typed, also without contact; care quotes it."""

import pytest

from tests.builders.agreements import asked_of_one_mind, started_draft
from tests.factories import as_patient, make_clinician, make_patient, make_unit
from tests.journeys.visitor import BOTH_WIDTHS, DESK, EVERY_WAY, PHONE


@pytest.fixture
def nurse():
    return make_clinician(make_unit())


@pytest.fixture
def person(nurse):
    return make_patient(nurse.unit)


@pytest.mark.parametrize("way", BOTH_WIDTHS, ids=str)
def test_it_is_saved_as_it_is_typed_and_quoted_by_care(visitor, way, nurse, person):
    patient, clinician = visitor(as_patient(person), way), visitor(nurse, way)

    patient.opens("pages:my_home")
    patient.follows("Prepare your next meeting")
    patient.writes("What is important to me?", "Att orka plocka svamp")
    patient.writes("What do I want to reach?", "Gå till torget\nSova hela natten")
    patient.page.locator("#saved").get_by_text(patient.word("Saved %(when)s", when="")).wait_for()
    draft = started_draft(person, nurse)
    clinician.opens("agreements:editor", person.pk, draft.pk)
    clinician.clicks("Start the agreement from these words")

    draft.refresh_from_db()
    assert draft.what_matters.text == "Att orka plocka svamp"


def test_what_is_typed_without_contact_stays_and_is_saved_later(visitor, person):
    patient = visitor(as_patient(person), PHONE)
    patient.opens("agreements:my_preparation")
    patient.page.context.set_offline(True)
    patient.writes("What do I want to talk about?", "Medicinerna")
    patient.sees(
        "No contact right now. What you have written is still here, and is saved when the contact is back."
    )

    patient.page.context.set_offline(False)

    patient.page.locator("#saved").get_by_text(patient.word("Saved %(when)s", when="")).wait_for()
    assert person.preparations.get().talk_about == "Medicinerna"


def test_someone_signed_out_meanwhile_signs_in_again_and_loses_nothing(visitor, live_server, person):
    patient = visitor(as_patient(person), DESK)
    patient.opens("agreements:my_preparation")
    patient.page.context.clear_cookies()
    patient.writes("What do I want to talk about?", "Medicinerna")
    patient.page.locator("[data-when=signed-out]").wait_for()

    patient.sign_in(as_patient(person), live_server)
    patient.page.evaluate("window.dispatchEvent(new Event('focus'))")

    patient.page.locator("#saved").get_by_text(patient.word("Saved %(when)s", when="")).wait_for()
    assert person.preparations.get().talk_about == "Medicinerna"


@pytest.mark.parametrize("way", EVERY_WAY, ids=str)
def test_both_write_what_matters_most_unseen_and_compare(visitor, way, nurse, person):
    patient, clinician = visitor(as_patient(person), way), visitor(nurse, way)
    concordance = asked_of_one_mind(person, nurse)

    clinician.opens("agreements:concordance", person.pk, concordance.pk)
    write(clinician, "Lägre blodtryck", "Nya prover")
    patient.opens("agreements:my_preparation")
    patient.follows("Write what I think")
    patient.does_not_read("Lägre blodtryck")
    write(patient, "Sova hela natten", "Jag ringer")
    patient.reads("Lägre blodtryck")
    patient.chooses("We mean different things")
    patient.clicks("Save")
    patient.sees("We mean different things: start by talking about this")
    clinician.opens("pages:record", person.pk)
    clinician.sees("We mean different things: start by talking about this")


def write(visitor, goal, next_step):
    visitor.writes("What is the most important goal right now?", goal)
    visitor.writes("What is the next step?", next_step)
    visitor.clicks("Save")
