"""Where rows stand in a draft: moved, taken out, put back."""

from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS, IntegrityError, transaction
from django.utils.translation import gettext as _

from agreements.locks import check_draft, refused_when_frozen
from agreements.models import AgreementVersion, Commitment, Goal, WarningSign
from agreements.permissions import check_may_edit
from patientkontrakt.audit.actions import record
from patientkontrakt.audit.models import Activity
from patientkontrakt.people.actor import Actor

Row = Goal | Commitment | WarningSign


@transaction.atomic
def move_row(*, row: Row, to: str, by: Actor) -> Row:
    """One place "up" or "down" among its own; the first goes no further up, the last no further down."""
    _check_may_place(row.agreement_version, by)
    held = type(row).objects.filter(agreement_version=row.agreement_version).select_for_update(no_key=True)
    rows = sorted(held.order_by("pk"), key=lambda other: (other.order, other.created_at))
    own = [other for other in rows if other.column == row.column]
    if row not in own:
        raise ValidationError(_("Someone has taken the row away."))
    place = own.index(row) + (-1 if to == "up" else 1)
    if 0 <= place < len(own):
        here, there = rows.index(row), rows.index(own[place])
        rows[here], rows[there] = rows[there], rows[here]
    for order, other in enumerate(rows):
        other.order = order
    with refused_when_frozen():
        type(row).objects.bulk_update(rows, ["order"])
    record(by=by, activity=Activity.WRITE, resource=row, patient=row.patient)
    return row


@transaction.atomic
def remove_row(*, row: Row, by: Actor) -> AgreementVersion:
    """Take a row out of a draft: it has not been proposed, so nobody has relied on it (ADR 0007)."""
    draft = row.agreement_version
    _check_may_place(draft, by)
    with refused_when_frozen():
        type(row).objects.filter(pk=row.pk)._raw_delete(DEFAULT_DB_ALIAS)  # nothing points at a draft's rows
    record(by=by, activity=Activity.DELETE, resource=draft, patient=draft.patient)
    return draft


@transaction.atomic
def put_back_row(*, version: AgreementVersion, row: Row, by: Actor) -> Row:
    """A row that was taken out, with the key, the place and the history that it had. Twice is once."""
    _check_may_place(version, by)
    if (row.agreement_version_id, row.patient_id) != (version.pk, version.patient_id):
        raise ValidationError(_("The row belongs to another agreement."))
    stood_since = row.created_at
    try:
        with transaction.atomic(), refused_when_frozen():
            row.save(force_insert=True)
    except IntegrityError:
        return type(row).objects.get(agreement_version=version, lineage=row.lineage)
    type(row).objects.filter(pk=row.pk).update(created_at=stood_since)
    record(by=by, activity=Activity.WRITE, resource=row, patient=version.patient)
    return row


def _check_may_place(draft, by):
    check_may_edit(by, draft.agreement)
    check_draft(draft)
