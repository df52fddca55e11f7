"""A patient does not agree on one point, says why; care writes a new version; both say yes to that."""

import re

import pytest

from tests.builders.agreements import proposed_version
from tests.factories import as_patient, make_clinician, make_patient, make_unit
from tests.journeys.visitor import EVERY_WAY


@pytest.mark.parametrize("way", EVERY_WAY, ids=str)
def test_one_point_is_disputed_changed_and_agreed(visitor, way):
    unit = make_unit()
    nurse, person = make_clinician(unit), make_patient(unit)
    version = proposed_version(person, nurse)
    patient, clinician = visitor(as_patient(person), way), visitor(nurse, way)

    disagree_on_the_weighing(patient)
    read_why_and_write_a_new_version(clinician, person)
    agree_to_the_new_version(patient)

    states = [a.state for a in person.agreements.with_state()]
    assert states == ["agreed"]
    assert [v.number for v in version.agreement.versions.order_by("number")] == [1, 2]


def disagree_on_the_weighing(patient):
    patient.opens("pages:my_home")
    patient.follows("Read and answer")
    patient.follows("I do not agree on something")
    patient.clicks("Send")
    patient.sees("Something needs to be corrected")
    point = patient.main.locator(".objection", has_text="Väga mig")
    patient.chooses(re.compile("Väga mig"), within=point)
    patient.writes("Why?", "Jag har ingen våg", within=point)
    patient.writes("How would you like it to be instead?", "Väga mig på vårdcentralen", within=point)
    patient.clicks("Send")
    patient.sees("You and care do not agree on everything")
    patient.reads("Jag har ingen våg")


def read_why_and_write_a_new_version(clinician, person):
    clinician.opens("pages:work_list")
    clinician.presses(clinician.main.get_by_role("link", name=person.name))
    clinician.follows("Read", within=clinician.part("Agreement"))
    clinician.reads("Jag har ingen våg").reads("Väga mig på vårdcentralen")
    clinician.clicks("Write a new version")
    row = clinician.main.locator("li[data-row]", has_text="Väga mig")
    clinician.writes("What?", "Väga mig på vårdcentralen", within=row)
    if not clinician.way.javascript:
        clinician.clicks("Save", within=row)
    clinician.clicks("Propose")
    clinician.sees("What is new since last time")


def agree_to_the_new_version(patient):
    patient.opens("pages:my_home")
    patient.follows("Read and answer")
    patient.sees("What is new since last time")
    patient.clicks("Yes, I agree")
    patient.sees("You and care have agreed on this.")
