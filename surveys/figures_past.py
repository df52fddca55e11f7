"""What was answered before: a level's measurements in order of time, its bands, and one unit's own rounds.

As in `figures` each number is a sum of cells that may be shown by themselves, in closed rounds that stand.
A level's measurements of one month are one point: units ask at the same time, but not on the same day.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from patientkontrakt.people.models import OrganizationUnit
from surveys.bands import BANDS
from surveys.figures import Tally
from surveys.instruments import COLUMNS, Audience
from surveys.models import Round, RoundKind
from surveys.rollups import EACH_ROUND, MONTHLY, STANDING, shown_sums


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
    """The level's measurements in order of time, pulses in months without; months of nothing are left out."""
    return histories_of([unit], columns)[unit.pk]


def histories_of(units: Iterable[OrganizationUnit], columns=COLUMNS) -> dict[UUID, list[Past]]:
    """Key of each level → its history, all by one query."""
    days = {unit.pk: {} for unit in units}
    for (unit, audience, _all, day, column), sums in shown_sums(units, MONTHLY).items():
        if column in columns:
            days[unit].setdefault(day, {})[audience, column] = Tally(*sums.answers)
    return {unit: [Past(day, found[day]) for day in sorted(found)] for unit, found in days.items()}


def bands_of(unit: OrganizationUnit, column: str) -> dict[str, Tally]:
    """Band → patients' answers to one question, at the newest measurements of the level: one query."""
    return {
        band: Tally(*sums.answers)
        for (_unit, audience, band, is_before, own), sums in shown_sums([unit], STANDING, BANDS).items()
        if audience == Audience.PATIENT and own == column and not is_before
    }


def measurements_of(unit: OrganizationUnit):
    """The unit's own closed measurements that can be compared, newest first."""
    return unit.survey_rounds.closed().exclude(kind=RoundKind.PULSE).order_by("-opens", "id")


def figures_of_round(round: Round) -> Past:
    found = shown_sums([round.unit], EACH_ROUND).items()
    return Past(
        round.opens,
        {
            (audience, column): Tally(*sums.answers)
            for (_unit, audience, _all, number, column), sums in found
            if number == round.number
        },
    )
