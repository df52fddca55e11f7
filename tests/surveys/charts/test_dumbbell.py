from fractions import Fraction

import pytest

from surveys.charts.dumbbell import DumbbellChart, DumbbellRow
from surveys.charts.sparkline import Sparkline
from surveys.intervals import Share


def row(patient, staff, **more):
    return DumbbellRow("q4", "Fast vårdkontakt", patient, staff, **more)


def test_each_mark_lies_at_its_share_and_the_patients_on_top():
    found = row(Share(1, 4), Share(3, 4), recorded=Share(1, 3))

    assert found.marks == [("recorded", "33.33%"), ("staff", "75%"), ("patient", "25%")]
    assert found.ends == ("25%", "75%")


@pytest.mark.parametrize(("patient", "staff"), [(None, Share(3, 4)), (Share(3, 4), None), (None, None)])
def test_where_one_side_is_hidden_there_is_no_gap(patient, staff):
    found = row(patient, staff)

    assert (found.ends, found.gap, found.gap_across, found.gap_words) == (None, None, None, "")
    assert len(found.marks) == bool(patient) + bool(staff)


def test_the_number_of_the_gap_stands_in_its_middle_when_there_is_room():
    assert row(Share(40, 100), Share(80, 100)).gap_across == "60%"
    assert row(Share(80, 100), Share(40, 100)).gap_size == 40
    assert row(Share(40, 100), Share(50, 100)).gap_across == "45%"
    assert row(Share(40, 100), Share(49, 100)).gap_across is None


def test_a_target_is_placed_and_named():
    chart = DumbbellChart("seven", "", [], Fraction(4, 5))

    assert (chart.target_across, chart.target_percent) == ("80%", 80)
    assert DumbbellChart("seven", "", []).target_across is None


def test_what_no_row_has_is_not_explained():
    one_point = Sparkline("q4", "", [Share(1, 2)])

    assert not DumbbellChart("seven", "", [row(None, None, trend=one_point)]).has_trend
    assert not DumbbellChart("seven", "", [row(None, None)]).has_recorded
    assert DumbbellChart("seven", "", [row(None, None, recorded=Share(1, 2))]).has_recorded
