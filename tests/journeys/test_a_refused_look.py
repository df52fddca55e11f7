"""Someone without a care relation tries to open a record: finds nothing, and the patient sees the attempt."""

import pytest

from patientkontrakt.people.roles import Role
from tests.factories import as_patient, make_clinician, make_patient, make_unit
from tests.journeys.visitor import BOTH_WIDTHS, DESK, PHONE


@pytest.mark.parametrize("way", BOTH_WIDTHS, ids=str)
def test_another_units_clinician_finds_nothing_and_the_patient_sees_the_attempt(visitor, way):
    person = make_patient(make_unit())
    stranger = make_clinician(make_unit("Ekens mottagning"))

    look_in_vain(visitor(stranger, way), person)

    patient = visitor(as_patient(person), way)
    patient.opens("pages:my_home")
    patient.follows("See who has read about me")
    patient.sees("Who has read about me")
    attempt = patient.row(stranger.name).inner_text()
    assert patient.word("Tried to open, and was refused:") in attempt
    assert "Ekens mottagning" in attempt


def look_in_vain(stranger, person):
    stranger.opens("pages:record", person.pk, status=404)
    stranger.sees("We cannot find the page")
    page = stranger.page.content()
    assert [words for words in (person.given_name, person.family_name, "98240301") if words in page] == []
    stranger.follows("To the start page")
    stranger.follows("My page", within=stranger.main)
    stranger.is_at("pages:work_list")


def test_the_own_units_look_is_seen_too_but_was_not_refused(visitor):
    unit = make_unit()
    nurse, person = make_clinician(unit), make_patient(unit)
    visitor(nurse).opens("pages:record", person.pk)

    patient = visitor(as_patient(person), DESK)
    patient.opens("pages:my_access_log")

    assert unit.name in patient.row(nurse.name).inner_text()
    patient.does_not_see("Tried to open, and was refused:")


def test_a_manager_is_told_that_the_role_does_not_open_records(visitor):
    unit = make_unit()
    person = make_patient(unit)
    manager = visitor(make_clinician(unit, Role.UNIT_MANAGER), PHONE)

    manager.opens("pages:record", person.pk, status=403)

    manager.sees("You may not see or do this").does_not_read(person.family_name)
    manager.follows("To the start page")
    manager.follows("My page", within=manager.main)
    manager.is_at("surveys:insight")
