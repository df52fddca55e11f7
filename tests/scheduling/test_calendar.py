import datetime

import pytest
from icalendar import Calendar

from patientkontrakt.people.models import ProtectedIdentity
from scheduling import actions
from scheduling.calendar import calendar_file
from tests.builders.scheduling import booked, slot
from tests.factories import make_clinician, make_patient, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return make_unit("Psykiatriska mottagningen")


def event_of(appointment):
    (event,) = Calendar.from_ical(calendar_file(appointment)).walk("VEVENT")
    return event


def test_the_file_holds_the_time_on_swedish_clocks(unit):
    starts_at, ends_at = period = slot(3, 10)

    text = calendar_file(booked(make_patient(unit), unit, period)).decode()
    event = event_of(booked(make_patient(unit), unit, period))

    assert "METHOD:PUBLISH" in text
    assert f"DTSTART;TZID=Europe/Stockholm:{starts_at:%Y%m%dT%H%M%S}" in text
    assert "BEGIN:VTIMEZONE" in text
    assert (event.start, event.end) == (starts_at, ends_at)


def test_the_words_are_neutral(unit):
    appointment = booked(make_patient(unit), unit, purpose="Samtal om depression")

    text = calendar_file(appointment).decode()

    assert "SUMMARY:Tid i vården" in text
    for word in ("depression", "Psykiatriska", appointment.staff.name, appointment.patient.family_name):
        assert word not in text


def test_the_same_time_updates_the_first_file(unit):
    clinician = make_clinician(unit)
    appointment = booked(make_patient(unit), unit, by=clinician)
    before = event_of(appointment)

    after = event_of(actions.cancel(appointment=appointment, reason="Sjuk", by=clinician))

    assert before["uid"] == after["uid"] == f"{appointment.pk}@patientkontrakt"
    assert (before["sequence"], after["sequence"]) == (0, 1)
    assert (before["status"], after["status"]) == ("CONFIRMED", "CANCELLED")


def test_a_visit_has_its_place_but_not_for_a_protected_person(unit):
    protected = make_patient(unit, protected_identity=ProtectedIdentity.MARKED)

    assert event_of(booked(make_patient(unit), unit))["location"] == "Storgatan 1"
    assert "location" not in event_of(booked(protected, unit))


def test_a_night_of_change_is_told_right(unit):
    starts_at = datetime.datetime(2027, 3, 28, 0, 30, tzinfo=datetime.UTC)
    period = starts_at, starts_at + datetime.timedelta(hours=1)

    text = calendar_file(booked(make_patient(unit), unit, period)).decode()

    assert "DTSTART;TZID=Europe/Stockholm:20270328T013000" in text
    assert "DTEND;TZID=Europe/Stockholm:20270328T033000" in text
