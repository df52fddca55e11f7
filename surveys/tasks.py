from celery import shared_task

from patientkontrakt.people.actor import Actor
from surveys.actions import close_round
from surveys.models import Round


@shared_task
def close_rounds() -> int:
    """Each night: close the rounds whose last day has been. Safe to run twice."""
    rounds = list(Round.objects.to_close().select_related("unit"))
    for round in rounds:
        close_round(round=round, by=Actor.system())
    return len(rounds)
