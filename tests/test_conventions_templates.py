"""What every template keeps to. What may differ stands here with its reason."""

import re

import pytest

from tests.conventions import files, html

TEMPLATES = files.templates()
PAGES = {name: text for name, text in TEMPLATES.items() if name.endswith(".html")}

# Words outside translate tags: template → why.
MAY_HOLD_WORDS = {
    "500.html": "stands alone when everything else has fallen, so it speaks both languages at once",
}


def findings(finder, allowed=()):
    return [found for name, text in TEMPLATES.items() if name not in allowed for found in finder(name, text)]


def test_templates_are_short():
    assert [name for name, text in TEMPLATES.items() if text.count("\n") > 150] == []


@pytest.mark.parametrize(
    "finder", [html.inline_code, html.unescaped, html.own_date_format, html.post_without_token]
)
def test_nowhere_in_the_templates(finder):
    assert findings(finder) == []


def test_words_for_people_are_translated():
    assert findings(html.untranslated_text, MAY_HOLD_WORDS) == []


def test_a_part_with_a_form_is_given_the_page_s_token():
    """`{% include … only %}` also leaves out the token: every answer to such a form would be refused."""

    def posts(name):
        text = TEMPLATES[name]
        return "csrf_token" in text or any(posts(part) for part in re.findall(r'include "([^"]+)"', text))

    alone = re.compile(r'{% include "([^"]+)"[^%]* only %}')

    assert [
        (name, part) for name, text in TEMPLATES.items() for part in alone.findall(text) if posts(part)
    ] == []


def test_a_page_has_one_title_and_one_heading():
    """The window's name and the first heading say the same place; both are needed to find one's way."""
    pages = {
        name: text
        for name, text in PAGES.items()
        if "{% extends" in text and not name.split("/")[-1].startswith(("_", "base"))
    }

    assert [name for name, text in pages.items() if "{% block title %}" not in text] == []
    assert [name for name, text in pages.items() if text.count("<h1") > 1] == []


def test_the_list_of_exceptions_names_templates_that_exist():
    assert MAY_HOLD_WORDS.keys() <= TEMPLATES.keys()


def test_what_to_correct_is_told_once():
    """A form that is written out whole (`{{ form }}`) begins with it by itself."""
    whole, summary = (
        re.compile(r'\{\{ form \}\}|"_parts/form.html"'),
        '{% include "_parts/error_summary.html" %}',
    )

    assert [name for name, text in PAGES.items() if summary in text and whole.search(text)] == []
