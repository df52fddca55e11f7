from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django.template import Context, Template
from django.templatetags.static import static
from django.test import RequestFactory
from django.utils import translation

from patientkontrakt.ui import dates


def rendered(text, **context):
    return Template(text).render(Context(context))


@pytest.mark.parametrize(
    "name", ["day", "short_day", "clock", "moment", "age", "day_and_clock", "phone_link"]
)
def test_what_is_not_known_is_shown_as_nothing(name):
    assert rendered(f"{{{{ value|{name} }}}}", value=None) == ""


def test_a_period_may_be_a_range_or_a_pair():
    start, end = datetime(2020, 1, 7, 8, 0, tzinfo=UTC), datetime(2020, 1, 7, 9, 0, tzinfo=UTC)
    words = f"tisdag 7 januari 2020 kl.\xa009.00–{dates.NO_BREAK}10.00"

    assert rendered("{{ period|day_and_clock }}", period=(start, end)) == words
    assert rendered("{{ p|day_and_clock }}", p=SimpleNamespace(lower=start, upper=end)) == words


def test_a_phone_link_escapes_what_it_is_given():
    assert rendered("{{ n|phone_link }}", n="035123456") == (
        '<a class="phone" href="tel:+4635123456">035-12 34 56</a>'
    )
    assert "<script>" not in rendered("{{ n|phone_link }}", n="<script>")


def test_a_state_has_a_word_beside_its_colour_and_an_unknown_one_is_neutral():
    assert rendered("{% status_tag 'agreed' 'Överens' %}") == (
        '<span class="ds-tag" data-color="success">Överens</span>'
    )
    assert 'data-color="neutral"' in rendered("{% status_tag 'ended' 'Slut' %}")


def test_an_icon_is_hidden_from_screen_readers():
    assert 'aria-hidden="true"' in rendered("{% icon 'phone' %}")


def test_a_language_is_named_and_an_unknown_code_is_shown_as_it_is():
    assert rendered("{{ 'so'|spoken_language }}, {{ 'tlh'|spoken_language }}") == "somaliska, tlh"


@pytest.mark.parametrize(
    ("path", "mark"),
    [
        ("/care/search/", ' aria-current="page"'),
        ("/care/search/further/", ' aria-current="true"'),
        ("/care/", ""),
    ],
)
def test_the_navigation_marks_where_we_are(path, mark):
    link = rendered("{% nav_link 'pages:patient_search' 'Sök' %}", request=RequestFactory().get(path))

    assert link == f'<li><a href="/care/search/"{mark}>Sök</a></li>'


def test_the_first_page_of_a_side_is_not_marked_on_the_pages_below_it():
    link = rendered("{% nav_link 'pages:work_list' 'Lista' %}", request=RequestFactory().get("/care/search/"))

    assert "aria-current" not in link


def test_fixed_words_follow_the_language_of_the_request():
    words = Template('{% translate "Sign out" %}')

    for language, said in [("sv", "Logga ut"), ("en", "Sign out"), ("sv", "Logga ut")]:
        with translation.override(language):
            assert words.render(Context()) == said


def test_words_with_a_variable_are_never_kept():
    words = Template("{% translate name %} {% translate name|upper %} {% translate 'a' as b %}{{ b }}")

    assert [words.render(Context({"name": name})) for name in "xy"] == ["x X a", "y Y a"]


def test_an_asset_has_the_address_that_static_gives():
    assert rendered("{% asset 'app.css' %}") == static("app.css")


@pytest.mark.parametrize(("points", "words"), [(8, "+8"), (-3, "−3"), (0, "0")])
def test_a_difference_has_its_sign(points, words):
    assert rendered("{{ points|signed }}", points=points) == words
