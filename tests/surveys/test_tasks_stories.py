"""What the night does with stories."""

import datetime

import pytest
import time_machine
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from patientkontrakt.audit.models import AuditEvent
from surveys import actions
from surveys.instruments import Audience
from surveys.models import Sharing, Story, StoryState
from surveys.models.story import DAYS_TO_OBJECT
from surveys.story_codes import new_code
from surveys.tasks import look_after_stories
from tests.builders.stories import published, reviewed, reviewer_of, told
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


@pytest.mark.django_db
def test_what_is_neither_shown_nor_waits_for_its_writer_is_erased_a_year_after_it_was_told(client):
    unit = make_unit()
    code, reviewer = new_code(), reviewer_of(unit)
    unread, declined = told(unit, code=code), told(unit)
    actions.decline_story(
        story=declined, seen_version=declined.version, reason="Namnger en kollega.", by=reviewer
    )
    kept = {reviewed(unit), published(unit)}
    day = unread.erased_on

    with time_machine.travel(noon(day) - datetime.timedelta(days=1)):
        look_after_stories()
        page = client.get(reverse("surveys:story", args=[code])).content.decode()
        assert "raderas efter ett år" in page
        assert Story.objects.count() == 4
    with time_machine.travel(noon(day)):
        look_after_stories()
        look_after_stories()
        gone = client.get(reverse("surveys:story", args=[code])).content.decode()

    assert set(Story.objects.all()) == kept
    assert "raderas efter ett år" in gone
    [event] = AuditEvent.objects.filter(activity="Radera")
    assert (event.resource_type, event.resource_id, event.patient_id) == ("surveys.stories", None, None)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("told_on", "erased_on"), [("2026-01-31", "2027-02-01"), ("2026-12-01", "2028-01-01")]
)
def test_the_month_in_which_it_was_told_has_passed_a_year_ago(told_on, erased_on):
    story = Story(month=datetime.date.fromisoformat(told_on).replace(day=1))

    assert story.erased_on == datetime.date.fromisoformat(erased_on)


def noon(day):
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(12)))
