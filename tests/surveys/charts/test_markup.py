"""What every chart's markup keeps to, in both languages."""

import re
from html.parser import HTMLParser

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from surveys.charts.bands import Band, BandsChart
from surveys.charts.distribution import Bar, DistributionChart
from surveys.charts.dumbbell import DumbbellChart, DumbbellRow
from surveys.charts.sparkline import Sparkline
from surveys.intervals import Share
from tests.surveys.charts import gallery

NUMBER = r"-?\d+(\.\d+)?"
LENGTHS = {"x", "y", "x1", "x2", "y1", "y2", "dy", "r", "width", "height"}


class Elements(HTMLParser):
    """(tag, attributes, tags around it, text) of each element."""

    def __init__(self, html):
        super().__init__()
        self.all, self.open = [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.all.append([tag, dict(attrs), [element[0] for element in self.open], ""])
        self.open.append(self.all[-1])

    def handle_startendtag(self, tag, attrs):
        self.all.append([tag, dict(attrs), [element[0] for element in self.open], ""])

    def handle_endtag(self, tag):
        assert self.open.pop()[0] == tag, tag

    def handle_data(self, data):
        for element in self.open:
            element[3] += data

    def named(self, tag):
        return [element for element in self.all if element[0] == tag]


def rendered(name, chart):
    return render_to_string(f"surveys/charts/_{name}.html", {"chart": chart})


@pytest.fixture(params=["sv", "en"])
def elements(request):
    with translation.override(request.param):
        html = "".join(render_to_string(name, {"chart": chart}) for name, chart in gallery.charts())
    return Elements(html)


def test_every_id_is_there_once_and_every_name_leads_to_words(elements):
    ids = {element[1]["id"]: element[3] for element in elements.all if "id" in element[1]}
    used = [element[1]["id"] for element in elements.all if "id" in element[1]]
    names = [key for e in elements.all for key in e[1].get("aria-labelledby", "").split()]

    assert len(used) == len(ids)
    assert names
    assert [key for key in names if key not in ids] == []
    assert [key for key in names if not ids[key].strip() and not key.endswith("-desc")] == []


def test_every_picture_has_a_title_and_a_description_or_is_decoration(elements):
    outer = [element for element in elements.named("svg") if "svg" not in element[2]]

    assert outer
    for _tag, attributes, _around, _text in outer:
        is_named = attributes.get("role") == "img" and len(attributes["aria-labelledby"].split()) == 2
        assert is_named or attributes.get("aria-hidden") == "true", attributes


def test_every_chart_has_its_numbers_in_a_table_behind_it(elements):
    tables = elements.named("table")

    assert len(tables) == len(gallery.charts()) - 1  # the one with nothing to show
    assert all("details" in around and "figure" in around for _tag, _attributes, around, _text in tables)
    assert len(elements.named("caption")) == len(tables)
    assert all("scope" in attributes for _tag, attributes, _around, _text in elements.named("th"))


def test_places_are_the_same_in_every_language(elements):
    """A comma for the decimal point would be another place, or none."""
    lengths = [
        (tag, key, value)
        for tag, attributes, around, _text in elements.all
        for key, value in attributes.items()
        if key in LENGTHS and ("svg" in around or tag == "svg")
    ]
    lines = [
        attributes["points"] for _tag, attributes, _around, _text in elements.all if "points" in attributes
    ]

    assert lengths
    assert [found for found in lengths if not re.fullmatch(rf"{NUMBER}(%|em)?", found[2])] == []
    assert lines
    assert [line for line in lines if not re.fullmatch(rf"({NUMBER},{NUMBER} ?)+", line)] == []


def test_every_pattern_that_is_used_is_there(elements):
    ids = {element[1]["id"] for element in elements.named("pattern")}
    used = {element[1]["fill"] for element in elements.all if "fill" in element[1]}

    assert used == {f"url(#{key})" for key in ids}


def test_hidden_says_so_in_words_and_draws_nothing():
    row = DumbbellRow("q4", "Fast vårdkontakt", None, None, trend=Sparkline("q4", "", [None, None]))
    html = rendered("dumbbell", DumbbellChart("seven", "", [row]))
    html += rendered("distribution", DistributionChart("a", "", [Bar("Patienter", None)]))
    html += rendered("bands", BandsChart("b", "", [Band("18–39 år", None)]))

    assert 'role="img"' not in html
    assert html.count("för få svar") == 2
    assert html.count("För få svar för att visas.") == 2


def test_the_words_of_a_unit_or_a_note_are_text_never_markup():
    row = DumbbellRow("q4", "<b>", Share(5, 6), Share(5, 6), remark="<script>")

    html = rendered("dumbbell", DumbbellChart("seven", "<i>", [row]))

    assert not re.search("<b>|<i>|<script>", html)
