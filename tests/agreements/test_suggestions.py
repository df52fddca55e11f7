"""What a template brings into a draft waits for a yes, and cannot be proposed before."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from agreements import actions
from agreements.models import CommitmentParty, Goal, WarningSign
from agreements.models import TemplateRowKind as Kind
from agreements.shipped_templates import find_template
from patientkontrakt.access.actions import start_care_relation
from patientkontrakt.access.models import Ground
from patientkontrakt.audit.models import AuditEvent
from patientkontrakt.people.roles import Role
from tests.builders.agreements import (
    agree_in_the_room,
    filled_draft,
    in_days,
    proposed_version,
    started_draft,
)
from tests.builders.contacts import coordinating_contact
from tests.factories import SYSTEM, make_clinician, make_patient, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def clinician():
    return make_clinician(make_unit())


@pytest.fixture
def patient(clinician):
    return make_patient(clinician.unit)


@pytest.fixture
def template(clinician):
    return find_template(clinician.unit, "heart-failure")


@pytest.fixture
def draft(patient, clinician):
    return filled_draft(patient, clinician)


def suggested(draft, template, by):
    """The draft with all that the template brings."""
    actions.apply_template(version=draft, template=template, by=by)
    return draft


def rows_of(draft):
    return [*draft.goals.all(), *draft.commitments.all(), *draft.warning_signs.all()]


def test_everything_but_the_topics_comes_in_marked_with_the_templates_name(draft, template, clinician):
    before = len(rows_of(draft))

    added = actions.apply_template(version=draft, template=template, by=clinician)

    assert len(added) == len(template.lines) - len(template.lines_of(Kind.TOPIC))
    assert {row.suggested_by for row in added} == {"Hjärtsvikt"}
    assert len(draft.suggestions) == len(added) == len(rows_of(draft)) - before
    assert all(not row.is_suggestion for row in rows_of(draft)[:1])


def test_own_rows_come_first_and_the_templates_keep_their_order(draft, template, clinician):
    suggested(draft, template, clinician)

    goals = [str(goal) for goal in draft.goals.all()]
    assert goals[1:] == [line.text for line in template.lines_of(Kind.GOAL)]


def test_the_contact_at_the_unit_makes_what_is_meant_for_the_contact(patient, template, clinician):
    contact = coordinating_contact(patient, clinician.unit)

    promises = suggested(started_draft(patient, clinician), template, clinician).promises_by_care

    meant = [line.who for line in template.lines_of(Kind.CARE_PROMISE)]
    by_whom = [promise.responsible_staff or promise.responsible_unit for promise in promises]
    assert by_whom == [contact.staff if who == "contact" else clinician.unit for who in meant]


def test_without_a_contact_at_the_unit_the_unit_promises(patient, template, clinician):
    elsewhere = make_unit("Annan")
    start_care_relation(patient=patient, unit=elsewhere, ground=Ground.REFERRAL, by=SYSTEM)
    coordinating_contact(patient, elsewhere)

    promises = suggested(started_draft(patient, clinician), template, clinician).promises_by_care

    assert {promise.responsible_unit for promise in promises} == {clinician.unit}


def test_what_stands_in_the_draft_already_is_not_brought_twice(draft, template, clinician):
    goal = template.lines_of(Kind.GOAL)[0].text
    actions.add_goal(version=draft, text=f"{goal.upper()}.", by=clinician)

    suggested(draft, template, clinician)
    again = actions.apply_template(version=draft, template=template, by=clinician)

    assert again == []
    assert [str(row).casefold() for row in draft.goals.all()].count(goal.casefold()) == 0


def test_the_review_day_is_set_only_where_none_is(patient, draft, template, clinician):
    suggested(draft, template, clinician)
    draft.refresh_from_db()
    assert draft.review_date == in_days(90)

    actions.edit_draft(
        version=draft, seen_version=draft.version, contact_text="Vi", contact_phone="", review_date=None,
        by=clinician,
    )  # fmt: skip
    suggested(draft, template, clinician)
    draft.refresh_from_db()
    assert draft.review_date == timezone.localdate() + datetime.timedelta(weeks=template.review_weeks)


def test_bringing_in_a_template_is_one_event_in_the_log(draft, template, clinician):
    before = AuditEvent.objects.count()

    suggested(draft, template, clinician)

    event = AuditEvent.objects.order_by("id").last()
    assert (AuditEvent.objects.count() - before, event.resource_id) == (1, draft.pk)


def test_bringing_in_costs_the_same_whatever_the_number_of_rows(
    draft, template, clinician, django_assert_num_queries
):
    with django_assert_num_queries(15):
        suggested(draft, template, clinician)


def test_nothing_is_proposed_before_each_suggestion_has_its_answer(draft, template, clinician):
    first = template.lines_of(Kind.GOAL)[0].text
    suggested(draft, template, clinician)

    with pytest.raises(ValidationError) as refusal:
        actions.propose(version=draft, by=clinician)
    assert first in refusal.value.message

    for row in draft.suggestions[1:]:
        actions.remove_row(row=row, by=clinician)
    actions.confirm_suggestion(row=draft.suggestions[0], by=clinician)
    assert actions.propose(version=draft, by=clinician).goals.filter(text=first).exists()


@pytest.mark.parametrize("model", [Goal, WarningSign])
def test_a_yes_keeps_the_text_and_other_editors_take_it_over(draft, template, clinician, model):
    suggested(draft, template, clinician)
    row = next(row for row in draft.suggestions if isinstance(row, model))

    confirmed = actions.confirm_suggestion(row=row, by=clinician)

    assert (confirmed.is_suggestion, confirmed.version, str(confirmed)) == (False, 2, str(row))
    assert not model.objects.get(pk=row.pk).is_suggestion


def test_whoever_changes_a_suggestion_has_said_yes_to_it(draft, template, clinician):
    suggested(draft, template, clinician)
    goal, promise, sign = (
        next(row for row in draft.suggestions if hasattr(row, name)) for name in ("text", "what", "sign")
    )

    changed = [
        actions.edit_goal(goal=goal, seen_version=1, text="Gå", by=clinician),
        actions.edit_commitment(commitment=promise, seen_version=1, what="Gå", by=clinician),
        actions.edit_warning_sign(warning_sign=sign, seen_version=1, sign="Trött", by=clinician),
    ]

    assert [row.is_suggestion for row in changed] == [False] * 3


def test_yes_to_all_that_remain(draft, template, clinician):
    suggested(draft, template, clinician)
    actions.remove_row(row=draft.suggestions[0], by=clinician)
    remaining = len(rows_of(draft))

    actions.confirm_suggestions(version=draft, by=clinician)

    assert (draft.suggestions, len(rows_of(draft))) == ([], remaining)


def test_no_to_all_that_remain_leaves_what_is_ours(draft, template, clinician):
    own = rows_of(draft)
    suggested(draft, template, clinician)
    kept = actions.confirm_suggestion(row=draft.suggestions[0], by=clinician)

    actions.decline_suggestions(version=draft, by=clinician)

    assert set(rows_of(draft)) == {*own, kept}


def test_a_new_version_carries_no_marks(draft, template, clinician):
    suggested(draft, template, clinician)
    actions.confirm_suggestions(version=draft, by=clinician)
    agree_in_the_room(actions.propose(version=draft, by=clinician), clinician)

    new = actions.start_new_version(agreement=draft.agreement, by=clinician)

    assert (new.suggestions, len(rows_of(new))) == ([], len(rows_of(draft)))


@pytest.mark.parametrize("table", ["goal", "commitment", "warningsign"])
def test_the_database_proposes_no_suggestion(draft, clinician, table):
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE agreements_{table} SET suggested_by = 'Mall' WHERE agreement_version_id = %s", [draft.pk]
        )
        with pytest.raises(DatabaseError, match="template suggested"), transaction.atomic():
            cursor.execute(
                "UPDATE agreements_agreementversion SET proposed_at = now() WHERE id = %s", [draft.pk]
            )


def test_a_proposed_version_takes_no_template(patient, clinician, template):
    version = proposed_version(patient, clinician)

    for change in (
        lambda: actions.apply_template(version=version, template=template, by=clinician),
        lambda: actions.confirm_suggestions(version=version, by=clinician),
        lambda: actions.decline_suggestions(version=version, by=clinician),
        lambda: actions.confirm_suggestion(row=version.goals.first(), by=clinician),
    ):
        with pytest.raises(ValidationError):
            change()


def test_a_unit_uses_its_own_templates_and_not_another_units(draft, template, clinician):
    lead = make_clinician(make_unit("Annan"), Role.UNIT_MANAGER)
    others = actions.copy_template(template=template, by=lead)

    with pytest.raises(PermissionDenied):
        actions.apply_template(version=draft, template=others, by=clinician)
    with pytest.raises(PermissionDenied):
        actions.apply_template(version=draft, template=template, by=lead)


def test_a_units_own_text_is_what_comes_in(patient, clinician, template):
    lead = make_clinician(clinician.unit, Role.COORDINATING_CONTACT)
    own = actions.start_template(name="Yrsel", about="För dig som är yr.", review_weeks=2, by=lead)
    actions.add_template_row(
        template=own, kind=Kind.PATIENT_PROMISE, text="Jag reser mig långsamt.", when_text="alltid", by=lead
    )
    draft = started_draft(patient, clinician)

    (promise,) = actions.apply_template(version=draft, template=own, by=clinician)

    assert (promise.party, promise.when, promise.suggested_by) == (CommitmentParty.PATIENT, "alltid", "Yrsel")
