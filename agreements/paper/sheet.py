"""The sheet to fill in by hand before the meeting: nothing on it but questions. Layout: sheet.typ."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from agreements.paper.words import words, written_in


def sheet(name: str = "") -> dict:
    """One page for everyone, in the language that is active; the patient's name only if it is asked for."""
    return {
        "title": _("Before we meet"),
        "language": get_language(),
        **written_in(get_language()),
        "foot": [],
        "words": words(),
        "lead": _("Write as you would say it. You do not have to fill in everything. Take it with you."),
        "name": {"label": _("My name"), "filled": name},
        "date": _("Date"),
        "questions": list(_questions()),
    }


def _questions():
    """As the patient is asked on the screen, with as many lines as people have needed."""
    yield _question(
        _("What is important to me?"),
        4,
        _("What you want to be able to do, what worries you, how you want it to be."),
    )
    yield _question(_("What am I good at, and what makes me feel well?"), 3)
    yield _question(_("Who helps me?"), 2, _("For example family, friends, neighbours, home care."))
    yield _question(_("My goals"), 3, _("What I want to manage, or do more of. One on each line."))
    yield _question(_("What do I want to talk about?"), 4)


def _question(ask, lines, explained=""):
    return {"ask": ask, "lines": lines, "help": explained}
