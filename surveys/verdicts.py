"""Did the change help? Judged by the chart's rules, never by the eye. Pure: no tables."""

import datetime
from collections.abc import Sequence
from itertools import takewhile

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
    WORSE_BEFORE = "worse_before", _("Worse, but that had begun before the test.")
    UNCLEAR = "unclear", _("No sure change: what is seen may be chance.")


VERDICTS = {
    (Variation.IMPROVEMENT, False): Verdict.BETTER,
    (Variation.IMPROVEMENT, True): Verdict.BEFORE,
    (Variation.CONCERN, False): Verdict.WORSE,
    (Variation.CONCERN, True): Verdict.WORSE_BEFORE,
}


def judged(
    measurements: Sequence[Measurement], since: datetime.date | None, *, is_one_unit: bool = True
) -> Verdict:
    """What a question's trend, in order of time, says of a test that began `since`.

    What the chart said before the test is held against what it says now (surveys/spc.py); and a row of points
    that tells of a change is the test's only when at least half of them came after. A measurement of the very
    day counts as before: those who answered then had met nothing new.
    """
    shown = [measured for measured in measurements if measured.share]
    before = [measured for measured in shown if since is None or measured.day <= since]
    if len(before) == len(shown):
        return Verdict.TOO_EARLY
    then, now = (read([m.share for m in part], xmr=not is_one_unit) for part in (before, shown))
    had_begun = then.variation is now.variation or _began_before(now.points, len(shown) - len(before))
    return VERDICTS.get((now.variation, had_begun), Verdict.UNCLEAR)


def _began_before(points, after):
    """Whether each row that the newest point ends has most of its points before the last `after` ones."""
    last = points[-1]
    found = [signal for signal in last.signals if signal.direction == last.way]
    return all(_row(points, signal) > 2 * after for signal in found)


def _row(points, signal):
    """How many points in a row, up to the newest, are marked for the same."""
    return len(list(takewhile(lambda point: signal in point.signals, reversed(points))))
