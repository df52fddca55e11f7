"""No contact, a lost answer, two Enters, a sign-out: nothing is lost, nothing doubled, and it is said."""

import pytest
from django.contrib.sessions.models import Session

from tests.builders.agreements import filled_draft, started_draft
from tests.factories import make_clinician, make_patient, make_unit
from tests.journeys.editor_page import EditorPage

NO_CONTACT = "Ingen kontakt. Det du har skrivit finns kvar här och sparas när kontakten är tillbaka."


@pytest.fixture
def nurse():
    return make_clinician(make_unit())


@pytest.fixture
def draft(nurse):
    return started_draft(make_patient(nurse.unit), nurse)


@pytest.fixture
def editor(visitor, nurse, draft):
    return EditorPage(visitor(nurse), draft)


def whats(draft):
    return [row.what for row in draft.commitments.all()]


def test_without_contact_the_text_stays_and_is_saved_when_it_is_back(editor, draft):
    editor.page.context.set_offline(True)
    editor.begins_row("patient-promises")
    editor.writes_row("Väga mig", "varje morgon")
    editor.says(NO_CONTACT)
    editor.writes_row("Gå en promenad", "varje dag")
    assert whats(draft) == []
    assert editor.page.locator("#patient-promises .edit-what").first.input_value() == "Väga mig"
    editor.is_clean()
    assert editor.page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    warned = []
    editor.page.once("dialog", lambda dialog: (warned.append(dialog.type), dialog.dismiss()))
    editor.page.close(run_before_unload=True)
    editor.page.wait_for_timeout(300)
    assert warned == ["beforeunload"]

    editor.page.context.set_offline(False)

    editor.is_saved()
    editor.has("patient-promises", "Väga mig", "Gå en promenad")
    assert sorted(whats(draft)) == ["Gå en promenad", "Väga mig"]


def test_who_goes_back_in_the_middle_of_a_sentence_has_written_it(editor, draft):
    """The browser asks first; whoever answers that they want to leave loses nothing either."""
    editor.page.on("dialog", lambda dialog: dialog.accept())
    editor.begins_row("patient-promises")
    editor.types("Väga mig")
    editor.page.go_back()
    editor.page.wait_for_timeout(300)
    assert whats(draft) == ["Väga mig"]

    editor.page.go_forward()
    editor.page.locator("#patient-promises li[data-row] .edit-what").first.fill("Väga mig varje dag")
    editor.page.go_back()
    editor.page.wait_for_timeout(300)
    assert whats(draft) == ["Väga mig varje dag"]


def test_a_row_whose_answer_never_came_is_added_once(editor, draft):
    lost = []

    def lose_the_answer(route):
        if lost:
            return route.fallback()
        lost.append(route.fetch())
        return route.abort()

    editor.page.route("**/rows/patient-promises/", lose_the_answer)
    editor.begins_row("patient-promises")
    editor.writes_row("Väga mig", "varje morgon")
    editor.says(NO_CONTACT)

    editor.is_saved()
    assert lost[0].status == 200
    assert whats(draft) == ["Väga mig"]


def test_two_enters_and_two_clicks_save_once(editor, draft):
    editor.begins_row("patient-promises")
    editor.types("Väga mig")
    editor.presses("Enter")
    editor.presses("Enter")
    editor.page.locator(".edit-chip[name=review]").first.dblclick()

    editor.is_saved()
    editor.page.wait_for_timeout(500)
    assert whats(draft) == ["Väga mig"]


def test_who_thinks_between_what_and_when_finds_an_empty_field(editor, draft):
    editor.begins_row("patient-promises")
    editor.types("Gå en promenad")
    editor.is_saved()
    editor.presses("Tab")
    editor.types("varannan dag")
    editor.presses("Enter")
    editor.says("Varannan dag")
    assert draft.commitments.get().when == "varannan dag"

    editor.types("Vila")
    editor.says("Vid behov")
    editor.begins_row("goals")
    assert editor.row("patient-promises", 1).locator(".edit-when").input_value() == "vid behov"


def test_signed_out_meanwhile_it_says_so_and_saves_after_signing_in_again(
    editor, draft, visitor, nurse, live_server
):
    Session.objects.all().delete()
    editor.begins_row("patient-promises")
    editor.writes_row("Väga mig", "varje morgon")
    editor.says("Du är utloggad.")
    assert editor.page.get_by_role("link", name="Logga in").get_attribute("target") == "_blank"

    editor.visitor.sign_in(nurse, live_server)

    editor.is_saved()
    assert whats(draft) == ["Väga mig"]


def test_coming_back_by_the_back_button_shows_what_was_saved(editor, draft):
    editor.begins_row("patient-promises")
    editor.writes_row("Väga mig", "varje morgon")
    editor.is_saved()

    editor.page.get_by_role("link", name="Tillbaka till patientens sida").click()
    editor.page.wait_for_url("**/#agreements")
    editor.page.go_back()

    editor.has("patient-promises", "Väga mig")


def test_rows_are_moved_by_keys_and_a_removal_is_taken_back(visitor, nurse):
    draft = filled_draft(make_patient(nurse.unit), nurse)
    editor = EditorPage(visitor(nurse), draft)
    assert editor.texts("patient-promises") == ["Gå en promenad", "Väga mig"]

    editor.what("patient-promises", 1).click()
    editor.presses("Alt+ArrowUp")
    editor.is_saved()
    assert editor.texts("patient-promises") == ["Väga mig", "Gå en promenad"]
    assert editor.page.evaluate("document.activeElement.value") == "Väga mig"

    editor.row("patient-promises").locator("[data-remove]").click()
    back = editor.page.get_by_role("button", name="Ta tillbaka")
    back.wait_for()
    editor.is_clean()
    back.click()
    editor.has("patient-promises", "Väga mig", "Gå en promenad")
    editor.open()
    assert editor.texts("patient-promises") == ["Väga mig", "Gå en promenad"]
