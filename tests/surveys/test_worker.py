"""A real Celery worker, a process of its own, opens what the calendar says."""

import time

import pytest
from django.utils import timezone

from surveys.actions import add_calendar
from surveys.models import Round
from surveys.tasks import open_rounds
from tests.factories import SYSTEM, make_unit
from tests.notifications.test_tasks import PATIENCE, ask_for, environment, start_worker

__all__ = ["environment", "start_worker"]
pytestmark = [pytest.mark.worker, pytest.mark.django_db(transaction=True)]


def test_a_worker_opens_the_rounds_of_the_calendar_once(environment, start_worker):  # noqa: F811
    today = timezone.localdate()
    add_calendar(unit=make_unit(), every_months=6, first_day=today, days_open=28, by=SYSTEM)
    for _twice in range(2):
        ask_for(open_rounds.name, environment)

    worker, end = start_worker(), time.monotonic() + PATIENCE
    while not Round.objects.exists() and time.monotonic() < end and worker.poll() is None:
        time.sleep(0.2)

    assert Round.objects.count() == 1
