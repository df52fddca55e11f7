import datetime

import pgtrigger
import pytest
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone

from patientkontrakt.audit.actions import record, record_shown
from patientkontrakt.audit.models import Activity, AuditEvent, Outcome, Purpose
from patientkontrakt.people import actions
from patientkontrakt.people.actor import Actor
from patientkontrakt.people.models import OrganizationUnit, UnitKind
from patientkontrakt.people.roles import Role
from tests.factories import (
    SYSTEM,
    as_patient,
    make_clinician,
    make_delegate,
    make_patient,
    make_staff,
    make_unit,
)

pytestmark = pytest.mark.django_db
MIDNIGHT = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)


@pytest.fixture
def unit():
    return make_unit()


@pytest.fixture
def patient(unit):
    return make_patient(unit)


def look(by, patient, **details):
    return record(by=by, activity=Activity.READ, resource="pages.record", patient=patient, **details)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_auditevent SET user_name = 'Någon annan'",
        "UPDATE audit_auditevent SET at = now()",
        "UPDATE audit_auditevent SET patient_id = NULL",
        "DELETE FROM audit_auditevent",
    ],
)
def test_the_log_is_neither_changed_nor_thinned_by_any_code(patient, unit, statement):
    event = look(make_clinician(unit), patient)

    with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
        connection.cursor().execute(f"{statement} WHERE id = %s", [event.pk])

    same = AuditEvent.objects.get(pk=event.pk)
    assert (same.user_name, same.at, same.patient_id) == (event.user_name, event.at, patient.pk)


def test_the_log_is_not_emptied_at_one_stroke_either(patient, unit):
    """Tests have the trigger off, for Django empties tables after some of them: see conftest."""
    event = look(make_clinician(unit), patient)
    pgtrigger.enable("audit.AuditEvent:never_emptied")

    with pytest.raises(ProgrammingError, match="never emptied"), transaction.atomic():
        connection.cursor().execute("TRUNCATE audit_auditevent CASCADE")

    assert AuditEvent.objects.filter(pk=event.pk).exists()


def test_the_log_is_not_changed_through_the_model_either(patient, unit):
    event = look(make_clinician(unit), patient)

    event.user_name = "Någon annan"
    for change in (event.save, event.delete, AuditEvent.objects.all().delete):
        with pytest.raises(ProgrammingError), transaction.atomic():
            change()


def test_each_field_of_the_store_log_is_filled(patient):
    """RIV-TA StoreLog: activity, purpose, user, care unit, care provider, patient, resource."""
    region = make_unit("Region Exempel", kind=UnitKind.REGION)
    administration = make_unit("Närsjukvården", kind=UnitKind.ADMINISTRATION, parent=region)
    unit = make_unit("Björkens vårdcentral", parent=administration)
    staff = make_staff("Sara Ek", "distriktssköterska")
    by = Actor.for_assignment(
        actions.assign(staff=staff, unit=unit, role=Role.CLINICIAN, purpose=Purpose.QUALITY, by=SYSTEM)
    )
    before = timezone.now()

    event = record(by=by, activity=Activity.WRITE, resource=patient, patient=patient)

    event.refresh_from_db()
    assert before <= event.at <= timezone.now()
    assert {field.name: getattr(event, field.name) for field in event._meta.fields} == {
        "id": event.pk,
        "at": event.at,
        "activity": "Skriva",
        "outcome": "done",
        "purpose": "Kvalitetssäkring",
        "user_id": staff.user.pk,
        "user_name": "Sara Ek",
        "user_hsa_id": staff.hsa_id,
        "role": "clinician",
        "title": "distriktssköterska",
        "unit_hsa_id": unit.hsa_id,
        "unit_name": "Björkens vårdcentral",
        "provider_hsa_id": region.hsa_id,
        "provider_name": "Region Exempel",
        "patient_id": patient.pk,
        "resource_type": "people.Patient",
        "resource_id": patient.pk,
    }


def test_the_codes_are_those_of_the_store_log():
    assert Activity.values == [
        "Läsa", "Skriva", "Signera", "Utskrift", "Vidimera", "Radera", "Nödöppning",
    ]  # fmt: skip
    assert Purpose.values == [
        "Vård och behandling", "Kvalitetssäkring", "Annan dokumentation enligt lag", "Statistik",
        "Administration", "Kvalitetsregister",
    ]  # fmt: skip


def test_a_patient_and_a_delegate_stand_in_the_log_by_their_own_names(patient):
    own, delegated = look(as_patient(patient), patient), look(make_delegate(patient), patient)

    assert (own.user_id, own.user_name, own.role, own.unit_hsa_id) == (
        patient.user.pk, "Astrid Lindqvist", "patient", "",
    )  # fmt: skip
    assert (delegated.user_name, delegated.role, delegated.patient_id) == (
        "Eva Lindqvist", "delegate", patient.pk,
    )  # fmt: skip


def test_the_system_is_no_person(patient):
    event = look(SYSTEM, patient)

    assert (event.user_id, event.user_name, event.role) == (None, "Patientkontrakt", "system")


def test_the_log_tells_what_was_then_even_when_names_change(patient, unit):
    event = look(make_clinician(unit), patient)

    OrganizationUnit.objects.filter(pk=unit.pk).update(name="Granens vårdcentral")

    assert AuditEvent.objects.get(pk=event.pk).unit_name == "Björkens vårdcentral"


def test_a_page_is_named_and_has_no_row(patient, unit):
    event = look(make_clinician(unit), patient)

    assert (event.resource_type, event.resource_id, event.area) == ("pages.record", None, "pages")


def test_a_refusal_is_told_as_one(patient, unit):
    event = look(make_clinician(unit), patient, outcome=Outcome.REFUSED)

    assert event.is_refused


@transaction.atomic
def change_that_fails(by, patient):
    look(by, patient)
    raise ZeroDivisionError


def test_an_event_is_undone_with_the_change_that_it_tells_of(patient, unit):
    with pytest.raises(ZeroDivisionError):
        change_that_fails(make_clinician(unit), patient)

    assert not AuditEvent.objects.filter(resource_type="pages.record").exists()


def test_each_name_that_a_list_shows_is_an_event_in_one_statement(unit, django_assert_num_queries):
    patients, by = [make_patient(unit) for _ in range(5)], make_clinician(unit)
    assert by.audit_fields

    with django_assert_num_queries(1):
        record_shown(by=by, activity=Activity.READ, resource="pages.work_list", patients=patients)

    events = AuditEvent.objects.filter(resource_type="pages.work_list")
    assert {e.patient_id for e in events} == {p.pk for p in patients}
    assert {e.user_id for e in events} == {by.user.pk}


def test_an_empty_list_shows_no_one(unit):
    by = make_clinician(unit)
    before = AuditEvent.objects.count()

    record_shown(by=by, activity=Activity.READ, resource="pages.patient_search", patients=[])

    assert AuditEvent.objects.count() == before


def test_about_a_patient_holds_only_that_patient_newest_first_and_from_the_moment_on(patient, unit):
    by = make_clinician(unit)
    look(by, make_patient(unit))
    first, second = look(by, patient), look(by, patient)

    found = AuditEvent.objects.about(patient, MIDNIGHT).filter(resource_type="pages.record")

    assert list(found) == [second, first]
    assert not AuditEvent.objects.about(patient, timezone.now() + datetime.timedelta(hours=1)).exists()


def test_others_are_neither_the_patient_nor_the_system(patient, unit):
    by, delegate = make_clinician(unit), make_delegate(patient)
    for actor in (by, delegate, as_patient(patient), SYSTEM):
        look(actor, patient)

    others = AuditEvent.objects.filter(resource_type="pages.record").by_others(patient.user)

    assert {e.user_id for e in others} == {by.user.pk, delegate.user.pk}


def test_a_reviewer_reads_the_events_of_the_chosen_units(patient, unit):
    elsewhere = make_clinician(make_unit("Annan vårdcentral"))
    here = look(make_clinician(unit), patient)
    look(elsewhere, patient)

    units = OrganizationUnit.objects.within(unit)

    assert list(AuditEvent.objects.by_units(units, MIDNIGHT)) == [here]


def test_the_log_outlives_what_it_speaks_of():
    assert not [field.name for field in AuditEvent._meta.fields if field.is_relation]
