"""What a template brings into a draft. It stands as a suggestion until someone has said yes to it or taken
it away; nothing of it is proposed before."""

import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.locks import check_draft, lock_draft, refused_when_frozen
from agreements.models import (
    AgreementTemplate,
    AgreementVersion,
    CareRole,
    Commitment,
    CommitmentParty,
    Goal,
    TemplateRowKind,
    WarningSign,
)
from agreements.models.version_row import LAST
from agreements.permissions import check_may_edit
from agreements.when_words import read_when
from patientkontrakt.audit.actions import record
from patientkontrakt.audit.models import Activity
from patientkontrakt.base_model import save_edit
from patientkontrakt.people.actor import Actor

MODELS = (Goal, Commitment, WarningSign)
Row = Goal | Commitment | WarningSign


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
    if draft.review_date is None:
        save_edit(draft, seen_version=draft.version, review_date=_review_day(template))
    added = [row for model in MODELS for row in _bring(model, template, draft)]
    record(by=by, activity=Activity.WRITE, resource=draft, patient=draft.patient)
    return added


@transaction.atomic
def confirm_suggestion(*, row: Row, by: Actor) -> Row:
    """Yes, this one is ours. The edit counter grows: other open editors take that over."""
    draft = row.agreement_version
    _check_may_answer_for(draft, by)
    with refused_when_frozen():
        _say_yes(type(row).objects.filter(pk=row.pk).exclude(suggested_by=""))
    row.refresh_from_db(fields=["suggested_by", "version"])
    record(by=by, activity=Activity.WRITE, resource=row, patient=draft.patient)
    return row


@transaction.atomic
def confirm_suggestions(*, version: AgreementVersion, by: Actor) -> AgreementVersion:
    """Yes to all that remain."""
    _check_may_answer_for(version, by)
    with refused_when_frozen():
        for model in MODELS:
            _say_yes(_hold_suggested(model, version))
    record(by=by, activity=Activity.WRITE, resource=version, patient=version.patient)
    return version


@transaction.atomic
def decline_suggestions(*, version: AgreementVersion, by: Actor) -> AgreementVersion:
    """Take away all that remain: what nobody said yes to was never the patient's."""
    _check_may_answer_for(version, by)
    with refused_when_frozen():
        for model in MODELS:
            _hold_suggested(model, version).delete()
    record(by=by, activity=Activity.DELETE, resource=version, patient=version.patient)
    return version


def _say_yes(rows):
    rows.update(suggested_by="", version=F("version") + 1, updated_at=timezone.now())


def _check_may_answer_for(draft, by):
    check_may_edit(by, draft.agreement)
    check_draft(draft)


def _hold_suggested(model, draft):
    """In the order in which others hold several rows (row_places.py), so that nobody waits in a ring."""
    rows = model.objects.filter(agreement_version=draft).exclude(suggested_by="")
    held = list(rows.order_by("pk").select_for_update().values_list("pk", flat=True))
    return model.objects.filter(pk__in=held)


def _review_day(template):
    """Whole weeks, so that it is the same day of the week as the visit."""
    return timezone.localdate() + datetime.timedelta(weeks=template.review_weeks)


def _bring(model, template, draft):
    """The template's rows of this model that the draft lacks, after those that it has."""
    known = {_bare(str(row)) for row in model.objects.filter(agreement_version=draft)}
    rows = [row for row in _rows_of(model, template, draft) if _bare(str(row)) not in known]
    for row in rows:
        row.agreement_version, row.patient = draft, draft.patient
        row.order, row.suggested_by = LAST, template.name
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
    when = read_when(line.when_text, timezone.localdate())
    return Commitment(
        what=line.text, why=line.why, easy_read=line.easy_read, when_kind=when.kind,
        due_date=when.due_date, when_text=when.when_text, **party,
    )  # fmt: skip


def _contact_at_unit(draft):
    contacts = draft.patient.care_contacts.current().coordinating().with_people()
    return contacts.filter(unit=draft.agreement.unit).first()


def _who(line, contact, draft):
    if line.who == CareRole.CONTACT and contact:
        return {"responsible_staff": contact.staff}
    return {"responsible_unit": draft.agreement.unit}
