"""What comes in while a round is being closed."""

import pytest
from django.db import OperationalError, transaction

from surveys import actions
from surveys.locks import locked
from surveys.models import Incoming
from tests.builders.at_once import beside, wait_until_somebody_waits
from tests.builders.surveys import answer, invite, make_patients, make_round
from tests.factories import SYSTEM, make_unit

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]


def test_who_answers_while_the_round_is_closed_is_refused_kindly_and_does_not_stop_the_closing():
    unit = make_unit()
    make_patients(unit, 5)
    round = make_round(unit)
    token, *_others = invite(round)

    def outcome():
        try:
            answer(token)
        except actions.LinkSpent:
            return "refused"
        except OperationalError:
            return "deadlock"
        return "kept"

    with transaction.atomic():
        locked(round)
        patient = beside(outcome)
        wait_until_somebody_waits()
        actions.close_round(round=round, by=SYSTEM)

    assert patient.result(60) == "refused"
    assert not Incoming.objects.exists()
