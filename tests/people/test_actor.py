import datetime
import uuid

import pytest
from django.db import IntegrityError
from django.utils import timezone

from patientkontrakt.audit.models import Purpose
from patientkontrakt.people import actions
from patientkontrakt.people.actor import Actor, actor_with_key, actors_of
from patientkontrakt.people.roles import Role, Scope
from tests.factories import (
    SYSTEM,
    as_patient,
    make_assignment,
    make_clinician,
    make_delegate,
    make_patient,
    make_staff,
    make_unit,
    make_user,
)

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
DAY = datetime.timedelta(days=1)


def period(starts, ends):
    return {"starts": TODAY + starts * DAY, "ends": None if ends is None else TODAY + ends * DAY}


PERIODS = [
    (period(-5, None), True),
    (period(0, 0), True),
    (period(-5, 0), True),
    (period(-5, -1), False),
    (period(1, None), False),
]


@pytest.mark.parametrize(("days", "holds"), PERIODS)
def test_a_delegation_holds_from_its_first_day_through_its_last(days, holds):
    delegate = make_delegate(make_patient(), **days)

    assert bool(actors_of(delegate.user)) == holds
    assert bool(actor_with_key(delegate.user, delegate.key)) == holds


@pytest.mark.parametrize(("days", "holds"), PERIODS)
def test_an_assignment_holds_from_its_first_day_through_its_last(days, holds):
    staff = make_staff()
    assignment = actions.assign(staff=staff, unit=make_unit(), role=Role.CLINICIAN, by=SYSTEM, **days)

    assert bool(actors_of(staff.user)) == holds
    assert bool(actor_with_key(staff.user, Actor.for_assignment(assignment).key)) == holds


def test_a_right_ends_with_the_day_that_the_assignment_ends():
    assignment = make_assignment()
    actor = Actor.for_assignment(assignment)

    actions.end_assignment(assignment=assignment, ends=TODAY, by=SYSTEM)
    assert actor_with_key(actor.user, actor.key)

    actions.end_assignment(assignment=assignment, ends=TODAY - DAY, by=SYSTEM)
    assert not actor_with_key(actor.user, actor.key)


def test_a_person_chooses_among_all_capacities():
    user = make_user()
    patient = make_patient(user=user)
    other = make_patient(given_name="Bo")
    delegate = actions.grant_delegation(
        patient=other, user=user, relation="son", scopes=[Scope.READ], by=SYSTEM
    )
    staff = actions.create_staff(name="Kim", title="läkare", hsa_id="SE1-1", user=user, by=SYSTEM)
    here, there = make_assignment(staff=staff), make_assignment(staff=staff, role=Role.UNIT_MANAGER)

    keys = {actor.key for actor in actors_of(user)}

    assert keys == {
        f"patient:{patient.pk}",
        f"delegate:{delegate.pk}",
        f"assignment:{here.pk}",
        f"assignment:{there.pk}",
    }


def test_the_session_never_gives_someone_elses_capacity():
    me = make_user()

    for other in (make_clinician(), make_delegate(make_patient()), as_patient(make_patient())):
        assert actor_with_key(other.user, other.key) == other
        assert actor_with_key(me, other.key) is None
    assert actor_with_key(me, f"patient:{uuid.uuid4()}") is None


@pytest.mark.parametrize("make", [make_clinician, lambda: make_delegate(make_patient())])
def test_the_capacity_of_a_session_costs_one_query(make, django_assert_num_queries):
    actor = make()

    with django_assert_num_queries(1):
        found = actor_with_key(actor.user, actor.key)
        assert found.audit_fields["user_name"]


def test_each_capacity_knows_its_side():
    patient, clinician = make_patient(), make_clinician()
    delegate = make_delegate(patient)

    assert [a.acts_for_patient for a in (as_patient(patient), delegate, clinician, SYSTEM)] == [
        True, True, False, False,
    ]  # fmt: skip
    assert [a.is_staff for a in (as_patient(patient), delegate, clinician, SYSTEM)] == [
        False, False, True, False,
    ]  # fmt: skip
    assert (delegate.name, as_patient(patient).name) == ("Eva Lindqvist", "Astrid Lindqvist")
    assert clinician.name == "Sara Ek"
    assert SYSTEM.name == "Patientkontrakt"


def test_the_purpose_comes_from_the_assignment():
    staff = make_staff()
    assignment = actions.assign(
        staff=staff, unit=make_unit(), role=Role.LOG_REVIEWER, purpose=Purpose.QUALITY, by=SYSTEM
    )

    assert Actor.for_assignment(assignment).audit_fields["purpose"] == Purpose.QUALITY


@pytest.mark.parametrize("scopes", [[], [Scope.BOOK], [Scope.READ, "everything"]])
def test_a_delegate_reads_at_least_and_has_only_known_scopes(scopes):
    with pytest.raises(IntegrityError, match="people_delegate_known_scopes"):
        make_delegate(make_patient(), scopes=scopes)


def test_an_assignment_has_a_role_of_staff():
    with pytest.raises(IntegrityError, match="people_assignment_staff_role"):
        make_assignment(role=Role.PATIENT)


def test_a_period_does_not_end_before_it_begins():
    with pytest.raises(IntegrityError, match="ends_after_start"):
        make_delegate(make_patient(), **period(0, -1))
