from surveys.charts.bands import Band, BandsChart
from surveys.intervals import Share


def test_a_bar_and_how_sure_it_is():
    """Wilson's interval of 81 of 263 (Newcombe 1998)."""
    band = Band("65–79 år", Share(81, 263))

    assert band.width == "30.8%"
    assert band.sure == ("25.53%", "36.62%")
    assert band.sure_percent == (26, 37)


def test_everyone_is_a_line_across_all():
    assert BandsChart("a", "", [], Share(1, 2)).everyone_across == "50%"
    assert BandsChart("a", "", []).everyone_across is None
