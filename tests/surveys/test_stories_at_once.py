"""The writer, the reviewer and the night, all with the same story."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from surveys import actions
from surveys.models import Sharing, Story, StoryState
from surveys.models.story import DAYS_TO_OBJECT
from surveys.story_codes import new_code
from tests.builders.at_once import beside, wait_until_somebody_waits
from tests.builders.stories import reviewed, reviewer_of, told
from tests.factories import SYSTEM, make_unit

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]


def test_a_text_that_is_changed_just_now_is_not_shown_before_the_writer_could_see_it():
    story = reviewed(make_unit(), sharing=Sharing.TRUSTED)
    long_ago = timezone.localdate() - datetime.timedelta(days=DAYS_TO_OBJECT)
    Story.objects.update(reviewed_on=long_ago)
    by = reviewer_of(story.unit)

    with transaction.atomic():
        actions.review_story(story=story, seen_version=story.version, public_text="Ny text", by=by)
        night = beside(lambda: actions.publish_story(story=story, by=SYSTEM))
        wait_until_somebody_waits()

    with pytest.raises(ValidationError):
        night.result(60)
    story.refresh_from_db()
    assert (story.state, story.public_text) == (StoryState.REVIEWED, "Ny text")


def test_what_is_taken_back_just_now_is_not_shown():
    story = reviewed(make_unit())

    with transaction.atomic():
        actions.withdraw_story(story=story)
        yes = beside(lambda: actions.approve_story(story=story, seen_version=story.version))
        wait_until_somebody_waits()

    with pytest.raises(ValidationError):
        yes.result(60)
    assert Story.objects.get().is_withdrawn


def test_taking_back_twice_at_once_is_taking_back(client):
    code = new_code()
    story = told(make_unit(), code=code)

    with transaction.atomic():
        actions.withdraw_story(story=story)
        again = beside(lambda: client.post(reverse("surveys:story_withdrawal", args=[code])))
        wait_until_somebody_waits()

    assert again.result(60).status_code == 302


def test_two_nights_at_once_mix_one_after_the_other():
    unit = make_unit()
    for _number in range(40):
        told(unit)

    for _night in range(3):
        nights = [beside(lambda: actions.mix_stories(by=SYSTEM)) for _worker in range(2)]
        for night in nights:
            night.result(60)


def test_a_reviewer_is_told_kindly_of_what_is_taken_back_just_now(sign_in):
    story = told(make_unit())
    client = sign_in(reviewer_of(story.unit))
    saving = {"seen_version": 1, "public_text": "Kortare"}

    with transaction.atomic():
        actions.withdraw_story(story=story)
        save = beside(lambda: client.post(reverse("surveys:story_review", args=[story.pk]), saving))
        wait_until_somebody_waits()

    page = save.result(60)
    assert page.status_code == 302
    assert "tagits tillbaka" in client.get(page.url).content.decode()
