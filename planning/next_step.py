"""The next step: what a patient would need first, derived from facts each time, never stored and never empty.

| Order | Kind | Holds when |
|---|---|---|
| 1 | appointment | the nearest: it begins today or tomorrow, has begun, or something waits for an answer |
| 2 | time_proposal | care has proposed times and the patient has not answered |
| 3 | agreement | a version is proposed and the patient has not answered |
| 4 | appointment, promise, follow_up | the one with the nearest day; on the same day in this order |
| 5 | standing_promise | care, the municipality or another authority comes again and again, or for a period |
| | | *below here nothing is planned: the patient stands on care's alarm list* |
| 6 | other_times_asked | the patient asked for other times, or all proposed ones have passed |
| 7 | late_promise | a promise is open and its day has passed |
| 8 | nothing | nothing at all |

What waits for the patient's answer and is not the step itself stands beside it: a booked time goes on being
told. The day to review the agreement is no next step, or none would ever be missing (docs/adr/0009).
"""

import datetime
from dataclasses import replace

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from agreements.models import Agreement, Commitment
from contacts.paths import PhoneLine, phone_line
from patientkontrakt.people.models import Patient
from planning.facts import ASKED, MOST, Fact, StepKind, in_database, in_hand, planned, row_of
from planning.models import Plan
from planning.wording import WORDS, NextStep, nothing
from scheduling.models import Appointment, TimeProposal

SOON = datetime.timedelta(days=1)
RANK = {
    StepKind.TIME_PROPOSAL: 2,
    StepKind.AGREEMENT: 3,
    StepKind.APPOINTMENT: 4,
    StepKind.PROMISE: 4,
    StepKind.FOLLOW_UP: 4,
    StepKind.STANDING_PROMISE: 5,
    StepKind.OTHER_TIMES_ASKED: 6,
    StepKind.LATE_PROMISE: 7,
}
ON_THE_SAME_DAY = list(RANK)


def next_step(
    patient: Patient, *, appointments=None, proposals=None, agreements=None, commitments=None, plans=None,
    line: PhoneLine | None = None,
) -> NextStep:  # fmt: skip
    """The patient's next step by the table above: two queries, or none when all rows are in hand.

    A page hands over what it has fetched already: upcoming appointments with_people(); unsettled proposals
    with_times(); living agreements with_state(); the promises of the versions in force, with_who(); plans
    in force; and the phone `line`, which otherwise is looked up when nothing is planned.
    """
    rows = {
        Appointment: appointments,
        TimeProposal: proposals,
        Agreement: agreements,
        Commitment: commitments,
        Plan: plans,
    }
    given = {model: found for model, found in rows.items() if found is not None}
    found = [*in_hand(given.values()), *in_database(patient, without=given)]
    asked = sorted((fact for fact in found if fact.kind in ASKED), key=_precedence)[:MOST]
    booked = [fact for fact in found if asked and fact.kind == StepKind.APPOINTMENT]
    first = min(booked or found, key=_precedence, default=None)
    step = _in_words(first) if first else nothing()
    step = replace(step, waits=tuple(_in_words(fact) for fact in asked if fact is not first))
    return step if step.is_planned else replace(step, line=line or phone_line(patient))


def without_next_step(patients: QuerySet) -> QuerySet:
    """The patients for whom nothing is planned: the same truth as a filter."""
    return patients.filter(*(~Exists(rows.filter(patient=OuterRef("pk"))) for rows in planned()))


def _in_words(fact):
    return WORDS[fact.kind](row_of(fact))


def _precedence(fact: Fact):
    is_soon = fact.kind == StepKind.APPOINTMENT and fact.day <= timezone.localdate() + SOON
    rank = 1 if is_soon else RANK[fact.kind]
    return rank, fact.day or datetime.date.max, ON_THE_SAME_DAY.index(fact.kind)
