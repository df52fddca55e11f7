"""The next step as a draft promises it: what has a day, and comes first."""

import datetime
from typing import NamedTuple

from agreements.models import AgreementVersion, Commitment
from scheduling.models import Appointment


class DraftStep(NamedTuple):
    """A booked time, or a promise with a day."""

    day: datetime.date
    appointment: Appointment | None = None
    promise: Commitment | None = None


def draft_step(draft: AgreementVersion, appointment: Appointment | None) -> DraftStep | None:
    """The patient's coming appointment, else the earliest open promise with a day; None without any day."""
    if appointment:
        return DraftStep(appointment.starts_at, appointment=appointment)
    dated = [row for row in draft.commitments.all() if row.due_date and row.is_open and not row.is_overdue]
    first = min(dated, key=lambda row: row.due_date, default=None)
    return first and DraftStep(first.due_date, promise=first)
