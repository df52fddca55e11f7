"""Where a value lies in a picture, and in which shape.

Across and down are per cent of the plot, so that a picture takes any width.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from surveys.spc import Point

# Parts of the scale that a picture may show alone, when all that it shows lies there.
WINDOWS = ((50, 100), (0, 50), (25, 75), (0, 100))


@dataclass(frozen=True)
class Scale:
    """Shares from `low` to `high` per cent, from the floor of the plot to its roof."""

    low: int = 0
    high: int = 100

    @classmethod
    def around(cls, values: Iterable[float]):
        """The whole of 0-100 %, or the half that holds all the values."""
        values = [100 * float(value) for value in values]
        return cls(*next(w for w in WINDOWS if w == WINDOWS[-1] or all(w[0] <= v <= w[1] for v in values)))

    def down(self, value) -> float:
        """0 at the roof, 100 at the floor; what lies beyond is held at the edge."""
        share = (100 * float(value) - self.low) / (self.high - self.low)
        return 100 * (1 - min(1, max(0, share)))

    @property
    def lines(self) -> list[tuple[int, str]]:
        """(per cent, how far down) of the lines across."""
        step = (self.high - self.low) // 4 if self.high - self.low == 100 else 10
        return [(mark, coordinate(self.down(mark / 100))) for mark in range(self.low, self.high + 1, step)]


def coordinate(number: float) -> str:
    """62.5 as "62.5%": an attribute, the same in every language. People read `ui.numbers.percent`."""
    return f"{round(number, 2):g}%"


def path(points: Sequence[tuple[float, float]]) -> str:
    """Points as the `points` of a polyline."""
    return " ".join(f"{round(x, 2):g},{round(y, 2):g}" for x, y in points)


def apart(places: Sequence[float], least: float) -> list[int]:
    """Which places, in rising order, can be named without crowding; the last one always."""
    chosen = []
    for index, place in enumerate(places):
        is_last = index == len(places) - 1
        has_room = not chosen or place - places[chosen[-1]] >= least
        if is_last or (has_room and places[-1] - place >= least):
            chosen.append(index)
    return chosen


def stretches(places: Iterable) -> list[list]:
    """What follows each other without a gap (None)."""
    found = [[]]
    for place in places:
        if place is None:
            found.append([])
        else:
            found[-1].append(place)
    return [stretch for stretch in found if stretch]


def kind_of(point: Point) -> str:
    """The mark of a measurement: one that points to where its signal lies or goes; a round one for chance."""
    return f"{point.variation}-{'up' if point.way > 0 else 'down'}" if point.way else "common"
