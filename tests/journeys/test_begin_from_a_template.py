"""A nurse brings in the template for heart failure; together they keep some, change one, drop the rest."""

import pytest

from agreements.models import AgreementVersion
from tests.builders.agreements import started_draft
from tests.factories import make_clinician, make_patient, make_unit
from tests.journeys.visitor import DESK, PHONE, WITHOUT_JAVASCRIPT

WALK = "Jag vill orka gå till affären och hem igen utan att stanna och vila"
SLEEP = "Jag vill sova hela natten utan att vakna av att det är tungt att andas"
CALL = "Ringer dig och hör hur du mår, vad du väger och hur medicinerna känns"
WEIGH = "Jag väger mig och skriver upp vad jag väger"


@pytest.mark.parametrize("way", [DESK, PHONE, WITHOUT_JAVASCRIPT], ids=str)
def test_they_begin_from_a_template(visitor, way):
    unit = make_unit()
    nurse = make_clinician(unit)
    draft = started_draft(make_patient(unit), nurse)
    clinician = visitor(nurse, way)

    choose(clinician, draft)
    answer(clinician, SLEEP, "Remove")
    answer(clinician, WALK, "Yes, keep it")
    answer(clinician, CALL, "Yes, keep it")
    change(clinician, WEIGH, "Jag väger mig på morgonen")
    clinician.opens("agreements:editor", draft.patient_id, draft.pk)
    clinician.clicks("Remove all that remain")
    clinician.does_not_see("Remove all that remain")
    clinician.clicks("Propose")
    clinician.sees("Has not answered yet")

    version = AgreementVersion.objects.get()
    assert not version.is_draft
    assert [str(goal) for goal in version.goals.all()] == [WALK]
    assert [promise.what for promise in version.commitments.all()] == ["Jag väger mig på morgonen", CALL]
    assert version.suggestions == []


def choose(clinician, draft):
    clinician.opens("agreements:editor", draft.patient_id, draft.pk)
    clinician.follows("Begin from a template", within=clinician.main)
    clinician.presses(clinician.page.locator("button[value=heart-failure]"))
    clinician.reads("Vad vill du orka, som du inte orkar i dag?")
    clinician.does_not_see("Turn the screen and read it together")


def row(clinician, words):
    rows = clinician.page.locator("li[data-row]")
    return rows.filter(has=clinician.page.locator(".edit-what", has_text=words)).first


def answer(clinician, words, button):
    found = row(clinician, words)
    found.locator(".edit-suggestion button", has_text=clinician.word(button)).click()
    if not clinician.way.javascript and button == "Remove":
        clinician.follows("Back to the draft")
    elif button == "Remove":
        clinician.page.get_by_text(clinician.word("Removed:")).first.wait_for()
    else:
        row(clinician, words).locator(".edit-suggestion").wait_for(state="detached")


def change(clinician, words, new):
    """Whatever is changed counts as a yes."""
    form = row(clinician, words).locator("form")
    form.locator(".edit-what").fill(new)
    if clinician.way.javascript:
        form.locator(".edit-when").focus()
        clinician.page.locator("h1").click()
    else:
        form.locator(".by-hand button").click()
    row(clinician, new).locator(".edit-suggestion").wait_for(state="detached")
