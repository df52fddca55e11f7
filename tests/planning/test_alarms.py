import pytest

from agreements import actions as agreements
from patientkontrakt.people.models import Patient
from planning.alarms import alarmed
from tests.builders import facts
from tests.builders.contacts import contact_path, coordinating_contact
from tests.factories import make_clinician, make_patient, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    """A unit that nobody can reach yet: no telephone, no written way."""
    return make_unit(phone="")


@pytest.fixture
def by(unit):
    return make_clinician(unit)


@pytest.fixture
def patient(unit):
    return make_patient(unit)


def is_alarmed(patient):
    return alarmed(Patient.objects.filter(pk=patient.pk)).exists()


def test_an_agreement_without_a_next_step_is_an_alarm_at_once(patient, unit, by):
    contact_path(unit)
    facts.agreed(patient, by)
    assert is_alarmed(patient)

    facts.appointment(patient, by, 9)
    assert not is_alarmed(patient)


def test_an_agreement_without_a_way_to_make_contact_is_an_alarm(patient, unit, by):
    facts.agreed(patient, by, {"days": 7})
    assert is_alarmed(patient)

    contact_path(unit)
    assert not is_alarmed(patient)


def test_the_units_telephone_is_a_way_to_make_contact(by):
    reachable = make_unit(phone="010-101 10 10")
    patient = make_patient(reachable)
    facts.agreed(patient, make_clinician(reachable), {"days": 7})

    assert not is_alarmed(patient)


def test_the_contacts_unit_is_a_way_to_make_contact(patient, by):
    other = make_unit("Psykiatrin", phone="")
    facts.agreed(patient, by, {"days": 7})
    contact_path(other)
    assert is_alarmed(patient)

    coordinating_contact(patient, other, by=by)
    assert not is_alarmed(patient)


def test_no_agreement_no_alarm(patient, by):
    assert not is_alarmed(patient)

    version = agreements.propose(version=facts.draft(patient, by), by=by)
    assert not is_alarmed(patient)

    facts.agree_in_the_room(version, by)
    agreements.end_agreement(agreement=version.agreement, reason="Flyttar", by=by)
    assert not is_alarmed(patient)


def test_the_list_costs_one_query_however_many(unit, by, django_assert_num_queries):
    patients = [make_patient(unit) for _ in range(3)]
    for patient in patients:
        facts.agreed(patient, by)

    with django_assert_num_queries(1):
        assert set(alarmed(Patient.objects.all())) == set(patients)
