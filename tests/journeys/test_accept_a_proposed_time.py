"""Care proposes three times; the patient takes one, or asks for others and care sees that."""

import pytest
from icalendar import Calendar

from patientkontrakt.ui.dates import local
from scheduling.models import Appointment
from tests.builders.agreements import in_days
from tests.builders.scheduling import proposed, slot
from tests.factories import as_patient, make_clinician, make_patient, make_unit
from tests.journeys.visitor import BOTH_WIDTHS, BY_KEYBOARD, DESK, WITHOUT_JAVASCRIPT

THREE_TIMES = [(5, "09:00"), (6, "14:30"), (8, "11:15")]


@pytest.fixture
def nurse():
    return make_clinician(make_unit())


@pytest.fixture
def person(nurse):
    return make_patient(nurse.unit)


@pytest.mark.parametrize("way", [*BOTH_WIDTHS, WITHOUT_JAVASCRIPT, BY_KEYBOARD], ids=str)
def test_one_of_three_times_is_taken_and_becomes_the_next_step(visitor, way, nurse, person):
    propose_three_times(visitor(nurse, way), person)
    patient = visitor(as_patient(person), way)

    choose_the_second(patient)

    taken = Appointment.objects.get()
    assert (taken.patient, local(taken.starts_at).date()) == (person, in_days(6))
    assert_it_is_in_the_calendar_file(patient, taken)
    patient.opens("pages:my_home")
    step = patient.part("Next step").inner_text()
    assert [words for words in ("Prata om provsvaren", "14.30", nurse.name) if words not in step] == []


def propose_three_times(clinician, person):
    clinician.opens("pages:record", person.pk)
    clinician.follows("Propose times")
    for number, (days, clock) in enumerate(THREE_TIMES, start=1):
        time = clinician.main.get_by_role("group", name=clinician.word("Time %(n)s", n=number))
        clinician.writes("Day", in_days(days).isoformat(), within=time)
        clinician.writes("Starts at", clock, within=time)
    clinician.writes("What is the meeting about?", "Prata om provsvaren")
    clinician.clicks("Propose the times")
    clinician.sees("The times are proposed. The patient is told.")


def choose_the_second(patient):
    patient.opens("pages:my_home")
    patient.follows("Choose a time", within=patient.part("Next step"))
    offered = patient.part("Prata om provsvaren").get_by_role("listitem")
    assert offered.count() == len(THREE_TIMES)
    patient.clicks("Yes, that time suits me", within=offered.nth(1))
    patient.sees("The time is yours. You find it below under Agreed times.")
    patient.does_not_see("Times to choose from")


def assert_it_is_in_the_calendar_file(patient, appointment):
    """With its time, and with neutral words: the file leaves our house."""
    text = patient.saves("Save in my calendar", "time-in-care.ics")
    event = Calendar.from_ical(text).events[0]
    assert event.start == local(appointment.starts_at)
    assert str(event["summary"]) == patient.word("Time in care")
    assert appointment.purpose not in text


@pytest.mark.parametrize("way", [*BOTH_WIDTHS, WITHOUT_JAVASCRIPT, BY_KEYBOARD], ids=str)
def test_none_suits_so_the_patient_asks_for_others_and_care_sees_it(visitor, way, nurse, person):
    proposed(person, nurse.unit, [slot(3, 10), slot(4, 13), slot(5, 8)], by=nurse)
    patient = visitor(as_patient(person), way)

    patient.opens("scheduling:my_times")
    patient.follows("None suits me – ask for other times")
    patient.writes("When does it suit you?", "Helst efter klockan 15")
    patient.clicks("Ask for other times")
    patient.sees("We have your answer and will come back with other times.")
    patient.reads("Helst efter klockan 15")

    assert_it_waits_on_the_work_list(visitor(nurse, DESK if way.javascript else way), person)


def assert_it_waits_on_the_work_list(clinician, person):
    clinician.opens("pages:work_list")
    assert clinician.word("Asks for other times") in clinician.row(person.name).inner_text()
    clinician.presses(clinician.main.get_by_role("link", name=person.name))
    clinician.reads("Helst efter klockan 15")
