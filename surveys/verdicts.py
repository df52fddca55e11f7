"""Did the change help? Judged by the chart's rules, never by the eye. Pure: no tables."""

import datetime
from collections.abc import Sequence

from django.db import models
from django.utils.translation import gettext_lazy as _

from surveys.charts.trend import Measurement
from surveys.spc import Variation, read


class Verdict(models.TextChoices):
    """What a trend says of an action that was tried from a day on."""

    TOO_EARLY = "too_early", _("Too early to tell: nothing has been measured since the test began.")
    BETTER = "better", _("Better since the test began, by more than chance.")
    BEFORE = "before", _("Better, but that had begun before the test.")
    WORSE = "worse", _("Worse since the test began, by more than chance.")
    UNCLEAR = "unclear", _("No sure change: what is seen may be chance.")


def judged(measurements: Sequence[Measurement], since: datetime.date | None) -> Verdict:
    """What a question's trend, in order of time, says of a test that began `since`.

    What the chart said before the test is held against what it says now (surveys/spc.py). A measurement of
    the very day counts as before: those who answered then had met nothing new.
    """
    shown = [measured for measured in measurements if measured.share]
    before = [measured for measured in shown if since is None or measured.day <= since]
    if len(before) == len(shown):
        return Verdict.TOO_EARLY
    then, now = (read([m.share for m in part]).variation for part in (before, shown))
    if now is Variation.IMPROVEMENT:
        return Verdict.BEFORE if then is now else Verdict.BETTER
    return Verdict.WORSE if now is Variation.CONCERN and then is not now else Verdict.UNCLEAR
