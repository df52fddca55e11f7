"""The whole story of an agreement: a part for each version, and in it what was said of it."""

import pytest

from agreements import actions
from agreements.story import in_chapters, read_story
from tests.builders.agreements import agreed_version, object_to, proposed_version, started_draft
from tests.factories import as_patient, make_clinician, make_patient, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def clinician():
    return make_clinician(make_unit())


@pytest.fixture
def patient(clinician):
    return make_patient(clinician.unit)


def kinds(agreement):
    story = read_story(type(agreement).objects.with_state().get(pk=agreement.pk))
    return [[event.kind for event in chapter] for chapter in in_chapters(story)]


def test_each_version_begins_a_part_and_what_was_said_stands_below_it(sign_in, patient, clinician):
    first = proposed_version(patient, clinician)
    object_to(version=first, reason="Nej", by=as_patient(patient))
    second = actions.propose(
        version=actions.start_new_version(agreement=first.agreement, by=clinician), by=clinician
    )
    actions.accept(version=second, by=as_patient(patient))
    actions.end_agreement(agreement=first.agreement, reason="Flyttat", by=clinician)

    assert kinds(first.agreement) == [["proposed", "answer"], ["proposed", "answer", "ended"]]
    page = sign_in(as_patient(patient)).get(f"/my/agreement/{first.agreement_id}/history/").content.decode()
    assert page.count("<h2") == 2
    assert page.count("<li>") >= 3


def test_many_answers_are_no_headings(sign_in, patient, clinician):
    version = agreed_version(patient, clinician)
    for number in range(5):
        actions.ask_question(version=version, text=f"Fråga {number}", by=as_patient(patient))

    page = sign_in(clinician).get(f"/care/patients/{patient.pk}/agreements/{version.agreement_id}/history/")

    text = page.content.decode()
    assert text.count("<h2") == 1
    assert all(f"Fråga {number}" in text for number in range(5))


def test_an_agreement_that_ended_as_a_draft_has_a_story_too(sign_in, patient, clinician):
    agreement = started_draft(patient, clinician).agreement
    actions.end_agreement(agreement=agreement, reason="Fel patient", by=clinician)

    assert kinds(agreement) == [["ended"]]
    page = sign_in(clinician).get(f"/care/patients/{patient.pk}/agreements/{agreement.pk}/history/")
    assert "Fel patient" in page.content.decode()
