"""Proposals are answered by both sides; the state follows. How promises go: test_promises.py."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from agreements import actions
from agreements.models import CARE, Acceptance, Agreement, AgreementVersion, Answer, Commitment, How, Party
from patientkontrakt.access.actions import start_care_relation
from patientkontrakt.access.models import Ground
from patientkontrakt.audit.models import AuditEvent
from patientkontrakt.notifications.models import OutboxMessage
from patientkontrakt.people.models.delegate import DelegateKind
from patientkontrakt.people.roles import Role, Scope
from tests.builders.agreements import (
    agree_in_the_room,
    agreed_version,
    filled_draft,
    in_days,
    object_to,
    proposed_version,
    state_of,
)
from tests.factories import SYSTEM, as_patient, make_clinician, make_delegate, make_patient, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def clinician():
    return make_clinician(make_unit())


@pytest.fixture
def patient(clinician):
    return make_patient(clinician.unit)


@pytest.fixture
def version(patient, clinician):
    return proposed_version(patient, clinician)


def next_version(version, by):
    return actions.propose(version=actions.start_new_version(agreement=version.agreement, by=by), by=by)


def in_force():
    return list(AgreementVersion.objects.in_force())


def test_a_draft_holds_nothing(patient, clinician):
    draft = filled_draft(patient, clinician)

    assert state_of(draft.agreement) == "draft"
    assert in_force() == []


def test_one_yes_is_not_enough(version, patient, clinician):
    actions.accept(version=version, by=as_patient(patient))

    assert state_of(version.agreement) == "proposed"
    assert in_force() == []


def test_with_both_yes_it_is_agreed_and_its_promises_hold(version, patient, clinician):
    actions.accept(version=version, by=as_patient(patient))
    actions.accept(version=version, by=clinician)

    assert state_of(version.agreement) == "agreed"
    assert Commitment.objects.in_force().count() == 4


def test_a_second_yes_changes_nothing(version, patient):
    first = actions.accept(version=version, by=as_patient(patient))

    assert actions.accept(version=version, by=as_patient(patient)) == first
    assert Acceptance.objects.count() == 1


def test_a_no_to_one_point_is_a_state_of_its_own(version, patient, clinician):
    actions.accept(version=version, by=clinician)
    point = version.commitments.first()

    answer = object_to(
        version=version, point=point, reason="Halt", own_proposal="Simma", by=as_patient(patient)
    )

    assert (answer.point, answer.commitment, answer.own_proposal) == (point, point, "Simma")
    assert state_of(version.agreement) == "disagreed"


@pytest.mark.parametrize("rows", ["goals", "commitments", "warning_signs"])
def test_any_row_can_be_the_point(version, patient, rows):
    point = getattr(version, rows).first()
    object_to(version=version, point=point, reason="Nej", by=as_patient(patient))

    disputed = getattr(version, rows).with_disputed().filter(is_disputed=True)
    assert list(disputed) == [point]


def test_promises_that_nobody_disagrees_on_go_on_living(patient, clinician):
    version = agreed_version(patient, clinician)
    point = version.commitments.first()
    object_to(version=version, point=point, reason="Halt", by=as_patient(patient))

    assert state_of(version.agreement) == "disagreed"
    assert point not in Commitment.objects.in_force()
    assert Commitment.objects.in_force().count() == 3


def test_agreeing_after_all_closes_every_open_point(patient, clinician):
    version = agreed_version(patient, clinician)
    for point in version.commitments.all()[:2]:
        object_to(version=version, point=point, reason="Nej", by=as_patient(patient))
    assert Acceptance.objects.open_disagreements().count() == 2

    actions.accept(version=version, by=as_patient(patient))

    assert not Acceptance.objects.open_disagreements().exists()
    assert state_of(version.agreement) == "agreed"


def test_care_may_disagree_too(version, patient, clinician):
    actions.accept(version=version, by=as_patient(patient))
    object_to(version=version, reason="Vi har inte den tiden", by=clinician)

    assert state_of(version.agreement) == "disagreed"


def test_a_yes_that_is_taken_back_ends_what_held(patient, clinician):
    version = agreed_version(patient, clinician)

    actions.withdraw_acceptance(version=version, reason="Jag har ändrat mig", by=as_patient(patient))

    assert state_of(version.agreement) == "proposed"
    assert in_force() == []


def test_both_must_stand_by_their_yes_at_the_same_time(version, patient, clinician):
    actions.accept(version=version, by=as_patient(patient))
    actions.withdraw_acceptance(version=version, reason="Vänta", by=as_patient(patient))
    actions.accept(version=version, by=clinician)
    assert state_of(version.agreement) == "proposed"

    actions.accept(version=version, by=as_patient(patient))
    assert state_of(version.agreement) == "agreed"


def test_there_must_be_an_answer_to_take_back(version, patient):
    with pytest.raises(ValidationError):
        actions.withdraw_acceptance(version=version, reason="x", by=as_patient(patient))


@pytest.mark.parametrize("action", [object_to, actions.withdraw_acceptance])
def test_a_no_has_a_reason(version, patient, action):
    actions.accept(version=version, by=as_patient(patient))

    with pytest.raises(ValidationError):
        action(version=version, reason="", by=as_patient(patient))


def test_while_a_newer_version_is_proposed_the_agreed_one_holds(patient, clinician):
    version = agreed_version(patient, clinician)
    newer = next_version(version, clinician)

    assert state_of(version.agreement) == "needs_renewal"
    assert in_force() == [version]

    agree_in_the_room(newer, clinician)
    assert state_of(version.agreement) == "agreed"
    assert in_force() == [newer]


def test_a_version_that_was_replaced_does_not_come_back(patient, clinician):
    version = agreed_version(patient, clinician)
    newer = next_version(version, clinician)
    agree_in_the_room(newer, clinician)
    actions.withdraw_acceptance(version=newer, reason="Nej", by=as_patient(patient))

    assert in_force() == []
    assert state_of(version.agreement) == "proposed"


def test_disagreeing_with_a_newer_version_leaves_the_older_in_force(patient, clinician):
    version = agreed_version(patient, clinician)
    newer = next_version(version, clinician)
    object_to(version=newer, reason="Nej", by=as_patient(patient))

    assert state_of(version.agreement) == "disagreed"
    assert in_force() == [version]


def test_only_the_newest_version_is_answered(version, patient, clinician):
    next_version(version, clinician)

    with pytest.raises(ValidationError):
        actions.accept(version=version, by=as_patient(patient))


def test_a_draft_is_not_answered(patient, clinician):
    with pytest.raises(ValidationError):
        actions.accept(version=filled_draft(patient, clinician), by=as_patient(patient))


def test_the_point_must_stand_in_the_version(version, patient, clinician):
    other = proposed_version(make_patient(clinician.unit), clinician)

    with pytest.raises(ValidationError):
        object_to(version=version, point=other.goals.get(), reason="Nej", by=as_patient(patient))


def test_when_the_review_date_has_passed_it_needs_renewal_but_holds(patient, clinician, time_machine):
    version = agreed_version(patient, clinician, review_date=in_days(10))
    time_machine.move_to(timezone.now() + datetime.timedelta(days=10))
    assert state_of(version.agreement) == "agreed"

    time_machine.move_to(timezone.now() + datetime.timedelta(days=11))

    assert state_of(version.agreement) == "needs_renewal"
    assert in_force() == [version]
    assert Agreement.objects.with_state().due_for_review().exists()


def test_lists_know_whose_answer_is_awaited(version, patient, clinician):
    def awaiting():
        rows = Agreement.objects.with_state()
        return rows.awaiting_patient().exists(), rows.awaiting_care().exists()

    assert awaiting() == (True, True)
    actions.accept(version=version, by=clinician)
    assert awaiting() == (True, False)
    actions.accept(version=version, by=as_patient(patient))
    assert awaiting() == (False, False)
    actions.withdraw_acceptance(version=version, reason="Nej", by=as_patient(patient))
    assert awaiting() == (True, False)
    actions.end_agreement(agreement=version.agreement, reason="Klart", by=clinician)
    assert awaiting() == (False, False)


@pytest.mark.parametrize("how", [How.IN_THE_ROOM, How.TELEPHONE, How.PAPER])
def test_staff_record_how_the_patient_answered(version, clinician, how):
    answer = actions.accept(version=version, told=how, by=clinician)

    assert (answer.party, answer.how) == (Party.PATIENT, how)
    assert answer.recorded_by_name == str(clinician.staff)


@pytest.mark.parametrize("how", [How.DIGITAL, How.DELEGATE, How.GUARDIAN])
def test_staff_do_not_answer_in_the_patients_place(version, clinician, how):
    with pytest.raises(ValidationError):
        actions.accept(version=version, told=how, by=clinician)


def test_the_patient_does_not_answer_for_care(version, patient):
    with pytest.raises(ValidationError):
        actions.accept(version=version, told=How.IN_THE_ROOM, by=as_patient(patient))


def test_delegates_and_guardians_answer_for_the_patient(version, patient):
    delegate = make_delegate(patient)
    guardian = make_delegate(patient, kind=DelegateKind.GUARDIAN, relation="mamma")

    first = actions.accept(version=version, by=delegate)
    second = object_to(version=version, reason="Nej", by=guardian)

    assert (first.party, first.how, first.recorded_by_name) == (Party.PATIENT, How.DELEGATE, delegate.name)
    assert second.how == How.GUARDIAN


@pytest.mark.parametrize(
    "stranger",
    [
        lambda patient, unit: make_delegate(patient, [Scope.READ, Scope.WRITE]),
        lambda patient, unit: as_patient(make_patient(unit)),
        lambda patient, unit: make_clinician(unit, Role.MUNICIPAL_STAFF),
        lambda patient, unit: make_clinician(make_unit("Annan vårdcentral")),
        lambda patient, unit: SYSTEM,
    ],
)
def test_others_do_not_answer(version, patient, clinician, stranger):
    with pytest.raises(PermissionDenied):
        actions.accept(version=version, by=stranger(patient, clinician.unit))


def test_another_unit_in_the_care_does_not_answer_for_care(version, patient, clinician):
    other = make_clinician(make_unit("Rehab Väst"))
    start_care_relation(patient=patient, unit=other.unit, ground=Ground.REFERRAL, by=SYSTEM)

    with pytest.raises(PermissionDenied, match=clinician.unit.name):
        actions.accept(version=version, by=other)


def test_each_answer_is_signed_in_the_log(version, patient):
    answer = actions.accept(version=version, by=as_patient(patient))

    event = AuditEvent.objects.get(resource_id=answer.pk)
    assert (event.activity, event.patient_id) == ("Signera", patient.pk)


def test_the_patient_is_told_what_care_answers_but_not_twice_about_a_proposal(version, patient, clinician):
    def told():
        return OutboxMessage.objects.filter(patient=patient).count()

    assert told() == 1
    actions.accept(version=version, by=clinician)
    assert told() == 1
    actions.accept(version=version, by=as_patient(patient))
    assert told() == 1
    object_to(version=version, reason="Vi hinner inte", by=clinician)
    assert told() == 2
    actions.accept(version=version, by=clinician)
    assert told() == 3
    assert Acceptance.objects.of(CARE).last().answer == Answer.AGREE
