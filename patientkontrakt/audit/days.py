"""The log as the patient reads it: what one person did with one part in one day is one line.

An editor that saves by itself writes two events each time. The log itself stays as it is, event by event.
"""

from dataclasses import dataclass
from datetime import datetime

from patientkontrakt.audit.models import Activity, AuditEventQuerySet, Outcome, Purpose


@dataclass(frozen=True)
class DayLine:
    """What one person, at one unit, did with one part of what is kept about the patient in one day."""

    user_name: str
    title: str
    unit_name: str
    provider_name: str
    activity: str
    outcome: str
    purpose: str
    area: str
    moments: list[datetime]

    @property
    def period(self) -> tuple:
        """From the first moment to the last, or None when a clock shows the same."""
        first, last = self.moments[0], self.moments[-1]
        minutes = {moment.replace(second=0, microsecond=0) for moment in (first, last)}
        return first, last if len(minutes) > 1 else None

    @property
    def count(self):
        return len(self.moments)

    @property
    def is_refused(self):
        return self.outcome == Outcome.REFUSED

    @property
    def get_activity_display(self):
        return Activity(self.activity).label

    @property
    def get_purpose_display(self):
        return Purpose(self.purpose).label


class Days:
    """For a paginator: the lines of some events, the latest first."""

    def __init__(self, events: AuditEventQuerySet):
        self.rows = events.in_days()

    def __len__(self):
        return self.rows.count()

    def __getitem__(self, places):
        names = DayLine.__dataclass_fields__
        return [DayLine(**{name: row[name] for name in names}) for row in self.rows[places]]
