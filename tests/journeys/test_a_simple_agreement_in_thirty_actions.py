"""A simple agreement is made and agreed on in the room by at most thirty clicks and keys that are no text."""

import pytest

from agreements import actions
from tests.builders.agreements import started_draft, state_of
from tests.factories import make_clinician, make_patient, make_unit
from tests.journeys.editor_page import EditorPage
from tests.journeys.visitor import DESK, IN_ENGLISH

MOST_ACTIONS = 30
WORDS = {
    "sv": ("Orka leka med barnbarnen", "varje morgon", "om två veckor", "Om 3 månader", "Vi är överens"),
    "en": ("Play with the grandchildren", "every morning", "in two weeks", "In 3 months", "We agree"),
}


@pytest.mark.parametrize("way", [DESK, IN_ENGLISH], ids=str)
def test_a_simple_agreement_in_thirty_actions(visitor, way):
    unit = make_unit()
    nurse, patient = make_clinician(unit), make_patient(unit)
    draft = started_draft(patient, nurse)
    matters, morning, two_weeks, three_months, we_agree = WORDS[way.locale[:2]]
    editor = EditorPage(visitor(nurse, way), draft)

    editor.clicks(editor.page.locator("#words textarea[name=text]"))
    editor.types(matters)
    editor.begins_row("goals")
    editor.writes_row("Gå till torget utan att vila")
    editor.begins_row("patient-promises")
    editor.writes_row("Väga mig", morning)
    editor.writes_row("Gå en promenad", morning)
    editor.begins_row("care-promises")
    editor.writes_row("Ringa om provsvaren", two_weeks)
    editor.writes_row("Skriva remiss till fysioterapeut", two_weeks)
    editor.begins_row("warning-signs")
    editor.writes_row("Jag blir andfådd i vila", "Ringer mottagningen")
    editor.clicks(editor.page.locator(".edit-chip[name=way]").first)
    editor.clicks(editor.page.get_by_role("button", name=three_months))
    assert editor.page.url.endswith(f"/drafts/{draft.pk}/")
    editor.presses("F2")
    editor.page.wait_for_url("**/reading/")
    editor.is_clean()
    editor.clicks(editor.page.get_by_role("button", name=we_agree))
    editor.page.wait_for_url(f"**/agreements/{draft.agreement_id}/")

    assert state_of(draft.agreement) == "agreed"
    version = actions.start_new_version(agreement=draft.agreement, by=nurse)
    assert str(version.what_matters) == matters
    assert [row.when for row in version.promises_by_patient] == [morning, morning]
    assert len({row.due_date for row in version.promises_by_care}) == 1
    assert [version.goals.count(), version.warning_signs.count()] == [1, 1]
    assert editor.actions <= MOST_ACTIONS
    assert editor.actions == 20
