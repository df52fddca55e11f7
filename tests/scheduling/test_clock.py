import datetime

import pytest
from django.core.exceptions import ValidationError

from scheduling.clock import moments

SPRING = datetime.date(2027, 3, 28)
AUTUMN = datetime.date(2026, 10, 25)


def utc(*when):
    return datetime.datetime(*when, tzinfo=datetime.UTC)


@pytest.mark.parametrize(
    ("day", "start"),
    [(datetime.date(2026, 1, 15), utc(2026, 1, 15, 9)), (datetime.date(2026, 7, 1), utc(2026, 7, 1, 8))],
)
def test_ten_in_sweden_is_another_hour_in_winter_than_in_summer(day, start):
    assert moments(day, datetime.time(10), 30) == (start, start + datetime.timedelta(minutes=30))


def test_two_hours_over_the_night_of_change_are_two_hours():
    starts_at, ends_at = moments(AUTUMN, datetime.time(1, 30), 120)

    assert (starts_at, ends_at) == (utc(2026, 10, 24, 23, 30), utc(2026, 10, 25, 1, 30))


@pytest.mark.parametrize("day", [SPRING, AUTUMN])
def test_a_clock_time_that_the_night_skips_or_has_twice_is_asked_for_again(day):
    with pytest.raises(ValidationError, match="ställs om"):
        moments(day, datetime.time(2, 30), 30)


@pytest.mark.parametrize("day", [SPRING, AUTUMN])
@pytest.mark.parametrize("hour", [1, 3])
def test_the_hours_around_it_are_fine(day, hour):
    assert moments(day, datetime.time(hour, 0), 30)
