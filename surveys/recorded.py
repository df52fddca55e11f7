"""Facts that the other rooms have recorded, counted per unit to stand beside what people answer.

Managers reach patients through these counts alone; units with few patients are left out as in `figures`.
"""

from dataclasses import dataclass

from surveys.small_groups import SMALL_GROUP


@dataclass(frozen=True)
class Share:
    """So many of so many."""

    part: int
    whole: int

    def __add__(self, other):
        return Share(self.part + other.part, self.whole + other.whole)

    @property
    def percent(self):
        return (200 * self.part + self.whole) // (2 * self.whole)


def recorded_facts(units: list) -> dict:
    """(path, column) → Share for the units where enough was recorded."""
    facts = {}
    return {key: share for key, share in facts.items() if share.whole >= SMALL_GROUP}
