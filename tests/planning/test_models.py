import datetime

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.utils import timezone

from planning import actions
from planning.models import Need, Plan, PlanDocument, ResponsibilityChange, Source, need, plan
from tests.builders.planning import make_need, make_plan, make_sip, pdf
from tests.factories import as_patient, make_clinician, make_patient, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return make_unit()


@pytest.fixture
def patient(unit):
    return make_patient(unit)


def broken(table, row, assignments):
    """Which constraint stops a raw update of the row, whatever code wrote it."""
    with pytest.raises(IntegrityError) as error, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {assignments} WHERE id = %s", [row.pk])
    return error.value.__cause__.diag.constraint_name


@pytest.mark.parametrize(
    ("assignments", "constraint"),
    [
        ("responsible_name = 'Någon annan'", "planning_plan_one_responsible"),
        ("responsible_staff_id = NULL", "planning_plan_one_responsible"),
        ("ends = starts - 1", "planning_plan_ends_after_start"),
        ("status = 'ended'", "planning_plan_closed_with_reason"),
        ("status_reason = 'varför?'", "planning_plan_closed_with_reason"),
        ("source = 'imported'", "planning_plan_imported_says_when"),
        ("fetched_at = now()", "planning_plan_imported_says_when"),
        ("consent_on = NULL", "planning_plan_consent_is_whole"),
        ("consent_how = ''", "planning_plan_consent_is_whole"),
        ("consent_on = NULL, consent_by = '', consent_how = ''", "planning_sip_with_consent"),
        ("overall_responsible = ''", "planning_sip_with_consent"),
        ("measures_region = ''", "planning_sip_names_measures"),
        ("measures_municipality = ''", "planning_sip_names_measures"),
    ],
)
def test_the_database_keeps_the_rules_of_a_plan(patient, assignments, constraint):
    assert broken("planning_plan", make_sip(patient), assignments) == constraint


def test_a_sip_without_consent_cannot_be_inserted(patient, unit):
    with pytest.raises(IntegrityError, match="planning_sip_with_consent"):
        Plan.objects.create(
            patient=patient, unit=unit, kind="SIP", title="SIP", responsible_name="Eva",
            measures_region="a", measures_municipality="b", overall_responsible="region",
        )  # fmt: skip


@pytest.mark.parametrize(
    ("assignments", "constraint"),
    [
        ("other_party = 'Försäkringskassan'", "planning_need_one_responsible_party"),
        ("responsible_unit_id = NULL", "planning_need_one_responsible_party"),
        ("responsible_patient_id = patient_id", "planning_need_one_responsible_party"),
        ("responsible_unit_id = NULL, other_party = ''", "planning_need_other_party_is_named"),
        ("status = 'entered_in_error'", "planning_need_mistake_with_reason"),
    ],
)
def test_every_need_has_exactly_one_responsible_party(patient, assignments, constraint):
    assert broken("planning_need", make_need(patient), assignments) == constraint


def test_another_patient_never_answers_for_a_need(patient):
    other = make_patient(given_name="Bo")

    assignments = f"responsible_unit_id = NULL, responsible_patient_id = '{other.pk}'"

    assert broken("planning_need", make_need(patient), assignments) == "planning_need_of_the_patient_herself"


def test_a_document_and_a_change_of_responsibility_are_never_changed_or_deleted(patient, unit):
    by = make_clinician(unit)
    actions.attach_document(plan=make_plan(patient, by), document=pdf(), by=by)
    actions.give_responsibility(need=make_need(patient, by), responsible=by.staff, reason="Jag kan", by=by)

    for rows in (PlanDocument.objects.all(), ResponsibilityChange.objects.all()):
        with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
            rows.update(version=2)
        with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
            rows.delete()


def test_plans_and_needs_are_marked_and_never_deleted(patient):
    for row in (make_plan(patient), make_need(patient)):
        with pytest.raises(ProgrammingError, match="Cannot delete"), transaction.atomic():
            row.delete()


def test_documents_and_changes_belong_to_the_patient_of_what_they_are_about(patient, unit):
    other = make_patient(unit)
    need, plan = make_need(other), make_plan(other)

    for mixed_up in (
        lambda: need.responsibility_changes.create(patient=patient, given_by="A", given_to="B", reason="C"),
        lambda: plan.documents.create(patient=patient, file="plans/x.pdf"),
    ):
        with pytest.raises(IntegrityError, match="different patients"), transaction.atomic():
            mixed_up()
    for row in (need, plan):
        with pytest.raises(ProgrammingError, match="Cannot update"), transaction.atomic():
            type(row).objects.filter(pk=row.pk).update(patient=patient)


def test_the_latest_document_is_shown_and_the_earlier_kept(patient, unit):
    by = make_clinician(unit)
    row = make_plan(patient, by, document=pdf(), source=Source.DOCUMENT)

    newer = actions.attach_document(plan=row, document=pdf(), by=by)

    assert Plan.objects.for_overview().get().document == newer
    assert row.documents.count() == 2


def test_how_fresh_a_plan_is(patient):
    fetched = timezone.now() - datetime.timedelta(days=3)

    own = make_plan(patient)
    imported = make_plan(patient, source=Source.IMPORTED, fetched_at=fetched, fetched_from="Cosmic")

    assert own.fresh_at == own.updated_at
    assert imported.fresh_at == fetched


def test_a_follow_up_that_has_passed_is_no_longer_coming(patient, time_machine):
    time_machine.move_to(datetime.datetime(2026, 5, 4, 12, tzinfo=datetime.UTC))
    today, yesterday = datetime.date(2026, 5, 4), datetime.date(2026, 5, 3)
    make_plan(patient, follow_up_on=yesterday)
    make_plan(patient)
    coming = make_plan(patient, follow_up_on=today)

    assert list(Plan.objects.follow_up_coming()) == [coming]


def test_a_wish_is_new_until_someone_takes_it(patient, unit):
    by = make_clinician(unit)
    make_need(patient, by)
    wish = actions.add_wish(patient=patient, text="Jag vill simma", by=as_patient(patient))

    assert list(Need.objects.new_wishes()) == [wish]

    actions.give_responsibility(need=wish, responsible=by.staff, reason="Jag ordnar det", by=by)
    assert not Need.objects.new_wishes().exists()


def test_a_mistake_stays_a_mistake():
    assert plan.ALLOWED_CHANGES[plan.PlanStatus.ENTERED_IN_ERROR] == set()
    assert need.ALLOWED_CHANGES[need.NeedStatus.ENTERED_IN_ERROR] == set()
    assert set(plan.ALLOWED_CHANGES) == set(plan.PlanStatus)
    assert set(need.ALLOWED_CHANGES) == set(need.NeedStatus)
