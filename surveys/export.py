"""The figures of a level as plain rows, the same for every file: what the pages show, and nothing else.

A row is one audience's answers to one question, at one unit and one measurement, or one recorded fact. Where
too few answered, or nobody, the numbers are empty.
"""

from dataclasses import astuple, dataclass
from itertools import chain

from django.utils.translation import gettext as _

from surveys.bands import kind_of, label_of
from surveys.figures import Tally
from surveys.instruments import Audience
from surveys.intervals import Share
from surveys.seeing import Level


@dataclass(frozen=True)
class Row:
    """One line of a file, in the order of COLUMNS."""

    unit: str
    level: str
    hsa_id: str
    number: int | None
    question: str
    who: str
    group: str
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
        (_("Number"), _("The number of the question, 1 to 7. Empty for the region's own questions.")),
        (_("Question"), _("The question's short name. For the region's own, also its words to patients.")),
        (_("Who"), _("Patients, staff, or what is recorded in the system.")),
        (
            _("Group"),
            _(
                "All, or those of one age, language or way of answering. They are among all, too: never add "
                "them to each other. Of the level itself, at its latest measurement."
            ),
        ),
        (
            _("Measurement"),
            _(
                "The latest closed measurement, the first one, one of a unit's by the day it opened, a month "
                "of a level above, or for what is recorded today."
            ),
        ),
        (_("Yes"), _("How many said yes. For what is recorded: how many have it.")),
        (_("Counted from"), _("Yes, partly and no together. For what is recorded: of how many.")),
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
            "Groups with fewer than %(limit)s answers are never shown, and are not counted at the levels "
            "above: then nothing of them can be worked out. Too few looks the same as none."
        )
        % {"limit": small_group},
        _("Groups that are too small, and those from which such a group could be worked out, have no line."),
        _("The region's own questions: only measurements that asked in these very words are counted."),
        _(
            "The share is yes out of yes, partly and no. Those who do not know, and those whom the question "
            "does not concern, stand beside."
        ),
    ]


def rows_of(level: Level) -> list[Row]:
    """The level first, then what is below it, then the level's groups, last what was measured over time."""
    here, history = level.overview.figures, level.overview.history
    standing = (_question_rows(each.unit, item) for each in [here, *level.below] for item in each.each)
    bands = (
        _row(
            level.unit,
            row["question"],
            Audience.PATIENT.label,
            _("Latest"),
            row["patient"],
            _group(row["band"]),
        )
        for row in level.band_rows
    )
    months = (_month_rows(level.unit, item, past) for past in history for item in here.each)
    return [*chain.from_iterable(standing), *bands, *chain.from_iterable(months)]


def _question_rows(unit, item):
    for figure in item.audiences:
        yield _row(unit, item.question, figure.audience.label, _("Latest"), figure.now)
        yield _row(unit, item.question, figure.audience.label, _("First"), figure.before)
    if item.is_recorded:
        yield _row(unit, item.question, _("Recorded"), _("Today"), item.recorded)


def _month_rows(unit, item, past):
    measured = f"{past.day}" if unit.meets_patients else f"{past.day:%Y-%m}"
    for figure in item.audiences:
        tally = past.tally(figure.audience, item.question.key)
        yield _row(unit, item.question, figure.audience.label, measured, tally)


def _row(unit, question, who, measured, found: Tally | Share | None, group=""):
    about = (unit.name, unit.get_kind_display(), unit.hsa_id, *_named(question))
    about = (*about, str(who), group or _("All"), measured)
    if found is None:
        return Row(*about)
    share = found if isinstance(found, Share) else found.yes_share
    low, high = (round(100 * end) for end in share.interval)
    beside = (found.partly, found.no, found.dont_know, found.not_relevant) if isinstance(found, Tally) else ()
    return Row(*about, share.part, share.whole, share.percent, low, high, *beside)


def _group(band):
    return f"{kind_of(band)}: {label_of(band)}"


def _named(question):
    """Its number and name; the region's own have places instead of numbers, and are told by their words."""
    if question.is_own:
        return None, f"{question.name}: {question.text}"
    return question.number, str(question.name)


def _safe(cell):
    """A text that a program for tables would take for a formula is marked as text (OWASP: CSV injection)."""
    if not isinstance(cell, str):
        return cell
    text = cell.translate(NO_WORKBOOK_HOLDS)
    return f"'{text}" if text.lstrip(" ")[:1] in FORMULA_SIGNS else text


FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n")
NO_WORKBOOK_HOLDS = dict.fromkeys([*range(9), 11, 12, *range(14, 32)], " ")
