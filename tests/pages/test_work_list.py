import datetime

import pytest
import time_machine
from django.utils import timezone

from agreements.actions import add_commitment, propose
from agreements.models import CommitmentParty, WhenKind
from patientkontrakt.access.actions import start_care_relation
from patientkontrakt.access.models import Ground
from patientkontrakt.audit.models import AuditEvent
from patientkontrakt.pages.work_list import counts, with_patients, work_list
from patientkontrakt.people.models import UnitKind
from patientkontrakt.people.roles import Role
from planning.actions import add_wish
from scheduling.actions import ask_for_other_times
from tests.builders.agreements import agree_in_the_room, agreed_version, in_days, object_to, proposed_version
from tests.builders.contacts import appointed_contact
from tests.builders.facts import agreed, draft
from tests.builders.scheduling import proposed
from tests.factories import SYSTEM, as_patient, make_clinician, make_patient, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return make_unit()


@pytest.fixture
def clinician(unit):
    return make_clinician(unit)


@pytest.fixture
def patient(unit):
    return make_patient(unit)


def reasons(clinician):
    rows = with_patients(work_list(clinician))
    return {patient.name: [key for key, _ in why] for patient, why in rows}


def test_a_patient_with_whom_nothing_is_begun_waits_for_nothing(patient, clinician):
    assert reasons(clinician) == {}


def test_a_fixed_contact_without_a_next_step_is_an_alarm(patient, unit, clinician):
    appointed_contact(patient, unit)

    assert reasons(clinician) == {patient.name: ["no_next_step"]}


def test_a_proposed_agreement_waits_for_an_answer(patient, clinician):
    proposed_version(patient, clinician)

    assert reasons(clinician) == {patient.name: ["awaits_answer"]}


def test_a_patient_who_disagrees_is_seen(patient, clinician):
    version = proposed_version(patient, clinician)
    object_to(version=version, reason="Det blir för tungt", by=as_patient(patient))

    assert "disagrees" in reasons(clinician)[patient.name]


def test_a_patient_who_asks_for_other_times_is_seen(patient, unit, clinician):
    proposal = proposed(patient, unit)
    ask_for_other_times(proposal=proposal, message="Helst eftermiddag", by=as_patient(patient))

    assert "asks_for_times" in reasons(clinician)[patient.name]


def test_a_wish_that_nobody_has_taken_is_seen(patient, clinician):
    add_wish(patient=patient, text="Hjälp att handla", by=as_patient(patient))

    assert reasons(clinician) == {patient.name: ["new_wish"]}


def test_a_patient_whom_no_way_leads_to_is_an_alarm(clinician):
    unreachable = make_unit("Ny enhet", phone="", parent=make_unit(kind=UnitKind.REGION, phone=""))
    patient = make_patient(unreachable)
    appointed_contact(patient, unreachable)

    assert "no_contact_path" in reasons(make_clinician(unreachable))[patient.name]


def test_a_late_promise_of_care_is_seen(patient, clinician):
    agreed(patient, clinician, {"days": 2})

    with time_machine.travel(timezone.now() + datetime.timedelta(days=4), tick=False):
        assert "care_overdue" in reasons(clinician)[patient.name]


def test_the_unit_that_a_late_promise_names_sees_it_as_its_own(patient, clinician):
    municipality = make_unit("Exempelstads kommun", kind=UnitKind.MUNICIPALITY)
    nurse = make_clinician(municipality, Role.MUNICIPAL_STAFF)
    start_care_relation(
        patient=patient, unit=municipality, ground=Ground.LISTED, by=SYSTEM, starts=datetime.date(2020, 1, 1)
    )
    version = draft(patient, clinician)
    add_commitment(
        version=version, party=CommitmentParty.MUNICIPALITY, responsible_unit=municipality,
        what="Sätter upp en nyckelbox", when_kind=WhenKind.DATE, due_date=in_days(2), by=clinician,
    )  # fmt: skip
    propose(version=version, by=clinician)
    agree_in_the_room(version, clinician)

    with time_machine.travel(timezone.now() + datetime.timedelta(days=4), tick=False):
        assert "own_overdue" in reasons(nurse)[patient.name]
        assert not {"own_overdue", "care_overdue"} & set(reasons(clinician)[patient.name])


def test_a_passed_review_date_is_seen(patient, clinician):
    version = agreed_version(patient, clinician)

    with time_machine.travel(timezone.now(), tick=False) as clock:
        clock.move_to(datetime.datetime.combine(version.review_date, datetime.time(12), datetime.UTC))
        clock.shift(datetime.timedelta(days=1))
        assert "review_passed" in reasons(clinician)[patient.name]


def test_the_most_urgent_reason_stands_first(unit, clinician):
    waits = make_patient(unit, family_name="Abrahamsson")
    proposed_version(waits, clinician)
    alarm = make_patient(unit, family_name="Öberg")
    appointed_contact(alarm, unit)

    assert [patient.family_name for patient, _ in with_patients(work_list(clinician))] == [
        "Öberg",
        "Abrahamsson",
    ]


def test_the_list_can_be_kept_to_one_reason_or_to_ones_own_patients(unit, clinician, sign_in):
    waits, alarm = make_patient(unit), make_patient(unit)
    proposed_version(waits, clinician)
    appointed_contact(alarm, unit, person=clinician)

    assert [line.patient_id for line in work_list(clinician, only_mine=True)] == [alarm.pk]
    page = sign_in(clinician).get("/care/", {"reason": "awaits_answer"})
    assert [patient for patient, _ in page.context["rows"]] == [waits]
    assert ("awaits_answer", 1) in [(key, n) for key, _, n in counts(work_list(clinician))]


def test_other_units_patients_are_not_on_the_list(clinician):
    elsewhere = make_unit("Annan vårdcentral")
    appointed_contact(make_patient(elsewhere), elsewhere)

    assert reasons(clinician) == {}


def test_each_shown_name_is_logged(patient, unit, clinician, sign_in):
    appointed_contact(patient, unit)

    sign_in(clinician).get("/care/")

    assert AuditEvent.objects.get(resource_type="pages.work_list").patient_id == patient.pk


@pytest.mark.parametrize("number", [1, 30])
def test_the_work_list_costs_the_same_for_one_and_for_many(
    number, unit, clinician, sign_in, django_assert_max_num_queries
):
    for _ in range(number):
        appointed_contact(make_patient(unit), unit)
    client = sign_in(clinician)

    with django_assert_max_num_queries(15):
        client.get("/care/")
