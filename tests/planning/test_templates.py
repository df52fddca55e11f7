import datetime
from dataclasses import replace

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory

from contacts.paths import PhoneLine
from planning.facts import StepKind
from planning.models import Plan
from planning.wording import NextStep
from tests.builders.planning import make_need, make_plan
from tests.factories import as_patient, make_clinician, make_delegate, make_patient, make_unit

pytestmark = pytest.mark.django_db
LINE = PhoneLine(label="Björkens vårdcentral", number="010-101 10 10", hours="Vardagar 8–16")
VISIT = NextStep(
    kind=StepKind.APPOINTMENT, what="Hjärtkontroll", when="i morgon kl. 10.00", who="Sara Ek",
    where="Storgatan 1", bring="Medicinlistan", day=datetime.date(2026, 5, 5),
    act="Se tiden", url_name="scheduling:my_times",
)  # fmt: skip


@pytest.fixture
def unit():
    return make_unit()


@pytest.fixture
def patient(unit):
    return make_patient(unit)


def card(step, patient, actor):
    request = RequestFactory().get("/my/")
    request.actor = actor
    return render_to_string("planning/_next_step.html", {"step": step, "patient": patient}, request)


def test_the_card_says_everything_and_has_one_button(patient):
    page = card(VISIT, patient, as_patient(patient))

    for words in ("Hjärtkontroll", "i morgon kl. 10.00", "Sara Ek", "Storgatan 1", "Medicinlistan"):
        assert words in page
    assert page.count("ds-button") == 1
    assert 'href="/my/times/"' in page


def test_what_waits_for_an_answer_has_a_button_for_the_patient_and_none_for_staff(patient, unit):
    key = patient.pk
    waits = NextStep(
        kind=StepKind.AGREEMENT, what="Läs förslaget", unit="Rehab Väst", act="Läs och svara",
        url_name="agreements:my_version", key=key,
    )  # fmt: skip
    step = replace(VISIT, waits=(waits,))

    mine, cares = card(step, patient, as_patient(patient)), card(step, patient, make_clinician(unit))

    assert f'href="/my/agreement/versions/{key}/"' in mine
    assert "Hjärtkontroll" in mine
    assert "Läs förslaget" in cares
    assert "Rehab Väst" in cares
    assert "ds-button" not in cares


def test_nothing_planned_gives_a_number_to_tap(patient):
    nothing = NextStep(kind=StepKind.NOTHING, what="Inget är planerat just nu", line=LINE)

    page = card(nothing, patient, as_patient(patient))

    assert 'href="tel:+46101011010"' in page
    assert "Vardagar 8–16" in page
    assert "ds-button" not in page


def test_the_patients_promise_is_hers_to_her_and_named_to_others(patient, unit):
    mine = NextStep(kind=StepKind.PROMISE, what="Lämna blodprov", who=patient.name, is_mine=True)

    assert patient.name not in card(mine, patient, as_patient(patient))
    assert patient.name in card(mine, patient, make_delegate(patient))
    assert patient.name in card(mine, patient, make_clinician(unit))


def test_staff_see_the_step_without_the_patients_button(patient, unit):
    page = card(VISIT, patient, make_clinician(unit))

    assert "Hjärtkontroll" in page
    assert "/my/times/" not in page


def test_where_someone_with_protected_identity_is_is_told_to_that_person_and_not_to_delegates(unit):
    patient = make_patient(unit, protected_identity="marked")

    assert "Storgatan 1" not in card(VISIT, patient, make_delegate(patient))
    assert "Storgatan 1" in card(VISIT, patient, as_patient(patient))


def test_the_parts_of_home_and_record_cost_no_further_queries(patient, unit, django_assert_num_queries):
    by = make_clinician(unit)
    for _ in range(3):
        make_plan(patient, by)
        make_need(patient, by)
    request = RequestFactory().get("/care/")
    request.actor = by
    context = {"patient": patient, "needs": patient.needs.open().for_overview()}

    with django_assert_num_queries(2):
        context["plans"] = list(Plan.objects.active().for_overview())
    with django_assert_num_queries(0):
        render_to_string("planning/_home.html", context, request)
    with django_assert_num_queries(1):
        page = render_to_string("planning/_record.html", context, request)
    assert 'id="planning"' in page
