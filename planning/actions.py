"""Every change of plans and needs."""

import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files import File
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from patientkontrakt.access.patients import check_may
from patientkontrakt.audit.actions import record
from patientkontrakt.audit.models import Activity
from patientkontrakt.base_model import save_edit
from patientkontrakt.notifications.actions import tell
from patientkontrakt.people.actor import Actor
from patientkontrakt.people.models import OrganizationUnit, Patient, Staff
from patientkontrakt.people.permissions import Permission
from planning.documents import check_document
from planning.models import Need, NeedStatus, Plan, PlanDocument, PlanStatus, ResponsibilityChange, Source
from planning.models.need import RESPONSIBLE_COLUMNS
from planning.permissions import (
    check_may_add_plan,
    check_may_mark_need,
    check_may_mark_plan,
    check_may_reword_need,
    check_may_write_need,
    check_may_write_plan,
)
from planning.wishes import answering_unit

Party = OrganizationUnit | Staff | Patient | str


@transaction.atomic
def add_plan(
    *, patient: Patient, unit: OrganizationUnit, responsible: Staff | str, document: File | None = None,
    by: Actor, **content,
) -> Plan:  # fmt: skip
    """A new plan. `content`: kind, title, period, follow-up, source; for a SIP also its legal minimum.

    Raises ValidationError for a document that is not a PDF, or is missing where it is the plan.
    """
    source = content.get("source", Source.OWN)
    check_may_add_plan(by, patient, unit, source)
    if source == Source.DOCUMENT and not document:
        raise ValidationError(_("Choose the document that is the plan."))
    plan = Plan.objects.create(patient=patient, unit=unit, **_who_answers_for(responsible), **content)
    if document:
        _keep(plan, document, by)
    return _changed(plan, by)


@transaction.atomic
def edit_plan(*, plan: Plan, seen_version: int, responsible: Staff | str, by: Actor, **changes) -> Plan:
    """Change a plan that no one else has changed meanwhile (else EditConflict).

    A SIP changes only with the person's approval of the change: the consent is given anew.
    """
    check_may_write_plan(by, plan)
    if plan.is_sip and not changes.get("consent_on"):
        raise ValidationError(_("A SIP is changed only when the person has approved the change."))
    plan = save_edit(plan, seen_version=seen_version, **_who_answers_for(responsible), **changes)
    return _changed(plan, by)


@transaction.atomic
def attach_document(*, plan: Plan, document: File, by: Actor) -> PlanDocument:
    """Put a document on top of the earlier ones. Raises ValidationError for anything but a PDF."""
    check_may_write_plan(by, plan)
    kept = _keep(plan, document, by)
    _changed(plan, by)
    return kept


@transaction.atomic
def hand_out_document(*, document: PlanDocument, by: Actor) -> File:
    """The file itself leaves the house: as strict as print, and in the log as one."""
    check_may(by, Permission.OWN_READ if by.acts_for_patient else Permission.OPEN_RECORD, document.patient)
    record(by=by, activity=Activity.PRINT, resource=document, patient=document.patient)
    return document.file.open("rb")


@transaction.atomic
def end_plan(*, plan: Plan, ends: datetime.date, reason: str, by: Actor) -> Plan:
    """The plan's last day, and why it ended."""
    check_may_write_plan(by, plan)
    plan = _move(plan, PlanStatus.ENDED, reason)
    plan.ends = ends
    plan.save()
    return _changed(plan, by)


@transaction.atomic
def mark_plan_in_error(*, plan: Plan, reason: str, by: Actor) -> Plan:
    """The plan should never have been here; it is kept with the reason and not shown."""
    check_may_mark_plan(by, plan)
    plan = _move(plan, PlanStatus.ENTERED_IN_ERROR, reason)
    plan.save()
    return _changed(plan, by)


@transaction.atomic
def add_need(*, patient: Patient, text: str, responsible: Party, by: Actor) -> Need:
    """What the patient needs, and the one party that answers for it (invariant 2)."""
    check_may(by, Permission.EDIT_PLAN, patient)
    need = _write_need(patient, text, responsible, by)
    return _changed(need, by)


@transaction.atomic
def add_wish(*, patient: Patient, text: str, by: Actor) -> Need:
    """The patient's side asks for something; the unit nearest to the patient answers for it."""
    check_may(by, Permission.OWN_WRITE, patient)
    unit = answering_unit(patient)
    if unit is None:
        raise PermissionDenied(_("No unit takes part in your care today. Call us and tell us instead."))
    need = _write_need(patient, text, unit, by)
    record(by=by, activity=Activity.WRITE, resource=need, patient=patient)
    return need


@transaction.atomic
def reword_need(*, need: Need, text: str, seen_version: int, by: Actor) -> Need:
    """Say a need in better words (else EditConflict). The patient's own words stand as they are."""
    check_may_reword_need(by, need)
    need = save_edit(need, seen_version=seen_version, text=text)
    return _changed(need, by)


@transaction.atomic
def give_responsibility(*, need: Need, responsible: Party, reason: str, by: Actor) -> Need:
    """Another party answers for the need from now on, and why: the only way that it changes.

    Raises ValidationError when the party answers for the need already.
    """
    need = Need.objects.select_for_update(of=["self"]).get(pk=need.pk)
    check_may_write_need(by, need)
    before, columns = need.responsible, dict.fromkeys(RESPONSIBLE_COLUMNS) | _responsible_columns(responsible)
    if before == responsible:
        raise ValidationError(_("%(party)s already answers for this.") % {"party": before})
    for column, value in columns.items():
        setattr(need, column, value)
    need.save()
    ResponsibilityChange.objects.create(
        patient=need.patient, need=need, given_by=str(before), given_to=str(responsible), reason=reason,
        decided_by=by.user,
    )  # fmt: skip
    return _changed(need, by)


@transaction.atomic
def meet_need(*, need: Need, reason: str = "", by: Actor) -> Need:
    """The need is met; `reason` may say how."""
    check_may_write_need(by, need)
    need = _move(need, NeedStatus.MET, reason)
    need.save()
    return _changed(need, by)


@transaction.atomic
def mark_need_in_error(*, need: Need, reason: str, by: Actor) -> Need:
    """The need should never have been here; it is kept with the reason and not shown."""
    check_may_mark_need(by, need)
    need = _move(need, NeedStatus.ENTERED_IN_ERROR, reason)
    need.save()
    return _changed(need, by)


def _who_answers_for(responsible):
    if isinstance(responsible, Staff):
        return {"responsible_staff": responsible, "responsible_name": ""}
    return {"responsible_staff": None, "responsible_name": responsible}


def _responsible_columns(party):
    columns = {
        OrganizationUnit: "responsible_unit",
        Staff: "responsible_staff",
        Patient: "responsible_patient",
        str: "other_party",
    }
    return {columns[type(party)]: party}


def _write_need(patient, text, responsible, by):
    return Need.objects.create(
        patient=patient, text=text, author=by.user, author_unit=by.unit, author_role=by.role,
        **_responsible_columns(responsible),
    )  # fmt: skip


def _keep(plan, document, by):
    check_document(document)
    return PlanDocument.objects.create(patient=plan.patient, plan=plan, file=document, added_by=by.user)


def _move(row, status, reason):
    """The row as it stands now, locked, in its next status; refused unless the table of changes has it."""
    row = type(row).objects.select_for_update(of=["self"]).get(pk=row.pk)
    if not row.can_become(status):
        raise PermissionDenied(_("Someone else has closed this already."))
    row.status, row.status_reason, row.version = status, reason, row.version + 1
    return row


def _changed(row, by):
    """What every change by care's side ends with: the log, and the patient is told that there is news."""
    record(by=by, activity=Activity.WRITE, resource=row, patient=row.patient)
    tell(patient=row.patient, path=reverse("planning:my_plans"))
    return row
