from celery import shared_task
from django.utils import timezone

from agreements.actions import remind
from agreements.reminders import to_remind
from patientkontrakt.people.actor import Actor
from patientkontrakt.ui import dates


@shared_task
def send_reminders() -> int:
    """Each hour: tell those who asked to be told now. Safe to run late, again, and twice at once."""
    now, by = timezone.now(), Actor.system()
    return sum(
        remind(choice=choice, day=dates.local_date(now), by=by) is not None for choice in to_remind(now)
    )
