import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone

from patientkontrakt.access.actions import end_care_relation
from patientkontrakt.access.patients import allowed, check_may, enter_patient, visible_patients
from patientkontrakt.audit.models import AuditEvent, Outcome
from patientkontrakt.people.permissions import ROLE_PERMISSIONS, Permission
from patientkontrakt.people.roles import Role, Scope
from tests.factories import SYSTEM, as_patient, make_clinician, make_delegate, make_patient, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return make_unit()


@pytest.fixture
def patient(unit):
    return make_patient(unit)


def test_staff_see_patients_in_a_care_relation_with_their_unit(unit, patient):
    make_patient(make_unit("Annan vårdcentral"))

    assert list(visible_patients(make_clinician(unit))) == [patient]


def test_a_care_relation_that_has_ended_shows_nothing(unit, patient):
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    end_care_relation(relation=patient.care_relations.get(), ends=yesterday, by=SYSTEM)

    assert not visible_patients(make_clinician(unit)).exists()


@pytest.mark.parametrize(
    "role",
    [Role.UNIT_MANAGER, Role.AREA_MANAGER, Role.REGION_DEVELOPER, Role.LOG_REVIEWER, Role.ADMINISTRATOR],
)
def test_managers_and_administrators_see_no_patients(unit, patient, role):
    assert not visible_patients(make_clinician(unit, role)).exists()


def test_a_patient_sees_only_herself(patient, unit):
    make_patient(unit)

    assert list(visible_patients(as_patient(patient))) == [patient]


def test_a_delegate_sees_only_whom_they_act_for(patient, unit):
    make_patient(unit)

    assert list(visible_patients(make_delegate(patient))) == [patient]


def test_entering_writes_who_where_why_and_whom(unit, patient):
    clinician = make_clinician(unit)

    enter_patient(by=clinician, patient_id=patient.pk, resource="record")

    event = AuditEvent.objects.get(resource_type="record")
    assert (event.patient_id, event.user_id, event.unit_hsa_id) == (
        patient.pk,
        clinician.user.pk,
        unit.hsa_id,
    )
    assert event.provider_name == "Region Exempel"
    assert event.purpose == "Vård och behandling"
    assert event.activity == "Läsa"


def test_a_refused_look_is_not_found_and_is_written(patient):
    stranger = make_clinician(make_unit("Annan vårdcentral"))

    with pytest.raises(Http404):
        enter_patient(by=stranger, patient_id=patient.pk, resource="record")

    event = AuditEvent.objects.get(resource_type="record")
    assert (event.outcome, event.patient_id) == (Outcome.REFUSED, patient.pk)


def test_an_action_is_refused_without_care_relation(patient):
    with pytest.raises(PermissionDenied, match="care relation|vårdrelation"):
        check_may(make_clinician(), Permission.BOOK, patient)


def test_a_delegate_has_only_the_rights_that_were_given(patient):
    reader = make_delegate(patient, scopes=[Scope.READ])

    assert allowed(check_may, reader, Permission.OWN_READ, patient)
    assert not allowed(check_may, reader, Permission.OWN_CONFIRM, patient)


@pytest.mark.parametrize(
    "role", [role for role in Role if role not in (Role.PATIENT, Role.DELEGATE, Role.SYSTEM)]
)
def test_an_action_may_be_done_to_the_patients_who_are_visible_and_to_no_other(unit, patient, role):
    other, former = make_patient(make_unit("Annan")), make_patient(unit)
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    end_care_relation(relation=former.care_relations.get(), ends=yesterday, by=SYSTEM)
    actor = make_clinician(unit, role)
    rights = [right for right in ROLE_PERMISSIONS[role] if right in ROLE_PERMISSIONS[Role.CLINICIAN]]

    for someone in (patient, other, former):
        is_visible = visible_patients(actor).filter(pk=someone.pk).exists()
        assert {allowed(check_may, actor, right, someone) for right in rights} <= {is_visible}
