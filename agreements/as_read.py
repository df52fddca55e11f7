"""Nobody proposes or answers what a colleague has changed since it was read: what stood on the screen goes
along, each row with its edit counter, and what is new, changed or taken away is told by name."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreements.models import AgreementVersion

NAMED = 4


def check_as_read(seen: str, draft: AgreementVersion) -> None:
    """`seen` is the draft's `as_read` of when it was read. Raises ValidationError saying what differs now."""
    changes = _changes_since(seen, draft)
    if not changes:
        return
    told, more = "; ".join(changes[:NAMED]), len(changes) - NAMED
    if more > 0:
        told += " " + ngettext("and %(count)d more", "and %(count)d more", more) % {"count": more}
    sentence = _("Someone has changed the agreement since you read it. %(changes)s. Read it once more.")
    raise ValidationError(sentence % {"changes": told})


def _changes_since(seen, draft):
    before = dict(entry.split(":", 1) for entry in seen.split() if ":" in entry)
    now = draft.counters
    names = {
        "words": _("What is important to me"), "frame": _("Whom to turn to, and next look"),
        **{str(row.pk): str(row) for row in draft.rows},
    }  # fmt: skip
    added = [_("New: %(what)s") % {"what": names[key]} for key in now if key not in before]
    changed = [
        _("Changed: %(what)s") % {"what": names[key]}
        for key, counter in now.items()
        if before.get(key, counter) != counter
    ]
    gone = len(before.keys() - now.keys())
    return [*added, *changed, *([_rows_gone(gone)] if gone else [])]


def _rows_gone(count):
    return ngettext("%(count)d row taken away", "%(count)d rows taken away", count) % {"count": count}
