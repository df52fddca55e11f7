"""The first screen: how are we doing, is it getting better, where is the gap, what shall we do next?

Pure: from a level's figures and its history. The order of the questions is decided here and nowhere else.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from patientkontrakt.ui.numbers import percent
from surveys import advice
from surveys.charts.dumbbell import DumbbellChart, DumbbellRow
from surveys.charts.sparkline import Sparkline
from surveys.figures import QuestionFigures, UnitFigures
from surveys.figures_past import Past
from surveys.instruments import Audience
from surveys.intervals import difference

REACHED = gettext_lazy(
    "%(reached)s of %(asked)s questions have reached the target: %(target)s of the patients say yes."
)
REACHED_AND_CHANGED = gettext_lazy(
    "%(reached)s of %(asked)s questions have reached the target, %(target)s yes from the patients; "
    "%(better)s are better than at the first measurement and %(worse)s worse."
)

CHANGES = {
    "higher": gettext_lazy("Better than at the first measurement, %(then)s."),
    "lower": gettext_lazy("Worse than at the first measurement, %(then)s."),
    "unclear": gettext_lazy("No certain change since the first measurement, %(then)s."),
}


def gap_of(item: QuestionFigures):
    """Staff's share less the patients', with its interval; None when either is hidden."""
    if not item.patient.now or not item.staff.now:
        return None
    return difference(item.patient.now.yes_share, item.staff.now.yes_share)


def urgency(item: QuestionFigures) -> tuple:
    """Sorts questions by where to act first.

    The smallest share of yes among the patients stands first: there most people miss something. Of equal
    ones, that where staff say yes most often beside them: there care does not see what patients miss. What
    too few have answered stands last, for nothing is known of it.
    """
    gap = gap_of(item)
    if not item.patient.now:
        return (1, 0, 0, item.question.number)
    return (0, item.patient.now.yes_share.value, -(gap.points if gap else 0), item.question.number)


@dataclass(frozen=True)
class Overview:
    """`target` in per cent: from which share of yes a question counts as introduced."""

    figures: UnitFigures
    history: Sequence[Past] = ()
    target: int = 80
    address: Callable = field(default=lambda question: "")
    is_one_unit: bool = True

    @cached_property
    def ordered(self) -> list[QuestionFigures]:
        return sorted(self.figures.questions, key=urgency)

    @cached_property
    def first(self) -> QuestionFigures | None:
        """Where to act first; None when all that is known has reached the target."""
        return next(
            (item for item in self.ordered if item.patient.now and item.patient.now.percent < self.target),
            None,
        )

    @property
    def first_address(self):
        return self.address(self.first.question)

    @property
    def first_advice(self):
        return advice.next_step(self.first, self.target)

    @cached_property
    def answered(self):
        return [item for item in self.ordered if item.patient.now]

    @cached_property
    def reached(self):
        return [item for item in self.answered if item.patient.now.percent >= self.target]

    @cached_property
    def is_compared(self):
        return any(item.patient.change for item in self.answered)

    @property
    def better(self):
        return self._changed("higher")

    @property
    def worse(self):
        return self._changed("lower")

    @cached_property
    def widest(self) -> QuestionFigures | None:
        """Where staff and patients are furthest apart."""
        both = [item for item in self.answered if gap_of(item)]
        return max(both, key=lambda item: abs(gap_of(item).points), default=None)

    @property
    def widest_gap(self):
        return gap_of(self.widest)

    @property
    def summary(self) -> str:
        """The page in one sentence."""
        counts = {
            "target": percent(self.target), "reached": len(self.reached), "asked": len(self.answered),
            "better": len(self.better), "worse": len(self.worse),
        }  # fmt: skip
        if not self.answered:
            return _("Too few patients have answered to say how it goes.")
        if not self.is_compared:
            return REACHED % counts
        return REACHED_AND_CHANGED % counts

    @cached_property
    def chart(self) -> DumbbellChart:
        rows = [self._row(item) for item in self.ordered]
        title = _("Who say yes to the 7 questions, with what to act on first at the top")
        return DumbbellChart("seven", title, rows, target=Fraction(self.target, 100))

    @property
    def own(self) -> list[tuple[QuestionFigures, str, str]]:
        """The region's own questions, each with its address and what has changed."""
        return [(item, self.address(item.question), self._remark(item)) for item in self.figures.own]

    def _row(self, item):
        key, name = item.question.key, str(item.question.name)
        patient, staff = (figure.now and figure.now.yes_share for figure in item.audiences)
        shares = [past.share(Audience.PATIENT, key) for past in self.history]
        trend = Sparkline(key, name, shares, is_one_unit=self.is_one_unit)
        return DumbbellRow(
            key,
            name,
            patient,
            staff,
            item.recorded,
            self.address(item.question),
            self._remark(item),
            trend,
        )

    def _remark(self, item):
        """The change in a few words; what may be chance is called no certain change."""
        change = item.patient.change
        if not change:
            return ""
        return CHANGES[change.direction] % {"then": percent(item.patient.compared[0].percent)}

    def _changed(self, direction):
        return [
            item
            for item in self.answered
            if (change := item.patient.change) and change.direction == direction
        ]
