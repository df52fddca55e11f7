import pytest
from django.conf import settings

from contacts.paths import phone_line, ways_to_contact
from patientkontrakt.access.actions import start_care_relation
from patientkontrakt.access.models import Ground
from patientkontrakt.people.models import UnitKind
from tests.builders.contacts import appointed_contact, contact_path, coordinating_contact
from tests.factories import SYSTEM, make_patient, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return make_unit()


@pytest.fixture
def patient(unit):
    return make_patient(unit)


def test_the_units_own_ways_come_in_their_order(patient, unit):
    second = contact_path(unit, order=2)
    first = contact_path(unit, order=1)
    contact_path(make_unit("Annan"))

    assert ways_to_contact(patient) == [first, second]


def test_the_coordinating_contacts_unit_comes_first(patient, unit):
    clinic = make_unit("Arytmimottagningen")
    start_care_relation(patient=patient, unit=clinic, ground=Ground.REFERRAL, by=SYSTEM)
    municipality = make_unit("Abborrens kommun", kind=UnitKind.MUNICIPALITY)
    appointed_contact(patient, clinic)
    coordinating_contact(patient, unit)
    start_care_relation(patient=patient, unit=municipality, ground=Ground.COORDINATION, by=SYSTEM)
    for place in (municipality, clinic, unit):
        contact_path(place)

    assert [way.unit for way in ways_to_contact(patient)] == [unit, clinic, municipality]


def test_without_ways_of_its_own_the_units_telephone_is_shown(patient, unit):
    (way,) = ways_to_contact(patient)

    assert (way.value, way.unit) == (unit.phone, unit)


def test_without_a_telephone_the_regions_is_shown():
    region = make_unit("Region Exempel", kind=UnitKind.REGION, phone="010-100 00 00")
    patient = make_patient(make_unit(parent=region, phone=""))

    (way,) = ways_to_contact(patient)

    assert way.value == "010-100 00 00"


def test_without_any_unit_the_advice_line_is_shown():
    (way,) = ways_to_contact(make_patient())

    assert way.value == settings.FALLBACK_PHONE
    assert phone_line(make_patient()).number == settings.FALLBACK_PHONE


def test_the_line_in_sight_is_the_first_telephone(patient, unit):
    contact_path(unit, channel="e_service", value="https://example.se/boka", order=1)
    contact_path(unit, value="010-222 22 22", opening_hours="Dygnet runt", order=2)

    line = phone_line(patient)

    assert (line.label, line.number, line.hours) == (unit.name, "010-222 22 22", "Dygnet runt")


def test_a_unit_with_links_only_still_has_a_telephone(patient, unit):
    contact_path(unit, channel="e_service", value="https://example.se/boka")

    assert phone_line(patient).number == unit.phone


def test_the_ways_cost_one_query(patient, unit, django_assert_num_queries):
    coordinating_contact(patient, unit)
    for order in range(5):
        contact_path(unit, order=order)

    with django_assert_num_queries(1):
        assert phone_line(patient, ways_to_contact(patient)).label == unit.name


def test_without_ways_it_costs_one_query_more(patient, unit, django_assert_num_queries):
    with django_assert_num_queries(2):
        assert phone_line(patient).number == unit.phone
