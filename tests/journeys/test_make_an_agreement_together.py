"""A nurse and a patient sit side by side: what matters, a goal, promises, a warning sign; both say yes."""

import pytest

from tests.builders.agreements import in_days
from tests.factories import as_patient, make_clinician, make_patient, make_unit
from tests.journeys.visitor import BY_KEYBOARD, DESK, PHONE


@pytest.mark.parametrize("way", [DESK, PHONE, BY_KEYBOARD], ids=str)
def test_they_make_the_agreement_in_the_room(visitor, way):
    unit = make_unit()
    nurse, patient = make_clinician(unit), make_patient(unit)
    clinician = visitor(nurse, way)

    start_from_the_record(clinician, patient)
    write_what_matters(clinician)
    write_rows(clinician)
    propose(clinician)
    clinician.clicks("The patient agrees, here in the room")

    clinician.does_not_see("The patient agrees, here in the room")
    assert patient.agreements.with_state().get().state == "agreed"
    at_home = visitor(as_patient(patient), PHONE)
    at_home.opens("pages:my_home")
    at_home.reads("Väga mig").reads("Ringa om provsvaren").reads("Orka leka med barnbarnen")


def start_from_the_record(clinician, patient):
    clinician.opens("pages:record", patient.pk)
    clinician.clicks("Start an agreement")
    clinician.sees("Before you can propose it, the agreement also needs:")


def write_what_matters(clinician):
    words = clinician.part("What is important to me")
    clinician.writes("What is important to me?", "Orka leka med barnbarnen", within=words)
    clinician.clicks("Save", within=words)
    clinician.reads("Orka leka med barnbarnen")


def write_rows(clinician):
    add(clinician, "Goals", "Add a goal", {"What do you want to be able to do?": "Gå till torget"})
    add(
        clinician, "I do", "Add what the patient does",
        {"What?": "Väga mig", "When, in words": "varje morgon"}, "Again and again",
    )  # fmt: skip
    add(
        clinician, "Care does", "Add what care does",
        {"What?": "Ringa om provsvaren", "Which day?": in_days(14).isoformat()},
    )  # fmt: skip
    add(
        clinician, "If I get worse", "Add a warning sign",
        {"What do I notice?": "Andfådd i vila", "What do I do then?": "Ringer mottagningen"},
    )  # fmt: skip


def add(clinician, part, summary, answers, *choices):
    section = clinician.part(part)
    clinician.unfolds(summary, within=section)
    for label, answer in answers.items():
        clinician.writes(label, answer, within=section)
    for choice in choices:
        clinician.chooses(choice, within=section)
    clinician.clicks("Add", within=section)
    clinician.reads(next(iter(answers.values())))


def propose(clinician):
    frame = clinician.part("Whom to turn to, and next look")
    clinician.writes("Whom does the patient turn to?", "Björkens vårdcentral", within=frame)
    clinician.writes("Telephone number", "010-101 10 10", within=frame)
    clinician.writes("When do we look at the agreement again?", in_days(90).isoformat(), within=frame)
    clinician.clicks("Save", within=frame)
    clinician.clicks("Propose")
    clinician.sees("Has not answered yet")
