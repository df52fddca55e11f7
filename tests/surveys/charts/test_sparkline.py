from surveys.charts.sparkline import Sparkline
from surveys.intervals import Share


def spark(*percents):
    return Sparkline("q4", "Fast vårdkontakt", [number and Share(number, 100) for number in percents])


def test_a_line_from_edge_to_edge():
    assert spark(60, 100, 80).lines == ["0,80 50,0 100,40"]
    assert spark(60, 100, 80).end == ("100%", "40%")


def test_one_point_is_no_course():
    assert not spark(60).is_drawn
    assert not spark(60, None).is_drawn
    assert not spark().is_drawn
    assert spark(60, 61).is_drawn


def test_a_hidden_measurement_is_a_gap_and_a_point_alone_a_dot():
    found = spark(60, None, 80, 90, None)

    assert found.lines == ["50,40 75,20"]
    assert found.dots == [("0%", "80%")]
    assert found.end == ("75%", "20%")


def test_the_last_mark_has_the_shape_of_its_signal():
    assert spark(60, 61, 62, 63, 64, 65).kind == "improvement-up"
    assert spark(60, 61, 62, 63, 64, 63).kind == "common"
    assert spark(65, 64, 63, 62, 61, 60).kind == "concern-down"
