import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.test import RequestFactory

from patientkontrakt.access.checks import every_view_says_who_may, says_who_may
from patientkontrakt.access.guards import for_patient, for_signed_in, for_staff
from patientkontrakt.audit.models import AuditEvent, Outcome
from patientkontrakt.people.permissions import Permission
from patientkontrakt.people.roles import Role, Scope
from tests.factories import as_patient, make_clinician, make_delegate, make_patient, make_unit

pytestmark = pytest.mark.django_db


@for_patient(Permission.OWN_BOOK)
def my_page(request, patient):
    return HttpResponse(patient.name)


@for_staff(Permission.BOOK)
def care_page(request, patient):
    return HttpResponse(patient.name)


@for_signed_in
def anyones_page(request):
    return HttpResponse("open")


def request_by(actor):
    request = RequestFactory().get("/")
    request.actor = actor
    return request


@pytest.fixture
def unit():
    return make_unit()


@pytest.fixture
def patient(unit):
    return make_patient(unit)


def test_the_patient_gets_her_own_page(patient):
    assert my_page(request_by(as_patient(patient))).content.decode() == patient.name


def test_staff_are_told_that_a_page_is_for_patients(unit):
    with pytest.raises(PermissionDenied, match=r"patient"):
        my_page(request_by(make_clinician(unit)))


def test_a_delegate_without_the_right_is_refused_and_the_refusal_is_written(patient):
    with pytest.raises(PermissionDenied):
        my_page(request_by(make_delegate(patient, scopes=[Scope.READ])))

    refusal = AuditEvent.objects.get(outcome=Outcome.REFUSED)
    assert (refusal.patient_id, refusal.role) == (patient.pk, "delegate")


def test_what_an_action_refuses_is_written_too(unit, patient):
    @for_staff(Permission.BOOK)
    def refusing_page(request, patient):
        raise PermissionDenied("Not this one.")

    request = request_by(make_clinician(unit))
    request.method = "POST"

    with pytest.raises(PermissionDenied):
        refusing_page(request, patient_id=patient.pk)

    refusal = AuditEvent.objects.get(outcome=Outcome.REFUSED)
    assert (refusal.patient_id, refusal.activity) == (patient.pk, "Skriva")


def test_the_units_staff_get_the_patient_and_the_look_is_written(unit, patient):
    response = care_page(request_by(make_clinician(unit)), patient_id=patient.pk)

    assert response.content.decode() == patient.name
    assert AuditEvent.objects.get(activity="Läsa").resource_type == "tests.care_page"


def test_another_units_staff_find_nothing_and_the_refusal_is_written(patient):
    with pytest.raises(Http404):
        care_page(request_by(make_clinician()), patient_id=patient.pk)

    assert AuditEvent.objects.get(outcome=Outcome.REFUSED).patient_id == patient.pk


def test_a_manager_is_refused_even_at_the_patients_unit(unit, patient):
    with pytest.raises(PermissionDenied):
        care_page(request_by(make_clinician(unit, Role.UNIT_MANAGER)), patient_id=patient.pk)

    assert AuditEvent.objects.get(outcome=Outcome.REFUSED).patient_id == patient.pk


def test_a_patient_who_tries_a_care_page_is_refused_and_the_refusal_names_whom_she_looked_for(patient):
    other = make_patient()

    with pytest.raises(PermissionDenied):
        care_page(request_by(as_patient(patient)), patient_id=other.pk)

    assert AuditEvent.objects.get(outcome=Outcome.REFUSED).patient_id == other.pk


@pytest.mark.parametrize("page", [my_page, care_page])
def test_without_a_chosen_capacity_one_is_sent_to_choose(page):
    assert page(request_by(None)).url == "/role/"


def test_what_is_shown_is_kept_by_no_browser(unit, patient):
    answers = [
        my_page(request_by(as_patient(patient))),
        care_page(request_by(make_clinician(unit)), patient_id=patient.pk),
        anyones_page(request_by(None)),
    ]

    assert all("no-store" in answer["Cache-Control"] for answer in answers)


def test_every_view_of_the_house_says_who_may():
    assert every_view_says_who_may(None) == []


def test_a_view_that_says_nothing_is_found():
    def forgotten(request):
        return HttpResponse()

    assert not says_who_may(forgotten)
    assert all(says_who_may(view) for view in (my_page, care_page, anyones_page))
