"""The patient always knows the next step: what, when, with whom, where; and is told when there is none."""

import pytest

from agreements.actions import report_commitment
from agreements.models import CommitmentParty, CommitmentStatus
from tests.builders.agreements import agreed_version
from tests.builders.contacts import coordinating_contact
from tests.builders.scheduling import booked, slot
from tests.factories import as_patient, make_clinician, make_patient, make_unit
from tests.journeys.visitor import EVERY_WAY


@pytest.mark.parametrize("way", EVERY_WAY, ids=str)
def test_the_next_step_leads_the_first_page(visitor, way):
    unit = make_unit(phone="010-222 22 22")
    nurse, person = make_clinician(unit), make_patient(unit)
    coordinating_contact(person, unit, person=nurse)
    agreed_version(person, nurse)
    booked(person, unit, slot(days=1, hour=9), by=nurse, bring="Läkemedelslistan")
    patient = visitor(as_patient(person), way)

    patient.opens("pages:home")

    patient.is_at("pages:my_home")
    assert_first_on_the_page(patient, "Next step")
    step = patient.part("Next step")
    for words in ("Kontroll av blodtryck", "Storgatan 1", "Läkemedelslistan", nurse.name):
        assert words in step.inner_text()
    patient.reads("Väga mig").reads(nurse.name)
    patient.presses(step.get_by_role("link").first)
    patient.is_at("scheduling:my_times")


@pytest.mark.parametrize("way", EVERY_WAY, ids=str)
def test_when_nothing_is_planned_the_page_says_so_and_whom_to_ring(visitor, way):
    unit = make_unit(phone="010-222 22 22")
    nurse, person = make_clinician(unit), make_patient(unit)
    care_has_done_all_it_promised(person, nurse)
    patient, clinician = visitor(as_patient(person), way), visitor(nurse)

    patient.opens("pages:my_home")
    patient.sees("Nothing is planned right now")
    assert "010-222 22 22" in patient.part("Next step").inner_text()

    clinician.opens("pages:work_list")
    clinician.reads(person.name)


def care_has_done_all_it_promised(person, nurse):
    version = agreed_version(person, nurse)
    for promise in version.commitments.filter(party=CommitmentParty.CARE):
        report_commitment(commitment=promise, status=CommitmentStatus.DONE, by=nurse)


def assert_first_on_the_page(visitor, msgid):
    headings = visitor.main.get_by_role("heading", level=2).all_inner_texts()
    assert headings[0] == visitor.word(msgid)
