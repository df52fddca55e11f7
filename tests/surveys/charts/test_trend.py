import datetime
from fractions import Fraction

from surveys import spc
from surveys.charts.trend import Measurement, Note, TrendChart
from surveys.intervals import Share

START = datetime.date(2026, 1, 1)
TARGET = Fraction(4, 5)


def day(number):
    return START + datetime.timedelta(days=number)


def trend(*percents, every=10, **how):
    shares = [number and Share(number, 100) for number in percents]
    measured = [Measurement(day(every * i), share) for i, share in enumerate(shares)]
    return TrendChart.of("q4", "Fast vårdkontakt", measured, **how)


def points(line):
    return [tuple(map(float, point.split(","))) for point in line.split()]


def test_days_lie_as_far_apart_as_they_are():
    chart = TrendChart.of("q4", "", [Measurement(day(n), Share(6, 10)) for n in (0, 10, 40)])

    assert [dot.x for dot in chart.dots] == [4, 4 + 92 / 4, 96]


def test_the_order_given_does_not_matter():
    measured = [Measurement(day(n), Share(n + 1, 10)) for n in (3, 1, 2)]

    assert [dot.day for dot in TrendChart.of("q4", "", measured).dots] == [day(1), day(2), day(3)]


def test_one_measurement_lies_in_the_middle():
    assert [dot.across for dot in trend(60).dots] == ["50%"]
    assert trend(60).lines == ["50,80"]


def test_hidden_measurements_part_the_line_and_are_no_points():
    chart = trend(60, None, 70, 80)

    assert [len(points(line)) for line in chart.lines] == [1, 2]
    assert len(chart.series.points) == 3
    assert [dot is None for _day, dot in chart.table] == [False, True, False, False]


def test_nothing_but_hidden_measurements_is_no_picture():
    chart = trend(None, None, target=TARGET)

    assert (chart.dots, chart.now, chart.assurance) == ([], "", "")


def test_a_run_chart_has_a_middle_and_no_limits():
    chart = trend(60, 62, 64)

    assert chart.is_run
    assert (chart.band, chart.limit_lines) == ("", [])
    assert chart.centre_percent == 62
    assert {y for _x, y in points(chart.centre_line)} == {76}


def test_limits_follow_each_point_in_steps_from_edge_to_edge():
    shares = [*[Share(50, 100)] * 12, Share(200, 400)]
    chart = TrendChart.of("q4", "", [Measurement(day(n), share) for n, share in enumerate(shares)])
    upper = points(chart.limit_lines[1])

    assert chart.scale.low == 25
    assert (upper[0], upper[-1]) == ((0, 20), (100, 35))
    assert len(upper) == 2 * 13
    assert all(upper[2 * i][1] == upper[2 * i + 1][1] for i in range(13))


def test_the_picture_holds_the_target_and_the_limits():
    assert trend(60, 70).scale.low == 50
    assert trend(60, 70, target=Fraction(2, 5)).scale.low == 25
    assert trend(*[56] * 13).scale.low == 25  # 56 ± 14.9
    assert trend(*[62] * 13).scale.low == 0  # 62 ± 14.6


def test_marks_point_where_their_signal_goes():
    up, down = [50, 52] * 6 + [90], [50, 52] * 6 + [10]

    assert trend(*up, baseline=12).last.kind == "improvement-up"
    assert trend(*down, baseline=12).last.kind == "concern-down"
    assert trend(*up, baseline=12, improves=spc.DOWN).last.kind == "concern-up"
    assert trend(*down, baseline=12, improves=spc.DOWN).last.kind == "improvement-down"
    assert trend(*up, baseline=12).kinds == ["common", "improvement-up"]


def test_a_marked_point_says_why():
    last = trend(*[50, 52] * 6, 90, baseline=12).last

    assert len(last.reasons) == 1
    assert trend(50, 52).last.reasons == []


def test_notes_are_numbered_by_their_days_and_lie_on_the_same_axis():
    chart = trend(60, 70, notes=[Note(day(20), "sist"), Note(day(5), "först")])

    assert [(flag.number, flag.note.text, flag.across) for flag in chart.flags] == [
        (1, "först", "27%"),
        (2, "sist", "96%"),
    ]
    assert chart.last.x == 50  # the axis reaches to the last note


def test_notes_near_each_other_stand_on_each_other():
    notes = [Note(day(n), "") for n in (0, 3, 4, 100)]

    assert [flag.level for flag in trend(60, 70, every=100, notes=notes).flags] == [0, 1, 2, 0]


def test_fewer_days_are_named_on_a_narrow_screen_and_none_leaves_the_picture():
    named = trend(*[50, 52] * 12).named_days

    assert 4 <= len(named) <= 6
    assert 2 <= sum(is_narrow for _dot, is_narrow in named) <= 3
    assert [dot.anchor for dot, _narrow in (named[0], named[2], named[-1])] == ["start", "middle", "end"]


def test_what_it_says_of_the_target():
    stable = [50, 52] * 7

    assert "80" in trend(*stable, target=TARGET).assurance
    assert trend(*stable).assurance == ""
    assert trend(*stable[:5], target=TARGET).assurance == ""
