"""Writing a draft. Each edit carries the edit counter that it saw (invariant 9); each waits for the others
of the same draft, so that proposing never comes in between."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from agreements.locks import lock_draft
from agreements.models import AgreementVersion, Commitment, Goal, WarningSign, WhatMatters
from agreements.permissions import check_may_edit
from patientkontrakt.audit.actions import record
from patientkontrakt.audit.models import Activity
from patientkontrakt.base_model import save_edit
from patientkontrakt.people.actor import Actor
from patientkontrakt.people.models import OrganizationUnit, Staff


@transaction.atomic
def add_goal(
    *, version: AgreementVersion, text: str, whose: str = "patient",
    target_date: datetime.date | None = None, by: Actor,
) -> Goal:  # fmt: skip
    """A new goal, last in the draft."""
    return _add(version, Goal(text=text, whose=whose, target_date=target_date), by)


@transaction.atomic
def add_commitment(
    *, version: AgreementVersion, party: str, what: str, why: str = "", when_kind: str = "when_needed",
    due_date: datetime.date | None = None, when_text: str = "", done_when: str = "",
    responsible_staff: Staff | None = None, responsible_unit: OrganizationUnit | None = None,
    responsible_name: str = "", by: Actor,
) -> Commitment:  # fmt: skip
    """A new promise, last in the draft, of exactly one responsible party (invariant 2).

    The patient's own promise names nobody; care's names a staff member or a unit; a relative's or
    another organisation's a name; the municipality's its unit or a name.
    """
    promise = Commitment(
        party=party, what=what, why=why, when_kind=when_kind, due_date=due_date, when_text=when_text,
        done_when=done_when, responsible_staff=responsible_staff, responsible_unit=responsible_unit,
        responsible_name=responsible_name,
    )  # fmt: skip
    return _add(version, promise, by)


@transaction.atomic
def add_warning_sign(
    *, version: AgreementVersion, sign: str, own_action: str, urgency: str, contact_text: str = "",
    contact_phone: str = "", by: Actor,
) -> WarningSign:  # fmt: skip
    """A new sign that it gets worse, last in the draft."""
    row = WarningSign(
        sign=sign, own_action=own_action, urgency=urgency,
        contact_text=contact_text, contact_phone=contact_phone,
    )  # fmt: skip
    return _add(version, row, by)


@transaction.atomic
def edit_goal(*, goal: Goal, seen_version: int, by: Actor, **terms) -> Goal:
    """Raises EditConflict when someone saved after the editor had read."""
    return _edit(goal, seen_version, terms, by)


@transaction.atomic
def edit_commitment(*, commitment: Commitment, seen_version: int, by: Actor, **terms) -> Commitment:
    """Raises EditConflict when someone saved after the editor had read."""
    return _edit(commitment, seen_version, terms, by)


@transaction.atomic
def edit_warning_sign(*, warning_sign: WarningSign, seen_version: int, by: Actor, **terms) -> WarningSign:
    """Raises EditConflict when someone saved after the editor had read."""
    return _edit(warning_sign, seen_version, terms, by)


@transaction.atomic
def remove_row(*, row: Goal | Commitment | WarningSign, by: Actor) -> None:
    """Take a row out of a draft: it has not been proposed, so nobody has relied on it (ADR 0007)."""
    draft = _hold_draft(row.agreement_version, by)
    row.delete()
    record(by=by, activity=Activity.DELETE, resource=draft, patient=draft.patient)


@transaction.atomic
def edit_draft(
    *, version: AgreementVersion, seen_version: int, contact_text: str, contact_phone: str,
    review_date: datetime.date | None, by: Actor,
) -> AgreementVersion:  # fmt: skip
    """Whom to turn to, and when to look at it again. Raises EditConflict like the others."""
    draft = _hold_draft(version, by)
    save_edit(
        draft, seen_version=seen_version, contact_text=contact_text, contact_phone=contact_phone,
        review_date=review_date,
    )  # fmt: skip
    record(by=by, activity=Activity.WRITE, resource=draft, patient=draft.patient)
    return draft


@transaction.atomic
def quote_what_matters(
    *, version: AgreementVersion, what_matters: WhatMatters, by: Actor
) -> AgreementVersion:
    """The draft starts from these words of the patient's."""
    draft = _hold_draft(version, by)
    if what_matters.patient_id != draft.patient_id:
        raise ValidationError(_("These words belong to another patient."))
    draft.what_matters = what_matters
    draft.save(update_fields=["what_matters", "updated_at"])
    record(by=by, activity=Activity.WRITE, resource=draft, patient=draft.patient)
    return draft


def _add(version, row, by):
    draft = _hold_draft(version, by)
    last = type(row).objects.filter(agreement_version=draft).order_by("order").last()
    row.agreement_version, row.patient = draft, draft.patient
    row.order = last.order + 1 if last else 0
    row.save(force_insert=True)
    record(by=by, activity=Activity.WRITE, resource=row, patient=draft.patient)
    return row


def _edit(row, seen_version, terms, by):
    """Whoever has changed what a template suggested has made it their own."""
    draft = _hold_draft(row.agreement_version, by)
    save_edit(row, seen_version=seen_version, suggested_by="", **terms)
    record(by=by, activity=Activity.WRITE, resource=row, patient=draft.patient)
    return row


def _hold_draft(version, by):
    check_may_edit(by, version.agreement)
    return lock_draft(version)
