from celery import shared_task

from patientkontrakt.people.actor import Actor
from surveys.actions import close_round
from surveys.models import Round, SurveySettings


@shared_task
def close_rounds() -> int:
    """Each night: close the rounds whose days of grace have passed. Safe to run twice."""
    grace = SurveySettings.objects.current().grace_days
    rounds = list(Round.objects.to_close(grace).select_related("unit"))
    for round in rounds:
        close_round(round=round, by=Actor.system())
    return len(rounds)
