"""Units beside each other, unranked: who differs from all by more than chance gives units of that size?

    FunnelChart("q4-units", title, [FunnelUnit(name, share, is_own=…, href=…), …])

Leave hidden units out. Letters name the own unit and those outside the 99.8 % limits.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import count, product
from string import ascii_uppercase

from patientkontrakt.ui.alphabet import in_order
from surveys import wording
from surveys.charts.scale import Scale, coordinate, path
from surveys.intervals import Share, funnel_limits

STEPS = 48
KINDS = {0: "inside", 1: "warned", -1: "warned", 2: "outside", -2: "outside"}


@dataclass(frozen=True)
class FunnelUnit:
    label: str
    share: Share
    is_own: bool = False
    href: str = ""


@dataclass(frozen=True)
class PlacedUnit:
    """A unit in the picture: where, in which shape, under which letter, and in words how it differs."""

    unit: FunnelUnit
    x: str
    y: str
    place: int
    letter: str = ""

    @property
    def kind(self):
        return KINDS[self.place]

    @property
    def words(self):
        return wording.PLACES[self.place]


@dataclass(frozen=True)
class FunnelChart:
    key: str
    title: str
    units: Sequence[FunnelUnit]

    @cached_property
    def mean(self) -> Share:
        return sum((unit.share for unit in self.units), Share(0, 0))

    @property
    def mean_down(self):
        return coordinate(self.scale.down(self.mean.value))

    @cached_property
    def placed(self) -> list[PlacedUnit]:
        """In the order of the alphabet: a table of the best is what this chart is not."""
        letters = map("".join, product(["", *ascii_uppercase], ascii_uppercase))
        return [
            self._placed(unit, letters)
            for unit in sorted(self.units, key=lambda unit: in_order(str(unit.label)))
        ]

    @property
    def named(self):
        return [placed for placed in self.placed if placed.letter]

    @cached_property
    def scale(self):
        narrowest = self._limits[0][1]
        return Scale.around(
            [*(unit.share.value for unit in self.units), narrowest.low_998, narrowest.high_998]
        )

    @cached_property
    def ticks(self) -> list[tuple[int, str]]:
        """(answers, how far across), to the first round number beyond the largest unit."""
        return [(n, coordinate(100 * n / self._most)) for n in range(0, self._most + 1, self._step)]

    @cached_property
    def lines(self) -> list[tuple[str, str]]:
        """(class, points): the 99.8 % limits and the 95 % limits, below and above."""
        names = ("low_998", "low_95", "high_95", "high_998")
        return [(name.split("_")[1], path(self._line(name))) for name in names]

    @cached_property
    def areas(self) -> list[tuple[str, str]]:
        """(class, points): between the outer limits, and between the inner ones."""
        return [
            (limit, path(self._line(f"low_{limit}") + self._line(f"high_{limit}")[::-1]))
            for limit in ("998", "95")
        ]

    def _placed(self, unit, letters):
        place = funnel_limits(self.mean, unit.share.whole).place(unit.share)
        return PlacedUnit(
            unit,
            coordinate(100 * unit.share.whole / self._most),
            coordinate(self.scale.down(unit.share.value)),
            place,
            next(letters, "") if unit.is_own or abs(place) == 2 else "",
        )

    def _line(self, name):
        return [(100 * n / self._most, self.scale.down(getattr(limits, name))) for n, limits in self._limits]

    @cached_property
    def _limits(self):
        """Closer together where the funnel bends most."""
        first = min(unit.share.whole for unit in self.units)
        counts = {round(first + (self._most - first) * (step / STEPS) ** 2) for step in range(STEPS + 1)}
        return [(n, funnel_limits(self.mean, n)) for n in sorted(counts)]

    @cached_property
    def _step(self):
        largest = max(unit.share.whole for unit in self.units)
        return next(
            size * 10**zeros for zeros in count() for size in (1, 2, 5) if 5 * size * 10**zeros >= largest
        )

    @cached_property
    def _most(self):
        return -(-max(unit.share.whole for unit in self.units) // self._step) * self._step
