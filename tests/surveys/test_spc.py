"""Each rule of Making Data Count on series computed by hand, with its nearest neighbours and its traps."""

import pytest

from surveys import spc
from surveys.intervals import Share
from surveys.spc import Assurance, Chart, Variation

# The first 12 points are 50, 52, 50, 52 …: mean 51, each moving range 2, so the limits are 51 ± 2.66 × 2:
# 45.68 and 56.32; two thirds of the way there lie 47.4533… and 54.5466….
BASELINE = [50, 52] * 6
TWO_THIRDS_UP = Share(16364, 30000)


def percents(*numbers):
    return [number if isinstance(number, Share) else Share(round(number * 100), 10_000) for number in numbers]


def after_baseline(*numbers, **options):
    """The signals of the points that follow, each as text: "outside+ trend-"."""
    series = spc.read(percents(*BASELINE, *numbers), xmr=True, baseline=12, **options)
    return [said(point) for point in series.points[12:]]


def said(point):
    return " ".join(sorted(f"{s.rule}{'+' if s.direction > 0 else '-'}" for s in point.signals))


def signals(*numbers, **options):
    return [said(point) for point in spc.read(percents(*numbers), **options).points]


def limits(series, index=-1):
    return pytest.approx([100 * limit for limit in series.points[index].limits])


# ---- Which chart, and its limits ----


def test_under_13_points_a_run_chart_without_limits_from_13_a_p_chart_or_xmr_where_asked():
    twelve, thirteen = percents(*BASELINE), percents(*BASELINE, 50)

    assert spc.read(twelve).chart == spc.read(twelve, xmr=True).chart == Chart.RUN
    assert spc.read(thirteen).chart == Chart.P
    assert spc.read(thirteen, xmr=True).chart == Chart.XMR
    assert spc.read(twelve).points[0].limits is None


def test_no_points_are_no_signal():
    series = spc.read([])

    assert (series.chart, series.points, series.variation) == (Chart.RUN, [], Variation.COMMON)


def test_xmr_limits_are_the_mean_and_2_66_mean_moving_ranges():
    series = spc.read(percents(*BASELINE, 51), xmr=True, baseline=12)

    assert limits(series) == [45.68, 56.32]
    assert series.points[-1].centre * 100 == 51


def test_a_fixed_baseline_keeps_its_limits_whatever_comes_after():
    assert limits(spc.read(percents(*BASELINE, 90, 10, 90), xmr=True, baseline=12)) == [45.68, 56.32]


def test_without_a_fixed_baseline_all_points_give_the_limits():
    """13 points: mean (6 × 50 + 6 × 52 + 65) / 13; ranges 11 × 2 and 13, whose mean times 3.267 is 9.5."""
    assert limits(spc.read(percents(*BASELINE, 65), xmr=True)) == [52.0769 - 5.32, 52.0769 + 5.32]


@pytest.mark.parametrize("points", [11, 21, 0])
def test_a_baseline_has_12_to_20_points(points):
    with pytest.raises(ValueError, match="12 to 20"):
        spc.read(percents(*BASELINE * 2), baseline=points)


def test_wide_moving_ranges_are_left_out_as_published():
    """1 and 2 with a 10 among them, the example that NHSRplotthedots prints: 15 ranges of 1, one 8, one 9."""
    numbers = [1, 2, 1, 2, 10, *[1, 2] * 6, 1]

    series = spc.read(percents(*(50 + number for number in numbers)), xmr=True)

    assert limits(series) == [50 + 35 / 18 - 2.66, 50 + 35 / 18 + 2.66]


def test_wide_moving_ranges_are_looked_for_once():
    """Ranges: 10 × 1, 5, 20. Their mean 35/12 leaves out 20 (over 9.53); the next, 15/11, would 5."""
    series = spc.read(percents(*[50, 51] * 5, 50, 55, 35), xmr=True)

    assert limits(series) == [645 / 13 - 2.66 * 15 / 11, 645 / 13 + 2.66 * 15 / 11]


@pytest.mark.parametrize(("widest", "mean_range"), [(35937, 8733), (35936, (11 * 8733 + 35936) / 12)])
def test_a_range_of_exactly_3_267_means_is_left_out_and_one_less_is_not(widest, mean_range):
    """11 ranges of 8.733 and one of 35.937: their mean is 11 points, and 3.267 × 11 = 35.937."""
    numbers = [*[30000, 38733] * 6, 38733 + widest]

    series = spc.read([Share(number, 100_000) for number in numbers], xmr=True)
    low, high = series.points[0].limits

    assert (high - low) / 2 == pytest.approx(2.66 * mean_range / 100_000)


def test_where_nothing_moves_the_limits_are_the_mean():
    series = spc.read(percents(*[60] * 13), xmr=True)

    assert limits(series) == [60, 60]
    assert {said(point) for point in series.points} == {""}


def test_p_limits_follow_each_points_number_of_answers():
    """Pooled 50 %: of 100 answers ± 3 × 5 points, of 400 ± 3 × 2.5."""
    shares = [*[Share(50, 100)] * 11, Share(200, 400), Share(50, 100)]

    series = spc.read(shares)

    assert limits(series, 0) == [35, 65]
    assert limits(series, 11) == [42.5, 57.5]


def test_p_limits_come_from_the_pooled_answers_not_from_the_mean_of_shares():
    series = spc.read([*[Share(9, 10)] * 12, Share(120, 300)])

    assert series.points[0].centre == Share(108 + 120, 120 + 300).value


def test_limits_stay_between_0_and_100_per_cent():
    almost_all = spc.read([Share(19, 20)] * 13)
    hardly_any = spc.read([Share(1, 20)] * 13)

    assert almost_all.points[0].limits[1] == 1
    assert hardly_any.points[0].limits[0] == 0


# ---- Outside a limit ----


@pytest.mark.parametrize(
    ("number", "signal"), [(56.32, ""), (56.33, "outside+"), (45.68, ""), (45.67, "outside-")]
)
def test_on_a_limit_is_inside(number, signal):
    assert after_baseline(51, number) == ["", signal]


def test_on_a_p_limit_is_inside():
    fifties = [50] * 11

    assert set(signals(*(Share(n, 100) for n in [*fifties, 65, 35]))) == {""}
    assert signals(*(Share(n, 100) for n in [*fifties, 66, 34]))[11:] == ["outside+", "outside-"]


def test_the_same_share_is_chance_of_few_and_a_signal_of_many():
    shares = [*[Share(50, 100)] * 9, Share(232, 400), Share(168, 400), Share(58, 100), Share(42, 100)]

    assert signals(*shares)[9:] == ["outside+", "outside-", "", ""]


# ---- 2 of 3 near the same limit ----


@pytest.mark.parametrize(
    ("numbers", "found"),
    [
        ((50, 55, 52, 55), ["", "near_limit+", "", "near_limit+"]),
        ((50, 55, 55, 52), ["", "near_limit+", "near_limit+", ""]),
        ((50, 47, 47.4, 50), ["", "near_limit-", "near_limit-", ""]),
        ((50, 57, 55, 52), ["", "near_limit+ outside+", "near_limit+", ""]),  # one beyond counts (issue 194)
        ((50, 57, 57, 55), ["", *["near_limit+ outside+"] * 2, "near_limit+"]),  # all three (issue 153)
        ((50, 55, 52, 52), ["", "", "", ""]),  # one
        ((50, 55, 52, 52, 55), ["", "", "", "", ""]),  # two of four
        ((50, 55, 47, 55), ["", "", "", ""]),  # opposite sides (issue 143)
        ((50, 55, 50, 55), ["", "", "", ""]),  # the third on the other side
        ((50, 55, 51, 55), ["", "", "", ""]),  # the third on the mean
        ((50, 55, 55, 50), ["", "", "", ""]),  # no third on their side
        ((50, 55, 55), ["", "", ""]),  # the third has not come yet
        ((50, 55, TWO_THIRDS_UP, 52), ["", "", "", ""]),  # exactly two thirds of the way
        ((50, 55, Share(16365, 30000), 52), ["", "near_limit+", "near_limit+", ""]),
    ],
)
def test_two_of_three_near_the_same_limit(numbers, found):
    assert after_baseline(*numbers) == found


def test_two_thirds_of_the_way_is_measured_to_where_the_limit_would_lie_beyond_100_per_cent():
    """Pooled 95 % of 20: the limit is 109.6 %, two thirds of the way 104.7 %: nobody gets near."""
    assert set(signals(*[Share(20, 20), Share(18, 20)] * 6, Share(19, 20))) == {""}


# ---- 7 on one side of the mean ----


def test_seven_on_one_side_all_of_them_marked():
    assert after_baseline(50, *[52, 53] * 3, 52) == ["", *["one_side+"] * 7]


def test_the_last_of_the_baseline_is_one_of_the_seven():
    series = spc.read(percents(*BASELINE, *[53, 52] * 3), xmr=True, baseline=12)

    assert [said(point) for point in series.points[10:]] == ["", *["one_side+"] * 7]


@pytest.mark.parametrize(
    "numbers",
    [
        (50, *[52, 53] * 3),  # six
        (50, *[52, 53] * 3, 51, 52),  # one on the mean breaks it
        (50, *[52, 53] * 3, 50.99, 52),
    ],
)
def test_fewer_than_seven_on_one_side(numbers):
    assert set(after_baseline(*numbers)) == {""}


def test_seven_below_the_mean():
    assert after_baseline(*[50, 49] * 4)[:7] == ["one_side-"] * 7


# ---- A trend of 7 ----


def test_a_trend_that_crosses_the_mean_is_one_trend():
    assert after_baseline(48, 49, 50, 50.5, 51.5, 52.5, 53.5) == ["trend+"] * 7


def test_a_falling_trend_is_found_as_a_rising_one():
    assert after_baseline(54, 53, 52, 51.5, 50.5, 49.5, 48.5) == ["trend-"] * 7


@pytest.mark.parametrize(
    "numbers",
    [
        (48, 49, 50, 50.5, 51.5, 52.5),  # six
        (48, 49, 50, 50, 50.5, 51.5, 52.5, 53.5),  # equal ones break it
        (48, 49, 50, 50.5, 50.4, 51.5, 52.5, 53.5),
    ],
)
def test_fewer_than_seven_in_a_row_are_no_trend(numbers):
    assert set(after_baseline(*numbers)) == {""}


def test_a_trend_speaks_by_where_it_goes_not_by_where_it_lies():
    series = spc.read(percents(*BASELINE, 48, 49, 50, 50.5, 51.5, 52.5, 53.5), xmr=True, baseline=12)

    assert {point.variation for point in series.points[12:]} == {Variation.IMPROVEMENT}


def test_a_peak_belongs_to_both_trends_and_improvement_is_shown():
    up = [48, 49, 50, 50.5, 51.5, 52.5]
    series = spc.read(percents(*BASELINE, *up, 53.5, *reversed(up)), xmr=True, baseline=12)
    peak = series.points[18]

    assert said(peak) == "trend+ trend-"
    assert peak.variation == Variation.IMPROVEMENT
    assert series.variation == Variation.CONCERN


# ---- Direction, and what holds now ----


def test_improvement_may_lie_downwards():
    up, down = (
        spc.read(percents(*BASELINE, 57), xmr=True, baseline=12, improves=way) for way in (spc.UP, spc.DOWN)
    )

    assert (up.variation, down.variation) == (Variation.IMPROVEMENT, Variation.CONCERN)


def test_what_holds_now_is_what_the_last_point_says():
    series = spc.read(percents(*BASELINE, 57, 51), xmr=True, baseline=12)

    assert series.points[12].variation == Variation.IMPROVEMENT
    assert series.variation == Variation.COMMON


# ---- Assurance ----


@pytest.mark.parametrize(
    ("target", "found"),
    [
        (45.67, Assurance.HITS),
        (45.68, Assurance.HIT_OR_MISS),
        (51, Assurance.HIT_OR_MISS),
        (56.32, Assurance.HIT_OR_MISS),
        (56.33, Assurance.MISSES),
    ],
)
def test_a_target_beyond_the_limits_is_always_hit_or_always_missed(target, found):
    target = percents(target)[0].value
    up, down = (
        spc.read(percents(*BASELINE, 51), xmr=True, baseline=12, improves=way).assurance(target)
        for way in (spc.UP, spc.DOWN)
    )

    opposite = {Assurance.HITS: Assurance.MISSES, Assurance.MISSES: Assurance.HITS}
    assert (up, down) == (found, opposite.get(found, found))


def test_after_a_fixed_baseline_assurance_is_that_of_the_baseline_whatever_the_last_points_are():
    shares = percents(*BASELINE, *[70, 72] * 7)

    fixed = spc.read(shares, xmr=True, baseline=12)
    anew = spc.read(shares, xmr=True, baseline=12, restarts=[13])

    assert fixed.assurance(percents(60)[0].value) == Assurance.MISSES
    assert fixed.variation == Variation.IMPROVEMENT
    assert anew.assurance(percents(60)[0].value) == Assurance.HITS


def test_on_a_p_chart_the_last_points_number_of_answers_decides():
    few, many = (spc.read([*[Share(50, 100)] * 13, last]) for last in (Share(50, 100), Share(200, 400)))

    assert few.assurance(Share(60, 100).value) == Assurance.HIT_OR_MISS
    assert many.assurance(Share(60, 100).value) == Assurance.MISSES


def test_a_run_chart_gives_no_assurance():
    assert spc.read(percents(*BASELINE)).assurance(percents(10)[0].value) is None


# ---- Limits that a person lets begin anew ----


def test_each_segment_has_limits_of_its_own_and_no_rule_reaches_over_the_border():
    before, after = [50, 52] * 6 + [50, *[52, 53] * 3], [*[72, 73] * 3, *[70, 68] * 4]

    series = spc.read(percents(*before, *after), xmr=True, baseline=12, restarts=[19])

    assert series.points[18].centre < percents(52)[0].value < series.points[19].centre
    assert {said(point) for point in series.points[12:19]} == {""}
    assert [said(point) for point in series.points[19:25]] == [""] * 6


def test_a_segment_shorter_than_13_points_is_refused():
    for restarts in ([12], [14]):
        with pytest.raises(ValueError, match="13 points"):
            spc.read(percents(*[50, 52] * 13), restarts=restarts)


# ---- Run charts ----


def test_a_run_chart_has_the_median():
    centres = {point.centre for point in spc.read(percents(10, 90, 40, 60)).points}

    assert centres == {percents(50)[0].value}


def test_six_on_one_side_of_the_median():
    low, high = [41, 40, 42, 39, 41, 40], [61, 60, 62, 59, 61, 60]

    assert signals(*low, *high) == ["one_side-"] * 6 + ["one_side+"] * 6
    assert set(signals(*low, *high[:5])) == {""}
    assert signals(*low[:5], *high, low[5]) == [*[""] * 5, *["one_side+"] * 6, ""]


def test_a_run_chart_s_trend_is_six_and_passes_over_equal_ones():
    assert set(signals(40, 41, 42, 43, 44)) == {""}
    assert signals(40, 41, 42, 43, 44, 45) == ["trend+"] * 6
    assert signals(45, 44, 44, 43, 42, 41, 40) == ["trend-", "trend-", "", *["trend-"] * 4]
    assert set(signals(40, 41, 41, 42, 43, 44)) == {""}
