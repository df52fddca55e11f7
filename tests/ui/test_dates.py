from datetime import UTC, date, datetime

import pytest
import time_machine
from django.utils import translation

from patientkontrakt.ui import dates


@pytest.fixture(autouse=True)
def noon_on_saturday_21_november_2026():
    with time_machine.travel(datetime(2026, 11, 21, 11, 0, tzinfo=UTC), tick=False):
        yield


@pytest.mark.parametrize(
    ("value", "swedish", "english"),
    [
        (date(2026, 11, 24), "tisdag 24 november", "Tuesday 24 November"),
        (date(2027, 11, 24), "onsdag 24 november 2027", "Wednesday 24 November 2027"),
        (date(2026, 11, 20), "i går, fredag 20 november", "yesterday, Friday 20 November"),
        (date(2026, 11, 21), "i dag, lördag 21 november", "today, Saturday 21 November"),
        (date(2026, 11, 22), "i morgon, söndag 22 november", "tomorrow, Sunday 22 November"),
    ],
)
def test_a_day_is_said_in_words_with_the_year_only_when_it_is_another(value, swedish, english):
    assert dates.day(value) == swedish
    with translation.override("en"):
        assert dates.day(value) == english


def test_a_near_day_needs_no_year_even_over_new_year():
    with time_machine.travel(datetime(2026, 12, 31, 11, 0, tzinfo=UTC)):
        assert dates.day(date(2027, 1, 1)) == "i morgon, fredag 1 januari"


def test_what_is_near_follows_the_clock_although_words_are_remembered():
    assert dates.day(date(2026, 11, 22)).startswith("i morgon")
    with time_machine.travel(datetime(2026, 11, 22, 11, 0, tzinfo=UTC)):
        assert dates.day(date(2026, 11, 22)).startswith("i dag")


def test_a_day_in_a_table_always_has_its_year():
    assert dates.short_day(date(2026, 11, 4)) == "4 nov 2026"
    assert dates.period(date(2026, 11, 4), date(2026, 12, 1)) == "4 nov 2026 – 1 dec 2026"
    assert dates.period(date(2026, 11, 4), date(2026, 11, 4)) == "4 nov 2026"
    assert dates.period(date(2026, 11, 4), None) == "från 4 nov 2026"


def test_the_clock_is_swedish_time_winter_and_summer():
    winter, summer = datetime(2026, 11, 24, 13, 30, tzinfo=UTC), datetime(2026, 7, 1, 12, 5, tzinfo=UTC)

    assert dates.clock(winter) == "kl.\xa014.30"
    assert dates.clock(summer) == "kl.\xa014.05"
    with translation.override("en"):
        assert dates.clock(winter) == "14:30"


def test_a_moment_late_in_the_evening_in_utc_is_the_next_day_in_sweden():
    assert dates.moment(datetime(2026, 11, 24, 23, 30, tzinfo=UTC)) == "onsdag 25 november kl.\xa000.30"
    with translation.override("en"):
        assert dates.moment(datetime(2026, 11, 24, 8, 0, tzinfo=UTC)) == "Tuesday 24 November at 09:00"


def test_a_period_names_the_day_once_unless_it_ends_on_another():
    start = datetime(2026, 11, 24, 13, 30, tzinfo=UTC)
    same_day, next_day = datetime(2026, 11, 24, 14, 0, tzinfo=UTC), datetime(2026, 11, 25, 7, 0, tzinfo=UTC)

    assert dates.day_and_clock(start, same_day).replace(dates.NO_BREAK, "") == (
        "tisdag 24 november kl.\xa014.30–15.00"
    )
    assert dates.day_and_clock(start, next_day) == (
        "tisdag 24 november kl.\xa014.30 – onsdag 25 november kl.\xa008.00"
    )
    assert dates.day_and_clock(start, None) == "tisdag 24 november kl.\xa014.30"


@pytest.mark.parametrize(
    ("born", "words"),
    [
        (date(1942, 11, 21), "84 år"),
        (date(1942, 11, 22), "83 år"),
        (date(2024, 11, 21), "2 år"),
        (date(2024, 11, 22), "23 månader"),
        (date(2026, 10, 21), "1 månad"),
        (date(2026, 11, 1), "0 månader"),
    ],
)
def test_age_is_in_years_and_for_the_smallest_in_months(born, words):
    assert dates.age(born) == words
