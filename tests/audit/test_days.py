"""The log as the patient reads it: one line for what one person did with one part in one day."""

import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.conf import settings
from django.urls import reverse

from patientkontrakt.audit.actions import record
from patientkontrakt.audit.days import Days
from patientkontrakt.audit.models import Activity, AuditEvent, Outcome
from tests.builders.agreements import started_draft
from tests.factories import as_patient, make_clinician, make_patient, make_unit

pytestmark = pytest.mark.django_db
SESSION_QUERIES = 0 if settings.REDIS_URL else 1
STOCKHOLM = ZoneInfo("Europe/Stockholm")
ADDRESS = "/my/access-log/"


@pytest.fixture
def nurse():
    return make_clinician(make_unit())


@pytest.fixture
def patient(nurse):
    return make_patient(nurse.unit)


@pytest.fixture
def me(sign_in, patient):
    return sign_in(as_patient(patient))


def at(hour, minute=0, second=0, day=24):
    moment = datetime.datetime(2026, 11, day, hour, minute, second, tzinfo=STOCKHOLM)
    return time_machine.travel(moment, tick=False)


def did(by, patient, activity=Activity.READ, resource="agreements.agreementversion", **more):
    record(by=by, activity=activity, resource=resource, patient=patient, **more)


def lines():
    return Days(AuditEvent.objects.exclude(user_id=None))[:100]


def test_an_hour_of_autosaves_is_two_lines_and_the_log_keeps_each(patient, nurse):
    for minute in range(30):
        for activity in (Activity.READ, Activity.WRITE):
            with at(9, minute):
                did(nurse, patient, activity)

    told = sorted((line.activity, line.count, [moment.minute for moment in line.period]) for line in lines())

    assert told == [("Läsa", 30, [0, 29]), ("Skriva", 30, [0, 29])]
    assert AuditEvent.objects.filter(user_id=nurse.user.pk).count() == 60


def test_each_person_part_day_and_refusal_has_a_line_of_its_own(patient, nurse):
    colleague = make_clinician(nurse.unit)
    with at(9):
        did(nurse, patient)
        did(colleague, patient)
        did(nurse, patient, resource="scheduling.appointment")
        did(nurse, patient, outcome=Outcome.REFUSED)
    with at(9, day=25):
        did(nurse, patient)

    assert [line.count for line in lines()] == [1] * 5
    assert lines()[0].moments[0].day == 25


def test_a_day_is_a_swedish_one(patient, nurse):
    with at(0, 30):
        did(nurse, patient)
    with at(23, 30, day=23):
        did(nurse, patient)

    assert len(lines()) == 2


def test_the_patient_reads_how_often_and_from_when_to_when(me, patient, nurse):
    for minute in (2, 5, 21):
        with at(9, minute):
            did(nurse, patient, Activity.WRITE)

    with at(12):
        text = me.get(ADDRESS).content.decode()

    assert "3 gånger" in text
    assert "09.02–\N{WORD JOINER}09.21" in text
    assert "09.05" in text


def test_what_was_done_once_or_in_one_minute_is_told_as_one_moment(me, patient, nurse):
    for second in (1, 40):
        with at(9, 2, second):
            did(nurse, patient)

    [line] = lines()

    assert (line.count, line.period[1]) == (2, None)


def test_an_editor_that_saves_by_itself_fills_no_page(sign_in, patient, nurse):
    draft = started_draft(patient, nurse)
    page = sign_in(nurse)
    for number in range(12):
        address = reverse("agreements:new_row", args=[patient.pk, draft.pk, "goals"])
        page.post(address, {"text": f"Mål {number}"}, headers={"X-Editor": "window"})

    shown = sign_in(as_patient(patient)).get(ADDRESS).context["page"].object_list

    assert AuditEvent.objects.filter(patient_id=patient.pk).count() > 24
    assert len(shown) < 6


@pytest.mark.parametrize("days", [1, 20])
def test_the_page_costs_the_same_however_much_was_done(me, patient, nurse, days, django_assert_num_queries):
    for day in range(1, days + 1):
        with at(9, day=day):
            did(nurse, patient)

    with at(12, day=25), django_assert_num_queries(7 + SESSION_QUERIES):
        me.get(ADDRESS)
