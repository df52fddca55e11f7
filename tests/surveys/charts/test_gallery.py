import os
from pathlib import Path

import pytest
from django.test import override_settings

from tests.browser import check_accessibility
from tests.surveys.charts import gallery

# Name, window and medium: axe looks at the first three, the others are pictures alone.
LOOKS = [
    ("1280", {"width": 1280, "height": 900}, {}),
    ("360-dark", {"width": 360, "height": 740}, {"color_scheme": "dark"}),
    ("320", {"width": 320, "height": 600}, {}),
    ("360", {"width": 360, "height": 740}, {}),
    ("1280-dark", {"width": 1280, "height": 900}, {"color_scheme": "dark"}),
    ("print", {"width": 720, "height": 1000}, {"media": "print"}),
    ("forced", {"width": 800, "height": 900}, {"forced_colors": "active"}),
]


@pytest.mark.django_db
@override_settings(ROOT_URLCONF=gallery.__name__)
def test_every_chart_is_clean_in_every_look(new_page):
    page = new_page()
    page.goto("/pictures/")

    for number, (name, window, media) in enumerate(LOOKS):
        page.set_viewport_size(window)
        page.emulate_media(**{"color_scheme": "light", "media": "screen", "forced_colors": "none"} | media)
        keep(page, name)
        if number < 3:
            check_accessibility(page)
    page.emulate_media(media="screen", forced_colors="none")
    page.evaluate("document.documentElement.dir = 'rtl'")
    keep(page, "rtl")
    check_accessibility(page)


@pytest.mark.django_db
@override_settings(ROOT_URLCONF=gallery.__name__)
def test_groups_stand_in_readable_rows_also_beside_each_other_on_a_wide_page(new_page):
    page = new_page()
    page.goto("/pictures/")
    page.locator(".bands").first.evaluate("figure => figure.style.inlineSize = '18rem'")

    rows = page.locator(".bands").first.locator(".bands-row")
    heights = [row.bounding_box()["height"] for row in rows.all()]

    assert heights
    assert max(heights) < 100, "words are broken letter by letter"


@pytest.mark.django_db
@pytest.mark.parametrize("width", [1280, 360])
@override_settings(ROOT_URLCONF=gallery.__name__)
def test_the_gaps_number_stands_clear_of_the_marks_and_each_value_on_one_line(new_page, width):
    page = new_page()
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/pictures/")
    amid = page.locator(".dumbbell-row", has_text="4. ")
    number, mark = (amid.locator(part).bounding_box() for part in (".gap-number", ".dumbbell-track rect"))
    lines = [value.bounding_box()["height"] for value in page.locator(".dumbbell-values > li").all()]

    assert number["x"] < mark["x"] < number["x"] + number["width"], "the mark stands below the number"
    # A number fills no more of its box: below it is the room of letters such as g.
    assert number["y"] + 0.8 * number["height"] <= mark["y"]
    assert max(lines) < 1.5 * min(lines)


def keep(page, name):
    """A picture of each chart, for whoever asks for them."""
    if folder := os.environ.get("PICTURES"):
        for card in page.locator("main > section").all():
            card.screenshot(path=Path(folder, f"{card.get_attribute('id')}-{name}.png"))
