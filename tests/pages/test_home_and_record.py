import pytest
from django.urls import reverse

from agreements.actions import add_warning_sign, propose, write_what_matters
from agreements.models import Urgency
from patientkontrakt.people.roles import Scope
from tests.builders.agreements import agree_in_the_room, agreed_version
from tests.builders.contacts import appointed_contact, contact_path, coordinating_contact
from tests.builders.facts import draft
from tests.builders.planning import make_need, make_plan
from tests.builders.scheduling import booked, proposed, slot
from tests.factories import as_patient, make_clinician, make_delegate, make_patient, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return make_unit()


@pytest.fixture
def clinician(unit):
    return make_clinician(unit)


@pytest.fixture
def patient(unit):
    return make_patient(unit)


@pytest.fixture
def full_contract(patient, unit, clinician):
    """Something in every room, more than one of most."""
    agreed_version(patient, clinician)
    coordinating_contact(patient, unit)
    appointed_contact(patient, unit)
    for _ in range(3):
        contact_path(unit)
        make_plan(patient, clinician)
        make_need(patient, clinician)
    for day in (3, 4, 5):
        booked(patient, unit, slot(days=day))
        proposed(patient, unit, [slot(days=day + 20), slot(days=day + 30)])
    return patient


def test_the_home_of_a_patient_with_nothing_is_not_empty(patient, sign_in):
    page = sign_in(as_patient(patient)).get("/my/").content.decode()

    assert 'class="next-step"' in page
    assert "010-101 10 10" in page


def test_the_home_costs_at_most_twelve_queries(full_contract, sign_in, django_assert_max_num_queries):
    client = sign_in(as_patient(full_contract))

    with django_assert_max_num_queries(12):
        response = client.get("/my/")

    assert response.status_code == 200


def test_the_record_costs_at_most_twenty_queries(
    full_contract, clinician, sign_in, django_assert_max_num_queries
):
    client = sign_in(clinician)

    with django_assert_max_num_queries(20):
        response = client.get(f"/care/patients/{full_contract.pk}/")

    assert response.status_code == 200


def test_a_delegate_always_sees_whom_they_act_for(full_contract, sign_in):
    page = sign_in(make_delegate(full_contract)).get("/my/").content.decode()

    assert "Astrid Lindqvist" in page


def test_only_who_may_write_is_asked_to_write(patient, sign_in):
    reader = make_delegate(patient, scopes=[Scope.READ])
    link = reverse("agreements:what_matters")

    assert link in sign_in(as_patient(patient)).get("/my/").content.decode()
    assert link not in sign_in(reader).get("/my/").content.decode()


def test_the_patients_own_words_stand_in_the_record(patient, clinician, sign_in):
    write_what_matters(
        patient=patient,
        text="Att orka spela med barnbarnen",
        strengths="",
        helpers="",
        by=as_patient(patient),
    )

    page = sign_in(clinician).get(f"/care/patients/{patient.pk}/").content.decode()

    assert "Att orka spela med barnbarnen" in page


def test_the_record_says_what_the_patient_watches_for_the_most_urgent_first(patient, clinician, sign_in):
    version = draft(patient, clinician)
    for sign, urgency in (("Svullna ben", Urgency.UNIT), ("Får inte luft", Urgency.EMERGENCY)):
        add_warning_sign(version=version, sign=sign, own_action="Vilar", urgency=urgency, by=clinician)
    page = sign_in(clinician).get(f"/care/patients/{patient.pk}/").content.decode()
    assert "Svullna ben" not in page  # a draft holds nothing yet

    agree_in_the_room(propose(version=version, by=clinician), clinician)

    page = sign_in(clinician).get(f"/care/patients/{patient.pk}/").content.decode()
    assert page.index("Får inte luft") < page.index("Svullna ben")


def test_a_search_finds_by_the_beginning_of_a_name(patient, clinician, sign_in):
    page = sign_in(clinician).post("/care/search/", {"q": "lind"}).content.decode()

    assert "Astrid Lindqvist" in page


def test_a_search_does_not_find_other_units_patients(clinician, sign_in):
    make_patient(make_unit("Annan"), family_name="Lindroth")

    page = sign_in(clinician).post("/care/search/", {"q": "lind"}).content.decode()

    assert "Lindroth" not in page


def test_the_words_of_a_search_are_not_in_the_address(patient, clinician, sign_in):
    page = sign_in(clinician).get("/care/search/", {"q": "lind"}).content.decode()

    assert "Astrid Lindqvist" not in page
