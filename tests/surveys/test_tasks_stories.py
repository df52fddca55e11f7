"""What the night does with stories."""

import datetime

import pytest
import time_machine
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from patientkontrakt.audit.models import AuditEvent
from patientkontrakt.ui import dates
from surveys import actions
from surveys.instruments import Audience
from surveys.models import Sharing, Story, StoryState
from surveys.models.story import DAYS_TO_OBJECT
from surveys.story_codes import new_code
from surveys.tasks import look_after_stories
from tests.builders.stories import declined, on_the_wall, published, reviewed, reviewer_of, told
from tests.builders.surveys import ALL_YES, closed_round
from tests.factories import make_unit


@pytest.mark.django_db
def test_shows_what_the_writer_has_had_time_to_object_to():
    unit = make_unit()
    closed_round(unit, staff=[ALL_YES] * 5)
    trusted = reviewed(unit, audience=Audience.STAFF, sharing=Sharing.TRUSTED)
    asking = reviewed(unit, audience=Audience.STAFF, sharing=Sharing.ASK)

    assert look_after_stories() == 0
    with time_machine.travel(timezone.now() + datetime.timedelta(days=DAYS_TO_OBJECT)):
        assert look_after_stories() == 1
        assert look_after_stories() == 0
    assert list(Story.objects.shown_at(unit)) == [trusted]
    asking.refresh_from_db()
    assert asking.state == StoryState.REVIEWED


@pytest.mark.django_db
def test_finds_a_place_for_those_without_one():
    unit = make_unit()
    published(unit, audience=Audience.STAFF)
    assert look_after_stories() == 0
    closed_round(unit, staff=[ALL_YES] * 5)

    assert look_after_stories() == 1


@pytest.mark.django_db(transaction=True)
def test_unread_stories_are_written_once_more_by_one_transaction_in_another_order():
    unit = make_unit()
    told_in_order = [str(told(unit).pk) for _number in range(12)]

    look_after_stories()

    with connection.cursor() as cursor:
        cursor.execute("SELECT id, xmin::text FROM surveys_story ORDER BY ctid")
        rows = cursor.fetchall()
    assert len({writer for _pk, writer in rows}) == 1
    assert [str(pk) for pk, _writer in rows] != told_in_order  # by chance once in 479 million nights
    assert {str(pk) for pk, _writer in rows} == set(told_in_order)


def turned_down(unit, **details):
    return declined(told(unit, **details), "Namnger en kollega.")


@pytest.mark.django_db
@pytest.mark.parametrize("make", [told, turned_down, reviewed, published])
def test_what_is_not_shown_is_erased_a_year_after_it_was_told_whoever_it_waits_for(client, make):
    code, unit = new_code(), make_unit()
    story = make(unit, code=code)
    kept = {on_the_wall(unit)}
    day = story.erased_on

    with time_machine.travel(noon(day) - datetime.timedelta(days=1)):
        look_after_stories()
        page = client.get(reverse("surveys:story", args=[code])).content.decode()
        assert f"Din raderas {dates.day(day)}" in page
        assert set(Story.objects.all()) == {story, *kept}
    with time_machine.travel(noon(day)):
        look_after_stories()
        look_after_stories()
        gone = client.get(reverse("surveys:story", args=[code])).content.decode()

    assert set(Story.objects.all()) == kept
    assert "raderas efter ett år" in gone
    [event] = AuditEvent.objects.filter(activity="Radera")
    assert (event.resource_type, event.resource_id, event.patient_id) == ("surveys.stories", None, None)


@pytest.mark.django_db
def test_what_the_writer_has_said_yes_to_beforehand_is_shown_and_not_erased_just_before():
    unit = make_unit()
    closed_round(unit, patients=[ALL_YES] * 5)
    story = told(unit, sharing=Sharing.TRUSTED)
    day = story.erased_on

    with time_machine.travel(noon(day) - datetime.timedelta(days=1)):
        actions.review_story(
            story=story, seen_version=story.version, public_text="Kort", by=reviewer_of(unit)
        )
    for days in range(DAYS_TO_OBJECT + 1):
        with time_machine.travel(noon(day) + datetime.timedelta(days=days)):
            look_after_stories()

    assert Story.objects.get().erased_on is None
    assert Story.objects.get().place


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("told_on", "erased_on"), [("2026-01-31", "2027-02-01"), ("2026-12-01", "2028-01-01")]
)
def test_the_month_in_which_it_was_told_has_passed_a_year_ago(told_on, erased_on):
    story = Story(month=datetime.date.fromisoformat(told_on).replace(day=1))

    assert story.erased_on == datetime.date.fromisoformat(erased_on)


def noon(day):
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(12)))
