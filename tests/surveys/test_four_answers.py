"""What a manager asks first."""

import re

from surveys.four_answers import four_answers
from tests.surveys.test_overview import item, overview


def gap(*items):
    said = four_answers(overview(*items))[2]
    return re.sub(r"\s+", " ", f"{said.strong} {said.rest}")


def test_the_widest_gap_is_told_in_both_sides_shares():
    assert gap(item("q1", (20, 100), (90, 100))) == (
        "Trygghet: 20 % av patienterna säger ja, och 90 % av medarbetarna."
    )


def test_no_gap_is_called_none():
    assert gap(item("q1", (50, 50), (20, 20))).strip() == "Patienter och medarbetare säger ja lika ofta."
