import logging
from contextlib import suppress

from celery import shared_task
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from patientkontrakt.people.actor import Actor
from surveys import actions
from surveys.models import Calendar, Incoming, Round, Story, SurveySettings

logger = logging.getLogger(__name__)

# Patients asked by one transaction, and by one run of the task.
BATCH, MOST = 200, 5000
# Nobody's telephone rings of our questions at night.
DAYTIME = range(8, 20)


@shared_task
def fold_answers() -> int:
    """Each minute: count what waits in the queue. Safe to run twice, and beside itself."""
    waiting = Incoming.objects.order_by().values("round").distinct()
    rounds = list(Round.objects.filter(number__in=waiting).select_related("unit"))
    for round in rounds:
        actions.fold(round=round, by=Actor.system())
    return len(rounds)


@shared_task
def check_figures() -> list[int]:
    """Each night: are the sums what raw answers add up to? Alarms in the log and on the managers' pages."""
    wrong = actions.check_figures(by=Actor.system()).wrong
    if wrong:
        logger.error("Figures of %s rounds are not what their answers add up to", len(wrong))
    return wrong


@shared_task
def record_day() -> int:
    """Each night: keep what care has recorded, beside which answers stand. Safe to run twice."""
    return len(actions.record_day(by=Actor.system()))


@shared_task
def close_rounds() -> int:
    """Each night: close the rounds whose days of grace have passed. Safe to run twice."""
    grace = SurveySettings.objects.current().grace_days
    rounds = list(Round.objects.to_close(grace).select_related("unit"))
    for round in rounds:
        actions.close_round(round=round, by=Actor.system())
    return len(rounds)


@shared_task
def open_rounds() -> int:
    """Each morning: open the rounds that the calendars say. Safe to run late, again, and twice at once."""
    calendars = Calendar.objects.active().select_related("unit")
    return sum(len(actions.open_due_rounds(calendar=c, by=Actor.system())) for c in calendars)


@shared_task
def ask_patients() -> int:
    """All day long: begin to ask where a round has opened, and ask on, a batch from each round in turn.

    Whoever takes over after a stop goes on with those who have not been asked; a pause bites after the batch.
    """
    if timezone.localtime().hour not in DAYTIME:
        return 0
    asked = 0
    for round in Round.objects.to_begin_asking().select_related("unit"):
        actions.start_asking(round=round, by=Actor.system())
    while asked < MOST and (rounds := list(Round.objects.being_asked().select_related("unit"))):
        asked += sum(map(_ask_batch, rounds))
    return asked


@shared_task
def remind_patients() -> int:
    """Each forenoon: remind where it is time. Safe to run twice."""
    rounds = list(Round.objects.to_remind().select_related("unit"))
    for round in rounds:
        actions.remind_patients(round=round, by=Actor.system())
    return len(rounds)


@shared_task
def look_after_stories() -> int:
    """Each night: show what its writer has had time to object to, erase what is old, and mix what has come.

    Safe to run twice. Returns how many stories were shown, or found a place. One that its writer takes back
    just now is left.
    """
    by, shown = Actor.system(), 0
    for story in Story.objects.to_publish():
        with suppress(ValidationError):
            shown += actions.publish_story(story=story, by=by).place is not None
    for story in Story.objects.without_place():
        shown += actions.place_story(story=story, by=by).place is not None
    actions.erase_stories(by=by)
    actions.mix_stories(by=by)
    return shown


def _ask_batch(round):
    try:
        return len(actions.invite_patients(round=round, at_most=BATCH, by=Actor.system()))
    except actions.TooFewToAsk:  # some have gone, or been asked elsewhere, since we began: count anew
        actions.start_asking(round=round, by=Actor.system())
    except PermissionDenied:  # paused or closed in between
        pass
    return 0
