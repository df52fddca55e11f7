"""Two colleagues write in one draft: each sees the other, rows of both stand, and the same row asks."""

import pytest

from agreements.actions import edit_commitment, propose
from patientkontrakt.people.actor import Actor
from tests.builders.agreements import add_promise, filled_draft, started_draft
from tests.factories import make_assignment, make_clinician, make_patient, make_staff, make_unit
from tests.journeys.editor_page import EditorPage


@pytest.fixture
def both(visitor):
    unit = make_unit()
    sara = make_clinician(unit)
    anna = Actor.for_assignment(make_assignment(unit, staff=make_staff("Anna Berg", "läkare")))
    draft = started_draft(make_patient(unit), sara)
    add_promise(draft, sara, what="Gå en promenad", when_text="varje dag")
    return EditorPage(visitor(sara), draft), EditorPage(visitor(anna), draft)


def test_each_sees_the_other_and_what_the_other_writes_without_losing_the_caret(both):
    sara, anna = both
    sara.page.get_by_text("Anna Berg skriver också").wait_for()
    sara.begins_row("goals")
    sara.types("Halva mål")

    anna.begins_row("patient-promises")
    anna.writes_row("Väga mig", "varje morgon")
    anna.what("patient-promises").fill("Gå två promenader")
    anna.what("patient-promises").blur()

    sara.has("patient-promises", "Gå två promenader", "Väga mig")
    assert sara.page.evaluate("document.activeElement.value").startswith("Halva mål")
    sara.types(" till")
    sara.presses("Enter")
    sara.is_saved()
    anna.has("goals", "Halva mål till")


def test_who_still_has_it_open_is_told_that_it_has_been_proposed_meanwhile(visitor):
    unit = make_unit()
    sara, anna = make_clinician(unit), make_clinician(unit)
    draft = filled_draft(make_patient(unit), sara)
    editor = EditorPage(visitor(anna), draft)

    propose(version=draft, by=sara)

    editor.page.locator(".edit-bar[data-state=closed]").wait_for()
    assert "har föreslagit eller avslutat" in editor.page.locator("#save-state").inner_text()


def test_who_proposes_reads_anew_what_the_other_has_changed_a_moment_ago(visitor):
    unit = make_unit()
    sara, anna = make_clinician(unit), make_clinician(unit)
    draft = filled_draft(make_patient(unit), sara)
    editor = EditorPage(visitor(sara), draft)
    editor.begins_row("goals")
    editor.writes_row("Simma")
    editor.is_saved()
    editor.page.wait_for_load_state("networkidle")
    edit_commitment(commitment=draft.commitments.first(), seen_version=1, what="Annas text", by=anna)

    editor.visitor.clicks("Propose")

    editor.page.get_by_text("Någon har ändrat").wait_for()
    assert "Ändrat: Annas text" in editor.page.locator(".messages").inner_text()
    assert editor.texts("goals")[-1] == "Simma"
    editor.visitor.clicks("Propose")
    editor.visitor.sees("The agreement is proposed and waits for answers.")


@pytest.mark.parametrize(("choice", "stands"), [("mine", "Annas text"), ("theirs", "Saras text")])
def test_the_same_row_shows_both_texts_and_asks(both, choice, stands):
    sara, anna = both
    anna.what("patient-promises").click()
    anna.types(" i skogen")
    sara.what("patient-promises").fill("Saras text")
    sara.what("patient-promises").blur()
    sara.is_saved()

    anna.what("patient-promises").fill("Annas text")
    anna.what("patient-promises").blur()

    conflict = anna.row("patient-promises").locator(".conflict")
    conflict.get_by_text("Saras text").wait_for()
    conflict.get_by_text("Annas text").wait_for()
    anna.is_clean()
    conflict.locator(f"[data-keep={choice}]").click()
    conflict.wait_for(state="detached")
    assert anna.what("patient-promises").input_value() == stands
    sara.has("patient-promises", stands)


def test_a_row_that_someone_takes_away_while_it_is_written_keeps_its_text(both):
    sara, anna = both
    anna.what("patient-promises").click()
    anna.types(" i skogen")
    sara.row("patient-promises").locator("[data-remove]").click()
    sara.page.get_by_text("Borttaget: Gå en promenad").wait_for()

    anna.presses("Enter")

    anna.page.get_by_role("button", name="Lägg till den igen").click()
    anna.is_saved()
    sara.has("patient-promises", "Gå en promenad i skogen")
