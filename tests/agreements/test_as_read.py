"""Nobody proposes, agrees to or objects to what a colleague has changed since it was read."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from agreements import actions
from agreements.models import Acceptance
from tests.builders.agreements import filled_draft, prepared
from tests.factories import make_clinician, make_patient, make_unit

pytestmark = pytest.mark.django_db
PAGES = {"proposal": "editor", "our_agreement": "reading", "our_disagreement": "our_disagreement"}


@pytest.fixture
def clinician():
    return make_clinician(make_unit())


@pytest.fixture
def colleague(clinician):
    return make_clinician(clinician.unit)


@pytest.fixture
def draft(clinician):
    return filled_draft(make_patient(clinician.unit), clinician)


@pytest.fixture
def page(sign_in, clinician):
    return sign_in(clinician)


def care(name, draft):
    return reverse(f"agreements:{name}", args=[draft.patient_id, draft.pk])


def read(page, draft, name):
    """What the page sends along about what it shows."""
    html = page.get(care(PAGES[name], draft)).content.decode()
    return re.search(r'name="seen" value="(.+?)"', html)[1]


def objection(draft):
    point = draft.commitments.first()
    return {f"{point.pk}-on": "on", f"{point.pk}-reason": "För ofta"}


def change_a_promise(draft, by):
    promise = draft.commitments.first()
    actions.edit_commitment(commitment=promise, seen_version=1, what="Simma varje dag", by=by)


def add_a_goal(draft, by):
    actions.add_goal(version=draft, text="Resa till Kiruna", by=by)


def take_a_sign_away(draft, by):
    actions.remove_row(row=draft.warning_signs.get(), by=by)


def change_whom_to_turn_to(draft, by):
    actions.edit_draft(version=draft, seen_version=draft.version, contact_phone="010-999 99 99", by=by)


def write_other_words(draft, by):
    actions.write_words_in_draft(version=draft, text="Slippa ha ont", by=by)


CHANGES = [
    (change_a_promise, "Ändrat: Simma varje dag"),
    (add_a_goal, "Nytt: Resa till Kiruna"),
    (take_a_sign_away, "1 rad är borttagen"),
    (change_whom_to_turn_to, "Ändrat: Vem patienten vänder sig till"),
    (write_other_words, "Ändrat: Det här är viktigt för mig"),
]


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(("change", "told"), CHANGES)
def test_what_a_colleague_has_changed_since_it_was_read_is_told_and_not_proposed(
    page, draft, colleague, name, change, told
):
    words = {"seen": read(page, draft, name), "care_agrees": "yes", **objection(draft)}
    change(draft, colleague)

    answer = page.post(care(name, draft), words, follow=True)

    draft.refresh_from_db()
    assert draft.is_draft
    assert not Acceptance.objects.exists()
    text = answer.content.decode()
    assert "Någon har ändrat" in text
    assert told in text


@pytest.mark.parametrize("name", PAGES)
def test_what_has_been_read_anew_is_proposed(page, draft, colleague, name):
    stale = {"seen": read(page, draft, name), **objection(draft)}
    add_a_goal(draft, colleague)
    refused = page.post(care(name, draft), stale, follow=True).content.decode()

    page.post(care(name, draft), stale | {"seen": re.search(r'name="seen" value="(.+?)"', refused)[1]})

    draft.refresh_from_db()
    assert not draft.is_draft


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("seen", ["", "x", ":", "words: frame:2"])
def test_nothing_is_proposed_by_a_page_that_does_not_say_what_it_shows(page, draft, name, seen):
    page.post(care(name, draft), {"seen": seen, **objection(draft)})

    draft.refresh_from_db()
    assert draft.is_draft


def test_an_objection_keeps_its_words_when_its_point_is_taken_away_meanwhile(page, draft, colleague):
    words = {"seen": read(page, draft, "our_disagreement"), **objection(draft)}
    actions.remove_row(row=draft.commitments.first(), by=colleague)

    text = page.post(care("our_disagreement", draft), words).content.decode()

    assert "<q>För ofta</q>" in text
    assert "1 rad är borttagen" in text


def test_what_was_quoted_from_home_meanwhile_counts_as_changed(draft, colleague):
    seen = draft.as_read
    preparation = prepared(draft.patient)
    actions.quote_preparation(version=draft, preparation=preparation, by=colleague)

    with pytest.raises(ValidationError, match="Det här är viktigt för mig"):
        actions.propose(version=draft, seen=seen, by=colleague)


def test_much_that_has_changed_is_told_in_short(draft, clinician):
    seen = draft.as_read
    for number in range(6):
        actions.add_goal(version=draft, text=f"Mål {number}", by=clinician)

    with pytest.raises(ValidationError, match=r"Nytt: Mål 3 och 2 till\. Läs den"):
        actions.propose(version=draft, seen=seen, by=clinician)


def test_the_order_of_the_rows_is_nothing_to_read_anew(draft, clinician):
    seen = draft.as_read
    actions.move_row(row=draft.commitments.last(), to="up", by=clinician)

    assert not actions.propose(version=draft, seen=seen, by=clinician).is_draft
