"""Equal care: the share of yes in each band (age, language, way of answering), beside that of all.

    BandsChart("q4-age", title, [Band(_("18–39 years"), share), Band(_("80 and older"), None)], everyone)

Each bar carries its 95 % interval as a line, for bands are small.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from surveys.charts.scale import coordinate
from surveys.intervals import Share


@dataclass(frozen=True)
class Band:
    label: str
    share: Share | None

    @property
    def width(self):
        return coordinate(100 * float(self.share.value))

    @property
    def sure(self) -> tuple[str, str]:
        """The ends of the 95 % interval, across."""
        return tuple(coordinate(100 * end) for end in self.share.interval)

    @property
    def sure_percent(self) -> tuple[int, int]:
        return tuple(round(100 * end) for end in self.share.interval)


@dataclass(frozen=True)
class BandsChart:
    key: str
    title: str
    bands: Sequence[Band]
    everyone: Share | None = None

    @property
    def everyone_across(self):
        return coordinate(100 * float(self.everyone.value)) if self.everyone else None
