"""A unit's own templates: who writes them, what becomes of a shipped one, and what the database keeps."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction

from agreements import actions
from agreements.models import AgreementTemplate, TemplateRow
from agreements.models import TemplateRowKind as Kind
from agreements.shipped_templates import find_template, templates_of, templates_to_choose
from patientkontrakt.audit.models import AuditEvent
from patientkontrakt.base_model import EditConflict
from patientkontrakt.people.roles import Role
from tests.factories import make_clinician, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead():
    return make_clinician(make_unit(), Role.UNIT_MANAGER)


@pytest.fixture
def own(lead):
    return actions.copy_template(template=find_template(lead.unit, "copd"), by=lead)


def texts(template, kind=Kind.GOAL):
    return [row.text for row in template.rows.filter(kind=kind)]


def new_template(lead, name="Yrsel"):
    return actions.start_template(name=name, about="För dig som är yr.", by=lead)


def test_a_copy_says_the_same_as_the_shipped_one_and_stands_in_its_place(lead):
    shipped = find_template(lead.unit, "copd")

    own = actions.copy_template(template=shipped, by=lead)

    assert (own.name, own.about, own.review_weeks) == (shipped.name, shipped.about, shipped.review_weeks)
    assert all(
        [line.terms for line in own.lines_of(kind)] == [line.terms for line in lines]
        for kind, lines in shipped.parts
    )
    assert [template for template in templates_of(lead.unit) if template.slug == "copd"] == [own]
    assert find_template(make_unit(), "copd").is_shipped


def test_a_second_copy_is_the_first(lead, own):
    again = actions.copy_template(template=own, by=lead)

    assert (again, TemplateRow.objects.count()) == (own, len(own.lines))


def test_a_hidden_one_is_offered_to_nobody_at_the_unit(lead):
    hidden = actions.hide_template(template=find_template(lead.unit, "copd"), by=lead)

    assert hidden in templates_of(lead.unit)
    assert "copd" not in {template.slug for template in templates_to_choose(lead.unit)}
    assert "copd" in {template.slug for template in templates_to_choose(make_unit())}

    actions.show_template(template=hidden, by=lead)
    assert "copd" in {template.slug for template in templates_to_choose(lead.unit)}


def test_when_the_own_one_is_removed_the_shipped_one_is_back(lead, own):
    actions.edit_template(template=own, seen_version=1, name="Lungsjukdom", by=lead)

    actions.remove_template(template=own, by=lead)

    assert find_template(lead.unit, "copd").name == "KOL"
    assert not TemplateRow.objects.exists()


def test_a_wholly_new_one_begins_empty_and_grows(lead):
    template = new_template(lead)
    for text in ("Först", "Sedan"):
        actions.add_template_row(template=template, kind=Kind.GOAL, text=text, by=lead)

    assert texts(template) == ["Först", "Sedan"]
    assert template in templates_of(lead.unit)


@pytest.mark.parametrize(
    ("start", "steps", "order"),
    [(2, -1, "acb"), (0, 1, "bac"), (0, -1, "abc"), (2, 1, "abc")],
)
def test_rows_move_one_place_within_their_kind(lead, start, steps, order):
    template = new_template(lead)
    rows = [actions.add_template_row(template=template, kind=Kind.GOAL, text=t, by=lead) for t in "abc"]
    actions.add_template_row(template=template, kind=Kind.TOPIC, text="x", by=lead)

    actions.move_template_row(row=rows[start], steps=steps, by=lead)

    assert "".join(texts(template)) == order


def test_an_edit_that_saw_an_older_text_is_a_conflict(lead, own):
    row = own.rows.first()
    actions.edit_template_row(row=row, seen_version=1, text="Min text", by=lead)
    actions.edit_template(template=own, seen_version=1, name="Lungor", by=lead)

    with pytest.raises(EditConflict):
        actions.edit_template_row(row=row, seen_version=1, text="Din text", by=lead)
    with pytest.raises(EditConflict):
        actions.edit_template(template=own, seen_version=1, name="Luft", by=lead)


def test_what_a_colleague_has_removed_is_said_kindly(lead, own):
    row = own.rows.filter(kind=Kind.GOAL).first()
    gone = TemplateRow.objects.get(pk=row.pk)
    actions.remove_template_row(row=row, by=lead)

    with pytest.raises(ValidationError):
        actions.move_template_row(row=gone, steps=1, by=lead)
    actions.remove_template(template=AgreementTemplate.objects.get(), by=lead)
    with pytest.raises(ValidationError):
        actions.edit_template(template=own, seen_version=1, name="Lungor", by=lead)


@pytest.mark.parametrize(
    "role", [Role.CLINICIAN, Role.MUNICIPAL_STAFF, Role.AREA_MANAGER, Role.ADMINISTRATOR]
)
def test_only_the_units_leads_write_templates(own, lead, role):
    with pytest.raises(PermissionDenied):
        actions.edit_template(template=own, seen_version=1, name="Lungor", by=make_clinician(lead.unit, role))


def test_a_lead_writes_the_own_units_alone(own):
    stranger = make_clinician(make_unit("Annan"), Role.COORDINATING_CONTACT)

    for change in (
        lambda: actions.edit_template(template=own, seen_version=1, name="Lungor", by=stranger),
        lambda: actions.hide_template(template=own, by=stranger),
        lambda: actions.remove_template(template=own, by=stranger),
        lambda: actions.add_template_row(template=own, kind=Kind.GOAL, text="Gå", by=stranger),
        lambda: actions.remove_template_row(row=own.rows.first(), by=stranger),
    ):
        with pytest.raises(PermissionDenied):
            change()


def test_every_change_is_written_in_the_log_without_a_patient(lead, own):
    row = actions.add_template_row(template=own, kind=Kind.GOAL, text="Gå", by=lead)
    actions.move_template_row(row=row, steps=-1, by=lead)
    actions.remove_template_row(row=row, by=lead)
    actions.remove_template(template=own, by=lead)

    events = AuditEvent.objects.filter(resource_type__contains="Template").order_by("id")
    assert list(events.values_list("resource_type", "activity", "patient_id")) == [
        ("agreements.AgreementTemplate", "Skriva", None),
        ("agreements.TemplateRow", "Skriva", None),
        ("agreements.TemplateRow", "Skriva", None),
        ("agreements.TemplateRow", "Radera", None),
        ("agreements.AgreementTemplate", "Radera", None),
    ]


@pytest.mark.parametrize(
    ("rule", "details"),
    [
        ("row_not_empty", {"kind": Kind.GOAL, "text": ""}),
        ("promise_says_when", {"kind": Kind.PATIENT_PROMISE}),
        ("promise_says_when", {"kind": Kind.GOAL, "when_text": "varje dag"}),
        ("care_says_who", {"kind": Kind.CARE_PROMISE, "when_text": "varje dag"}),
        ("care_says_who", {"kind": Kind.PATIENT_PROMISE, "when_text": "varje dag", "who": "unit"}),
        ("sign_says_what_to_do", {"kind": Kind.WARNING_SIGN, "urgency": "112"}),
        ("sign_says_what_to_do", {"kind": Kind.TOPIC, "own_action": "Ringer"}),
    ],
)
def test_the_database_keeps_each_kind_of_row_whole(own, rule, details):
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        TemplateRow.objects.create(template=own, order=99, **{"text": "Gå"} | details)


def test_the_database_keeps_one_row_a_place_and_one_template_a_need(own):
    own.rows.filter(kind=Kind.GOAL).update(order=0)
    with pytest.raises(IntegrityError, match="one_a_place"), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_the_database_keeps_one_template_a_care_need(own):
    with pytest.raises(IntegrityError, match="once_a_unit"), transaction.atomic():
        AgreementTemplate.objects.create(unit=own.unit, slug="copd", name="KOL", about="Igen")


@pytest.mark.parametrize(
    ("rule", "change"),
    [("says_what", {"name": ""}), ("says_what", {"about": ""}), ("sane_review", {"review_weeks": 0})],
)
def test_the_database_keeps_a_template_named_and_its_review_near(own, rule, change):
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        AgreementTemplate.objects.update(**change)
