"""Times made by the real actions."""

import datetime

from django.utils import timezone

from patientkontrakt.ui.dates import STOCKHOLM
from scheduling import actions
from scheduling.models import MeetingChannel
from tests.factories import make_clinician

MINUTES_30 = datetime.timedelta(minutes=30)
TERMS = {"purpose": "Kontroll av blodtryck", "channel": MeetingChannel.VISIT, "place": "Storgatan 1"}


def moment(days=3, hour=10, minute=0):
    """A clock time in Sweden, some days from today."""
    day = timezone.localdate() + datetime.timedelta(days=days)
    return datetime.datetime.combine(day, datetime.time(hour, minute), tzinfo=STOCKHOLM)


def slot(days=3, hour=10, minute=0, length=MINUTES_30):
    starts_at = moment(days, hour, minute)
    return starts_at, starts_at + length


def booked(patient, unit, period=None, *, by=None, staff=None, **details):
    """An agreed time, by default half an hour with the one who books."""
    by = by or make_clinician(unit)
    starts_at, ends_at = period or slot()
    return actions.book(
        patient=patient, staff=staff or by.staff, starts_at=starts_at, ends_at=ends_at, by=by,
        **TERMS | details,
    )  # fmt: skip


def proposed(patient, unit, times=None, *, by=None, staff=None, **details):
    """A proposal of two times, by default with the one who proposes."""
    by = by or make_clinician(unit)
    times = times or [slot(3, 10), slot(4, 13)]
    return actions.propose_times(
        patient=patient, staff=staff or by.staff, times=times, by=by, **TERMS | details
    )


def booked_instead(proposal, period=None, *, by, staff=None, **details):
    """An agreed time that answers a proposal."""
    starts_at, ends_at = period or slot()
    return actions.book_instead(
        proposal=proposal, staff=staff or by.staff, starts_at=starts_at, ends_at=ends_at, by=by,
        **TERMS | details,
    )  # fmt: skip
