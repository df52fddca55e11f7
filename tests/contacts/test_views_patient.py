import pytest
from django.urls import reverse

from patientkontrakt.audit.models import AuditEvent
from patientkontrakt.people.models import ProtectedIdentity
from tests.builders.contacts import appointed_contact, contact_path, coordinating_contact
from tests.factories import as_patient, make_clinician, make_delegate, make_patient, make_unit

pytestmark = pytest.mark.django_db

PAGE = reverse("contacts:my_contacts")


@pytest.fixture
def unit():
    return make_unit()


@pytest.fixture
def patient(unit):
    return make_patient(unit)


def test_the_page_names_people_and_ways_with_a_number_to_tap(sign_in, patient, unit):
    coordinating_contact(patient, unit, role_text="Samordnar din vård hemma")
    contact_path(unit)

    page = sign_in(as_patient(patient)).get(PAGE).content.decode()

    for words in ("Sara Ek", "Samordnar din vård hemma", "tel:+46101011011", "Vardagar 8–16", "ett dygn"):
        assert words in page


def test_the_page_is_never_empty(sign_in):
    page = sign_in(as_patient(make_patient())).get(PAGE).content.decode()

    assert "tel:1177" in page
    assert "rätt att få en fast vårdkontakt" in page


def test_reading_it_is_logged(sign_in, patient):
    sign_in(make_delegate(patient)).get(PAGE)

    assert AuditEvent.objects.filter(patient_id=patient.pk, resource_type="contacts.my_contacts").exists()


def test_staff_are_sent_away(sign_in, unit):
    assert sign_in(make_clinician(unit)).get(PAGE).status_code == 403


def test_where_a_protected_person_goes_is_hidden_from_delegates(sign_in, unit):
    patient = make_patient(unit, protected_identity=ProtectedIdentity.MARKED)
    coordinating_contact(patient, unit)
    contact_path(unit, channel="visit", value="Storgatan 1, Björkköping")
    contact_path(unit)

    own = sign_in(as_patient(patient)).get(PAGE).content.decode()
    delegates = sign_in(make_delegate(patient)).get(PAGE).content.decode()

    assert "Storgatan 1" in own
    assert unit.name in own
    assert "Storgatan 1" not in delegates
    assert unit.name not in delegates
    assert "tel:+46101011011" in delegates


def test_the_queries_do_not_grow_with_the_rows(sign_in, patient, unit, django_assert_max_num_queries):
    coordinating_contact(patient, unit)
    for number in range(4):
        appointed_contact(patient, unit)
        contact_path(unit, order=number)
    client = sign_in(as_patient(patient))

    with django_assert_max_num_queries(6):
        client.get(PAGE)
