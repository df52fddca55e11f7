"""A nurse and a patient sit side by side: what matters, a goal, promises, a warning sign; both say yes."""

import pytest

from tests.factories import as_patient, make_clinician, make_patient, make_unit
from tests.journeys.visitor import BY_KEYBOARD, DESK, PHONE, WITHOUT_JAVASCRIPT


@pytest.mark.parametrize("way", [DESK, PHONE, BY_KEYBOARD, WITHOUT_JAVASCRIPT], ids=str)
def test_they_make_the_agreement_in_the_room(visitor, way):
    unit = make_unit()
    nurse, patient = make_clinician(unit), make_patient(unit)
    clinician = visitor(nurse, way)

    start_from_the_record(clinician, patient)
    write_what_matters(clinician)
    write_rows(clinician)
    say_when_to_look_again(clinician)
    read_it_together_and_agree(clinician)

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
    if clinician.way.javascript:
        clinician.page.keyboard.press("Tab")
        clinician.page.keyboard.press("Tab")
    else:
        clinician.clicks("Save", within=words)
    clinician.reads("Orka leka med barnbarnen")


def write_rows(clinician):
    add(clinician, "Goals", {"What do you want to be able to do?": "Gå till torget"})
    add(clinician, "I do", {"What?": "Väga mig", "When?": "varje morgon"})
    add(clinician, "Care does", {"What?": "Ringa om provsvaren", "When?": "om två veckor"})
    signs = {"What do I notice?": "Andfådd i vila", "What do I do then?": "Ringer mottagningen"}
    add(clinician, "If I get worse", signs)


def add(clinician, part, texts):
    section = clinician.part(part)
    row = section.locator(".edit-row-new")
    before = section.locator("li[data-row]").count()
    for label, text in texts.items():
        clinician.writes(label, text, within=row)
    if clinician.way.javascript:
        row.get_by_label(clinician.word(label), exact=True).press("Enter")
    else:
        clinician.presses(row.get_by_role("button"))
    section.locator("li[data-row]").nth(before).wait_for()


def say_when_to_look_again(clinician):
    part = clinician.part("Whom I turn to")
    if clinician.way.javascript:
        clinician.writes("When? In words", "om tre månader", within=part)
        clinician.page.keyboard.press("Enter")
    else:
        clinician.presses(part.get_by_role("button", name="Om 3 månader"))
    clinician.sees(
        "Turn the screen and read it together: there you both say yes. "
        "Or send it, and the patient answers at home."
    )


def read_it_together_and_agree(clinician):
    clinician.follows("Turn the screen")
    clinician.reads("Väga mig")
    clinician.clicks("We agree")
    clinician.sees("You have agreed. The agreement holds from now on.")
