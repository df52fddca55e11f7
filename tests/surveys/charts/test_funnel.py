from itertools import pairwise

from surveys.charts.funnel import FunnelChart, FunnelUnit
from surveys.intervals import Share, funnel_limits


def chart(*units):
    return FunnelChart("units", "Fast vårdkontakt", [FunnelUnit(*unit) for unit in units])


REGION = [(f"Enhet {number:02}", Share(50, 100)) for number in range(20)]


def points(line):
    return [tuple(map(float, point.split(","))) for point in line.split()]


def test_the_middle_is_that_of_all_answers_together():
    found = chart(("A", Share(9, 10)), ("B", Share(10, 90)))

    assert found.mean == Share(19, 100)


def test_a_unit_lies_by_its_answers_and_its_share():
    placed = chart(("A", Share(20, 80)), ("B", Share(90, 100))).placed

    assert [(unit.x, unit.y) for unit in placed] == [("80%", "75%"), ("100%", "10%")]


def test_units_stand_in_the_order_of_the_alphabet_never_of_their_shares():
    placed = chart(("beta", Share(9, 10)), ("Alfa", Share(1, 10)), ("Gamma", Share(5, 10))).placed

    assert [unit.unit.label for unit in placed] == ["Alfa", "beta", "Gamma"]


def test_the_alphabet_is_the_swedish_one():
    placed = chart(*((name, Share(5, 10)) for name in ("Östra", "Ängen", "Åsen", "Zonen"))).placed

    assert [unit.unit.label for unit in placed] == ["Zonen", "Åsen", "Ängen", "Östra"]


def test_only_those_clearly_outside_and_the_own_unit_are_named():
    named = chart(
        *REGION, ("Hög", Share(95, 100)), ("Låg", Share(10, 100)), ("Vår", Share(48, 100), True)
    ).named

    assert [(unit.letter, unit.unit.label, unit.kind) for unit in named] == [
        ("A", "Hög", "outside"),
        ("B", "Låg", "outside"),
        ("C", "Vår", "inside"),
    ]


def test_the_own_unit_is_named_also_after_more_than_the_alphabet_holds():
    outside = [(f"Hög {number:02}", Share(95, 100)) for number in range(30)]

    named = chart(*REGION, *REGION, *outside, ("Vår", Share(70, 100), True)).named

    assert [named[place].letter for place in (0, 25, 26, 30)] == ["A", "Z", "AA", "AE"]
    assert named[-1].unit.label == "Vår"


def test_between_the_limits_a_unit_is_warned_of():
    placed = chart(*REGION, ("Kanske", Share(62, 100))).placed

    assert [(unit.kind, unit.letter) for unit in placed if unit.place] == [("warned", "")]


def test_the_lines_are_the_limits_at_their_number_of_answers():
    found = chart(*REGION)
    lines = dict(zip(["low_998", "low_95", "high_95", "high_998"], [p for _c, p in found.lines], strict=True))

    x, y = points(lines["low_95"])[-1]

    assert x == 100
    assert abs(y - found.scale.down(funnel_limits(found.mean, 100).low_95)) < 0.01


def test_the_funnel_begins_at_the_smallest_unit_and_ends_at_the_axis():
    found = chart(("A", Share(10, 20)), ("B", Share(90, 170)))
    across = [x for x, _y in points(found.lines[0][1])]

    assert (across[0], across[-1]) == (10, 100)
    assert all(after > before for before, after in pairwise(across))


def test_the_axis_ends_at_a_round_number_that_holds_the_largest():
    for largest, ticks in [
        (1, [0, 1]),
        (7, [0, 2, 4, 6, 8]),
        (100, [0, 20, 40, 60, 80, 100]),
        (101, [0, 50, 100, 150]),
        (4321, [0, 1000, 2000, 3000, 4000, 5000]),
    ]:
        assert [count for count, _x in chart(("A", Share(1, largest))).ticks] == ticks


def test_one_unit_and_units_that_all_say_yes_are_drawn_too():
    for units in ([("A", Share(6, 6))], [("A", Share(6, 6)), ("B", Share(60, 60))]):
        found = chart(*units)
        assert {unit.kind for unit in found.placed} == {"inside"}
        assert all(points(line) for _c, line in found.lines)
