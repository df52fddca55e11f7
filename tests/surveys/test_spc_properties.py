"""What holds for every series, and a second, slow way to find the signals: by looking at each window."""

from dataclasses import replace
from fractions import Fraction
from statistics import mean

from hypothesis import given
from hypothesis import strategies as st

from surveys import spc
from surveys.intervals import Share
from surveys.spc import Rule, Signal

WHOLE = 40  # so few steps that equal values, and values on the mean, come often
counts = st.lists(st.integers(0, WHOLE), min_size=0, max_size=40)
long_counts = st.lists(st.integers(0, WHOLE), min_size=13, max_size=40)
# Neighbours differ little, so that trends and long runs come often, too.
walks = st.lists(st.integers(-2, 3), min_size=13, max_size=40).map(
    lambda steps: [max(0, min(WHOLE, 8 + sum(steps[: i + 1]))) for i in range(len(steps))]
)
ways = st.sampled_from([{}, {"xmr": True}, {"baseline": 12}, {"xmr": True, "baseline": 12}])


def of_whole(numbers, whole=WHOLE):
    return [Share(number, whole) for number in numbers]


def signals(numbers, whole=WHOLE, **options):
    return [point.signals for point in spc.read(of_whole(numbers, whole), **options).points]


def turned(found):
    return [frozenset(Signal(s.rule, -s.direction) for s in signals_) for signals_ in found]


@given(counts | walks, ways)
def test_yes_and_no_are_mirrors(numbers, way):
    assert signals([WHOLE - number for number in numbers], **way) == turned(signals(numbers, **way))


@given(walks, ways)
def test_a_mirrored_series_that_is_better_downwards_says_the_same(numbers, way):
    up = spc.read(of_whole(numbers), **way)
    down = spc.read(of_whole([WHOLE - number for number in numbers]), improves=spc.DOWN, **way)

    assert [point.variation for point in up.points] == [point.variation for point in down.points]
    assert up.assurance(Fraction(3, 4)) == down.assurance(Fraction(1, 4))


@given(long_counts | walks, st.integers(1, 60))
def test_a_constant_more_changes_no_signal_of_an_xmr_chart(numbers, more):
    assert signals([n + more for n in numbers], 100, xmr=True) == signals(numbers, 100, xmr=True)


@given(long_counts | walks, st.integers(2, 9))
def test_the_unit_of_measurement_changes_no_signal_of_an_xmr_chart(numbers, times):
    assert signals(numbers, times * WHOLE, xmr=True) == signals(numbers, xmr=True)


@given(counts | walks, st.booleans())
def test_backwards_in_time_trends_turn_and_all_else_stays(numbers, xmr):
    backwards = signals(list(reversed(numbers)), xmr=xmr)[::-1]

    assert backwards == [
        frozenset(Signal(s.rule, -s.direction) if s.rule is Rule.TREND else s for s in found)
        for found in signals(numbers, xmr=xmr)
    ]


@given(long_counts | walks, st.lists(st.integers(0, WHOLE), max_size=5), st.booleans())
def test_with_a_fixed_baseline_what_comes_later_moves_no_limit_and_takes_no_signal_back(numbers, later, xmr):
    first = spc.read(of_whole(numbers), xmr=xmr, baseline=12).points
    then = spc.read(of_whole(numbers + later), xmr=xmr, baseline=12).points[: len(first)]

    assert [point.limits for point in then] == [point.limits for point in first]
    assert all(before.signals <= after.signals for before, after in zip(first, then, strict=True))


@given(long_counts | walks, ways)
def test_limits_lie_on_either_side_of_the_centre_between_0_and_1(numbers, way):
    for point in spc.read(of_whole(numbers), **way).points:
        low, high = point.limits
        assert 0 <= low <= float(point.centre) + 1e-12
        assert float(point.centre) - 1e-12 <= high <= 1


@given(long_counts)
def test_xmr_limits_by_another_road(numbers):
    values = [number / WHOLE for number in numbers]
    ranges = [abs(a - b) for a, b in zip(values, values[1:], strict=False)]
    kept = [size for size in ranges if size < 3.267 * mean(ranges) - 1e-12] or ranges
    low, high = mean(values) - 2.66 * mean(kept), mean(values) + 2.66 * mean(kept)

    point = spc.read(of_whole(numbers), xmr=True).points[0]

    assert abs(point.limits[0] - max(0, low)) < 1e-9
    assert abs(point.limits[1] - min(1, high)) < 1e-9


@given(long_counts | walks, ways)
def test_every_signal_is_found_in_some_window_and_every_window_gives_its_signals(numbers, way):
    points = spc.read(of_whole(numbers), **way).points

    assert [point.signals for point in points] == by_windows(
        [replace(p, signals=frozenset()) for p in points]
    )


def by_windows(points):
    """Each rule as a sentence about a window of 1, 3 or 7 points: slow, and unlike the code."""
    found = [set() for _point in points]
    values = [point.share.value for point in points]
    for way in (1, -1):
        far = [_is_far(point, way, 1) for point in points]
        near = [_is_far(point, way, Fraction(2, 3)) for point in points]
        beside = [way * (value - point.centre) > 0 for value, point in zip(values, points, strict=True)]
        for i in range(len(points)):
            three, seven = list(range(i, i + 3)), list(range(i, i + 7))
            if far[i]:
                found[i].add(Signal(Rule.OUTSIDE, way))
            if three[-1] < len(points) and all(beside[j] for j in three) and sum(near[j] for j in three) > 1:
                _mark(found, [j for j in three if near[j]], Rule.NEAR_LIMIT, way)
            if seven[-1] < len(points) and all(beside[j] for j in seven):
                _mark(found, seven, Rule.ONE_SIDE, way)
            if seven[-1] < len(points) and all(way * (values[j + 1] - values[j]) > 0 for j in seven[:-1]):
                _mark(found, seven, Rule.TREND, way)
    return [frozenset(signals_) for signals_ in found]


def _is_far(point, way, part):
    distance = way * (point.share.value - point.centre)
    return distance > 0 and distance**2 > part**2 * point.reach


def _mark(found, indexes, rule, way):
    for index in indexes:
        found[index].add(Signal(rule, way))
