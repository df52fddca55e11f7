import datetime

import pytest
import time_machine
from django.utils import timezone

from contacts.models import ContactKind
from patientkontrakt.people.models import OrganizationUnit, UnitKind
from scheduling import actions as scheduling
from surveys.figures import figures_of
from surveys.intervals import Share
from surveys.recorded import AGREED_TIME, AGREEMENT, FIXED_CONTACT, NEXT_STEP, recorded_facts
from tests.builders.agreements import agreed_version, proposed_version
from tests.builders.contacts import appointed_contact
from tests.builders.facts import appointment
from tests.builders.surveys import make_patients
from tests.factories import make_clinician, make_patient, make_unit

pytestmark = pytest.mark.django_db

MONTH = datetime.timedelta(days=30)


def facts(unit):
    return {column: share for (path, column), share in recorded_facts([unit]).items() if path == unit.path}


def test_patients_with_an_agreement_in_force_are_counted():
    unit = make_unit()
    first, second, *_others = make_patients(unit, 6)
    by = make_clinician(unit)
    agreed_version(first, by)
    proposed_version(second, by)

    assert facts(unit)[AGREEMENT] == Share(1, 6)


def test_an_agreement_whose_review_has_passed_does_not_count():
    unit = make_unit()
    patient, *_others = make_patients(unit, 5)
    with time_machine.travel(timezone.now() - 4 * MONTH):
        agreed_version(patient, make_clinician(unit))

    assert facts(unit)[AGREEMENT] == Share(0, 5)


def test_patients_with_a_fixed_care_contact_are_counted_once():
    unit = make_unit()
    first, second, *_others = make_patients(unit, 5)
    appointed_contact(first, unit)
    appointed_contact(first, unit)
    appointed_contact(second, unit, kind=ContactKind.PHYSICIAN)

    assert facts(unit)[FIXED_CONTACT] == Share(1, 5)


def test_patients_with_a_next_step_are_counted():
    unit = make_unit()
    first, *_others = make_patients(unit, 5)
    appointment(first, make_clinician(unit), days=3)

    assert facts(unit)[NEXT_STEP] == Share(1, 5)


def test_of_the_last_years_times_those_that_care_called_off_were_not_agreed():
    unit = make_unit()
    patients, by = make_patients(unit, 6), make_clinician(unit)
    with time_machine.travel(timezone.now() - MONTH):
        times = [appointment(patient, by, days=1, hour=9 + n) for n, patient in enumerate(patients)]
        scheduling.cancel(appointment=times[0], reason="Sjukdom", by=by)
    with time_machine.travel(timezone.now() - 14 * MONTH):
        appointment(patients[0], by, days=1)
    appointment(patients[0], by, days=1)

    assert facts(unit)[AGREED_TIME] == Share(5, 6)


def test_a_patient_of_two_units_counts_at_both_and_others_units_patients_do_not():
    unit, other = make_unit(), make_unit()
    make_patients(other, 5)
    make_patients(unit, 7)

    assert (facts(unit)[NEXT_STEP], facts(other)[NEXT_STEP]) == (Share(0, 7), Share(0, 5))


def test_a_unit_with_few_patients_shows_nothing():
    unit = make_unit()
    make_patients(unit, 4)

    assert facts(unit) == {}


def test_a_level_adds_up_the_units_that_are_shown():
    region = make_unit("Region Exempel", kind=UnitKind.REGION)
    units = [make_unit(parent=region) for _number in range(3)]
    for unit, count in zip(units, (5, 6, 4), strict=True):
        make_patients(unit, count)

    found = figures_of(list(OrganizationUnit.objects.within(region)))

    assert found[0].questions[4].recorded == Share(0, 11)
    assert found[0].questions[0].recorded is None


def test_a_past_relation_does_not_count():
    unit = make_unit()
    make_patients(unit, 5)
    patient = make_patient(unit)
    patient.care_relations.update(ends=timezone.localdate() - MONTH)

    assert facts(unit)[NEXT_STEP].whole == 5
