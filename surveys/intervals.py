"""Shares and how sure they are. Pure: no tables, no words (those are in `wording`).

`Share(48, 80).interval` is Wilson's, `difference(before, now)` Newcombe's, and `funnel_limits(mean, n)` tells
how far chance alone takes a unit with n answers from the mean of all.
"""

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, exp, floor, lgamma, log, log1p, sqrt

Z_95 = 1.959964


@dataclass(frozen=True)
class Share:
    """So many of so many. A share of nobody has no value: let it be None instead."""

    part: int
    whole: int

    def __add__(self, other):
        return Share(self.part + other.part, self.whole + other.whole)

    @property
    def value(self) -> Fraction:
        return Fraction(self.part, self.whole)

    @property
    def percent(self) -> int:
        """Rounded half up."""
        return (200 * self.part + self.whole) // (2 * self.whole)

    @property
    def interval(self) -> tuple[float, float]:
        """95 % interval, between 0 and 1 (Wilson 1927)."""
        n, p = self.whole, self.part / self.whole
        middle = p + Z_95**2 / (2 * n)
        width = Z_95 * sqrt(p * (1 - p) / n + Z_95**2 / (4 * n * n))
        below, above = ((middle + side * width) / (1 + Z_95**2 / n) for side in (-1, 1))
        return max(0.0, below), min(1.0, above)


@dataclass(frozen=True)
class Difference:
    """Between two shares in percentage points, with its 95 % interval; rounded outwards, never too narrow."""

    points: int
    low: int
    high: int

    @property
    def direction(self):
        if self.low > 0:
            return "higher"
        return "lower" if self.high < 0 else "unclear"


def difference(first: Share, second: Share) -> Difference:
    """The second less the first, of two groups apart: since the baseline, or staff less patients (staff_gap).

    Newcombe's interval (1998, method 10, from Wilson's intervals).
    """
    p, q = second.part / second.whole, first.part / first.whole
    (p_low, p_high), (q_low, q_high) = second.interval, first.interval
    low = p - q - sqrt((p - p_low) ** 2 + (q_high - q) ** 2)
    high = p - q + sqrt((p_high - p) ** 2 + (q - q_low) ** 2)
    return Difference(second.percent - first.percent, floor(_points(low)), ceil(_points(high)))


@dataclass(frozen=True)
class FunnelLimits:
    """Between which shares, from 0 to 1, chance alone keeps 95 % and 99.8 % of units with so many answers."""

    low_998: float
    low_95: float
    high_95: float
    high_998: float

    def place(self, share: Share) -> int:
        """0 inside, or on a limit; 1 or -1 above or below the 95 % limits; 2 or -2 the 99.8 % limits."""
        value = share.part / share.whole
        above = (value > self.high_95) + (value > self.high_998)
        below = (value < self.low_95) + (value < self.low_998)
        return above - below


def funnel_limits(mean: Share, n: int) -> FunnelLimits:
    """Exact binomial limits around a mean, interpolated between whole answers (Spiegelhalter 2005, A.1.1).

    The upper limits are the mirrored lower ones: so chance puts at most 2.5 %, and 0.1 %, of units outside on
    either side, never more (compare the three ways of Manktelow and Seaton 2012, PLoS ONE 7:e45723).
    """
    p = mean.part / mean.whole
    low_998, low_95 = (_lower_limit(p, n, tail) for tail in (0.001, 0.025))
    high_998, high_95 = (1 - _lower_limit(1 - p, n, tail) for tail in (0.001, 0.025))
    return FunnelLimits(low_998, low_95, high_95, high_998)


def _lower_limit(p, n, tail):
    """The share that so small a part of chance falls short of."""
    if p in (0, 1):
        return float(p)
    count = max(0, min(n, round(n * p - 3 * sqrt(n * p * (1 - p)))))
    reached, here = _binomial(count, n, p)
    while reached < tail:
        count += 1
        here *= (n - count + 1) / count * p / (1 - p)
        reached += here
    while count and reached - here >= tail:
        reached -= here
        here *= count / (n - count + 1) * (1 - p) / p
        count -= 1
    return max(0.0, count - (reached - tail) / here) / n


def _binomial(count, n, p):
    """P(X ≤ count) and P(X = count); the terms fall so fast below the mean that few are needed."""
    choose = lgamma(n + 1) - lgamma(count + 1) - lgamma(n - count + 1)
    here = term = total = exp(choose + count * log(p) + (n - count) * log1p(-p))
    for k in range(count, 0, -1):
        term *= k / (n - k + 1) * (1 - p) / p
        total += term
        if term < total * 1e-12:
            break
    return total, here


def _points(difference):
    """Percentage points, whole where they are so but for how a computer counts."""
    return round(100 * difference, 6)
