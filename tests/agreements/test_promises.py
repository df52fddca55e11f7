"""How promises go: who may say it, along which arrows, and that it follows into newer versions."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from agreements import actions
from agreements.models import Commitment, CommitmentStatus
from agreements.models.commitment import ALLOWED_CHANGES, NEEDS_REASON
from patientkontrakt.access.actions import start_care_relation
from patientkontrakt.access.models import Ground
from patientkontrakt.notifications.models import OutboxMessage
from patientkontrakt.people.models import UnitKind
from patientkontrakt.people.roles import Role, Scope
from tests.builders.agreements import (
    agree_in_the_room,
    agreed_version,
    filled_draft,
    object_to,
    proposed_version,
)
from tests.factories import SYSTEM, as_patient, make_clinician, make_delegate, make_patient, make_unit

pytestmark = pytest.mark.django_db
Status = CommitmentStatus


@pytest.fixture
def clinician():
    return make_clinician(make_unit())


@pytest.fixture
def patient(clinician):
    return make_patient(clinician.unit)


@pytest.fixture
def version(patient, clinician):
    return agreed_version(patient, clinician)


@pytest.fixture
def own(version):
    return version.commitments.get(what="Gå en promenad")


@pytest.fixture
def cares(version):
    return version.commitments.get(what="Ringa om provsvaren")


def report(promise, status, by, reason="Därför"):
    return actions.report_commitment(commitment=promise, status=status, reason=reason, by=by)


def test_every_status_has_its_arrows():
    assert ALLOWED_CHANGES.keys() == set(Status)


@pytest.mark.parametrize("before", list(Status))
@pytest.mark.parametrize("after", list(Status))
def test_a_promise_changes_only_along_the_arrows(own, clinician, before, after):
    Commitment.objects.filter(pk=own.pk).update(status=before, status_reason="Förut")

    if after == before or after in ALLOWED_CHANGES[before]:
        assert report(own, after, clinician).status == after
    else:
        with pytest.raises(ValidationError):
            report(own, after, clinician)


@pytest.mark.parametrize("status", sorted(NEEDS_REASON))
def test_what_does_not_happen_has_a_reason(own, clinician, status):
    with pytest.raises(ValidationError):
        report(own, status, clinician, reason="")


def test_it_is_written_who_said_it_and_when(own, patient):
    report(own, Status.DONE, as_patient(patient), reason="")

    own.refresh_from_db()
    assert own.status_by == patient.name
    assert own.status_at is not None


def test_a_report_moves_the_time_of_the_last_change(own, patient, time_machine):
    before = own.updated_at
    time_machine.move_to(timezone.now() + datetime.timedelta(hours=1))

    assert report(own, Status.DONE, as_patient(patient)).updated_at > before


def test_the_same_report_twice_changes_nothing(own, patient):
    first = report(own, Status.DONE, as_patient(patient))

    assert report(own, Status.DONE, as_patient(patient)).status_at == first.status_at


def test_a_promise_that_is_not_agreed_is_not_reported(clinician, patient):
    for version in (filled_draft(patient, clinician), None):
        version = version or actions.propose(version=patient.agreement_versions.get(), by=clinician)
        with pytest.raises(ValidationError):
            report(version.commitments.first(), Status.DONE, clinician)


def test_a_promise_that_is_disputed_is_not_reported(version, own, patient):
    object_to(version=version, point=own, reason="Halt", by=as_patient(patient))

    with pytest.raises(ValidationError):
        report(own, Status.DONE, as_patient(patient))


def test_a_report_follows_the_promise_into_newer_versions_that_say_the_same(version, own, patient, clinician):
    late = version.commitments.get(what="Väga mig")
    draft = actions.start_new_version(agreement=version.agreement, by=clinician)
    reworded = draft.commitments.get(lineage=late.lineage)
    actions.edit_commitment(commitment=reworded, seen_version=1, what="Väga mig varje vecka", by=clinician)
    newer = actions.propose(version=draft, by=clinician)

    report(own, Status.DONE, as_patient(patient))
    report(late, Status.DONE, as_patient(patient))

    agree_in_the_room(newer, clinician)
    assert newer.commitments.get(lineage=own.lineage).status == Status.DONE
    assert newer.commitments.get(lineage=late.lineage).status == Status.AGREED


def test_the_patient_may_say_of_cares_promise_only_that_it_should_be_talked_about(cares, patient):
    assert report(cares, Status.RENEGOTIATE, as_patient(patient)).status == Status.RENEGOTIATE

    for status in (Status.AGREED, Status.DONE, Status.NOT_DONE, Status.CANCELLED):
        with pytest.raises(PermissionDenied):
            report(cares, status, as_patient(patient))


def test_the_patient_does_not_strike_out_a_promise_alone(own, patient):
    with pytest.raises(PermissionDenied):
        report(own, Status.CANCELLED, as_patient(patient))


def test_a_delegate_reports_only_with_the_right(own, patient):
    assert report(own, Status.DONE, make_delegate(patient)).status == Status.DONE

    with pytest.raises(PermissionDenied):
        report(own, Status.AGREED, make_delegate(patient, [Scope.READ]))


def test_another_unit_reports_what_it_has_promised_and_nothing_else(clinician, patient):
    home_care = make_unit("Hemtjänsten", kind=UnitKind.MUNICIPALITY)
    start_care_relation(patient=patient, unit=home_care, ground=Ground.COORDINATION, by=SYSTEM)
    municipal = make_clinician(home_care, Role.MUNICIPAL_STAFF)
    draft = filled_draft(patient, clinician)
    theirs = actions.add_commitment(
        version=draft, party="municipality", responsible_unit=home_care, what="Handlar mat", by=clinician
    )
    agree_in_the_room(actions.propose(version=draft, by=clinician), clinician)

    assert report(theirs, Status.DONE, municipal).status == Status.DONE
    with pytest.raises(PermissionDenied):
        report(draft.commitments.first(), Status.DONE, municipal)
    report(theirs, Status.AGREED, municipal)
    with pytest.raises(PermissionDenied):
        report(theirs, Status.CANCELLED, municipal)


def test_staff_without_a_care_relation_report_nothing(cares):
    with pytest.raises(PermissionDenied):
        report(cares, Status.DONE, make_clinician(make_unit("Annan vårdcentral")))


def test_cares_broken_promise_is_told_to_the_patient(cares, patient, clinician):
    before = OutboxMessage.objects.filter(patient=patient).count()

    report(cares, Status.NOT_DONE, clinician, reason="Provsvaret dröjer")

    assert OutboxMessage.objects.filter(patient=patient).count() == before + 1


def test_overdue_is_a_day_that_has_passed_in_silence(cares, patient, clinician, time_machine):
    assert not Commitment.objects.overdue().exists()

    time_machine.move_to(timezone.now() + datetime.timedelta(days=15))

    cares.refresh_from_db()
    assert cares.is_overdue
    assert cares in Commitment.objects.in_force().overdue()
    report(cares, Status.DONE, clinician)
    assert cares not in Commitment.objects.overdue()


def test_open_promises_are_those_still_to_be_kept(own, version, patient):
    report(own, Status.DONE, as_patient(patient))

    assert own not in Commitment.objects.in_force().open()
    assert Commitment.objects.in_force().open().count() == 3


def test_promises_of_other_patients_are_apart(version, clinician):
    proposed_version(make_patient(clinician.unit), clinician)

    assert set(Commitment.objects.in_force()) == set(version.commitments.all())
