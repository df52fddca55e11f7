"""What a template brings into a draft. It stands as a suggestion until someone has said yes to it or taken
it away; nothing of it is proposed before."""

import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.locks import lock_draft
from agreements.models import (
    AgreementTemplate,
    AgreementVersion,
    CareRole,
    Commitment,
    CommitmentParty,
    Goal,
    TemplateRowKind,
    WarningSign,
    WhenKind,
)
from agreements.permissions import check_may_edit
from patientkontrakt.audit.actions import record
from patientkontrakt.audit.models import Activity
from patientkontrakt.people.actor import Actor

MODELS = (Goal, Commitment, WarningSign)


@transaction.atomic
def apply_template(*, version: AgreementVersion, template: AgreementTemplate, by: Actor) -> list:
    """Add the template's rows, each marked with its name, but for those whose text stands there already.

    Who and when become real: the patient's coordinating contact if that is one of the unit's, else the
    unit; "inom två veckor" is a day. The review date is set only where none is. Returns the new rows.
    """
    check_may_edit(by, version.agreement)
    draft = lock_draft(version)
    if template.unit_id not in (None, draft.agreement.unit_id):
        raise PermissionDenied(_("You can only use the templates of your own unit."))
    draft.review_date = draft.review_date or _review_day(template)
    draft.save(update_fields=["review_date", "updated_at"])
    added = [row for model in MODELS for row in _bring(model, template, draft)]
    record(by=by, activity=Activity.WRITE, resource=draft, patient=draft.patient)
    return added


@transaction.atomic
def confirm_suggestion(*, row: Goal | Commitment | WarningSign, by: Actor):
    """Yes, this one is ours. The edit counter stays: the text is as it was."""
    check_may_edit(by, row.agreement_version.agreement)
    draft = lock_draft(row.agreement_version)
    _say_yes(type(row).objects.filter(pk=row.pk))
    row.suggested_by = ""
    record(by=by, activity=Activity.WRITE, resource=row, patient=draft.patient)
    return row


@transaction.atomic
def confirm_suggestions(*, version: AgreementVersion, by: Actor) -> AgreementVersion:
    """Yes to all that remain."""
    check_may_edit(by, version.agreement)
    draft = lock_draft(version)
    for model in MODELS:
        _say_yes(model.objects.filter(agreement_version=draft))
    record(by=by, activity=Activity.WRITE, resource=draft, patient=draft.patient)
    return draft


@transaction.atomic
def decline_suggestions(*, version: AgreementVersion, by: Actor) -> AgreementVersion:
    """Take away all that remain: what nobody said yes to was never the patient's."""
    check_may_edit(by, version.agreement)
    draft = lock_draft(version)
    for model in MODELS:
        model.objects.filter(agreement_version=draft).exclude(suggested_by="").delete()
    record(by=by, activity=Activity.DELETE, resource=draft, patient=draft.patient)
    return draft


def _say_yes(rows):
    rows.exclude(suggested_by="").update(suggested_by="", updated_at=timezone.now())


def _review_day(template):
    """Whole weeks, so that it is the same day of the week as the visit."""
    return timezone.localdate() + datetime.timedelta(weeks=template.review_weeks)


def _bring(model, template, draft):
    """The template's rows of this model that the draft lacks, after those that it has."""
    there = list(model.objects.filter(agreement_version=draft))
    known = {_bare(str(row)) for row in there}
    rows = [row for row in _rows_of(model, template, draft) if _bare(str(row)) not in known]
    last = max((row.order for row in there), default=-1)
    for order, row in enumerate(rows, last + 1):
        row.agreement_version, row.patient = draft, draft.patient
        row.order, row.suggested_by = order, template.name
    return model.objects.bulk_create(rows)


def _bare(text):
    return " ".join(text.casefold().split()).rstrip(".")


def _rows_of(model, template, draft):
    if model is Goal:
        goals = template.lines_of(TemplateRowKind.GOAL)
        return [Goal(text=line.text, easy_read=line.easy_read) for line in goals]
    if model is WarningSign:
        return [
            WarningSign(
                sign=line.text, own_action=line.own_action, urgency=line.urgency, easy_read=line.easy_read
            )
            for line in template.lines_of(TemplateRowKind.WARNING_SIGN)
        ]
    by_patient = template.lines_of(TemplateRowKind.PATIENT_PROMISE)
    by_care = template.lines_of(TemplateRowKind.CARE_PROMISE)
    contact = _contact_at_unit(draft) if by_care else None
    return [
        *[_promise(line, party=CommitmentParty.PATIENT) for line in by_patient],
        *[_promise(line, party=CommitmentParty.CARE, **_who(line, contact, draft)) for line in by_care],
    ]


def _promise(line, **party):
    return Commitment(
        what=line.text, why=line.why, easy_read=line.easy_read, when_kind=WhenKind.RECURRING,
        when_text=line.when_text, **party,
    )  # fmt: skip


def _contact_at_unit(draft):
    contacts = draft.patient.care_contacts.current().coordinating().with_people()
    return contacts.filter(unit=draft.agreement.unit).first()


def _who(line, contact, draft):
    if line.who == CareRole.CONTACT and contact:
        return {"responsible_staff": contact.staff}
    return {"responsible_unit": draft.agreement.unit}
