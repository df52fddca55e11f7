"""The whole story of an agreement, in the order in which it happened."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Model

from agreements.contract import read_versions
from agreements.difference import changes
from agreements.models import Agreement


@dataclass(frozen=True)
class Event:
    """One thing that happened: `kind` is proposed, answer, question, reply, review, copy, ended or error."""

    at: datetime
    kind: str
    row: Model
    changes: tuple = ()


def read_story(agreement: Agreement, *, shows_location: bool = True) -> list[Event]:
    """Everything that anyone has proposed, answered, asked and ended. `agreement` is with_state()."""
    events = []
    for version in read_versions(agreement, with_papers=True):
        since = version.previous
        told = changes(since, version, shows_location=shows_location) if since else ()
        events.append(Event(version.proposed_at, "proposed", version, tuple(told)))
        events += _answered(version)
    if agreement.ended_at:
        events.append(Event(agreement.ended_at, "ended", agreement))
    if agreement.error_at:
        events.append(Event(agreement.error_at, "error", agreement))
    return sorted(events, key=lambda event: event.at)


def in_chapters(story: list[Event]) -> list[list[Event]]:
    """Each begins with a version that is proposed, and holds what happened until the next is."""
    chapters = []
    for event in story:
        if event.kind == "proposed" or not chapters:
            chapters.append([])
        chapters[-1].append(event)
    return chapters


def _answered(version):
    for answer in version.acceptances.all():
        yield Event(answer.at, "answer", answer)
    for question in version.questions.all():
        yield Event(question.at, "question", question)
        if question.replied_at:
            yield Event(question.replied_at, "reply", question)
    for request in version.review_requests.all():
        yield Event(request.at, "review", request)
    for copy in version.copies.all():
        yield Event(copy.handed_over_at, "copy", copy)
