"""Who else has a draft open, and when somebody else last saved in it. Kept for seconds, in the shared cache.

Each open window has a mark of its own, made by the page; nothing here is about the patient.
"""

import time

from django.core.cache import caches
from django.utils.translation import gettext as _

from patientkontrakt.people.actor import Actor

STAYS = 20  # seconds after the last sign of life
REMEMBERED = 60 * 60


def sign_of_life(draft_id, window: str, by: Actor) -> str:
    """Say that the window is open; answers who else writes, in words, or nothing."""
    here = {mark: seen for mark, seen in _read(draft_id, "here").items() if seen[2] > time.time() - STAYS}
    here[window] = (str(by.user.pk), by.name, time.time())
    _write(draft_id, "here", here, STAYS)
    others = sorted({name for user, name, _at in here.values() if user != str(by.user.pk)})
    if not others:
        return ""
    if len(others) == 1:
        return _("%(name)s is writing too") % {"name": others[0]}
    return _("%(names)s are writing too") % {"names": ", ".join(others)}


def has_saved(draft_id, window: str) -> None:
    """Something in the draft has changed, by this window; without a mark by a page that has none."""
    saved = _read(draft_id, "saved")
    _write(draft_id, "saved", saved | {window: time.time()}, REMEMBERED)


def saved_by_others(draft_id, window: str) -> float:
    """The moment of the last change that this window has not made itself."""
    return max((at for mark, at in _read(draft_id, "saved").items() if mark != window), default=0.0)


def _read(draft_id, what):
    return caches["shared"].get(f"draft:{draft_id}:{what}") or {}


def _write(draft_id, what, value, seconds):
    caches["shared"].set(f"draft:{draft_id}:{what}", value, seconds)
