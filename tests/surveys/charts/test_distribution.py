from hypothesis import given
from hypothesis import strategies as st

from surveys.charts.distribution import Bar, DistributionChart
from surveys.figures import Tally

counts = st.integers(0, 500)


def test_yes_partly_and_no_make_the_bar_and_the_rest_stands_beside():
    bar = Bar("Patienter", Tally(5, 3, 2, 40, 1))

    assert [(s.kind, s.x, s.width, s.share.percent) for s in bar.segments] == [
        ("yes", "0%", "50%", 50),
        ("partly", "50%", "30%", 30),
        ("no", "80%", "20%", 20),
    ]
    assert [count for _label, count in bar.beside] == [40, 1]


@given(counts, counts, counts)
def test_segments_follow_each_other_and_fill_the_bar(yes, partly, no):
    segments = Bar("", Tally(yes + 1, partly, no)).segments

    assert sum(segment.share.value for segment in segments) == 1
    assert [segment.start for segment in segments][0] == 0
    assert abs(segments[2].start + 100 * float(segments[2].share.value) - 100) < 1e-9


def test_a_number_stands_inside_where_it_has_room():
    assert [segment.is_wide for segment in Bar("", Tally(86, 1, 13)).segments] == [True, False, False]


def test_the_table_shows_hidden_as_nothing():
    table = DistributionChart("a", "", [Bar("", Tally(5, 3, 2, 4, 1)), Bar("", None)]).table

    assert [numbers for _label, numbers in table] == [[5, None], [3, None], [2, None], [4, None], [1, None]]
