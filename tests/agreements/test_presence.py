"""Who else writes, and whether they have saved: of the other windows, for some seconds."""

import uuid

import pytest
from django.urls import reverse

from agreements import presence
from tests.builders.agreements import proposed_version, started_draft
from tests.factories import make_clinician, make_patient, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return make_unit()


def test_another_person_is_seen_and_the_own_second_window_is_not(unit, time_machine):
    draft, sara, anna = uuid.uuid4(), make_clinician(unit), make_clinician(unit)

    assert presence.sign_of_life(draft, "a", by=sara) == ""
    assert presence.sign_of_life(draft, "b", by=sara) == ""
    assert presence.sign_of_life(draft, "c", by=anna) == "Sara Ek skriver också"
    assert presence.sign_of_life(uuid.uuid4(), "c", by=anna) == ""


def test_who_has_not_been_heard_of_for_a_while_is_gone(unit, monkeypatch):
    draft, sara, anna = uuid.uuid4(), make_clinician(unit), make_clinician(unit)
    presence.sign_of_life(draft, "a", by=sara)
    now = presence.time.time()
    monkeypatch.setattr(presence.time, "time", lambda: now + presence.STAYS + 1)

    assert presence.sign_of_life(draft, "b", by=anna) == ""


def test_the_own_saving_is_no_news(unit):
    draft = uuid.uuid4()
    presence.has_saved(draft, "a")

    assert presence.saved_by_others(draft, "a") == 0
    assert presence.saved_by_others(draft, "b") > 0


def test_the_pulse_names_nobody_but_staff_and_is_for_the_own_units_drafts(sign_in, unit):
    nurse, patient = make_clinician(unit), make_patient(unit)
    draft = started_draft(patient, nurse)
    address = reverse("agreements:pulse", args=[draft.pk])
    page = sign_in(nurse)

    assert page.get(address, HTTP_X_EDITOR="a").json()["others"] == ""
    page.post(
        reverse("agreements:new_row", args=[patient.pk, draft.pk, "goals"]), {"text": "Gå"}, HTTP_X_EDITOR="b"
    )
    assert page.get(address, HTTP_X_EDITOR="a").json()["saved"] > 0
    colleague = sign_in(make_clinician(unit)).get(address, HTTP_X_EDITOR="c")
    assert colleague.json()["others"] == "Sara Ek skriver också"
    assert patient.family_name not in colleague.content.decode()
    assert sign_in(make_clinician(make_unit("Rehab Väst"))).get(address).status_code == 404
    proposed = proposed_version(make_patient(unit), nurse)
    assert sign_in(nurse).get(reverse("agreements:pulse", args=[proposed.pk])).status_code == 404
