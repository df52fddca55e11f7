from fractions import Fraction
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.intervals import Difference, Share, difference, funnel_limits


@st.composite
def shares(draw, most=400):
    whole = draw(st.integers(1, most))
    return Share(draw(st.integers(0, whole)), whole)


def mirrored(share):
    return Share(share.whole - share.part, share.whole)


def test_a_share_is_rounded_half_up():
    assert [Share(1, 8).percent, Share(1, 3).percent, Share(0, 5).percent] == [13, 33, 0]


def test_shares_add_up_by_their_people_not_their_per_cent():
    assert Share(1, 2) + Share(1, 8) == Share(2, 10)


@pytest.mark.parametrize(
    ("share", "low", "high"),
    [
        (Share(81, 263), 0.2553, 0.3662),
        (Share(15, 148), 0.0624, 0.1605),
        (Share(0, 20), 0, 0.1611),
        (Share(1, 29), 0.0061, 0.1718),
    ],
)
def test_wilson_as_published(share, low, high):
    """Newcombe 1998, Statistics in Medicine 17:857-872, table I, method 3."""
    assert share.interval == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))


@pytest.mark.parametrize(
    ("second", "first", "low", "high"),
    [
        (Share(56, 70), Share(48, 80), 5, 34),
        (Share(9, 10), Share(3, 10), 17, 81),
        (Share(6, 7), Share(2, 7), 5, 81),
        (Share(5, 56), Share(0, 29), -4, 20),
        (Share(0, 10), Share(0, 20), -17, 28),
        (Share(10, 10), Share(0, 20), 67, 100),
    ],
)
def test_newcombe_as_published(second, first, low, high):
    """Newcombe 1998, Statistics in Medicine 17:873-890, table II, method 10; whole points, outwards."""
    found = difference(first, second)

    assert (found.low, found.high) == (low, high)


def test_a_difference_that_may_be_chance_has_no_direction():
    assert difference(Share(10, 20), Share(12, 20)).direction == "unclear"
    assert difference(Share(80, 100), Share(40, 100)).direction == "lower"
    assert difference(Share(40, 100), Share(80, 100)).direction == "higher"


@pytest.mark.parametrize(("low", "high"), [(0, 30), (-30, 0), (0, 0)])
def test_an_interval_that_touches_nothing_is_unclear(low, high):
    assert Difference(0, low, high).direction == "unclear"


@given(shares())
def test_the_interval_holds_the_share_and_mirrors(share):
    low, high = share.interval
    mirrored_low, mirrored_high = mirrored(share).interval

    assert 0 <= low <= share.part / share.whole + 1e-12
    assert share.part / share.whole - 1e-12 <= high <= 1
    assert (1 - high, 1 - low) == (pytest.approx(mirrored_low), pytest.approx(mirrored_high))


@given(shares(), shares())
def test_a_difference_turned_round_is_the_same_with_the_other_sign(first, second):
    there, back = difference(first, second), difference(second, first)

    assert (there.points, there.low, there.high) == (-back.points, -back.high, -back.low)


@given(shares(), shares())
def test_what_is_shown_of_a_difference_holds_itself(first, second):
    found = difference(first, second)

    assert -100 <= found.low <= found.points <= found.high <= 100


def chance_below(limit, n, p):
    """P(X / n < limit), summed in whole numbers."""
    return sum(comb(n, k) * p**k * (1 - p) ** (n - k) for k in range(n + 1) if k / n < limit)


@given(st.integers(1, 90), st.integers(1, 99))
def test_chance_alone_puts_no_more_units_outside_the_funnel_than_it_says(n, percent):
    limits, p = funnel_limits(Share(percent, 100), n), Fraction(percent, 100)

    assert chance_below(limits.low_95, n, p) <= 0.025
    assert chance_below(limits.low_998, n, p) <= 0.001
    assert chance_below(1 - limits.high_95, n, 1 - p) <= 0.025
    assert chance_below(1 - limits.high_998, n, 1 - p) <= 0.001


@given(st.integers(1, 90), st.integers(1, 99))
def test_one_answer_further_in_would_be_too_many(n, percent):
    """The limits are as narrow as whole answers allow."""
    limits, p = funnel_limits(Share(percent, 100), n), Fraction(percent, 100)

    if limits.low_95 > 0:
        assert chance_below(limits.low_95 + 1 / n, n, p) > 0.025 - 1e-9
    if limits.low_998 > 0:
        assert chance_below(limits.low_998 + 1 / n, n, p) > 0.001 - 1e-9


@given(st.integers(1, 3000), st.integers(1, 99))
def test_a_funnel_is_nested_and_mirrors(n, percent):
    limits, other = funnel_limits(Share(percent, 100), n), funnel_limits(Share(100 - percent, 100), n)
    lines = [limits.low_998, limits.low_95, limits.high_95, limits.high_998]

    assert lines == sorted(lines)
    assert 0 <= lines[0] <= percent / 100 <= lines[3] <= 1
    assert lines == pytest.approx([1 - line for line in reversed(list(vars(other).values()))])


def test_limits_by_hand():
    """n 10, half say yes: P(X ≤ 1) = 11/1024 and P(X ≤ 2) = 56/1024, so 2.5 % lies (25.6 - 11)/45 past 1."""
    limits = funnel_limits(Share(1, 2), 10)

    assert limits.low_95 == pytest.approx((1 + (25.6 - 11) / 45) / 10)
    assert limits.high_95 == pytest.approx(1 - (1 + (25.6 - 11) / 45) / 10)
    assert limits.low_998 == pytest.approx((1.024 - 1) / 10 / 10)


def test_more_answers_make_the_funnel_narrower():
    widths = [
        limits.high_95 - limits.low_95
        for limits in (funnel_limits(Share(3, 4), n) for n in (5, 50, 500, 5000))
    ]

    assert widths == sorted(widths, reverse=True)
    assert widths[-1] == pytest.approx(2 * 1.96 * (0.75 * 0.25 / 5000) ** 0.5, rel=0.02)


def test_where_all_agree_there_is_no_funnel():
    assert set(vars(funnel_limits(Share(7, 7), 20)).values()) == {1.0}
    assert set(vars(funnel_limits(Share(0, 7), 20)).values()) == {0.0}


def test_a_unit_s_place_in_the_funnel():
    limits = funnel_limits(Share(1, 2), 100)  # 95 %: 39.6 … 60.4; 99.8 %: 34.4 … 65.6

    assert [limits.place(Share(yes, 100)) for yes in (50, 40, 39, 35, 34, 60, 61, 66)] == [
        0, 0, -1, -1, -2, 0, 1, 2,
    ]  # fmt: skip


def test_on_a_limit_is_inside():
    limits = funnel_limits(Share(5, 5), 10)

    assert limits.place(Share(10, 10)) == 0
    assert limits.place(Share(9, 10)) == -2
