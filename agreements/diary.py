"""Reading the diaries of promises that come again and again: day by day, with empty days that say nothing."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models
from django.utils import timezone
from django.utils.dates import WEEKDAYS_ABBR

from agreements.models import Commitment, DiaryEntry, WhenKind
from patientkontrakt.ui import dates

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
    """Of each promise the last days up to today, none before it was agreed; in two queries."""
    promises, today = list(promises), timezone.localdate()
    last = [today - datetime.timedelta(days=back) for back in reversed(range(days))]
    written, agreed = defaultdict(dict), agreed_days(promises)
    for entry in DiaryEntry.objects.filter(**_of(promises), day__gte=last[0]) if promises else ():
        written[_key(entry)][entry.day] = entry
    return [Diary(row, _days(last, agreed.get(_key(row), today), written[_key(row)])) for row in promises]


def agreed_days(promises: Iterable[Commitment]) -> dict:
    """The day when all first agreed that it comes again and again, by patient and lineage; one query."""
    rows = Commitment.objects.filter(
        **_of(promises), when_kind=WhenKind.RECURRING, agreement_version__acceptances__is_mutual=True
    )
    firsts = rows.values_list("patient_id", "lineage").order_by()
    agreed = firsts.annotate(models.Min("agreement_version__acceptances__created_at"))
    return {(patient, lineage): dates.local_date(at) for patient, lineage, at in agreed} if promises else {}


def _key(row):
    return row.patient_id, row.lineage


def _of(promises):
    asked = {name: {getattr(row, name) for row in promises} for name in ("patient_id", "lineage")}
    return {f"{name}__in": keys for name, keys in asked.items()}


def _days(last, agreed, entries):
    return [Day(day, entries.get(day)) for day in last if day >= agreed or day in entries]
