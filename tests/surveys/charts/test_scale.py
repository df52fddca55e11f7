from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.charts.scale import Scale, apart, coordinate, path, stretches


@pytest.mark.parametrize(
    ("values", "low", "high"),
    [
        ([0.5, 1], 50, 100),
        ([0.49, 1], 0, 100),
        ([0, 0.5], 0, 50),
        ([0.3, 0.75], 25, 75),
        ([0.3, 0.76], 0, 100),
        ([], 50, 100),
    ],
)
def test_the_scale_is_the_whole_or_the_half_that_holds_all(values, low, high):
    assert Scale.around(values) == Scale(low, high)


def test_100_per_cent_lies_at_the_roof_and_the_lowest_at_the_floor():
    scale = Scale(50, 100)

    assert (scale.down(1), scale.down(Fraction(1, 2)), scale.down(0.75)) == (0, 100, 50)
    assert (scale.down(0.2), scale.down(1.2)) == (100, 0)


def test_lines_across_are_named_and_placed():
    assert Scale().lines == [(0, "100%"), (25, "75%"), (50, "50%"), (75, "25%"), (100, "0%")]
    assert [mark for mark, _down in Scale(50, 100).lines] == [50, 60, 70, 80, 90, 100]


def test_places_are_attributes_that_no_language_changes():
    assert [coordinate(number) for number in (0, 33.333333, 100, 1e-9)] == ["0%", "33.33%", "100%", "0%"]
    assert path([(0, 100), (33.3333, 0.5)]) == "0,100 33.33,0.5"


@given(st.lists(st.floats(0, 100)).map(sorted), st.floats(1, 60))
def test_named_places_never_crowd_and_the_last_is_named(places, least):
    chosen = [places[index] for index in apart(places, least)]

    assert all(after - before >= least for before, after in zip(chosen, chosen[1:], strict=False))
    assert chosen[-1:] == places[-1:]


def test_a_gap_parts_a_line():
    assert stretches([1, 2, None, None, 3, None]) == [[1, 2], [3]]
    assert stretches([None]) == []
