"""A patient turns reminders on at an own hour, reads the very words, and turns them off by one button."""

import datetime

import pytest
from django.utils import translation

from agreements.models import ReminderChoice
from agreements.reminders import to_remind
from patientkontrakt.ui.dates import STOCKHOLM, hour_and_minute
from tests.builders.agreements import agreed_version, in_days
from tests.factories import as_patient, make_clinician, make_patient, make_unit
from tests.journeys.visitor import EVERY_WAY


@pytest.fixture
def person():
    nurse = make_clinician(make_unit())
    person = make_patient(nurse.unit)
    agreed_version(person, nurse)
    return person


@pytest.mark.parametrize("way", EVERY_WAY, ids=str)
def test_reminders_are_chosen_read_and_turned_off(visitor, way, person):
    patient = visitor(as_patient(person), way)
    tomorrow_at_six = datetime.datetime.combine(in_days(1), datetime.time(18), STOCKHOLM)
    with translation.override(patient.language):
        six = hour_and_minute(tomorrow_at_six)

    patient.opens("pages:my_home")
    patient.follows("My week", within=patient.main)
    patient.follows("Reminders", within=patient.main)
    patient.reads("Du har något planerat i Patientkontrakt")
    patient.sees("Nothing is sent.")
    assert to_remind(tomorrow_at_six) == []
    patient.chooses("Yes")
    patient.selects("At what time?", six)
    patient.clicks("Save")
    patient.sees("Reminders are on")
    assert to_remind(tomorrow_at_six) == [ReminderChoice.objects.get(patient=person)]

    patient.clicks("Turn off reminders")
    patient.sees("Reminders are off")
    assert to_remind(tomorrow_at_six) == []
