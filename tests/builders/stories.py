"""Stories and improvement actions for tests, made by the real actions."""

import datetime

import time_machine
from django.utils import timezone

from patientkontrakt.people.roles import Role
from surveys import actions
from surveys.instruments import Audience
from surveys.models import Sharing, Story, StoryState
from surveys.story_codes import hash_of_code, new_code
from tests.builders.surveys import ALL_YES, closed_round
from tests.factories import make_clinician

WORDS = "Sara ringde dagen efter och frågade hur det gick. Då vågade jag åka hem."
SHOWN = "Sköterskan ringde dagen efter och frågade hur det gick. Då vågade jag åka hem."


def last_month():
    return timezone.now().replace(day=1) - datetime.timedelta(days=10)


def told(
    unit, *, text=WORDS, sharing=Sharing.ASK, audience=Audience.PATIENT, round=None, code=None, **details
):
    """A story that the unit may read: of a round, or told last month."""
    code = code or new_code()
    with time_machine.travel(last_month(), tick=False):
        actions.tell_story(
            code=code, unit=unit, audience=audience, text=text, sharing=sharing, round=round, **details
        )
    return story_of(code)


def story_of(code):
    return Story.objects.select_related("unit").get(code_hash=hash_of_code(code))


def reviewer_of(unit):
    return make_clinician(unit, Role.UNIT_MANAGER)


def reviewed(unit, *, public_text=SHOWN, question="", by=None, **details):
    story = told(unit, **details)
    return actions.review_story(
        story=story, seen_version=story.version, public_text=public_text, question=question,
        by=by or reviewer_of(unit),
    )  # fmt: skip


def declined(story, reason):
    """Turned down as it stands, or taken down."""
    return actions.decline_story(
        story=story, seen_version=story.version, reason=reason, by=reviewer_of(story.unit)
    )


def published(unit, **details):
    """Shown with the writer's yes; nowhere, where nobody has answered the 7 questions."""
    story = reviewed(unit, **details)
    return actions.approve_story(story=story, seen_version=story.version)


def in_state(unit, state):
    """A story that has come to a state by the real actions."""
    if state == StoryState.RECEIVED:
        return told(unit)
    if state == StoryState.REVIEWED:
        return reviewed(unit)
    if state == StoryState.PUBLISHED:
        return published(unit)
    if state == StoryState.DECLINED:
        return declined(told(unit), "Vi kan inte visa den.")
    return actions.withdraw_story(story=told(unit))


def on_the_wall(unit, **details):
    """A story of staff, shown with the unit's name: enough of them have answered, half a year ago."""
    with time_machine.travel(timezone.now() - datetime.timedelta(days=180)):
        closed_round(unit, staff=[ALL_YES] * 5)
    return published(unit, audience=Audience.STAFF, **details)


def planned(unit, by, *, question="q5", aim="8 av 10 vet sitt nästa steg till sommaren", **details):
    details = {"idea": "Fråga vid utgången: vad händer nu?", "owner": "Sara Ek"} | details
    return actions.plan_action(unit=unit, question=question, aim=aim, by=by, **details)


def being_tested(unit, by, **details):
    """An action with its first test begun."""
    cycle = actions.begin_cycle(action=planned(unit, by, **details), plan="Tio patienter på tisdag", by=by)
    return cycle.action
