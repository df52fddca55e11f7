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
    asked = {name: {getattr(row, name) for row in promises} for name in ("patient_id", "lineage")}
    asked = {f"{name}__in": keys for name, keys in asked.items()}
    written = defaultdict(dict)
    for entry in DiaryEntry.objects.filter(**asked, day__gte=shown[0]) if promises else ():
        written[entry.patient_id, entry.lineage][entry.day] = entry
    own = {row: written[row.patient_id, row.lineage] for row in promises}
    return [Diary(row, [Day(day, entries.get(day)) for day in shown]) for row, entries in own.items()]
