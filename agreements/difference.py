"""What differs between any two versions of an agreement: as data, and in sentences for eye, ear and paper.

Rows are followed by lineage, not by likeness. The data is complete over what the sides agree on: applied to
the old version it gives the new one. The order of the rows, and how the patient would tell it, are no terms.
"""

from typing import NamedTuple

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from agreements.models import AgreementVersion, Commitment, CommitmentParty, Goal, WarningSign
from patientkontrakt.ui import dates, phones

ROWS = ("goals", "commitments", "warning_signs")
FRAME = "frame"
FRAME_TERMS = ("what_matters_id", "contact_text", "contact_phone", "review_date")


class Difference(NamedTuple):
    """Terms of what came and went, by key; of what changed only the changed ones, as (old, new)."""

    added: dict
    removed: dict
    changed: dict


class Change(NamedTuple):
    """One sentence; `heading` says what kind of change, and where."""

    heading: str
    body: str

    def __str__(self):
        return f"{self.heading} {self.body}"


def contents(version: AgreementVersion) -> dict:
    """All that the sides agree on in a version with_rows(): key → terms. Names other rows by their keys."""
    found = {FRAME: {name: getattr(version, name) for name in FRAME_TERMS}}
    for rows in ROWS:
        for row in getattr(version, rows).all():
            names = [row._meta.get_field(name).attname for name in row.TERMS]
            found[rows, row.lineage] = {name: getattr(row, name) for name in names}
    return found


def difference(old: dict, new: dict) -> Difference:
    """Between two contents()."""
    changed = {
        key: {name: (old[key][name], value) for name, value in terms.items() if old[key][name] != value}
        for key, terms in new.items()
        if key in old and old[key] != terms
    }
    added = {key: terms for key, terms in new.items() if key not in old}
    removed = {key: terms for key, terms in old.items() if key not in new}
    return Difference(added, removed, changed)


def applied(change: Difference, old: dict) -> dict:
    """The new contents, from the old ones and what differs."""
    kept = {key: dict(terms) for key, terms in old.items() if key not in change.removed}
    for key, terms in change.changed.items():
        kept[key] |= {name: value for name, (_old, value) in terms.items()}
    return kept | change.added


def changes(old: AgreementVersion, new: AgreementVersion, *, shows_location: bool = True) -> list[Change]:
    """The difference in sentences, in the order of the page. Both with_rows(); `shows_location` as for all
    that a delegate of someone with protected identity reads."""
    found = difference(contents(old), contents(new))
    return [
        *_frame_changes(old, new, found, shows_location),
        *(sentence for rows in ROWS for sentence in _row_changes(old, new, rows, found, shows_location)),
    ]


def whats_new(version: AgreementVersion, *, shows_location: bool = True) -> list[Change]:
    """Of a version from contract.read_versions: see its `compared_with`."""
    before = version.compared_with
    return changes(before, version, shows_location=shows_location) if before else []


def _row_changes(old, new, rows, found, shows_location):
    before = {(rows, row.lineage): row for row in getattr(old, rows).all()}
    now = {(rows, row.lineage): row for row in getattr(new, rows).all()}
    for key, row in now.items():
        if key in found.added:
            yield Change(_("%(place)s: new –") % {"place": _place(row)}, _told(row, shows_location))
        elif key in found.changed:
            yield _changed(_place(row), _facets(before[key], shows_location), _facets(row, shows_location))
    for key, row in before.items():
        if key in found.removed:
            heading = _("Taken away – %(place)s:") % {"place": _place(row)}
            yield Change(heading, _told(row, shows_location))


def _frame_changes(old, new, found, shows_location):
    terms = found.changed.get(FRAME, {})
    if "what_matters_id" in terms:
        yield _changed(_("What is important to me"), _words(old.what_matters), _words(new.what_matters))
    if "contact_text" in terms or "contact_phone" in terms:
        was, now = (_contact(version, shows_location) for version in (old, new))
        if was != now:
            yield _changed(_("Whom I turn to"), was, now)
    if "review_date" in terms:
        was, now = ([("", dates.day(version.review_date))] for version in (old, new))
        yield _changed(_("We look at it again"), was, now)


def _changed(place, was, now):
    """What it is called now, then each facet that differs, with how it stood before."""
    nothing = pgettext("difference", "nothing")
    (_label, name), *_rest = now
    parts = []
    for (label, text), (_label, before) in zip(now, was, strict=True):
        if text != before:
            facet = _("%(label)s: %(text)s") % {"label": label, "text": text or nothing} if label else text
            parts += [facet, _("Before: %(text)s") % {"text": before or nothing}]
    if now[0] == was[0]:
        parts.insert(0, name)
    return Change(_("Changed – %(place)s:") % {"place": place}, _joined(parts))


def _told(row, shows_location):
    facets = [(label, text) for label, text in _facets(row, shows_location) if text]
    plain = (_("Who does it"), _("When"))
    return _joined(
        capfirst(text)
        if label in plain or not label
        else _("%(label)s: %(text)s") % {"label": label, "text": text}
        for label, text in facets
    )


def _joined(parts):
    return " ".join(f"{part.rstrip('.')}." for part in parts if part)


def _facets(row, shows_location):
    """Each thing that a row says, as (label, text); the first is its name and has no label."""
    if isinstance(row, Goal):
        facets = [
            ("", row.text), (_("Whose goal"), row.get_whose_display()),
            (_("By which day"), dates.day(row.target_date) if row.target_date else ""), *_link(row),
        ]  # fmt: skip
    elif isinstance(row, Commitment):
        facets = [
            ("", row.what), (_("Who does it"), _who(row, shows_location)), (_("When"), row.when),
            (_("Why"), row.why), (_("Done when"), row.done_when), *_link(row),
        ]  # fmt: skip
    else:
        facets = [
            ("", row.sign), (_("Then I do this"), row.own_action),
            (_("How urgent"), row.get_urgency_display()),
            (_("Whom I call"), row.contact_text if shows_location else ""),
            (_("Telephone"), phones.shown(row.contact_phone)),
        ]  # fmt: skip
    return [*facets, (_("In easy words"), row.easy_read)]


def _link(row):
    return [(_("Read more"), " ".join(filter(None, [row.link_title, row.link_url])))]


def _who(promise, shows_location):
    if promise.party == CommitmentParty.PATIENT:
        return ""
    if promise.responsible_unit_id and not shows_location:
        return promise.get_party_display()
    is_care = promise.party == CommitmentParty.CARE
    return promise.who if is_care else f"{promise.who} ({promise.get_party_display()})"


def _contact(version, shows_location):
    text = version.contact_text.rstrip(".") if shows_location else ""
    return [("", ", ".join(filter(None, [text, phones.shown(version.contact_phone)])))]


def _words(words):
    if words is None:
        return [("", ""), *[("", "")] * 3]
    written = f"{words.written_by_name}, {dates.day(words.written_at)}"
    return [
        ("", words.text), (_("What I am good at, and feel well by"), words.strengths),
        (_("Who helps me"), words.helpers), (_("Written by"), written),
    ]  # fmt: skip


def _place(row):
    if isinstance(row, Goal):
        return _("Goal")
    if isinstance(row, WarningSign):
        return _("If I get worse")
    columns = {CommitmentParty.PATIENT: _("I do"), CommitmentParty.CARE: _("Care does")}
    return columns.get(row.party, _("Others do"))
