"""The facts that a next step is derived from, said twice: in SQL, and in Python for rows in hand.

A test holds the two against each other for every mixture of facts. Dates are days in Sweden.
"""

import datetime
from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from django.db.models import DateField, F, Model, Q, QuerySet, Value
from django.db.models.functions import Cast, TruncDate
from django.utils import timezone

from agreements.models import Agreement, Commitment, CommitmentParty, CommitmentStatus, WhenKind
from agreements.models.commitment import SAID_IN_WORDS
from patientkontrakt.people.models import Patient
from patientkontrakt.ui import dates
from planning.models import Plan
from scheduling.models import Appointment, TimeProposal
from scheduling.models.proposal import UNSETTLED

# A promise of these brings someone to the patient; the patient's own habits are not what happens next.
OTHERS = [CommitmentParty.CARE, CommitmentParty.MUNICIPALITY, CommitmentParty.OTHER]


class StepKind(StrEnum):
    APPOINTMENT = "appointment"
    TIME_PROPOSAL = "time_proposal"
    AGREEMENT = "agreement"
    PROMISE = "promise"
    FOLLOW_UP = "follow_up"
    STANDING_PROMISE = "standing_promise"
    OTHER_TIMES_ASKED = "other_times_asked"
    LATE_PROMISE = "late_promise"
    NOTHING = "nothing"


class Fact(NamedTuple):
    """Something that may be the next step: its kind, its day if it has one, its row when in hand."""

    kind: StepKind
    day: datetime.date | None
    pk: UUID
    row: Model | None = None


def _promises():
    return Commitment.objects.in_force().filter(status=CommitmentStatus.AGREED)


def _dated_promises():
    return _promises().filter(when_kind=WhenKind.DATE, due_date__gte=timezone.localdate())


def _standing_promises():
    lasting = Q(when_kind=WhenKind.PERIOD, due_date__gte=timezone.localdate())
    return _promises().filter(lasting | Q(when_kind__in=SAID_IN_WORDS), party__in=OTHERS)


# The facts that make a next step, and from OTHER_TIMES_ASKED on those that the patient should know of
# when nothing is planned: care owes an answer, or a day has passed.
FACTS = {
    StepKind.APPOINTMENT: (Appointment, Appointment.objects.upcoming),
    StepKind.TIME_PROPOSAL: (TimeProposal, TimeProposal.objects.awaiting_patient),
    StepKind.AGREEMENT: (Agreement, lambda: Agreement.objects.with_state().awaiting_patient()),
    StepKind.PROMISE: (Commitment, _dated_promises),
    StepKind.FOLLOW_UP: (Plan, Plan.objects.follow_up_coming),
    StepKind.STANDING_PROMISE: (Commitment, _standing_promises),
    StepKind.OTHER_TIMES_ASKED: (TimeProposal, TimeProposal.objects.awaiting_care),
    StepKind.LATE_PROMISE: (Commitment, lambda: _promises().overdue()),
}
# What waits for the patient's own answer: all of it is told, at most so many.
ASKED, MOST = {StepKind.TIME_PROPOSAL, StepKind.AGREEMENT}, 5
UNPLANNED = {StepKind.OTHER_TIMES_ASKED, StepKind.LATE_PROMISE, StepKind.NOTHING}
DAY = {
    Appointment: TruncDate("starts_at"),
    TimeProposal: TruncDate("created_at"),
    Agreement: TruncDate("waiting_since"),
    Commitment: F("due_date"),
    Plan: F("follow_up_on"),
}
PEOPLE = {
    Appointment: ["staff", "unit", "room"],
    TimeProposal: ["staff", "unit"],
    Agreement: ["unit"],
    Commitment: ["responsible_staff", "responsible_unit", "patient"],
    Plan: ["responsible_staff"],
}


def planned() -> list[QuerySet]:
    """The rows that make a next step, of every patient."""
    return [rows() for kind, (_model, rows) in FACTS.items() if kind not in UNPLANNED]


def in_database(patient: Patient, without: Iterable[type[Model]]) -> list[Fact]:
    """The nearest fact of each kind, and all that wait for an answer, in one query.

    `without` the models whose rows are in hand.
    """
    kinds = [(kind, model, rows()) for kind, (model, rows) in FACTS.items() if model not in without]
    branches = [
        rows.filter(patient=patient)
        .annotate(step=Value(str(kind)), day=Cast(DAY[model], DateField()))
        .order_by(F("day").asc(nulls_last=True), *rows.query.order_by)
        .values_list("step", "day", "pk")[: MOST if kind in ASKED else 1]
        for kind, model, rows in kinds
    ]
    if not branches:
        return []
    found = branches[0].union(*branches[1:], all=True)
    return [Fact(StepKind(kind), day, pk) for kind, day, pk in found]


def in_hand(given: Iterable[Iterable[Model]]) -> list[Fact]:
    """The facts among rows that a page has fetched already, each kind in the order of its QuerySet."""
    return [Fact(kind, _day(row), row.pk, row) for rows in given for row in rows if (kind := _kind(row))]


def row_of(fact: Fact) -> Model:
    """The row behind a fact, with the people that it names."""
    if fact.row:
        return fact.row
    model, _rows = FACTS[fact.kind]
    rows = Agreement.objects.with_state() if model is Agreement else model.objects
    return rows.select_related(*PEOPLE[model]).get(pk=fact.pk)


def _kind(row):
    match row:
        case Appointment() if row.is_open and row.ends_at > timezone.now():
            return StepKind.APPOINTMENT
        case TimeProposal() if row.is_open and _has_time_left(row):
            return StepKind.TIME_PROPOSAL
        case TimeProposal() if row.status in UNSETTLED:
            return StepKind.OTHER_TIMES_ASKED
        case Agreement() if row.waits_for_patient:
            return StepKind.AGREEMENT
        case Commitment() if row.status == CommitmentStatus.AGREED and not getattr(row, "is_disputed", False):
            return _kind_of_promise(row)
        case Plan() if row.is_active and row.follow_up_on and row.follow_up_on >= timezone.localdate():
            return StepKind.FOLLOW_UP
    return None


def _has_time_left(proposal):
    if hasattr(proposal, "has_time_left"):  # of proposals with_time_left()
        return proposal.has_time_left
    return any(not time.is_over for time in proposal.times.all())


def _kind_of_promise(row):
    if row.is_overdue:
        return StepKind.LATE_PROMISE
    if row.when_kind == WhenKind.DATE:
        return StepKind.PROMISE
    lasting = row.when_kind in (*SAID_IN_WORDS, WhenKind.PERIOD)
    return StepKind.STANDING_PROMISE if lasting and row.party in OTHERS else None


def _day(row):
    match row:
        case Appointment():
            return dates.local_date(row.starts_at)
        case TimeProposal():
            return dates.local_date(row.created_at)
        case Agreement():
            return dates.local_date(row.waiting_since)
        case Commitment():
            return row.due_date
        case Plan():
            return row.follow_up_on
