"""What was answered before: a level's measurements in order of time, its bands, and one unit's own rounds.

As in `figures` each number is a sum of cells that may be shown by themselves, in closed rounds that stand.
Each of a unit's measurements is a point. Those of one month are one point of a level above: units ask at the
same time, but not on the same day.
"""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from patientkontrakt.people.models import OrganizationUnit
from surveys.bands import BANDS
from surveys.figures import Tally
from surveys.instruments import Audience
from surveys.models import Round, RoundKind
from surveys.own import NONE, OwnQuestions
from surveys.rollups import EACH_ROUND, OVER_TIME, STANDING, shown_sums


@dataclass(frozen=True)
class Past:
    """The answers of one round, or above units of one month: `day` is the first when they could be given."""

    day: datetime.date
    tallies: dict[tuple[Audience, str], Tally]

    def tally(self, audience: Audience, key: str) -> Tally | None:
        """None where hidden or empty. `key` is the question's."""
        return self.tallies.get((audience, key))

    def share(self, audience: Audience, key: str):
        tally = self.tally(audience, key)
        return tally and tally.yes_share


def history_of(unit: OrganizationUnit, keys=None, own: OwnQuestions = NONE) -> list[Past]:
    """The level's measurements in order of time; those of nothing are left out. Above units by month, and
    pulses in months without.

    `keys` of the questions that are asked about; None: all.
    """
    return histories_of([unit], keys, own)[unit.pk]


def histories_of(
    units: Iterable[OrganizationUnit], keys=None, own: OwnQuestions = NONE
) -> dict[UUID, list[Past]]:
    """Key of each level → its history, all by one query."""
    days = {unit.pk: {} for unit in units}
    for (unit, audience, _all, day, key), sums in shown_sums(units, OVER_TIME, own=own.places).items():
        if keys is None or key in keys:
            days[unit].setdefault(day, {})[audience, key] = Tally(*sums.answers)
    return {unit: [Past(day, found[day]) for day in sorted(found)] for unit, found in days.items()}


def every_band_of(unit: OrganizationUnit, own: OwnQuestions = NONE) -> dict[str, dict[str, Tally]]:
    """Question's key → band → patients' answers, at the newest measurements of the level: one query."""
    questions = {}
    found = shown_sums([unit], STANDING, BANDS, own.places)
    for (_unit, audience, band, is_before, key), sums in found.items():
        if audience == Audience.PATIENT and not is_before:
            questions.setdefault(key, {})[band] = Tally(*sums.answers)
    return questions


def bands_of(unit: OrganizationUnit, key: str, own: OwnQuestions = NONE) -> dict[str, Tally]:
    """Band → patients' answers to one question."""
    return every_band_of(unit, own).get(key, {})


def measurements_of(unit: OrganizationUnit):
    """The unit's own closed measurements that can be compared, newest first."""
    return unit.survey_rounds.closed().exclude(kind=RoundKind.PULSE).order_by("-opens", "id")


def figures_of_round(round: Round, own: OwnQuestions = NONE) -> Past:
    return figures_of_rounds([round], own)[0]


def figures_of_rounds(rounds: Sequence[Round], own: OwnQuestions = NONE) -> list[Past]:
    """Each by itself, all by one query; of one that is not closed there is nothing."""
    tallies = {round.number: {} for round in rounds}
    found = shown_sums({round.unit for round in rounds}, EACH_ROUND, own=own.places).items()
    for (_unit, audience, _all, number, key), sums in found:
        if number in tallies:
            tallies[number][audience, key] = Tally(*sums.answers)
    return [Past(round.opens, tallies[round.number]) for round in rounds]
