"""Care's list of what its agreements wait for."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from agreements.actions import accept, ask_for_review, ask_question, reply_to_question, start_new_version
from agreements.follow_up import follow_up
from agreements.models import How
from patientkontrakt.audit.models import AuditEvent
from patientkontrakt.people.roles import Role
from tests.builders.agreements import (
    agreed_version,
    filled_draft,
    in_days,
    object_to,
    proposed_version,
    version_with_others,
)
from tests.builders.contacts import appointed_contact
from tests.factories import as_patient, make_clinician, make_patient, make_unit

pytestmark = pytest.mark.django_db
ADDRESS = "/care/agreements/"


@pytest.fixture
def unit():
    return make_unit()


@pytest.fixture
def clinician(unit):
    return make_clinician(unit)


@pytest.fixture
def patient(unit):
    return make_patient(unit)


def groups(actor, **kwargs):
    return [(line.group, line.about) for line in follow_up(actor, **kwargs)]


def later(days):
    return time_machine.travel(timezone.now() + datetime.timedelta(days=days), tick=False)


def test_an_agreement_that_holds_waits_for_nothing(patient, clinician):
    agreed_version(patient, clinician)

    assert groups(clinician) == []


def test_a_draft_is_there_until_it_is_proposed(patient, clinician):
    draft = filled_draft(patient, clinician)

    assert groups(clinician) == [("drafts", "")]
    assert follow_up(clinician)[0].key == draft.pk


def test_a_proposed_version_waits_since_then_for_those_who_have_not_answered(patient, clinician):
    version = proposed_version(patient, clinician)

    assert groups(clinician) == [("awaits_answer", "both")]
    accept(version=version, by=clinician)
    assert groups(clinician) == [("awaits_answer", "patient")]
    with later(3):
        assert follow_up(clinician)[0].since == in_days(-3)


def test_care_is_told_that_its_own_answer_is_awaited(patient, clinician):
    accept(version=proposed_version(patient, clinician), told=How.TELEPHONE, by=clinician)

    assert groups(clinician) == [("awaits_answer", "care")]


def test_others_who_promise_something_are_waited_for_last(patient, clinician):
    version = version_with_others(patient, clinician)
    accept(version=version, by=clinician)
    accept(version=version, told=How.IN_THE_ROOM, by=clinician)

    assert groups(clinician) == [("awaits_answer", "others")]


def test_one_who_disagrees_is_seen_and_not_waited_for(patient, clinician):
    object_to(version=proposed_version(patient, clinician), reason="För tungt", by=as_patient(patient))

    assert groups(clinician) == [("disagrees", "")]


def test_a_review_is_seen_two_weeks_before_its_day(patient, clinician):
    agreed_version(patient, clinician, review_date=in_days(90))

    with later(75):
        assert "review_passed" not in dict(groups(clinician))
    with later(76):
        assert "review_passed" in dict(groups(clinician))


def test_a_review_that_is_asked_for_is_seen_at_once(patient, clinician):
    version = agreed_version(patient, clinician)

    ask_for_review(version=version, reason="Jag har flyttat", by=as_patient(patient))

    assert groups(clinician) == [("review_passed", "asked")]


def test_a_question_stands_in_the_list_until_it_is_answered(patient, clinician, sign_in):
    version = agreed_version(patient, clinician)
    asked = ask_question(version=version, text="Hur långt ska jag gå?", by=as_patient(patient))
    ask_question(version=version, text="Hur mår du?", by=clinician)

    assert groups(clinician) == [("has_question", "Hur långt ska jag gå?")]
    page = sign_in(clinician).get(ADDRESS, {"group": "has_question"}).content.decode()
    assert f"/care/patients/{patient.pk}/agreements/questions/{asked.pk}/" in page
    assert "Hur långt ska jag gå?" in page
    assert groups(make_clinician(make_unit())) == []
    reply_to_question(question=asked, reply="Till torget", by=clinician)
    assert groups(clinician) == []


def test_a_question_is_mine_when_the_agreement_is(patient, clinician):
    version = agreed_version(patient, clinician)
    ask_question(version=version, text="Hur?", by=as_patient(patient))

    assert groups(clinician, only_mine=True) == [("has_question", "Hur?")]
    assert groups(make_clinician(clinician.unit), only_mine=True) == []


def test_a_late_promise_of_care_is_seen_with_its_words(patient, clinician):
    agreed_version(patient, clinician)

    with later(8):
        assert groups(clinician) == [("care_overdue", "Skriva remiss till fysioterapeut")]


def test_the_most_urgent_stand_first(unit, patient, clinician):
    start_new_version(agreement=agreed_version(patient, clinician).agreement, by=clinician)
    object_to(version=proposed_version(make_patient(unit), clinician), reason="Nej", by=clinician)

    with later(8):
        assert [group for group, _ in groups(clinician)] == ["disagrees", "care_overdue", "drafts"]


def test_mine_are_those_whose_contact_i_am_or_where_i_have_promised(unit, clinician):
    contact, colleague = make_clinician(unit), make_clinician(unit)
    patient = make_patient(unit)
    proposed_version(patient, clinician)
    appointed_contact(patient, unit, person=contact)

    assert groups(clinician, only_mine=True) == groups(contact, only_mine=True) == groups(colleague)
    assert groups(colleague, only_mine=True) == []


def test_my_late_promises_are_mine(patient, unit, clinician):
    agreed_version(patient, clinician)

    with later(8):
        assert groups(clinician, only_mine=True) == groups(clinician)
        assert groups(make_clinician(unit), only_mine=True) == []


def test_other_units_and_those_who_meet_no_patients_see_nothing(patient, clinician, unit):
    proposed_version(patient, clinician)

    assert groups(make_clinician(make_unit("Annan vårdcentral"))) == []
    assert groups(make_clinician(unit, Role.UNIT_MANAGER)) == []


def test_it_says_since_when_and_for_whom_and_logs_each_shown_patient_once(patient, clinician, sign_in):
    version = proposed_version(patient, clinician)
    accept(version=version, by=clinician)

    page = sign_in(clinician).get(ADDRESS).content.decode()

    assert patient.name in page
    assert "patientens svar" in page
    assert AuditEvent.objects.filter(resource_type="agreements.follow_up", patient_id=patient.pk).count() == 1


def test_it_can_be_kept_to_one_group_or_to_ones_own(patient, unit, clinician, sign_in):
    proposed_version(patient, clinician)
    filled_draft(make_patient(unit), make_clinician(unit))

    page = sign_in(clinician).get(ADDRESS, {"group": "awaits_answer", "mine": "1"})

    assert [line.group for _, line in page.context["rows"]] == ["awaits_answer"]


def test_long_lists_go_over_pages_and_only_the_shown_are_logged(unit, clinician, sign_in):
    for _ in range(27):
        filled_draft(make_patient(unit), clinician)

    second = sign_in(clinician).get(ADDRESS, {"page": 2})

    assert len(second.context["rows"]) == 2
    assert AuditEvent.objects.filter(resource_type="agreements.follow_up").count() == 2


@pytest.mark.parametrize("number", [1, 30])
def test_the_list_costs_the_same_for_one_and_for_many(
    number, unit, clinician, sign_in, django_assert_max_num_queries
):
    for _ in range(number):
        proposed_version(make_patient(unit), clinician)
    client = sign_in(clinician)

    with django_assert_max_num_queries(12):
        client.get(ADDRESS)
