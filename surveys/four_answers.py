"""What a manager asks first, each answered in a sentence: the same on screen, in print and in the PDF."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from patientkontrakt.ui.numbers import percent
from surveys import wording
from surveys.overview import Overview


@dataclass(frozen=True)
class Said:
    """`strong` is read first."""

    ask: str
    strong: str
    rest: str = ""


def four_answers(overview: Overview) -> list[Said]:
    return [
        Said(_("How are we doing?"), *_how(overview)),
        Said(_("Is it getting better?"), *_better(overview)),
        Said(_("Where is the gap?"), *_gap(overview)),
        Said(_("What shall we do next?"), *_next(overview)),
    ]


def _how(overview):
    if not overview.answered:
        return "", _("Too few patients have answered to say.")
    counts = {"reached": len(overview.reached), "asked": len(overview.answered)}
    target = {"target": percent(overview.target)}
    return (
        _("%(reached)s of %(asked)s") % counts,
        _("questions where at least %(target)s of the patients say yes") % target,
    )


def _better(overview):
    if not overview.is_compared:
        return "", _("It is seen when there is a second measurement.")
    told = [
        f"{word} {', '.join(str(item.question.name) for item in items)}."
        for word, items in ((_("Better:"), overview.better), (_("Worse:"), overview.worse))
        if items
    ]
    return "", " ".join(told) or _("No change that is larger than chance gives.")


def _gap(overview):
    item = overview.widest
    if not item:
        return "", _("Too few have answered to compare patients and staff.")
    if not overview.widest_gap.points:
        return "", str(wording.STAFF_BESIDE_PATIENTS[0])
    shares = {"patients": percent(item.patient.now.percent), "staff": percent(item.staff.now.percent)}
    told = _("%(patients)s of the patients say yes, but %(staff)s of the staff.") % shares
    chance = "" if overview.widest_gap.direction != "unclear" else " " + _("But it may be chance.")
    return f"{item.question.name}:", f"{told}{chance}"


def _next(overview):
    if overview.first:
        return _("Begin with %(name)s.") % {"name": overview.first.question.name}, overview.first_advice
    if overview.answered:
        return "", _("All questions have reached the target. See that it lasts: measure again.")
    return "", _("Ask more patients at the next measurement.")
