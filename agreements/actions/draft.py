"""Writing a draft. Each edit carries the edit counter that it saw (invariant 9).

Edits of different rows do not wait for each other, and the database lets none slip into a version that is
being proposed (locks.py).
"""

import uuid

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from agreements.locks import check_draft, lock_draft, refused_when_frozen
from agreements.models import AgreementVersion, Commitment, Goal, WarningSign, WhatMatters
from agreements.models.version_row import LAST
from agreements.permissions import check_may_edit
from patientkontrakt.audit.actions import record
from patientkontrakt.audit.models import Activity
from patientkontrakt.base_model import save_edit
from patientkontrakt.people.actor import Actor


@transaction.atomic
def add_goal(*, version: AgreementVersion, text: str, by: Actor, **terms) -> Goal:
    """A new goal, last in the draft. `lineage`, here as below, makes adding twice add once."""
    return _add(version, Goal(text=text, **terms), by)


@transaction.atomic
def add_commitment(
    *, version: AgreementVersion, party: str, what: str, when_kind: str = "when_needed", by: Actor, **terms
) -> Commitment:
    """A new promise, last in the draft, of exactly one responsible party (invariant 2).

    The patient's own promise names nobody; care's names a staff member or a unit; a relative's or
    another organisation's a name; the municipality's its unit or a name.
    """
    return _add(version, Commitment(party=party, what=what, when_kind=when_kind, **terms), by)


@transaction.atomic
def add_warning_sign(
    *, version: AgreementVersion, sign: str, own_action: str, urgency: str, by: Actor, **terms
) -> WarningSign:
    """A new sign that it gets worse, last in the draft."""
    return _add(version, WarningSign(sign=sign, own_action=own_action, urgency=urgency, **terms), by)


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
def edit_draft(*, version: AgreementVersion, seen_version: int, by: Actor, **terms) -> AgreementVersion:
    """Whom to turn to, when to look at it again, how the patient would tell it. Raises EditConflict too."""
    check_may_edit(by, version.agreement)
    check_draft(version)
    with refused_when_frozen():
        save_edit(version, seen_version=seen_version, **terms)
    record(by=by, activity=Activity.WRITE, resource=version, patient=version.patient)
    return version


@transaction.atomic
def quote_what_matters(
    *, version: AgreementVersion, what_matters: WhatMatters, by: Actor
) -> AgreementVersion:
    """The draft starts from these words of the patient's."""
    check_may_edit(by, version.agreement)
    draft = lock_draft(version)
    if what_matters.patient_id != draft.patient_id:
        raise ValidationError(_("These words belong to another patient."))
    draft.what_matters = what_matters
    draft.save(update_fields=["what_matters", "updated_at"])
    record(by=by, activity=Activity.WRITE, resource=draft, patient=draft.patient)
    return draft


def _add(version, row, by):
    check_may_edit(by, version.agreement)
    check_draft(version)
    row.agreement_version, row.patient, row.order = version, version.patient, LAST
    try:
        with transaction.atomic(), refused_when_frozen():
            row.save(force_insert=True)
    except IntegrityError:
        added = type(row).objects.filter(agreement_version=version, lineage=row.lineage).first()
        if added is None:
            raise
        if added.terms == row.terms:  # the same request once more: its first answer never came
            return added
        row.lineage = uuid.uuid4()
        row.save(force_insert=True)
    record(by=by, activity=Activity.WRITE, resource=row, patient=version.patient)
    return row


def _edit(row, seen_version, terms, by):
    """Whoever has changed what a template suggested has made it their own."""
    check_may_edit(by, row.agreement_version.agreement)
    check_draft(row.agreement_version)
    with refused_when_frozen():
        save_edit(row, seen_version=seen_version, suggested_by="", **terms)
    record(by=by, activity=Activity.WRITE, resource=row, patient=row.patient)
    return row
