import datetime

import pytest
import time_machine
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agreements import actions as agreements
from agreements.models import CommitmentParty, CommitmentStatus, WhenKind
from contacts.paths import PhoneLine
from patientkontrakt.access.actions import start_care_relation
from patientkontrakt.access.models import Ground
from patientkontrakt.people.models import Patient
from planning import actions as planning
from planning.facts import StepKind
from planning.next_step import next_step, without_next_step
from scheduling import actions as scheduling
from tests.builders import facts
from tests.factories import SYSTEM, as_patient, make_clinician, make_patient, make_unit

pytestmark = pytest.mark.django_db
MONDAY = datetime.datetime(2026, 5, 4, 9, 0, tzinfo=datetime.UTC)
LINE = PhoneLine(label="Björkens vårdcentral", number="010-101 10 10")


@pytest.fixture
def unit():
    return make_unit()


@pytest.fixture
def by(unit):
    return make_clinician(unit)


@pytest.fixture
def patient(unit):
    return make_patient(unit)


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel(MONDAY, tick=False) as clock:
        yield clock


def rows_in_hand(patient):
    """What the patient's home has fetched already."""
    versions = [v for a in patient.agreements.all() for v in a.versions.in_force().with_rows()]
    return {
        "appointments": patient.appointments.upcoming().with_people(),
        "proposals": patient.time_proposals.unsettled().with_times(),
        "agreements": patient.agreements.living().with_state().select_related("unit"),
        "commitments": [promise for version in versions for promise in version.commitments.all()],
        "plans": patient.plans.active().for_overview(),
    }


def kind(patient):
    return next_step(patient, line=LINE).kind


def test_an_appointment_says_what_when_who_where_and_what_to_bring(patient, by):
    facts.appointment(
        patient, by, 8, purpose="Hjärtkontroll", place="Rum 3, plan 2", bring="Medicinlistan",
        preparation="Ät inget efter midnatt",
    )  # fmt: skip

    step = next_step(patient)

    assert (step.kind, step.what, step.bring) == (StepKind.APPOINTMENT, "Hjärtkontroll", "Medicinlistan")
    assert step.prepare == "Ät inget efter midnatt"
    assert step.day == datetime.date(2026, 5, 12)
    assert "12 maj" in step.when
    assert "10.00" in step.when
    assert by.staff.name in step.who
    assert "Rum 3, plan 2" in step.where
    assert step.link == "/my/times/"
    assert step.is_planned


def test_a_visit_without_a_written_place_is_at_the_unit_and_a_call_has_no_place(patient, by):
    call = facts.appointment(patient, by, 1, channel="phone")
    assert by.unit.name not in next_step(patient).where

    scheduling.cancel(appointment=call, reason="ill", by=as_patient(patient))
    facts.appointment(patient, by, 2)
    assert by.unit.name in next_step(patient).where


def test_what_waits_for_the_patient_says_what_to_do(patient, by):
    version = agreements.propose(version=facts.draft(patient, by), by=by)
    step = next_step(patient)
    assert (step.kind, step.link) == (StepKind.AGREEMENT, f"/my/agreement/versions/{version.pk}/")

    facts.proposal(patient, by, 8)
    step = next_step(patient)
    assert (step.kind, step.link) == (StepKind.TIME_PROPOSAL, "/my/times/")
    assert "Läkarbesök" in step.what
    assert [other.kind for other in step.waits] == [StepKind.AGREEMENT]


def test_a_booked_time_stays_and_what_waits_for_an_answer_stands_beside_it_once(patient, by):
    version = agreements.propose(version=facts.draft(patient, by), by=by)
    facts.proposal(patient, by, 8)
    facts.appointment(patient, by, 20)
    facts.appointment(patient, by, 12, purpose="Hjärtkontroll")

    step = next_step(patient)

    assert (step.kind, step.what) == (StepKind.APPOINTMENT, "Hjärtkontroll")
    assert [other.link for other in step.waits] == ["/my/times/", f"/my/agreement/versions/{version.pk}/"]


def test_each_proposal_that_waits_is_told_and_none_that_is_answered(patient, by):
    other = make_clinician(make_unit("Rehab Väst"))
    start_care_relation(patient=patient, unit=other.unit, ground=Ground.REFERRAL, by=SYSTEM)
    for one in (by, other):
        agreements.propose(version=facts.draft(patient, one), by=one)
    facts.appointment(patient, by, 12)
    assert {step.unit for step in next_step(patient).waits} == {str(by.unit), "Rehab Väst"}

    for version in patient.agreement_versions.all():
        agreements.accept(version=version, by=as_patient(patient))

    assert next_step(patient).waits == ()


def test_the_patients_own_promise_is_told_as_hers(patient, by):
    facts.agreed(patient, by, {"party": CommitmentParty.PATIENT, "what": "Lämna blodprov"})

    step = next_step(patient)

    assert (step.kind, step.what, step.is_mine) == (StepKind.PROMISE, "Lämna blodprov", True)
    assert step.day == datetime.date(2026, 5, 11)


def test_a_follow_up_names_its_plan(patient, by):
    facts.follow_up(patient, by, 20, title="Gå utan rollator")

    step = next_step(patient)

    assert (step.kind, step.link) == (StepKind.FOLLOW_UP, "/my/plans/")
    assert "Gå utan rollator" in step.what


def test_it_speaks_the_readers_language(patient, by):
    facts.proposal(patient, by, 8)

    with translation.override("en"):
        assert next_step(patient).what == "Choose a time: Läkarbesök"


# The table of planning.next_step, row by row: each beats all that come after it.
ORDER = [
    lambda patient, by: facts.appointment(patient, by, 1),
    lambda patient, by: facts.appointment(patient, by, 6),
    lambda patient, by: facts.proposal(patient, by, 9),
    lambda patient, by: facts.follow_up(patient, by, 5),
]
KINDS = [StepKind.APPOINTMENT, StepKind.APPOINTMENT, StepKind.TIME_PROPOSAL, StepKind.FOLLOW_UP]


@pytest.mark.parametrize("first", range(len(ORDER)))
def test_what_a_patient_needs_first_comes_first(patient, by, first):
    for make in reversed(ORDER[first:]):
        make(patient, by)

    assert kind(patient) == KINDS[first]


def test_an_appointment_tomorrow_beats_a_promise_of_today_and_one_next_week_does_not(patient, by, monday):
    facts.appointment(patient, by, 4)
    facts.agreed(patient, by, {"days": 3})
    assert kind(patient) == StepKind.PROMISE

    monday.shift(datetime.timedelta(days=3))
    assert kind(patient) == StepKind.APPOINTMENT


def test_an_appointment_that_has_begun_is_the_step_until_it_is_over(patient, by, monday):
    facts.appointment(patient, by, 0, hour=12)
    monday.move_to(MONDAY.replace(hour=10, minute=15))
    assert kind(patient) == StepKind.APPOINTMENT

    monday.move_to(MONDAY.replace(hour=10, minute=31))
    assert kind(patient) == StepKind.NOTHING


def test_a_proposed_new_version_beats_promises_but_not_a_proposed_time(patient, by):
    agreement = facts.agreed(patient, by, {"days": 2}).agreement
    assert kind(patient) == StepKind.PROMISE

    agreements.propose(version=agreements.start_new_version(agreement=agreement, by=by), by=by)
    assert kind(patient) == StepKind.AGREEMENT

    facts.proposal(patient, by, 9)
    assert kind(patient) == StepKind.TIME_PROPOSAL


def test_the_nearest_day_wins_and_on_the_same_day_the_appointment(patient, by):
    facts.agreed(patient, by, {"days": 10}, {"days": 4, "what": "Skicka remissen"})
    facts.follow_up(patient, by, 5)
    assert next_step(patient).what == "Skicka remissen"

    facts.appointment(patient, by, 4)
    assert kind(patient) == StepKind.APPOINTMENT


@pytest.mark.parametrize(
    ("promise", "expected"),
    [
        ({"party": CommitmentParty.CARE, "when": WhenKind.RECURRING}, StepKind.STANDING_PROMISE),
        ({"party": CommitmentParty.MUNICIPALITY, "when": WhenKind.PERIOD}, StepKind.STANDING_PROMISE),
        ({"party": CommitmentParty.OTHER, "when": WhenKind.PERIOD}, StepKind.STANDING_PROMISE),
        ({"party": CommitmentParty.RELATIVE, "when": WhenKind.DATE}, StepKind.PROMISE),
        ({"party": CommitmentParty.PATIENT, "when": WhenKind.RECURRING}, StepKind.NOTHING),
        ({"party": CommitmentParty.PATIENT, "when": WhenKind.PERIOD}, StepKind.NOTHING),
        ({"party": CommitmentParty.RELATIVE, "when": WhenKind.RECURRING}, StepKind.NOTHING),
        ({"party": CommitmentParty.CARE, "when": WhenKind.WHEN_NEEDED}, StepKind.NOTHING),
    ],
)
def test_habits_and_readiness_are_no_next_step_but_someone_who_comes_is(patient, by, promise, expected):
    facts.agreed(patient, by, promise)

    assert kind(patient) == expected


@pytest.mark.parametrize("status", sorted(set(CommitmentStatus) - {CommitmentStatus.AGREED}))
def test_a_promise_that_is_no_longer_promised_is_no_next_step(patient, by, status):
    version = facts.agreed(patient, by, {"what": "Ringa"})

    agreements.report_commitment(
        commitment=version.commitments.get(what="Ringa"), status=status, reason="Blev så", by=by
    )

    assert kind(patient) == StepKind.NOTHING


def test_the_day_to_review_the_agreement_is_no_next_step(patient, by):
    facts.agreed(patient, by)

    assert kind(patient) == StepKind.NOTHING


def test_a_promise_whose_day_has_passed_is_told_as_late_with_a_number_to_ring(patient, by, monday):
    facts.agreed(patient, by, {"days": 2, "what": "Skicka remissen"})
    monday.shift(datetime.timedelta(days=3))

    step = next_step(patient)

    assert (step.kind, step.is_planned) == (StepKind.LATE_PROMISE, False)
    assert "Skicka remissen" in step.what
    assert step.line.number == "010-101 10 10"


def test_someone_who_asked_for_other_times_is_not_told_that_nothing_happens(patient, by):
    row = facts.proposal(patient, by, 9)
    scheduling.ask_for_other_times(proposal=row, message="Jag jobbar då", by=as_patient(patient))

    step = next_step(patient)

    assert (step.kind, step.is_planned) == (StepKind.OTHER_TIMES_ASKED, False)
    assert "Läkarbesök" in step.what


def test_nothing_planned_is_said_honestly_with_whom_to_ring(patient):
    step = next_step(patient)

    assert (step.kind, step.is_planned) == (StepKind.NOTHING, False)
    assert (step.line.label, step.line.number) == ("Björkens vårdcentral", "010-101 10 10")


def test_without_a_unit_the_advice_line_answers(settings):
    assert next_step(make_patient()).line.number == settings.FALLBACK_PHONE


def test_other_patients_facts_are_not_mine(patient, by, unit):
    other = make_patient(unit)
    facts.appointment(other, by, 3)
    facts.agreed(other, by, {"days": 3})

    assert kind(patient) == StepKind.NOTHING
    assert list(without_next_step(Patient.objects.all())) == [patient]


def test_it_costs_two_queries_and_none_when_the_page_has_the_rows(patient, by, django_assert_num_queries):
    facts.appointment(patient, by, 9)
    facts.agreed(patient, by, {"days": 2}, {"days": 5})
    facts.follow_up(patient, by, 5)
    rows = {name: list(found) for name, found in rows_in_hand(patient).items()}

    with django_assert_num_queries(2):
        assert kind(patient) == StepKind.PROMISE
    with django_assert_num_queries(0):
        assert next_step(patient, line=LINE, **rows).kind == StepKind.PROMISE


PROMISE = st.fixed_dictionaries(
    {
        "party": st.sampled_from(list(CommitmentParty)),
        "when": st.sampled_from(list(WhenKind)),
        "days": st.sampled_from([1, 5, 9]),
    }
)
STAGES = ["none", "draft", "proposed", "agreed", "agreed", "disputed", "renewed", "withdrawn", "ended"]
WORLD = st.fixed_dictionaries(
    {
        "appointments": st.sets(st.sampled_from([1, 5, 6, 20]), max_size=2),
        "cancelled": st.booleans(),
        "proposals": st.sets(st.sampled_from([2, 12]), max_size=2),
        "asked": st.booleans(),
        "stage": st.sampled_from(STAGES),
        "promises": st.lists(PROMISE, max_size=3),
        "follow_ups": st.sets(st.sampled_from([3, 5, 8]), max_size=2),
        "ended_plan": st.booleans(),
    }
)


def make_world(patient, by, world):
    for days in world["appointments"]:
        facts.appointment(patient, by, days)
    if world["cancelled"]:
        scheduling.cancel(appointment=facts.appointment(patient, by, 9), reason="ill", by=as_patient(patient))
    for days in world["proposals"]:
        facts.proposal(patient, by, days)
    if world["asked"]:
        row = facts.proposal(patient, by, 14, purpose="Provtagning")
        scheduling.ask_for_other_times(proposal=row, message="Annan dag", by=as_patient(patient))
    make_agreement(patient, by, world["stage"], world["promises"])
    for days in world["follow_ups"]:
        facts.follow_up(patient, by, days)
    if world["ended_plan"]:
        plan = facts.follow_up(patient, by, 7)
        planning.end_plan(plan=plan, ends=plan.starts, reason="Klart", by=by)


def make_agreement(patient, by, stage, promises):
    if stage == "none":
        return
    version = facts.draft(patient, by, *promises)
    if stage == "draft":
        return
    version = agreements.propose(version=version, by=by)
    if stage == "proposed":
        return
    facts.agree_in_the_room(version, by)
    if stage == "disputed" and promises:
        facts.patient_says_no(version, by, version.commitments.all()[1])
    elif stage == "renewed":
        new = agreements.start_new_version(agreement=version.agreement, by=by)
        agreements.propose(version=new, by=by)
    elif stage == "withdrawn":
        agreements.withdraw_acceptance(version=version, reason="Ångrar mig", by=as_patient(patient))
    elif stage == "ended":
        agreements.end_agreement(agreement=version.agreement, reason="Flyttar", by=by)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(world=WORLD, later=st.sampled_from([0, 5, 6]))
def test_python_and_sql_tell_the_same_truth_of_every_mixture_of_facts(world, later):
    unit = make_unit()
    by, patient = make_clinician(unit), make_patient(unit)
    with time_machine.travel(MONDAY, tick=False) as clock:
        make_world(patient, by, world)
        clock.shift(datetime.timedelta(days=later))

        step = next_step(patient, line=LINE)

        in_hand = {name: list(rows) for name, rows in rows_in_hand(patient).items()}
        assert next_step(patient, line=LINE, **in_hand) == step
        for name, rows in in_hand.items():
            assert next_step(patient, line=LINE, **{name: rows}) == step
        alone = Patient.objects.filter(pk=patient.pk)
        assert without_next_step(alone).exists() == (not step.is_planned)
