"""Rounds and answers for tests, made by the real actions."""

import datetime
import uuid

import time_machine
from django.utils import timezone

from patientkontrakt.notifications.actions import deliver_next
from patientkontrakt.notifications.models import OutboxMessage
from scheduling.models import AppointmentStatus
from surveys import actions
from surveys.bands import Way
from surveys.instruments import COLUMNS, Answer
from surveys.models import RoundKind
from tests.builders import scheduling
from tests.factories import SYSTEM, make_clinician, make_patient

ALL_YES = dict.fromkeys(COLUMNS, Answer.YES)


def answers(**chosen):
    """Yes to everything, but for what is named: `answers(q4=Answer.NO)`."""
    return ALL_YES | chosen


def make_round(unit, kind=RoundKind.FOLLOW_UP, *, days=28, staff=40, **asked):
    last_day = timezone.localdate() + datetime.timedelta(days=days)
    return actions.open_round(unit=unit, kind=kind, closes=last_day, staff=staff, by=SYSTEM, **asked)


def make_poster(round):
    """The token of the address on the poster."""
    return actions.open_way(round=round, way=Way.POSTER, by=SYSTEM).token


def make_calendar(unit, **asked):
    first_day = timezone.localdate() + datetime.timedelta(days=1)
    return actions.add_calendar(
        unit=unit, every_months=6, first_day=first_day, days_open=28, by=SYSTEM, **asked
    )


def make_patients(unit, count):
    return [make_patient(unit, given_name=f"Patient{number}") for number in range(count)]


def invite(round):
    """Ask the unit's patients; the tokens of their links, in the order of the patients' names."""
    invitations = actions.invite_patients(round=round, by=SYSTEM)
    return [token_in(invitation.message) for invitation in invitations]


def token_in(message):
    return message.path.rstrip("/").rpartition("/")[2]


def deliver_all():
    while deliver_next():
        pass
    assert not OutboxMessage.objects.exclude(path="").exists()


def answer(token, chosen=None, key=None, **bands):
    actions.answer(token=token, key=key or uuid.uuid4(), answers=chosen or ALL_YES, **bands)


def answer_as_staff(round, *all_chosen, **bands):
    for chosen in all_chosen:
        answer(round.staff_token, chosen, **bands)


def received(round):
    """Every answer of the round, folded or not: Response and Incoming have the same columns."""
    return [*round.responses.all(), *round.incomings.order_by("id")]


def closed_round(unit, *, patients=(), staff=(), kind=RoundKind.FOLLOW_UP):
    """A closed round in which these answers were given. Patients beyond those in care are made."""
    round = make_round(unit, kind)
    if patients:
        missing = max(len(patients), 5) - round.patients_to_ask.count()
        make_patients(unit, missing)
        for token, chosen in zip(invite(round), patients, strict=False):
            answer(token, chosen)
    answer_as_staff(round, *staff)
    return actions.close_round(round=round, by=SYSTEM)


def raise_the_limit(small_group):
    """The region shows no fewer answers than this."""
    actions.change_settings(
        small_group=small_group, rest_days=90, receipt_percent=80, grace_days=14, by=SYSTEM
    )


def ask_own(*questions, staff=""):
    """From now on new rounds ask patients these, and the staff `staff`, after the seven."""
    own = [
        {"number": number, "name": {"sv": f"Egen {number}"}, "patient": {"sv": words}, "staff": {"sv": staff}}
        for number, words in enumerate(questions, start=1)
    ]
    return actions.set_own_questions(own=own, approved_by="", by=SYSTEM)


def visited(patient, unit, days_ago=1, status=AppointmentStatus.FULFILLED):
    """The patient has been at the unit, so many days ago."""
    by = make_clinician(unit)
    with time_machine.travel(timezone.now() - datetime.timedelta(days=days_ago + 7)):
        appointment = scheduling.booked(patient, unit, scheduling.slot(6), by=by)
    noon = timezone.localtime().replace(hour=12)
    appointment.starts_at = noon - datetime.timedelta(days=days_ago)
    appointment.ends_at = appointment.starts_at + datetime.timedelta(hours=1)
    appointment.status = status
    appointment.cancel_reason = "Sjuk" if status == AppointmentStatus.CANCELLED_BY_CARE else ""
    appointment.save()
