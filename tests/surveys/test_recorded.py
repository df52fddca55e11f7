import datetime

import pytest
import time_machine
from django.utils import timezone

from agreements.actions import ask_question, reply_to_question
from contacts.models import ContactKind
from patientkontrakt.people.models import OrganizationUnit, UnitKind
from scheduling import actions as scheduling
from surveys.actions import change_settings
from surveys.figures import figures_of
from surveys.intervals import Share
from surveys.models import Measure, RecordedDay
from surveys.recorded import recorded_of, series_of
from surveys.recorded_words import DEFINITIONS
from surveys.recording import recorded_now
from surveys.tasks import record_day
from tests.builders.agreements import agreed_version, proposed_version
from tests.builders.contacts import appointed_contact, contact_path
from tests.builders.facts import appointment
from tests.builders.planning import make_plan, make_sip
from tests.builders.surveys import make_patients
from tests.factories import SYSTEM, as_patient, make_assignment, make_clinician, make_patient, make_unit

pytestmark = pytest.mark.django_db

MONTH = datetime.timedelta(days=30)


def facts(unit):
    """What is shown of the unit once the night has come."""
    record_day()
    return {measure: share for (key, measure), share in recorded_of([unit]).items() if key == unit.pk}


def test_patients_with_an_agreement_in_force_are_counted():
    unit = make_unit()
    first, second, *_others = make_patients(unit, 6)
    by = make_clinician(unit)
    agreed_version(first, by)
    proposed_version(second, by)

    assert facts(unit)[Measure.AGREEMENT] == Share(1, 6)


def test_an_agreement_whose_review_has_passed_does_not_count():
    unit = make_unit()
    patient, *_others = make_patients(unit, 5)
    with time_machine.travel(timezone.now() - 4 * MONTH):
        agreed_version(patient, make_clinician(unit))

    assert facts(unit)[Measure.AGREEMENT] == Share(0, 5)


def test_patients_with_a_fixed_care_contact_are_counted_once():
    unit = make_unit()
    first, second, *_others = make_patients(unit, 5)
    appointed_contact(first, unit)
    appointed_contact(first, unit)
    appointed_contact(second, unit, kind=ContactKind.PHYSICIAN)

    assert facts(unit)[Measure.FIXED_CONTACT] == Share(1, 5)


def test_patients_with_a_next_step_are_counted():
    unit = make_unit()
    first, *_others = make_patients(unit, 5)
    appointment(first, make_clinician(unit), days=3)

    assert facts(unit)[Measure.NEXT_STEP] == Share(1, 5)


def test_of_the_last_years_times_those_that_care_called_off_were_not_agreed():
    unit = make_unit()
    patients, by = make_patients(unit, 6), make_clinician(unit)
    with time_machine.travel(timezone.now() - MONTH):
        times = [appointment(patient, by, days=1, hour=9 + n) for n, patient in enumerate(patients)]
        scheduling.cancel(appointment=times[0], reason="Sjukdom", by=by)
    with time_machine.travel(timezone.now() - 14 * MONTH):
        appointment(patients[0], by, days=1)
    appointment(patients[0], by, days=1)

    assert facts(unit)[Measure.AGREED_TIME] == Share(5, 6)


def test_a_patient_of_two_units_counts_at_both_and_others_units_patients_do_not():
    unit, other = make_unit(), make_unit()
    make_patients(other, 5)
    make_patients(unit, 7)

    assert facts(unit)[Measure.NEXT_STEP] == Share(0, 7)
    assert facts(other)[Measure.NEXT_STEP] == Share(0, 5)


def test_a_unit_with_few_patients_shows_nothing():
    unit = make_unit()
    make_patients(unit, 4)

    assert facts(unit) == {}


def test_a_level_adds_up_the_units_that_are_shown():
    region = make_unit("Region Exempel", kind=UnitKind.REGION)
    units = [make_unit(parent=region) for _number in range(3)]
    for unit, count in zip(units, (5, 6, 4), strict=True):
        make_patients(unit, count)

    record_day()
    found = figures_of(list(OrganizationUnit.objects.within(region)))

    assert found[0].questions[4].recorded == Share(0, 11)
    assert found[0].questions[0].recorded is None
    assert [measure for measure, _share in found[0].questions[6].recorded_facts] == [
        Measure.RESPONSIBLE, Measure.SIP,
    ]  # fmt: skip


def test_a_past_relation_does_not_count():
    unit = make_unit()
    make_patients(unit, 5)
    patient = make_patient(unit)
    patient.care_relations.update(ends=timezone.localdate() - MONTH)

    assert facts(unit)[Measure.NEXT_STEP].whole == 5


def test_patients_whose_unit_shows_how_to_make_contact_are_counted():
    silent, open_to_all = make_unit(), make_unit()
    for unit in (silent, open_to_all):
        make_patients(unit, 5)
    contact_path(silent, opening_hours="", answer_within_hours=None)
    contact_path(open_to_all)
    contact_path(open_to_all)

    assert facts(silent)[Measure.CONTACT_PATHS] == Share(0, 5)
    assert facts(open_to_all)[Measure.CONTACT_PATHS] == Share(5, 5)


def test_questions_that_were_answered_within_the_longest_promised_time_are_counted():
    unit = make_unit()
    by = make_clinician(unit)
    contact_path(unit, answer_within_hours=24)
    contact_path(unit, answer_within_hours=48)
    patients = make_patients(unit, 7)
    with time_machine.travel(timezone.now() - MONTH):
        asked = [ask_question(version=agreed_version(p, by), text="När?", by=as_patient(p)) for p in patients]
    for question, hours in zip(asked[:5], (1, 47, 48.5, 300, 12), strict=True):
        with time_machine.travel(question.created_at + datetime.timedelta(hours=hours)):
            reply_to_question(question=question, reply="På tisdag.", by=by)
    with time_machine.travel(timezone.now() - datetime.timedelta(hours=3)):
        ask_question(version=asked[0].agreement_version, text="Och nu?", by=as_patient(patients[0]))

    assert facts(unit)[Measure.ANSWERED_IN_TIME] == Share(3, 7)


def test_where_nothing_is_promised_no_answer_is_late():
    unit = make_unit()
    by = make_clinician(unit)
    with time_machine.travel(timezone.now() - MONTH):
        for patient in make_patients(unit, 5):
            ask_question(version=agreed_version(patient, by), text="När?", by=as_patient(patient))

    assert Measure.ANSWERED_IN_TIME not in facts(unit)


def test_plans_whose_responsible_person_still_works_are_counted_and_patients_with_a_sip():
    unit = make_unit()
    by, left = make_clinician(unit), make_assignment(unit)
    patients = make_patients(unit, 6)
    for patient in patients:
        make_plan(patient, by, responsible=by.staff)
    make_plan(patients[0], by, responsible=left.staff)
    make_plan(patients[0], by, responsible="Ulla på kommunen")
    make_sip(patients[1], by)
    left.ends = timezone.localdate() - MONTH
    left.save()

    found = facts(unit)

    assert found[Measure.RESPONSIBLE] == Share(8, 9)
    assert found[Measure.SIP] == Share(1, 6)


def test_what_is_of_few_patients_is_not_even_kept():
    unit = make_unit()
    by = make_clinician(unit)
    patient, *_others = make_patients(unit, 5)
    for _plan in range(6):
        make_plan(patient, by)

    assert (unit.pk, Measure.RESPONSIBLE) not in recorded_now()


def test_each_day_is_kept_once_and_the_newest_is_read():
    unit, unborn = make_unit(), make_unit()
    make_patients(unit, 5)
    with time_machine.travel(timezone.localtime().replace(hour=12) - 2 * MONTH):
        facts(unit)
        record_day()
    make_patients(unit, 2)
    assert recorded_of([unit])[unit.pk, Measure.NEXT_STEP] == Share(0, 5)

    facts(unit)

    today, before = timezone.localdate(), timezone.localdate() - 2 * MONTH
    assert recorded_of([unit])[unit.pk, Measure.NEXT_STEP] == Share(0, 7)
    assert series_of(unit.parent, Measure.NEXT_STEP) == [(before, Share(0, 5)), (today, Share(0, 7))]
    assert RecordedDay.objects.filter(measure=Measure.SIP).count() == 2
    assert recorded_of([unborn]) == {}


def test_the_regions_own_limit_hides_recorded_facts_too():
    unit = make_unit()
    make_patients(unit, 6)
    change_settings(small_group=7, rest_days=90, receipt_percent=80, grace_days=14, by=SYSTEM)

    assert facts(unit) == {}


def test_every_measure_says_what_it_counts():
    assert set(DEFINITIONS) == set(Measure)
