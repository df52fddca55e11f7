"""What happens to a story. The writer acts by a code, without `by` and without an event in the log.

An event's moment would tell when an unnamed person was here (ADR 15).
"""

import random

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from patientkontrakt.audit.actions import record
from patientkontrakt.audit.models import Activity
from patientkontrakt.base_model import EditConflict
from patientkontrakt.people.actor import Actor
from patientkontrakt.people.models import OrganizationUnit
from patientkontrakt.people.permissions import Permission, check_permission
from surveys.instruments import Audience
from surveys.models import Asks, Round, Sharing, Story, StoryState, SurveySettings
from surveys.permissions import check_may_review_story
from surveys.story_codes import hash_of_code
from surveys.story_places import place_of

S = StoryState
TOO_LATE = gettext_lazy("The story has been taken back, or somebody else has decided about it.")


@transaction.atomic
def tell_story(
    *, code: str, unit: OrganizationUnit, audience: Audience, text: str, sharing: Sharing,
    experience: str = "", round: Round | None = None,
) -> None:  # fmt: skip
    """Keep what someone tells, once however often the form is sent: the code came with it.

    `round`: the measurement whose form it was told in. Call it after `answer` and outside its transaction: no
    row may show which answers and which story were written together.
    """
    if round and (round.is_closed or round.unit_id != unit.pk):
        round = None
    story = Story(
        code_hash=hash_of_code(code), unit=unit, round=round, audience=audience, text=text,
        sharing=sharing, experience=experience,
    )  # fmt: skip
    Story.objects.bulk_create([story], ignore_conflicts=True)


@transaction.atomic
def approve_story(*, story: Story, seen_version: int) -> Story:
    """The writer says yes to the text that was seen; EditConflict when the unit has changed it since."""
    story = _locked(story, S.PUBLISHED, seen_version)
    return _publish(story)


@transaction.atomic
def withdraw_story(*, story: Story) -> Story:
    """The writer takes it back, at any time: it is shown nowhere, and all its words are erased."""
    story = _locked(story, S.WITHDRAWN)
    story.text = story.public_text = story.reason = ""
    story.place = None
    return _changed(story, S.WITHDRAWN)


@transaction.atomic
def review_story(
    *, story: Story, seen_version: int, public_text: str, question: str = "", by: Actor
) -> Story:  # fmt: skip
    """What the unit wants to show, without names; the writer sees it next. `question`: which it is about.

    Raises EditConflict when a colleague saved first, ValidationError when it is too late.
    """
    check_may_review_story(by, story)
    story = _locked(story, S.REVIEWED, seen_version)
    story.public_text, story.question, story.reason = public_text, question, ""
    story.reviewed_on = timezone.localdate()
    record(by=by, activity=Activity.WRITE, resource=story)
    return _changed(story, S.REVIEWED)


@transaction.atomic
def decline_story(*, story: Story, seen_version: int, reason: str, by: Actor) -> Story:
    """Not shown, or not any longer. The writer reads the reason. Raises as `review_story`."""
    check_may_review_story(by, story)
    story = _locked(story, S.DECLINED, seen_version)
    story.reason = reason
    record(by=by, activity=Activity.WRITE, resource=story)
    return _changed(story, S.DECLINED)


@transaction.atomic
def publish_story(*, story: Story, by: Actor) -> Story:
    """When the writer has said yes beforehand and has not objected. Raises ValidationError when not."""
    check_permission(by, Permission.REVIEW_STORIES)
    story = _locked(story, S.PUBLISHED)
    if story.shown_from is None or story.shown_from > timezone.localdate():
        raise ValidationError(_("The writer has not said yes yet."))
    record(by=by, activity=Activity.WRITE, resource=story)
    return _publish(story)


@transaction.atomic
def place_story(*, story: Story, by: Actor) -> Story:
    """Of a published story that no level could show: look again, after further measurements."""
    check_permission(by, Permission.REVIEW_STORIES)
    story = Story.objects.select_for_update(of=["self"]).select_related("unit").get(pk=story.pk)
    if story.is_published and story.place is None and (place := _place(story)):
        record(by=by, activity=Activity.WRITE, resource=story)
        story.place = place
        story.save(update_fields=["place"])
    return story


@transaction.atomic
def mix_stories(*, by: Actor) -> None:
    """Write those that nobody has reviewed yet once more, in random order, by one transaction.

    Who can read the tables could else tell by the transactions around it when, and after whom, a story came.
    """
    check_permission(by, Permission.REVIEW_STORIES)
    # Held in one order: two that mix at once would else wait for each other.
    held = Story.objects.filter(state=S.RECEIVED).order_by("pk").select_for_update()
    unread = list(held.values_list("pk", flat=True))
    random.SystemRandom().shuffle(unread)
    for pk in unread:
        Story.objects.filter(pk=pk).update(version=F("version"))
    if unread:
        record(by=by, activity=Activity.WRITE, resource="surveys.stories")


@transaction.atomic
def erase_stories(*, by: Actor) -> None:
    """Those told a year ago that are not shown: row, words and code."""
    check_permission(by, Permission.REVIEW_STORIES)
    old = list(Story.objects.to_erase().select_for_update().values_list("pk", flat=True))
    Story.objects.filter(pk__in=old).delete()
    if old:
        record(by=by, activity=Activity.DELETE, resource="surveys.stories")


def _locked(story, state, seen_version=None):
    """As it stands now, and nobody else changes it until the transaction ends."""
    story = Story.objects.select_for_update(of=["self"]).select_related("unit").get(pk=story.pk)
    if not story.can_become(state):
        raise ValidationError(TOO_LATE)
    if seen_version is not None and story.version != seen_version:
        raise EditConflict(saved=story)
    return story


def _changed(story, state):
    story.state, story.version = state, story.version + 1
    story.save()
    return story


def _publish(story):
    story.place = story.place or _place(story)
    return _changed(story, S.PUBLISHED)


def _place(story):
    """The unit or level that may show it, by how many of the writer's side have answered; else None."""
    answers = f"{story.audience}_answers"
    closed = Round.objects.closed().with_counts().prefetch_related(None)
    measured = closed.measured().filter(audience__in=[story.audience, Asks.BOTH])
    newest = measured.order_by("unit__path", "-opens").distinct("unit__path")
    newest = dict(newest.values_list("unit__path", answers))
    path, own = story.unit.path, closed.filter(pk=story.round_id).values_list(answers, flat=True).first()
    answered = newest.get(path, 0) if story.round_id is None else own or 0
    place = place_of(path, answered, newest, SurveySettings.objects.current().small_group)
    return OrganizationUnit.objects.filter(path=place).first()
