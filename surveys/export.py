"""The figures of a level as plain rows, the same for every file: what the pages show, and nothing else.

A row is one audience's answers to one question, at one unit and one measurement, or one recorded fact. Where
too few answered, or nobody, the numbers are empty.
"""

from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass
from itertools import chain

from django.utils.translation import gettext as _

from surveys.figures import Tally, UnitFigures
from surveys.figures_past import Past
from surveys.intervals import Share


@dataclass(frozen=True)
class Row:
    """One line of a file, in the order of COLUMNS."""

    unit: str
    level: str
    hsa_id: str
    number: int
    question: str
    who: str
    measured: str
    part: int | None = None
    whole: int | None = None
    percent: int | None = None
    low: int | None = None
    high: int | None = None
    partly: int | None = None
    no: int | None = None
    dont_know: int | None = None
    not_relevant: int | None = None

    @property
    def cells(self) -> list:
        return [_safe(cell) for cell in astuple(self)]


def columns() -> list[tuple[str, str]]:
    """(name, what it holds), in the reader's language."""
    return [
        (_("Unit"), _("The unit, administration or region. The numbers hold everything below it.")),
        (_("Level"), _("Which kind of unit it is.")),
        (_("HSA-id"), _("The unit's identity in the HSA catalogue.")),
        (_("Number"), _("The number of the question, 1 to 7.")),
        (_("Question"), _("The question's short name.")),
        (_("Who"), _("Patients, staff, or what is recorded in the system.")),
        (
            _("Measurement"),
            _("The latest closed measurement, the first one, a month, or for what is recorded today."),
        ),
        (_("Yes"), _("How many said yes. For what is recorded: the numerator.")),
        (_("Counted from"), _("Yes, partly and no together. For what is recorded: the denominator.")),
        (_("Per cent"), _("Yes out of those counted, in whole per cent.")),
        (_("Lowest"), _("The lower end of the 95 % interval (Wilson), in per cent.")),
        (_("Highest"), _("The upper end of the 95 % interval (Wilson), in per cent.")),
        (_("Partly"), _("How many said partly.")),
        (_("No"), _("How many said no.")),
        (_("Don't know"), _("How many did not know. They are not counted in the per cent.")),
        (_("Not relevant"), _("How many said that it does not concern them. Not counted in the per cent.")),
    ]  # fmt: skip


def notes(small_group: int) -> list[str]:
    """What one must know before using the numbers. `small_group`: the fewest answers that are shown."""
    return [
        _("Empty cells: too few answers to show, or none. Both look the same."),
        _(
            "Fewer than %(limit)s answers are never shown, and are not counted at the levels above: then "
            "nobody's answer can be worked out. Too few looks the same as none."
        )
        % {"limit": small_group},
        _(
            "The share is yes out of yes, partly and no. Those who do not know, and those whom the question "
            "does not concern, stand beside."
        ),
    ]


def rows_of(tree: Iterable[UnitFigures], history: Sequence[Past] = ()) -> list[Row]:
    """The level first, then what is below it, last the level's months. `history` is of the tree's first."""
    tree = list(tree)
    level = tree[0]
    standing = (_question_rows(each.unit, item) for each in tree for item in each.questions)
    months = (_month_rows(level.unit, item, past) for past in history for item in level.questions)
    return [*chain.from_iterable(standing), *chain.from_iterable(months)]


def _question_rows(unit, item):
    for figure in item.audiences:
        yield _row(unit, item, figure.audience.label, _("Latest"), figure.now)
        yield _row(unit, item, figure.audience.label, _("First"), figure.before)
    if item.is_recorded:
        yield _row(unit, item, _("Recorded"), _("Today"), item.recorded)


def _month_rows(unit, item, past):
    for figure in item.audiences:
        tally = past.tally(figure.audience, item.question.column)
        yield _row(unit, item, figure.audience.label, f"{past.day:%Y-%m}", tally)


def _row(unit, item, who, measured, found: Tally | Share | None):
    about = (unit.name, unit.get_kind_display(), unit.hsa_id, item.question.number, str(item.question.name))
    if found is None:
        return Row(*about, str(who), measured)
    share = found if isinstance(found, Share) else found.yes_share
    low, high = (round(100 * end) for end in share.interval)
    beside = (found.partly, found.no, found.dont_know, found.not_relevant) if isinstance(found, Tally) else ()
    return Row(*about, str(who), measured, share.part, share.whole, share.percent, low, high, *beside)


def _safe(cell):
    """A text that a program for tables would take for a formula is marked as text (OWASP: CSV injection)."""
    return f"'{cell}" if isinstance(cell, str) and cell.lstrip(" ")[:1] in FORMULA_SIGNS else cell


FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n")
