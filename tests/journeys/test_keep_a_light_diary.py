"""A patient ticks off today, mends yesterday, and sees how care keeps its own; care reads it too."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from agreements.actions import add_commitment, propose, write_diary
from agreements.models import CommitmentParty, DiaryEntry, WhenKind
from tests.builders.agreements import agree_in_the_room, filled_draft, in_days
from tests.factories import as_patient, make_clinician, make_patient, make_unit
from tests.journeys.visitor import EVERY_WAY


@pytest.fixture
def a_week_ago():
    return time_machine.travel(timezone.now() - datetime.timedelta(days=7), tick=False)


@pytest.fixture
def nurse(a_week_ago):
    with a_week_ago:
        return make_clinician(make_unit())


@pytest.fixture
def person(a_week_ago, nurse):
    with a_week_ago:
        return make_patient(nurse.unit)


@pytest.fixture
def version(a_week_ago, person, nurse):
    with a_week_ago:
        return agreed(person, nurse)


def agreed(person, nurse):
    draft = filled_draft(person, nurse)
    add_commitment(
        version=draft, party=CommitmentParty.CARE, responsible_staff=nurse.staff, what="Ringa och fråga",
        when_kind=WhenKind.RECURRING, when_text="varje fredag", by=nurse,
    )  # fmt: skip
    agree_in_the_room(propose(version=draft, by=nurse), nurse)
    return draft


@pytest.mark.parametrize("way", EVERY_WAY, ids=str)
def test_a_week_is_kept_by_both(visitor, way, nurse, person, version):
    call = version.commitments.get(what="Ringa och fråga")
    write_diary(promise=call, day=in_days(0), outcome="not_this_day", note="Telefonen var trasig", by=nurse)
    patient, clinician = visitor(as_patient(person), way), visitor(nurse, way)

    patient.opens("pages:my_home")
    patient.follows("My week", within=patient.main)
    patient.sees("Tick off today if you like. It does not matter if you miss a day.")
    patient.reads("Telefonen var trasig")
    patient.clicks("Done today", within=patient.row("Gå en promenad"))
    patient.presses(patient.row("Gå en promenad").locator(".diary-days a").nth(5))
    patient.chooses("Not that day")
    patient.writes("Do you want to write something?", "Halt ute")
    patient.clicks("Save")
    patient.reads("Halt ute")

    walk = DiaryEntry.objects.filter(promise__what="Gå en promenad")
    assert [(row.day, row.is_done) for row in walk] == [(in_days(-1), False), (in_days(0), True)]
    clinician.opens("agreements:agreement", person.pk, version.agreement_id)
    clinician.sees("The last four weeks")
    clinician.reads("Halt ute")
