"""A story's way from the writer to the wall and back. Where it may stand: test_story_places."""

import datetime

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from patientkontrakt.audit.models import AuditEvent
from patientkontrakt.base_model import EditConflict
from patientkontrakt.people.models import UnitKind
from patientkontrakt.people.roles import Role
from surveys import actions
from surveys.instruments import Audience
from surveys.models import Asks, Round, Sharing, Story, StoryState
from surveys.models.story import ALLOWED_CHANGES, DAYS_TO_OBJECT
from surveys.story_codes import hash_of_code, is_code, new_code
from tests.builders.stories import (
    SHOWN,
    WORDS,
    declined,
    in_state,
    published,
    reviewed,
    reviewer_of,
    story_of,
    told,
)
from tests.builders.surveys import ALL_YES, closed_round, make_round
from tests.factories import SYSTEM, make_clinician, make_unit

pytestmark = pytest.mark.django_db

S = StoryState


@pytest.fixture
def unit():
    return make_unit()


def tell(unit, code=None, **details):
    details = {"text": WORDS, "sharing": Sharing.ASK, "audience": Audience.PATIENT} | details
    code = code or new_code()
    actions.tell_story(code=code, unit=unit, **details)
    return story_of(code)


# The writer


def test_a_story_knows_the_month_and_neither_day_nor_writer(unit):
    with time_machine.travel("2026-11-26 10:31:00+01:00"):
        story = tell(unit)

    assert (story.month, story.state) == (datetime.date(2026, 11, 1), S.RECEIVED)
    moments = {"26", "10:31"}
    assert not moments & {word for value in vars(story).values() for word in str(value).split()}


def test_a_form_that_is_sent_twice_is_one_story(unit):
    code = new_code()

    tell(unit, code)
    tell(unit, code, text="Något annat")

    assert Story.objects.get().text == WORDS


def test_telling_leaves_no_event_behind(unit):
    before = AuditEvent.objects.count()

    story = tell(unit)
    actions.withdraw_story(story=story)

    assert AuditEvent.objects.count() == before


def test_the_code_is_kept_as_a_hash_and_found_however_it_is_typed(unit):
    code = new_code()
    story = tell(unit, code)

    assert is_code(code)
    assert code.replace("-", "") not in str(vars(story))
    assert story.code_hash == hash_of_code(code.lower().replace("-", " ").replace("0", "o"))


@pytest.mark.parametrize("typed", ["", "ABCD", "A" * 17, "ÅBCD-EFGH-JKMN-PQRS"])
def test_what_is_no_code(typed):
    assert not is_code(typed)


def test_a_story_of_a_round_that_has_closed_meanwhile_stands_by_itself(unit):
    closed = closed_round(unit, staff=[ALL_YES] * 5)

    assert tell(unit, round=closed).round is None
    assert tell(unit, round=make_round(make_unit())).round is None


@pytest.mark.parametrize("state", [s for s in S if s != S.WITHDRAWN])
def test_it_can_be_taken_back_at_any_time_and_then_no_words_are_left(unit, state):
    story = in_state(unit, state)

    actions.withdraw_story(story=story)

    story.refresh_from_db()
    assert (story.state, story.text, story.public_text, story.reason, story.place) == (
        S.WITHDRAWN, "", "", "", None,
    )  # fmt: skip


@pytest.mark.parametrize("before", S)
@pytest.mark.parametrize("after", [s for s in S if s != S.RECEIVED])
def test_only_the_arrows_of_the_table_can_be_taken(unit, before, after):
    story = in_state(unit, before)

    if after in ALLOWED_CHANGES[before]:
        assert go(story, after).state == after
    else:
        with pytest.raises(ValidationError):
            go(story, after)


def go(story, state):
    by = reviewer_of(story.unit)
    if state == S.REVIEWED:
        return actions.review_story(story=story, seen_version=story.version, public_text=SHOWN, by=by)
    if state == S.PUBLISHED:
        return actions.approve_story(story=story, seen_version=story.version)
    if state == S.DECLINED:
        return declined(story, "Den nämner ett namn.")
    return actions.withdraw_story(story=story)


def test_the_writer_says_yes_to_the_text_that_was_seen_and_to_no_other(unit):
    story = reviewed(unit)
    seen = story.version
    actions.review_story(story=story, seen_version=seen, public_text="En annan text", by=reviewer_of(unit))

    with pytest.raises(EditConflict):
        actions.approve_story(story=story, seen_version=seen)
    story.refresh_from_db()
    assert story.state == S.REVIEWED


# The unit


def test_nobody_reads_it_before_the_month_is_over(unit):
    with time_machine.travel("2026-11-30 23:00+01:00"):
        tell(unit)
        assert not Story.objects.readable().exists()
    with time_machine.travel("2026-12-01 00:30+01:00"):
        assert Story.objects.readable().exists()


def test_a_story_of_a_round_is_read_when_the_round_has_closed_for_good(unit):
    round = make_round(unit)
    story = told(unit, round=round)
    assert story.round == round

    assert not Story.objects.readable().exists()
    actions.close_round(round=round, by=SYSTEM)
    assert Story.objects.readable().exists()


def test_what_is_taken_back_is_read_by_nobody(unit):
    actions.withdraw_story(story=told(unit))

    assert not Story.objects.readable().exists()


def test_reviewing_leaves_the_writers_words_as_they_are(unit):
    story = reviewed(unit, question="q5")

    assert (story.text, story.public_text, story.question) == (WORDS, SHOWN, "q5")
    assert (story.state, story.reviewed_on) == (S.REVIEWED, timezone.localdate())
    assert AuditEvent.objects.filter(resource_type="surveys.Story", resource_id=story.pk).count() == 1


def test_of_two_reviewers_the_second_is_told(unit):
    story = told(unit)
    actions.review_story(story=story, seen_version=1, public_text="Den första", by=reviewer_of(unit))

    with pytest.raises(EditConflict) as conflict:
        actions.review_story(story=story, seen_version=1, public_text="Den andra", by=reviewer_of(unit))
    assert conflict.value.saved.public_text == "Den första"


@pytest.mark.parametrize(
    "role", [Role.CLINICIAN, Role.COORDINATING_CONTACT, Role.LOG_REVIEWER, Role.ADMINISTRATOR]
)
def test_not_every_role_reviews(unit, role):
    refuse(told(unit), make_clinician(unit, role))


def test_the_levels_above_and_other_units_do_not_review(unit):
    region = unit.parent
    story = told(unit)

    refuse(story, make_clinician(region, Role.REGION_DEVELOPER))
    refuse(story, make_clinician(region, Role.UNIT_MANAGER))
    refuse(story, reviewer_of(make_unit(parent=region)))


def refuse(story, by):
    with pytest.raises(PermissionDenied):
        actions.review_story(story=story, seen_version=story.version, public_text=SHOWN, by=by)
    with pytest.raises(PermissionDenied):
        actions.decline_story(story=story, seen_version=story.version, reason="Nej", by=by)


def test_what_a_colleague_has_decided_meanwhile_is_not_turned_down_unseen(unit):
    story = told(unit)
    actions.review_story(story=story, seen_version=1, public_text=SHOWN, by=reviewer_of(unit))

    with pytest.raises(EditConflict):
        actions.decline_story(story=story, seen_version=1, reason="Nej", by=reviewer_of(unit))
    assert Story.objects.get().state == S.REVIEWED


# Being shown


def test_with_a_yes_beforehand_it_is_shown_when_the_days_to_object_have_passed(unit):
    story = reviewed(unit, sharing=Sharing.TRUSTED)
    assert story.shown_from == timezone.localdate() + datetime.timedelta(days=DAYS_TO_OBJECT)

    with time_machine.travel(timezone.now() + datetime.timedelta(days=DAYS_TO_OBJECT - 1)):
        assert not Story.objects.to_publish().exists()
        with pytest.raises(ValidationError):
            actions.publish_story(story=story, by=SYSTEM)
    with time_machine.travel(timezone.now() + datetime.timedelta(days=DAYS_TO_OBJECT)):
        assert actions.publish_story(story=story, by=SYSTEM).is_published


def test_a_text_that_is_changed_gives_the_writer_the_days_anew(unit):
    story = reviewed(unit, sharing=Sharing.TRUSTED)
    with time_machine.travel(timezone.now() + datetime.timedelta(days=10)):
        actions.review_story(story=story, seen_version=2, public_text="Kortare", by=reviewer_of(unit))

    with time_machine.travel(timezone.now() + datetime.timedelta(days=DAYS_TO_OBJECT)):
        assert not Story.objects.to_publish().exists()


def test_without_a_yes_it_is_never_shown(unit):
    story = reviewed(unit, sharing=Sharing.ASK)

    with time_machine.travel(timezone.now() + datetime.timedelta(days=4000)), pytest.raises(ValidationError):
        actions.publish_story(story=story, by=SYSTEM)


def test_it_stands_at_the_unit_when_enough_have_answered(unit):
    closed_round(unit, patients=[ALL_YES] * 5, staff=[ALL_YES] * 4)

    assert published(unit).place == unit
    assert published(unit, audience=Audience.STAFF).place is None


def test_the_storys_own_round_decides(unit):
    with time_machine.travel(timezone.now() - datetime.timedelta(days=90)):
        small = make_round(unit)
        story = told(unit, round=small, audience=Audience.STAFF)
        actions.close_round(round=small, by=SYSTEM)
    closed_round(unit, staff=[ALL_YES] * 9)
    actions.review_story(story=story, seen_version=1, public_text=SHOWN, by=reviewer_of(unit))

    story.refresh_from_db()
    assert actions.approve_story(story=story, seen_version=story.version).place is None


def test_a_measurement_that_did_not_ask_the_writers_side_says_nothing_of_it(unit):
    with time_machine.travel(timezone.now() - datetime.timedelta(days=90)):
        closed_round(unit, staff=[ALL_YES] * 5)
    actions.close_round(round=make_round(unit, audience=Asks.PATIENT), by=SYSTEM)

    assert published(unit, audience=Audience.STAFF).place == unit
    assert published(unit, audience=Audience.PATIENT).place is None


def test_a_small_unit_is_not_named(unit):
    area = make_unit("Närsjukvården", kind=UnitKind.ADMINISTRATION, parent=unit.parent)
    small, other = make_unit("Liten", parent=area), make_unit("Mindre", parent=area)
    for place in (small, other):
        closed_round(place, staff=[ALL_YES] * 3)

    story = published(small, audience=Audience.STAFF)

    assert (story.place, story.names_unit) == (area, False)
    assert list(Story.objects.shown_at(small)) == []
    assert list(Story.objects.shown_at(area)) == list(Story.objects.shown_at(unit.parent)) == [story]


def test_a_withdrawn_round_counts_for_nothing(unit):
    round = closed_round(unit, staff=[ALL_YES] * 9)
    actions.withdraw_round(round=round, reason="Fel frågor", by=SYSTEM)

    assert published(unit, audience=Audience.STAFF).place is None


def test_the_region_may_ask_for_a_bigger_group(unit):
    actions.change_settings(small_group=10, rest_days=90, receipt_percent=80, grace_days=14, by=SYSTEM)
    closed_round(unit, staff=[ALL_YES] * 9)

    assert published(unit, audience=Audience.STAFF).place is None


def test_a_story_without_place_gets_one_after_a_further_measurement_and_then_keeps_it(unit):
    story = published(unit, audience=Audience.STAFF)
    assert actions.place_story(story=story, by=SYSTEM).place is None
    closed_round(unit, staff=[ALL_YES] * 5)
    assert list(Story.objects.without_place()) == [story]

    assert actions.place_story(story=story, by=SYSTEM).place == unit
    actions.withdraw_round(round=Round.objects.get(), reason="Fel frågor", by=SYSTEM)
    assert actions.place_story(story=story, by=SYSTEM).place == unit


def test_a_story_that_was_taken_down_comes_back_to_the_same_place_and_does_not_tell_that_the_unit_has_grown(
    unit,
):
    with time_machine.travel(timezone.now() - datetime.timedelta(days=90)):
        for place in (unit, make_unit(parent=unit.parent)):
            closed_round(place, staff=[ALL_YES] * 3)
    story = published(unit, audience=Audience.STAFF)
    assert story.place == unit.parent
    story = declined(story, "Den nämner ett namn.")
    assert not Story.objects.shown_at(unit.parent).exists()
    closed_round(unit, staff=[ALL_YES] * 9)

    actions.review_story(
        story=story, seen_version=story.version, public_text="Utan namn", by=reviewer_of(unit)
    )
    story.refresh_from_db()
    assert not Story.objects.shown_at(unit.parent).exists()
    assert actions.approve_story(story=story, seen_version=story.version).place == unit.parent
    assert list(Story.objects.shown_at(unit.parent)) == [story]
