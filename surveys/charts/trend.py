"""A share over time with what is usual, the target, what stands out, and what the unit changed when.

    TrendChart.of("q4-trend", title, [Measurement(day, share), …], notes=[Note(day, text), …], target=…)

Further arguments go to `spc.read` (xmr, baseline, restarts, improves). Measurements without a share, hidden
or empty, are gaps in the line and no points to the rules.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from surveys import spc, wording
from surveys.charts.scale import Scale, apart, coordinate, kind_of, path, stretches
from surveys.intervals import Share

# Room at either end of the axis, and how near each other days may be named on a wide and on a narrow screen:
# per cent of the plot. Notes nearer than that stand above each other.
MARGIN, NAMED_APART, NAMED_APART_NARROW, NOTES_APART = 4, 17, 60, 7
NAMED_INSIDE = 12


@dataclass(frozen=True)
class Measurement:
    day: datetime.date
    share: Share | None


@dataclass(frozen=True)
class Note:
    day: datetime.date
    text: str


@dataclass(frozen=True)
class Dot:
    """A measurement in the picture."""

    day: datetime.date
    point: spc.Point
    chart: spc.Chart
    x: float
    y: float

    @property
    def across(self):
        return coordinate(self.x)

    @property
    def down(self):
        return coordinate(self.y)

    @property
    def anchor(self):
        """Which end of its day's name stands at the dot: so that none leaves the picture."""
        return "start" if self.x < NAMED_INSIDE else "end" if self.x > 100 - NAMED_INSIDE else "middle"

    @property
    def kind(self):
        return kind_of(self.point)

    @property
    def reasons(self) -> list[str]:
        return [wording.signal(signal, self.chart) for signal in wording.in_order(self.point.signals)]

    @property
    def limits_percent(self):
        return self.point.limits and tuple(round(100 * limit) for limit in self.point.limits)


@dataclass(frozen=True)
class NoteFlag:
    """A note on the axis: its number, and how many others stand below it there."""

    number: int
    note: Note
    across: str
    level: int

    @property
    def up(self):
        return f"{-1.5 * self.level:g}em"


@dataclass(frozen=True)
class TrendChart:
    key: str
    title: str
    measurements: Sequence[Measurement]
    series: spc.Series
    notes: Sequence[Note] = ()
    target: Fraction | None = None

    @classmethod
    def of(cls, key, title, measurements, *, notes=(), target=None, **how):
        in_time = sorted(measurements, key=lambda measurement: measurement.day)
        shown = [measurement.share for measurement in in_time if measurement.share]
        notes = sorted(notes, key=lambda note: note.day)
        return cls(key, title, in_time, spc.read(shown, **how), notes, target)

    @property
    def now(self):
        return wording.now(self.series) if self.series.points else ""

    @property
    def assurance(self):
        return wording.assurance(self.series, self.target) if self.target is not None and self.dots else ""

    @property
    def limits(self):
        return wording.limits(self.series, [self.dots[index].day for index in self.series.restarts])

    @property
    def target_percent(self):
        return None if self.target is None else round(100 * self.target)

    @property
    def target_down(self):
        return None if self.target is None else coordinate(self.scale.down(self.target))

    @property
    def centre_percent(self):
        return round(100 * self.last.point.centre)

    @property
    def is_run(self):
        return self.series.chart is spc.Chart.RUN

    @cached_property
    def scale(self):
        limits = [limit for point in self.series.points for limit in point.limits or ()]
        target = [] if self.target is None else [self.target]
        return Scale.around([*(point.share.value for point in self.series.points), *limits, *target])

    @cached_property
    def dots(self) -> list[Dot]:
        return [dot for dot in self._places if dot]

    @property
    def last(self):
        return self.dots[-1]

    @property
    def table(self) -> list[tuple[datetime.date, Dot | None]]:
        return [
            (measurement.day, dot) for measurement, dot in zip(self.measurements, self._places, strict=True)
        ]

    @cached_property
    def lines(self) -> list[str]:
        return [path([(dot.x, dot.y) for dot in stretch]) for stretch in stretches(self._places)]

    @cached_property
    def band(self) -> str:
        """Between the limits: a step for each point, for they follow its number of answers."""
        if self.is_run:
            return ""
        floor, roof = ([(x, self.scale.down(dot.point.limits[i])) for x, dot in self._steps] for i in (0, 1))
        return path(roof + floor[::-1])

    @cached_property
    def limit_lines(self) -> list[str]:
        if self.is_run:
            return []
        return [path([(x, self.scale.down(dot.point.limits[i])) for x, dot in self._steps]) for i in (0, 1)]

    @cached_property
    def centre_line(self):
        return path([(x, self.scale.down(dot.point.centre)) for x, dot in self._steps])

    @cached_property
    def named_days(self) -> list[tuple[Dot, bool]]:
        """(dot, whether there is room for it on a narrow screen) of the days that are written out."""
        named = [self.dots[index] for index in apart([dot.x for dot in self.dots], NAMED_APART)]
        narrow = apart([dot.x for dot in named], NAMED_APART_NARROW)
        return [(dot, index in narrow) for index, dot in enumerate(named)]

    @cached_property
    def flags(self) -> list[NoteFlag]:
        flags, places = [], []
        for number, note in enumerate(self.notes, 1):
            x = self._across(note.day)
            level = sum(x - place < NOTES_APART for place in places)
            flags.append(NoteFlag(number, note, coordinate(x), level))
            places.append(x)
        return flags

    @property
    def kinds(self) -> list[str]:
        """The shapes that the picture holds, for its legend."""
        return sorted({dot.kind for dot in self.dots})

    @cached_property
    def _places(self):
        points = iter(self.series.points)
        return [
            self._dot(measurement.day, next(points)) if measurement.share else None
            for measurement in self.measurements
        ]

    def _dot(self, day, point):
        return Dot(day, point, self.series.chart, self._across(day), self.scale.down(point.share.value))

    @cached_property
    def _days(self):
        """The first and the last day of the axis, which holds the notes, too."""
        days = [item.day for item in [*self.measurements, *self.notes]]
        return min(days), max(days)

    def _across(self, day):
        first, last = self._days
        if first == last:
            return 50.0
        return MARGIN + (100 - 2 * MARGIN) * (day - first) / (last - first)

    @cached_property
    def _steps(self):
        """(how far across, dot) at both ends of the stretch that each point stands for."""
        borders = [0.0, *((a.x + b.x) / 2 for a, b in zip(self.dots, self.dots[1:], strict=False)), 100.0]
        return [
            (x, dot)
            for dot, ends in zip(self.dots, zip(borders, borders[1:], strict=False), strict=True)
            for x in ends
        ]
