"""What comes in while a round is being closed."""

import threading
import time

import pytest
from django.db import OperationalError, connection, transaction

from surveys import actions
from surveys.locks import locked
from surveys.models import Incoming
from tests.builders.surveys import answer, invite, make_patients, make_round
from tests.factories import SYSTEM, make_unit

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]
WAITING = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
)


def wait_until_somebody_waits():
    for _turn in range(200):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(WAITING)
            if cursor.fetchone()[0]:
                return
        time.sleep(0.05)
    raise AssertionError("Nobody waits.")


def test_who_answers_while_the_round_is_closed_is_refused_kindly_and_does_not_stop_the_closing():
    unit = make_unit()
    make_patients(unit, 5)
    round = make_round(unit)
    token, *_others = invite(round)
    outcomes = []

    def work():
        try:
            answer(token)
            outcomes.append("kept")
        except actions.LinkSpent:
            outcomes.append("refused")
        except OperationalError:
            outcomes.append("deadlock")
        finally:
            connection.close()

    patient = threading.Thread(target=work)
    with transaction.atomic():
        locked(round)
        patient.start()
        wait_until_somebody_waits()
        actions.close_round(round=round, by=SYSTEM)
    patient.join(60)

    assert outcomes == ["refused"]
    assert not Incoming.objects.exists()
