"""What was answered before: a level's measurements in order of time, its bands, and one unit's own rounds.

As in `figures` each number is a sum of cells that may be shown by themselves, in closed rounds that stand.
A level's measurements of one month are one point: units ask at the same time, but not on the same day.
"""

import datetime
from dataclasses import dataclass

from django.db.models import Case, F, Min, Sum, When
from django.db.models.functions import TruncMonth
from django.db.models.lookups import GreaterThan, GreaterThanOrEqual

from patientkontrakt.people.models import OrganizationUnit
from surveys.bands import EVERYONE
from surveys.figures import Tally
from surveys.instruments import ALL_COLUMNS, COLUMNS, Answer, Audience
from surveys.models import Rollup, Round, RoundKind
from surveys.small_groups import SMALL_GROUP

INSIDE = (Answer.YES, Answer.PARTLY, Answer.NO)


@dataclass(frozen=True)
class Past:
    """The answers of one month, or of one round: `day` is the first on which they could be given."""

    day: datetime.date
    tallies: dict[tuple[Audience, str], Tally]

    def tally(self, audience: Audience, column: str) -> Tally | None:
        """None where hidden or empty."""
        return self.tallies.get((audience, column))

    def share(self, audience: Audience, column: str):
        tally = self.tally(audience, column)
        return tally and tally.yes_share


def history_of(unit: OrganizationUnit, columns=COLUMNS) -> list[Past]:
    """The level's measurements, pulses included, in order of time: one query."""
    rounds = Round.objects.closed().filter(unit__path__startswith=unit.path)
    rows = (
        _everyone(rounds)
        .annotate(month=TruncMonth("round__opens"))
        .order_by("month")
        .values("month", "audience")
        .annotate(day=Min("round__opens"), **_sums(columns))
    )
    months = {}
    for row in rows:
        months.setdefault(row["month"], []).append(row)
    measured = [_past(min(row["day"] for row in group), group, columns) for group in months.values()]
    return [past for past in measured if past.tallies]  # that somebody has answered is not shown, either


def bands_of(unit: OrganizationUnit, column: str) -> dict[str, Tally]:
    """Band → patients' answers to one question, at the newest measurements of the level: two queries."""
    newest = Round.objects.compared().filter(is_newest=True, unit__path__startswith=unit.path)
    rows = (
        Rollup.objects.filter(round__in=[round.number for round in newest], audience=Audience.PATIENT)
        .exclude(band=EVERYONE)
        .values("band")
        .annotate(**_sums([column], of_a_band=True))
    )
    found = {row["band"]: _tally(row, column) for row in rows}
    return {band: tally for band, tally in found.items() if tally}


def measurements_of(unit: OrganizationUnit):
    """The unit's own closed measurements that can be compared, newest first."""
    return unit.survey_rounds.closed().exclude(kind=RoundKind.PULSE).order_by("-opens", "id")


def figures_of_round(round: Round) -> Past:
    rows = _everyone(Round.objects.filter(pk=round.pk)).values("audience").annotate(**_sums(COLUMNS))
    return _past(round.opens, rows, COLUMNS)


def _everyone(rounds):
    return Rollup.objects.filter(round__in=rounds.values("number"), band=EVERYONE)


def _sums(columns, *, of_a_band=False):
    """The cells that may be shown, added up; a hidden one is left out, so nothing of it is in any sum."""
    return {
        f"{column}_sum_{answer}": Sum(Case(When(_is_shown(column, of_a_band), then=F(f"{column}_{answer}"))))
        for column in columns
        for answer in Answer.values
    }


def _is_shown(column, of_a_band):
    if of_a_band:
        return GreaterThan(F("shown").bitand(1 << ALL_COLUMNS.index(column)), 0)
    return GreaterThanOrEqual(sum((F(f"{column}_{answer}") for answer in INSIDE), start=0), SMALL_GROUP)


def _past(day, rows, columns):
    found = {(row["audience"], column): _tally(row, column) for row in rows for column in columns}
    return Past(day, {key: tally for key, tally in found.items() if tally})


def _tally(row, column):
    counts = [row[f"{column}_sum_{answer}"] for answer in Answer.values]
    return None if counts[0] is None else Tally(*counts)
