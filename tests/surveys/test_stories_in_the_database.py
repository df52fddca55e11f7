"""What the database keeps of stories, whoever writes."""

import datetime

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from surveys.models import Story, StoryState
from surveys.models.story import ALLOWED_CHANGES
from tests.builders.stories import SHOWN, WORDS, in_state, published, told
from tests.builders.surveys import ALL_YES, closed_round, make_round
from tests.factories import make_unit

pytestmark = pytest.mark.django_db

S = StoryState


@pytest.fixture
def unit():
    return make_unit()


def test_the_writers_words_are_never_changed_only_erased(unit):
    story = told(unit)

    with pytest.raises(DatabaseError), transaction.atomic():
        Story.objects.filter(pk=story.pk).update(text="Vi är så nöjda")


@pytest.mark.parametrize(
    "changes",
    [
        {"audience": "nobody"},
        {"month": datetime.date(2026, 11, 26)},
        {"state": S.WITHDRAWN},
        {"state": S.REVIEWED},
        {"state": S.PUBLISHED, "public_text": "Utan dag"},
        {"state": S.DECLINED},
        {"text": ""},
        {"question": "q8"},
        {"state": "seen"},
        {"sharing": "always"},
        {"experience": "good"},
    ],
)
def test_what_cannot_be(unit, changes):
    row = {"unit": unit, "audience": "patient", "text": WORDS, "sharing": "ask", "code_hash": "x"} | changes

    with pytest.raises(IntegrityError), transaction.atomic():
        Story.objects.create(**row)


def test_it_has_no_place_before_it_is_shown(unit):
    story = told(unit)

    with pytest.raises(IntegrityError), transaction.atomic():
        Story.objects.filter(pk=story.pk).update(place=unit)


@pytest.mark.parametrize("before", S)
@pytest.mark.parametrize("after", S)
def test_the_database_takes_no_other_arrow_either(unit, before, after):
    story = in_state(unit, before)
    changes = {"public_text": SHOWN, "reviewed_on": timezone.localdate(), "reason": "Nej", "place": None}
    if after == S.WITHDRAWN:
        changes |= {"text": "", "public_text": "", "reason": ""}

    if before == after or after in ALLOWED_CHANGES[before]:
        assert Story.objects.filter(pk=story.pk).update(state=after, **changes)
    else:
        with pytest.raises(DatabaseError), transaction.atomic():
            Story.objects.filter(pk=story.pk).update(state=after, **changes)


@pytest.mark.parametrize("changes", [{"public_text": "Vi är så nöjda"}, {"place": None}])
def test_what_is_shown_stands_as_the_writer_has_seen_it_and_where_it_was_first_shown(unit, changes):
    closed_round(unit, patients=[ALL_YES] * 5)
    story = published(unit)

    with pytest.raises(DatabaseError), transaction.atomic():
        Story.objects.filter(pk=story.pk).update(**changes)


def test_it_belongs_to_the_unit_of_its_round(unit):
    row = {"unit": make_unit(), "audience": "patient", "text": WORDS, "sharing": "ask", "code_hash": "x"}

    with pytest.raises(IntegrityError), transaction.atomic():
        Story.objects.create(round=make_round(unit), **row)
