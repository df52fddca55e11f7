"""The receipt as it is read: words beside each lamp, never colour alone."""

import re

import pytest
import time_machine
from django.template.loader import render_to_string
from django.utils import translation

from surveys import actions
from surveys.instruments import Audience
from surveys.intervals import Share
from surveys.models import Experience, Sharing, Story
from surveys.receipt import Asked, Told, receipt
from surveys.story_codes import new_code
from tests.builders.stories import SHOWN, WORDS, on_the_wall, published, reviewer_of, story_of
from tests.builders.surveys import ALL_YES, closed_round
from tests.factories import make_unit


def shown(**given):
    found = receipt(**given)
    with translation.override("sv"):
        page = render_to_string("surveys/_receipt.html", {"receipt": found})
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_what_is_missing_stands_in_words():
    asked = [
        Asked("Nästa steg", Audience.PATIENT, Share(62, 100)),
        Asked("Nästa steg", Audience.STAFF, None),
        Asked("Trygghet", Audience.STAFF, Share(9, 10)),
    ]

    page = shown(asked=asked, agreements=Share(30, 100), told=Told(by_staff=2))

    assert "Kvittot på att patientkontraktet är infört: 0 av 3 lampor lyser" in page
    assert "Färre än 80 % säger ja: Patienter, Nästa steg: 62 %" in page
    assert "För få svar för att kunna säga: Medarbetare, Nästa steg" in page
    assert "Trygghet" not in page
    assert "30 av 100 patienter har en överenskommelse som gäller: 30 %. Minst 80 % behövs." in page
    assert "2 berättelser" in page
    assert "1 till behövs." in page
    assert "Minst en behöver vara från en patient." in page
    assert page.count("Inte än") == 3


def test_all_lit():
    asked = [Asked("Nästa steg", side, Share(9, 10)) for side in Audience]

    page = shown(asked=asked, agreements=Share(9, 10), told=Told(2, 1))

    assert "Patientkontraktet är infört" in page
    assert page.count("Lyser") == 3
    assert "behövs." in page.replace("Minst 80 % behövs.", "behövs.")
    assert "till behövs" not in page


def test_nothing_asked_and_nothing_recorded():
    page = shown(asked=[], agreements=None, told=Told())

    assert "Frågorna har inte ställts än." in page
    assert "För få patienter för att kunna säga." in page
    assert page.count("För få svar") == 2


@pytest.mark.django_db
def test_only_shown_stories_of_what_works_from_the_last_year_count():
    unit = make_unit()
    on_the_wall(unit, experience=Experience.WORKS)
    on_the_wall_too = {"audience": Audience.STAFF, "experience": Experience.WORKS}
    published(unit, **on_the_wall_too)
    published(unit, audience=Audience.STAFF, experience=Experience.FAILS)
    published(unit, experience=Experience.WORKS)  # a patient's: no patient has answered, so it has no place

    assert Story.objects.shown_at(unit).confirming().told() == Told(by_patients=0, by_staff=2)


@pytest.mark.django_db
@pytest.mark.parametrize(("month", "counts"), [("2025-12-31", 1), ("2025-11-30", 0)])
def test_twelve_months_are_counted(month, counts):
    unit = make_unit()
    with time_machine.travel("2025-06-01"):
        closed_round(unit, staff=[ALL_YES] * 5)
    code = new_code()
    with time_machine.travel(month):
        actions.tell_story(
            code=code, unit=unit, audience=Audience.STAFF, text=WORDS, sharing=Sharing.ASK,
            experience=Experience.WORKS,
        )  # fmt: skip
    with time_machine.travel("2026-11-26"):
        story = story_of(code)
        story = actions.review_story(story=story, seen_version=1, public_text=SHOWN, by=reviewer_of(unit))
        actions.approve_story(story=story, seen_version=story.version)
        assert Story.objects.shown_at(unit).confirming().told().all == counts
