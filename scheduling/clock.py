"""From what staff write (a day, a clock time, a number of minutes) to two moments."""

import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from patientkontrakt.ui.dates import STOCKHOLM


def moments(
    day: datetime.date, start: datetime.time, minutes: int
) -> tuple[datetime.datetime, datetime.datetime]:
    """Start and end of a time on Swedish clocks; the length is real time, also on the night of change.

    Raises ValidationError for a clock time that the night of change skips or has twice.
    """
    starts_at = datetime.datetime.combine(day, start, tzinfo=STOCKHOLM)
    if starts_at.utcoffset() != starts_at.replace(fold=1).utcoffset():
        raise ValidationError(
            _("The clocks change that night, so this time exists twice or not at all. Choose another time.")
        )
    starts_at = starts_at.astimezone(datetime.UTC)
    return starts_at, starts_at + datetime.timedelta(minutes=minutes)
