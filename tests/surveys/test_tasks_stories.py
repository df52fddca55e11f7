"""What the night does with stories."""

import datetime

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from surveys.instruments import Audience
from surveys.models import Sharing, Story, StoryState
from surveys.models.story import DAYS_TO_OBJECT
from surveys.tasks import look_after_stories
from tests.builders.stories import published, reviewed, told
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
