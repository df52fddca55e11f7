"""What comes in while a round is being closed, and forms that are sent twice."""

import pytest
from django.db import OperationalError, transaction

from patientkontrakt.people.roles import Role
from surveys import actions
from surveys.locks import locked
from surveys.models import Calendar, ImprovementAction, Incoming, PdsaCycle
from tests.builders.at_once import beside, wait_until_somebody_waits
from tests.builders.stories import planned
from tests.builders.surveys import answer, invite, make_calendar, make_patients, make_round
from tests.factories import SYSTEM, make_clinician, make_unit

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


def test_a_form_that_is_sent_twice_at_once_is_kept_once():
    by = make_clinician(make_unit(), Role.UNIT_MANAGER)

    action = _sent_twice(lambda: planned(by.unit, by))
    _sent_twice(lambda: actions.begin_cycle(action=action, plan="Tio patienter", by=by))
    _sent_twice(lambda: make_calendar(by.unit))

    made = (ImprovementAction, PdsaCycle, Calendar)
    assert [model.objects.count() for model in made] == [1, 1, 1]


def _sent_twice(send):
    with transaction.atomic():
        sent = send()
        again = beside(send)
        wait_until_somebody_waits()

    assert again.result(60) == sent
    return sent
