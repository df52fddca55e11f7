"""A patient asks before she answers, care replies, she says yes; later she wants to look at it again."""

from agreements import actions
from tests.builders.agreements import agreed_version, proposed_version, state_of
from tests.factories import as_patient, make_clinician, make_patient, make_unit
from tests.journeys.visitor import DESK, PHONE


def test_a_question_is_asked_and_answered_and_then_she_says_yes(visitor):
    unit = make_unit()
    nurse, person = make_clinician(unit), make_patient(unit)
    version = proposed_version(person, nurse)
    actions.accept(version=version, by=nurse)
    patient, clinician = visitor(as_patient(person), PHONE), visitor(nurse, DESK)

    ask_about_the_weighing(patient)
    reply(clinician, version)
    read_the_reply_and_say_yes(patient)

    assert state_of(version.agreement) == "agreed"


def test_something_has_happened_and_both_see_that_it_is_time_to_look_again(visitor):
    unit = make_unit()
    nurse, person = make_clinician(unit), make_patient(unit)
    version = agreed_version(person, nurse)
    patient, clinician = visitor(as_patient(person), PHONE), visitor(nurse, DESK)

    patient.opens("agreements:my_agreement")
    patient.follows("I want to look at it again")
    patient.clicks("Send")
    patient.sees("Something needs to be corrected")
    patient.writes("What has happened, or what needs to change?", "Jag har fått ont i knät")
    patient.clicks("Send")
    patient.reads("Jag har fått ont i knät")

    clinician.opens("agreements:agreement", person.pk, version.agreement_id)
    clinician.sees("Time to look at it again")
    clinician.reads("Jag har fått ont i knät")
    clinician.clicks("Write a new version")
    assert state_of(version.agreement) == "needs_renewal"


def ask_about_the_weighing(patient):
    patient.opens("agreements:my_agreement")
    patient.follows("I have a question first")
    patient.selects("What is it about?", "Väga mig")
    patient.clicks("Send the question")
    patient.sees("Something needs to be corrected")
    patient.writes("Your question", "Före eller efter frukost?")
    patient.clicks("Send the question")
    patient.reads("Före eller efter frukost?")
    patient.sees("Waits for an answer")


def reply(clinician, version):
    clinician.opens("agreements:agreement", version.patient_id, version.agreement_id)
    clinician.reads("Före eller efter frukost?")
    clinician.presses(clinician.main.get_by_role("link", name=clinician.word("Answer", context="verb")))
    clinician.writes("Your answer", "Före, då blir det lika varje dag")
    clinician.clicks("Send the answer")
    clinician.sees("The answer is sent.")


def read_the_reply_and_say_yes(patient):
    patient.opens("agreements:my_agreement")
    patient.reads("Före, då blir det lika varje dag")
    patient.clicks("Yes, I agree")
    patient.sees("You and care have agreed on this.")
