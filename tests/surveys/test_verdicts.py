"""What the chart's rules say of a change that was tried."""

import datetime

import pytest

from surveys.charts.trend import Measurement
from surveys.ideas import IDEAS, ideas_for
from surveys.instruments import COLUMNS
from surveys.intervals import Share
from surveys.verdicts import Verdict, judged

FIRST = datetime.date(2025, 1, 1)


def day(number):
    """Of the measurement with this number, from 0."""
    return FIRST + datetime.timedelta(days=30 * number)


def measured(*percents):
    return [
        Measurement(day(number), None if percent is None else Share(percent, 100))
        for number, percent in enumerate(percents)
    ]


def before(number):
    return day(number) - datetime.timedelta(days=1)


UNEVEN = (50, 54, 49, 53, 50, 55, 48, 52, 51, 53, 49, 54)


@pytest.mark.parametrize(
    ("percents", "verdict"),
    [
        ((*UNEVEN, 80), Verdict.BETTER),
        ((*UNEVEN, 20), Verdict.WORSE),
        ((*UNEVEN, 55), Verdict.UNCLEAR),
    ],
)
def test_by_the_last_measurement_since_the_test_began(percents, verdict):
    assert judged(measured(*percents), before(12)) == verdict


def test_what_had_begun_before_the_test_is_not_its_doing():
    rising = measured(40, 42, 44, 46, 48, 50, 52, 54, 56)

    assert judged(rising, before(8)) == Verdict.BEFORE


@pytest.mark.parametrize(("first_after", "verdict"), [(4, Verdict.BEFORE), (3, Verdict.BETTER)])
def test_of_those_in_a_row_most_must_have_come_since_the_test_began(first_after, verdict):
    """Seven rise, each more than the one before: three of them, or four, since the test began."""
    assert judged(measured(40, 45, 50, 60, 70, 75, 80), before(first_after)) == verdict


def test_what_was_getting_worse_before_is_not_the_tests_fault():
    falling = measured(56, 54, 52, 50, 48, 46, 44, 42, 40)

    assert judged(falling, before(8)) == Verdict.WORSE_BEFORE
    assert judged(falling, FIRST) == Verdict.WORSE


@pytest.mark.parametrize("since", [day(12), day(13), None])
def test_too_early_until_something_is_measured_after_the_first_day(since):
    assert judged(measured(*UNEVEN, 80), since) == Verdict.TOO_EARLY


def test_what_is_hidden_is_no_measurement():
    assert judged(measured(*UNEVEN, None), before(12)) == Verdict.TOO_EARLY


def test_a_question_that_was_never_measured():
    assert judged([], FIRST) == Verdict.TOO_EARLY


@pytest.mark.parametrize("column", COLUMNS)
def test_each_question_has_three_to_five_ideas_in_both_languages(column):
    assert 3 <= len(ideas_for(column)) <= 5
    assert all(idea["sv"] and idea["en"] for idea in IDEAS[column])


def test_a_regions_own_question_has_none():
    assert ideas_for("own1") == []
