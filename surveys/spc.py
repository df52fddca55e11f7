"""Better, or chance? Statistical process control of shares over time. Pure: no tables, no words.

`read(shares)` gives a Series: under 13 points a run chart, from 13 a p-chart, or an XmR chart where asked.

Control charts follow NHS England's *Making Data Count* as its Single Chart tool does, and the R package
NHSRplotthedots, which publish each case (issues 143, 153, 167, 171, 172 and 194 of the package):
- XmR: mean ± 2.66 × mean moving range; ranges of 3.267 × their mean or more are left out, once (Nelson 1982).
- p: pooled share ± 3 standard deviations of each point's own number of answers. For one unit: at a level
  above other units measure each month, and with thousands of answers p limits would call nearly each month
  a change. XmR limits come from how much the points really move.
- OUTSIDE a limit; on it is inside. TREND: 7, each strictly above (below) the one before; equal ones break it.
  ONE_SIDE: 7 on one side of the mean; one on the mean breaks it. NEAR_LIMIT: 2 of 3 beyond two thirds of the
  way to the same limit, or past it, while all three lie on that side; only those so far out are marked.
- A trend speaks by where it goes, all else by where it lies. Where both ways speak improvement is shown.
- Limits come from all points, or from the first 12-20 when a person has fixed them, and begin anew only
  where a person says so. They are drawn within 0-100 %; two thirds of the way is measured before that.

Run charts have the median and two rules. ONE_SIDE: 6 in a row (Perla, Provost and Murray 2011, BMJ Qual Saf
20:46-51), which takes all 12 points. TREND: 6 in a row up or down, equal ones counted once (Balestracci 2008,
Quality Digest, October): the usual 5 come by chance in 11 % of charts with 12 points, 6 in 2 % (simulated),
and the rule finds little besides (Anhøj and Olesen 2014, PLoS ONE 9:e113825).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from functools import cached_property, partial
from itertools import groupby, pairwise
from math import sqrt
from statistics import mean, median

from surveys.intervals import Share

MIN_POINTS = 13
BASELINE = range(12, 21)
UP, DOWN = 1, -1
# Means of many shares have denominators of hundreds of digits, and each comparison would count with them.
FINE = 10**15


class Chart(StrEnum):
    RUN = "run"
    P = "p"
    XMR = "xmr"


class Rule(StrEnum):
    OUTSIDE = "outside"
    NEAR_LIMIT = "near_limit"
    ONE_SIDE = "one_side"
    TREND = "trend"


class Variation(StrEnum):
    COMMON = "common"
    IMPROVEMENT = "improvement"
    CONCERN = "concern"


class Assurance(StrEnum):
    HITS = "hits"
    MISSES = "misses"
    HIT_OR_MISS = "hit_or_miss"


@dataclass(frozen=True)
class Signal:
    rule: Rule
    direction: int


@dataclass(frozen=True)
class Point:
    """A measurement and its centre. `reach`: the squared distance to a limit, None on a run chart."""

    share: Share
    centre: Fraction
    reach: Fraction | None = None
    signals: frozenset[Signal] = frozenset()
    improves: int = UP

    @cached_property
    def side(self) -> int:
        return _sign(self.share.value - self.centre)

    def is_beyond(self, part: Fraction | int, value: Fraction | None = None) -> bool:
        """Whether the point, or a value in its place, lies beyond that part of the way to a limit."""
        value = self.share.value if value is None else value
        return (value - self.centre) ** 2 > part**2 * self.reach

    @property
    def limits(self) -> tuple[float, float] | None:
        """From 0 to 1, cut there."""
        if self.reach is None:
            return None
        width = sqrt(self.reach)
        return max(0.0, float(self.centre) - width), min(1.0, float(self.centre) + width)

    @property
    def way(self) -> int:
        """Where the shown signals lie or go; 0 without any."""
        ways = {signal.direction for signal in self.signals}
        return self.improves if self.improves in ways else sum(ways)

    @property
    def variation(self) -> Variation:
        if not self.way:
            return Variation.COMMON
        return Variation.IMPROVEMENT if self.way == self.improves else Variation.CONCERN


@dataclass(frozen=True)
class Series:
    chart: Chart
    points: list[Point]
    baseline: int | None = None
    restarts: Sequence[int] = ()

    @property
    def variation(self) -> Variation:
        """What holds now: that of the last point."""
        return self.points[-1].variation if self.points else Variation.COMMON

    def assurance(self, target: Fraction) -> Assurance | None:
        """Whether the process, as it is, reaches a target from 0 to 1: by the limits of the last point.

        None without limits. A target on a limit is hit or missed.
        """
        if self.chart is Chart.RUN:
            return None
        last = self.points[-1]
        if not last.is_beyond(1, target):
            return Assurance.HIT_OR_MISS
        is_easy = _sign(last.centre - target) == last.improves
        return Assurance.HITS if is_easy else Assurance.MISSES


def read(
    shares: Sequence[Share],
    *,
    xmr: bool = False,
    baseline: int | None = None,
    restarts: Sequence[int] = (),
    improves: int = UP,
) -> Series:
    """The series in order of time with its limits and signals. Leave out what is hidden: a gap is no point.

    `baseline`: from how many first points, 12 to 20, limits come. `restarts`: at which points a person has
    let them begin anew; each segment then has its own baseline, and 13 points or more. Else ValueError.
    """
    if baseline is not None and baseline not in BASELINE:
        raise ValueError(f"a baseline has {BASELINE[0]} to {BASELINE[-1]} points, not {baseline}")
    if len(shares) < MIN_POINTS and not restarts:
        return Series(Chart.RUN, _marked(_run_points(shares, improves), RUN_RULES))
    limits = _xmr_limits if xmr else _p_limits
    segments = [shares[start:end] for start, end in pairwise([0, *restarts, len(shares)])]
    if any(len(segment) < MIN_POINTS for segment in segments):
        raise ValueError(f"limits need {MIN_POINTS} points")
    points = []
    for segment in segments:
        centre, reaches = limits(segment, segment[:baseline])
        measured = [
            Point(share, centre, reach, improves=improves)
            for share, reach in zip(segment, reaches, strict=True)
        ]
        points += _marked(measured, CONTROL_RULES)
    return Series(Chart.XMR if xmr else Chart.P, points, baseline, restarts)


def _run_points(shares, improves):
    centre = median(share.value for share in shares) if shares else None
    return [Point(share, centre, improves=improves) for share in shares]


def _xmr_limits(shares, baseline):
    values = [share.value for share in baseline]
    ranges = [abs(after - before) for before, after in pairwise(values)]
    too_wide = Fraction(3267, 1000) * mean(ranges)
    usual = [size for size in ranges if size < too_wide] or ranges
    centre, reach = mean(values), (Fraction(266, 100) * mean(usual)) ** 2
    return centre.limit_denominator(FINE), [reach.limit_denominator(FINE)] * len(shares)


def _p_limits(shares, baseline):
    pooled = sum(baseline, Share(0, 0)).value
    return pooled, [9 * pooled * (1 - pooled) / share.whole for share in shares]


def _marked(points, rules):
    """The points with the signals that they are part of."""
    signals = [set() for _point in points]
    for rule, find in rules.items():
        for index, direction in find(points):
            signals[index].add(Signal(rule, direction))
    return [replace(point, signals=frozenset(found)) for point, found in zip(points, signals, strict=True)]


def _outside(points):
    return [(index, point.side) for index, point in enumerate(points) if point.is_beyond(1)]


def _near_limit(points):
    far = [point.is_beyond(Fraction(2, 3)) for point in points]
    for start in range(len(points) - 2):
        three, side = range(start, start + 3), points[start].side
        if all(points[index].side == side for index in three) and sum(far[start : start + 3]) >= 2:
            yield from ((index, side) for index in three if far[index])


def _one_side(points, length=7):
    return _in_a_row([point.side for point in points], length)


def _trend(points, length=7):
    steps = [_sign(after.share.value - before.share.value) for before, after in pairwise(points)]
    return {(index + part, way) for index, way in _in_a_row(steps, length - 1) for part in (0, 1)}


def _trend_past_equals(points):
    distinct = [
        index
        for index, point in enumerate(points)
        if index == 0 or point.share.value != points[index - 1].share.value
    ]
    return [(distinct[position], way) for position, way in _trend([points[i] for i in distinct], 6)]


def _in_a_row(signs, length):
    """Where so many or more of the same sign follow each other: (index, sign) of each of them."""
    for sign, group in groupby(enumerate(signs), key=lambda pair: pair[1]):
        row = list(group)
        if sign and len(row) >= length:
            yield from row


def _sign(number):
    return (number > 0) - (number < 0)


CONTROL_RULES = {
    Rule.OUTSIDE: _outside,
    Rule.NEAR_LIMIT: _near_limit,
    Rule.ONE_SIDE: _one_side,
    Rule.TREND: _trend,
}
RUN_RULES = {Rule.ONE_SIDE: partial(_one_side, length=6), Rule.TREND: _trend_past_equals}
