"""Reading the diaries of promises that come again and again: day by day, with empty days that say nothing."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.dates import WEEKDAYS_ABBR

from agreements.models import Commitment, DiaryEntry

WEEK, FOUR_WEEKS = 7, 28
REACHES_BACK = datetime.timedelta(days=FOUR_WEEKS)


@dataclass(frozen=True)
class Day:
    day: datetime.date
    entry: DiaryEntry | None

    @property
    def weekday(self):
        return WEEKDAYS_ABBR[self.day.weekday()]

    @property
    def key(self):
        """As it stands in addresses and forms."""
        return self.day.isoformat()


@dataclass(frozen=True)
class Diary:
    """A promise and its last days, the oldest first."""

    promise: Commitment
    days: list[Day]

    @property
    def today(self) -> Day:
        return self.days[-1]

    @property
    def notes(self):
        """What was written in words, the newest first."""
        return [day for day in reversed(self.days) if day.entry and day.entry.note]

    def at(self, day: datetime.date) -> Day | None:
        return next((row for row in self.days if row.day == day), None)


def read_diaries(promises: Iterable[Commitment], days: int = WEEK) -> list[Diary]:
    """Of each promise the last days up to today, in one query."""
    promises, today = list(promises), timezone.localdate()
    shown = [today - datetime.timedelta(days=back) for back in reversed(range(days))]
    lineages = [promise.lineage for promise in promises]
    written = defaultdict(dict)
    for entry in DiaryEntry.objects.filter(lineage__in=lineages, day__gte=shown[0]) if lineages else ():
        written[entry.lineage][entry.day] = entry
    return [Diary(row, [Day(day, written[row.lineage].get(day)) for day in shown]) for row in promises]
