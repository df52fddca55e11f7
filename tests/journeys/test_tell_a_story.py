"""Someone tells a story; the unit takes away a name; the writer says yes, it is shown, and is taken back."""

import datetime
import re

import pytest
import time_machine
from django.utils import timezone

from surveys.models import Story
from tests.builders.stories import SHOWN, WORDS, last_month, on_the_wall, published, reviewer_of
from tests.builders.surveys import ALL_YES, closed_round
from tests.factories import make_unit
from tests.journeys.visitor import BY_KEYBOARD, DESK, IN_ENGLISH, PHONE, WITHOUT_JAVASCRIPT


@pytest.fixture
def unit():
    """Six patients have answered the questions half a year ago: enough to show a story."""
    unit = make_unit()
    with time_machine.travel(timezone.now() - datetime.timedelta(days=180)):
        closed_round(unit, patients=[ALL_YES] * 6)
    return unit


@pytest.mark.parametrize("way", [PHONE, IN_ENGLISH, WITHOUT_JAVASCRIPT, BY_KEYBOARD], ids=str)
def test_from_the_writer_to_the_wall_and_back(visitor, way, unit):
    writer, address = tells(visitor, way, unit)
    reviewer = visitor(reviewer_of(unit), way)

    reviewer.opens("surveys:stories", unit.pk)
    reviewer.follows("Review", within=reviewer.main)
    reviewer.reads(WORDS)
    reviewer.writes("The text to show", SHOWN)
    reviewer.clicks("Show it to the writer")
    reviewer.sees("Waiting for the writer", context="story")

    goes(writer, address)
    writer.reads(SHOWN)
    writer.clicks("Yes, show it like this")

    reviewer.opens("surveys:stories", unit.pk)
    reviewer.reads(SHOWN)
    reviewer.does_not_read(WORDS)
    reviewer.follows("Show one at a time")
    reviewer.reads(SHOWN)

    goes(writer, address)
    writer.follows("Take my story back")
    writer.reads(WORDS)
    writer.follows("Cancel")
    writer.follows("Take my story back")
    writer.clicks("Erase my story")
    writer.sees("You have taken your story back. The text is erased and is shown nowhere.")
    reviewer.opens("surveys:stories", unit.pk)
    reviewer.does_not_read(SHOWN)
    assert not Story.objects.exclude(text="", public_text="").exists()


def tells(visitor, way, unit):
    """The writer, last month, and the address of the own page."""
    writer = visitor(way=way)
    with time_machine.travel(last_month()):
        writer.opens("surveys:new_story", unit.pk)
        writer.chooses("I am a patient, or close to one")
        writer.writes("Do you want to tell us?", WORDS)
        writer.chooses("Ask me first. I want to see the text and say yes.")
        writer.chooses("Yes, the unit may read my story and keep it without my name.")
        writer.clicks("Send my story")
    writer.sees("Save the address of this page, or write down the code")
    return writer, writer.page.url


def goes(writer, address):
    writer.page.goto(address)
    writer.arrives()


@pytest.mark.parametrize("way", [DESK], ids=str)
def test_another_units_manager_does_not_see_what_is_not_shown(visitor, way, unit):
    tells(visitor, way, unit)
    neighbour = visitor(reviewer_of(make_unit("Hamnens vårdcentral", parent=unit.parent)), way)

    neighbour.opens("surveys:stories", unit.pk, status=404)
    neighbour.does_not_read(WORDS)
    neighbour.opens("surveys:story_review", Story.objects.get().pk, status=404)
    neighbour.does_not_read(WORDS)


@pytest.mark.parametrize("way", [DESK, WITHOUT_JAVASCRIPT], ids=str)
def test_one_at_a_time_at_a_meeting(visitor, way, unit):
    on_the_wall(make_unit(parent=unit.parent))
    published(unit, public_text="Den första")
    published(unit, public_text="Den andra")
    manager = visitor(reviewer_of(unit), way)
    manager.opens("surveys:slides", unit.pk)
    first = text_of(manager)

    if way.javascript:
        manager.page.keyboard.press("ArrowRight")
        manager.page.wait_for_url(re.compile("page=2"))
        second = text_of(manager)
        manager.page.keyboard.press("ArrowLeft")
        manager.page.wait_for_url(re.compile("page=1"))
        assert text_of(manager) == first
        manager.page.keyboard.press("Escape")
        manager.page.wait_for_url(re.compile(r"/stories/\??$"))
    else:
        manager.follows("Next")
        second = text_of(manager)

    assert {first, second} == {"Den första", "Den andra"}


def text_of(manager):
    return manager.main.locator("blockquote").inner_text()
