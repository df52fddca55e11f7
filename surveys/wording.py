"""What figures mean, in sentences: plain, and never more certain than the numbers are.

Each gives text in the reader's language. A difference counts as one when its 95 % interval leaves zero out.
"""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from patientkontrakt.ui.dates import short_day
from patientkontrakt.ui.numbers import percent
from surveys.instruments import Audience
from surveys.intervals import Share, difference
from surveys.spc import Assurance, Chart, Rule, Series, Signal, Variation

SINCE_FIRST = {
    (Audience.PATIENT, 1): gettext_lazy(
        "A larger part of the patients say yes than at the first measurement."
    ),
    (Audience.PATIENT, 0): gettext_lazy("The same part of the patients say yes as at the first measurement."),
    (Audience.PATIENT, -1): gettext_lazy(
        "A smaller part of the patients say yes than at the first measurement."
    ),
    (Audience.STAFF, 1): gettext_lazy("A larger part of the staff say yes than at the first measurement."),
    (Audience.STAFF, 0): gettext_lazy("The same part of the staff say yes as at the first measurement."),
    (Audience.STAFF, -1): gettext_lazy("A smaller part of the staff say yes than at the first measurement."),
}
STAFF_BESIDE_PATIENTS = {
    1: gettext_lazy("Staff say yes more often than patients."),
    0: gettext_lazy("Patients and staff say yes equally often."),
    -1: gettext_lazy("Patients say yes more often than staff."),
}
MORE_THAN_CHANCE = gettext_lazy("The difference is larger than chance usually gives.")
PERHAPS_CHANCE = gettext_lazy("But it may be chance.")
FEWEST_FOR_A_SIGNAL = 6
NOW = {
    Variation.IMPROVEMENT: gettext_lazy("It is getting better."),
    Variation.CONCERN: gettext_lazy("It is getting worse."),
}
UNLIKE_CHANCE = gettext_lazy("Chance seldom gives that.")
SIGNALS = {
    (Rule.OUTSIDE, 1): gettext_lazy("It lies above what is usual."),
    (Rule.OUTSIDE, -1): gettext_lazy("It lies below what is usual."),
    (Rule.NEAR_LIMIT, 1): gettext_lazy("2 of 3 in a row lie far up."),
    (Rule.NEAR_LIMIT, -1): gettext_lazy("2 of 3 in a row lie far down."),
    (Rule.ONE_SIDE, 1): gettext_lazy("7 or more in a row lie above the mean."),
    (Rule.ONE_SIDE, -1): gettext_lazy("7 or more in a row lie below the mean."),
    (Rule.TREND, 1): gettext_lazy("7 or more in a row, each higher than the one before."),
    (Rule.TREND, -1): gettext_lazy("7 or more in a row, each lower than the one before."),
}
RUN_SIGNALS = {
    (Rule.ONE_SIDE, 1): gettext_lazy("6 in a row lie above the middle."),
    (Rule.ONE_SIDE, -1): gettext_lazy("6 in a row lie below the middle."),
    (Rule.TREND, 1): gettext_lazy("6 or more in a row, each higher than the one before."),
    (Rule.TREND, -1): gettext_lazy("6 or more in a row, each lower than the one before."),
}
ASSURANCES = {
    Assurance.HITS: gettext_lazy("As you work now you reach the target of %(target)s every time."),
    Assurance.MISSES: gettext_lazy(
        "As you work now you do not reach the target of %(target)s. Then the way of working must change."
    ),
    Assurance.HIT_OR_MISS: gettext_lazy(
        "As you work now chance decides whether you reach the target of %(target)s."
    ),
}
# The limits tell of the time before the change.
CHANGING = gettext_lazy(
    "Whether you reach the target of %(target)s for good you see when the change has lasted."
)
CHARTS = {Chart.P: gettext_lazy("P chart."), Chart.XMR: gettext_lazy("XmR chart.")}
PLACES = {
    2: gettext_lazy("clearly higher"),
    1: gettext_lazy("perhaps higher"),
    0: gettext_lazy("no certain difference"),
    -1: gettext_lazy("perhaps lower"),
    -2: gettext_lazy("clearly lower"),
}


def since_first(audience: Audience, first: Share, now: Share) -> str:
    """Change since the baseline, of one audience."""
    found = difference(first, now)
    return _with_certainty(SINCE_FIRST[audience, _sign(found.points)], found)


def gap(patient: Share, staff: Share) -> str:
    """Staff's share beside the patients'."""
    found = difference(patient, staff)
    return _with_certainty(STAFF_BESIDE_PATIENTS[_sign(found.points)], found)


def now(series: Series) -> str:
    """What the newest measurement tells."""
    if series.chart is Chart.RUN and len(series.points) < FEWEST_FOR_A_SIGNAL:
        return _("The measurements are too few to show a direction. Go on measuring.")
    if series.variation is Variation.COMMON:
        return _("The measurements go up and down as chance gives. Nothing tells of a real change.")
    last = series.points[-1]
    reason = next(found for found in in_order(last.signals) if found.direction == last.way)
    return f"{NOW[series.variation]} {signal(reason, series.chart)} {UNLIKE_CHANCE}"


def signal(found: Signal, chart: Chart) -> str:
    """Why a point is marked."""
    return str((RUN_SIGNALS if chart is Chart.RUN else SIGNALS)[found.rule, found.direction])


def in_order(signals) -> list[Signal]:
    return sorted(signals, key=lambda found: (list(Rule).index(found.rule), -found.direction))


def assurance(series: Series, target: Fraction) -> str:
    """Whether the target can be counted on: while nothing but chance is at work. Nothing on a run chart."""
    found = series.assurance(target)
    if found is None or series.variation is Variation.CONCERN:
        return ""
    words = ASSURANCES[found] if series.variation is Variation.COMMON else CHANGING
    return words % {"target": percent(round(100 * target))}


def limits(series: Series, restarts: Sequence[date] = ()) -> str:
    """Which chart it is and from what its limits come. Nothing on a run chart, which has none."""
    if series.chart is Chart.RUN:
        return ""
    if series.baseline:
        source = _("Limits from the first %(count)s measurements.") % {"count": series.baseline}
    else:
        source = _("Limits from all measurements.")
    anew = [_("Counted anew from %(day)s.") % {"day": short_day(day)} for day in restarts]
    return " ".join([str(CHARTS[series.chart]), source, *anew])


def _with_certainty(fact, found):
    if not found.points:
        return str(fact)
    certainty = PERHAPS_CHANCE if found.direction == "unclear" else MORE_THAN_CHANCE
    return f"{fact} {certainty}"


def _sign(number):
    return (number > 0) - (number < 0)
