"""What has changed from one version to the next, told row by row: by lineage, not by likeness."""

from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from agreements.models import AgreementVersion, Commitment, CommitmentParty, Goal, WarningSign
from patientkontrakt.ui import dates, phones


class ChangeKind(models.TextChoices):
    NEW = "new", pgettext_lazy("change", "New")
    CHANGED = "changed", pgettext_lazy("change", "Changed")
    REMOVED = "removed", pgettext_lazy("change", "Removed")


class Change(NamedTuple):
    """`text` is how it stands now (or stood, if removed); `was` how it stood before a change."""

    kind: ChangeKind
    place: str
    text: str
    was: str = ""


def changes(version: AgreementVersion) -> list[Change]:
    """Since `version.previous` (set by contract.read_versions), in the order of the page."""
    previous, found = version.previous, []
    if previous is None:
        return found
    for rows in ("goals", "commitments", "warning_signs"):
        old = {row.lineage: row for row in getattr(previous, rows).all()}
        new = {row.lineage: row for row in getattr(version, rows).all()}
        found += [_row_change(row, old.get(row.lineage)) for row in new.values()]
        found += [_change(ChangeKind.REMOVED, row) for key, row in old.items() if key not in new]
    return [change for change in [*found, *_frame_changes(version, previous)] if change]


def _row_change(row, old):
    if old is None:
        return _change(ChangeKind.NEW, row)
    if _terms(row) == _terms(old):
        return None
    return _change(ChangeKind.CHANGED, row, was=old.summary if old.summary != row.summary else "")


def _terms(row):
    """By key where a row names another row: comparing must not fetch it."""
    return [getattr(row, row._meta.get_field(name).attname) for name in row.TERMS]


def _change(kind, row, was=""):
    return Change(kind, _place(row), row.summary, was)


def _place(row):
    if isinstance(row, Goal):
        return _("Goal")
    if isinstance(row, WarningSign):
        return _("If I get worse")
    return _promise_place(row)


def _promise_place(promise: Commitment):
    columns = {CommitmentParty.PATIENT: _("I do"), CommitmentParty.CARE: _("Care does")}
    return columns.get(promise.party, _("Others do"))


def _frame_changes(version, previous):
    def contact(of):
        return ", ".join(filter(None, [of.contact_text.rstrip("."), phones.shown(of.contact_phone)]))

    if contact(version) != contact(previous):
        yield Change(ChangeKind.CHANGED, _("Whom I turn to"), contact(version), contact(previous))
    if version.review_date != previous.review_date:
        now, was = (dates.day(of.review_date) for of in (version, previous))
        yield Change(ChangeKind.CHANGED, _("We look at it again"), now, was)
