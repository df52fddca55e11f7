"""One question at one level: how the answers are spread, over time, unit beside unit, and band by band.

Pure: from figures, history and bands, and from what is told and done about the question at the level.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from django.utils.translation import gettext as _

from patientkontrakt.people.models import OrganizationUnit
from surveys import advice, wording
from surveys.bands import DIMENSIONS, band, label_of
from surveys.charts.bands import Band, BandsChart
from surveys.charts.distribution import Bar, DistributionChart
from surveys.charts.funnel import FunnelChart, FunnelUnit
from surveys.charts.trend import Measurement, Note, TrendChart
from surveys.figures import QuestionFigures, Tally, UnitFigures
from surveys.figures_past import Past
from surveys.instruments import Audience
from surveys.models import ActionState, ImprovementAction, Story
from surveys.small_groups import SMALL_GROUP

FEWEST_UNITS = 3


@dataclass(frozen=True)
class OneQuestion:
    """`beside`: the figures of the units to compare with, those of the level's own unit among them."""

    unit: OrganizationUnit
    item: QuestionFigures
    target: int
    history: Sequence[Past] = ()
    bands: dict[str, Tally] = field(default_factory=dict)
    beside: Sequence[UnitFigures] = ()
    actions: Sequence[ImprovementAction] = ()
    stories: Sequence[Story] = ()
    address: Callable = field(default=lambda unit: "")
    small_group: int = SMALL_GROUP
    # How a person has chosen to have the trend read: arguments of `spc.read`.
    how: dict = field(default_factory=dict)

    @property
    def key(self):
        return self.item.question.key

    @property
    def advice(self):
        return advice.next_step(self.item, self.target)

    @property
    def gap_words(self) -> str:
        patient, staff = self.item.patient.now, self.item.staff.now
        return wording.gap(patient.yes_share, staff.yes_share) if patient and staff else ""

    @property
    def change_words(self) -> list[str]:
        return [
            wording.since_first(figure.audience, *figure.compared)
            for figure in self.item.audiences
            if figure.change
        ]

    @cached_property
    def distribution(self) -> DistributionChart:
        bars = [Bar(figure.audience.label, figure.now) for figure in self.item.audiences]
        if self.item.patient.change:
            bars.insert(1, Bar(_("Patients, first measurement"), self.item.patient.before))
        return DistributionChart(f"{self.key}-answers", _("What they answered"), bars)

    @property
    def notes(self) -> list[Note]:
        """What was changed when, as it stands on the trend."""
        return [Note(action.note_on, action.note) for action in self.actions if action.note]

    @property
    def doing(self) -> list[ImprovementAction]:
        """What is tried, and what was kept: that is how the unit works now."""
        return [action for action in self.actions if action.state != ActionState.DROPPED]

    @property
    def measured(self) -> list[Measurement]:
        return [Measurement(past.day, past.share(Audience.PATIENT, self.key)) for past in self.history]

    @cached_property
    def trend(self) -> TrendChart:
        return TrendChart.of(
            f"{self.key}-trend", _("Patients who say yes, over time"), self.measured,
            notes=self.notes if self.history else (), target=Fraction(self.target, 100),
            **{"xmr": not self.unit.meets_patients} | self.how,
        )  # fmt: skip

    @cached_property
    def funnel(self) -> FunnelChart | None:
        """None when there are too few units to tell how units differ."""
        shown = [
            (figures.unit, tally.yes_share)
            for figures in self.beside
            if (tally := figures.of(self.key).patient.now)
        ]
        if len(shown) < FEWEST_UNITS:
            return None
        units = [
            FunnelUnit(str(unit), share, is_own=unit == self.unit, href=self.address(unit))
            for unit, share in shown
        ]
        return FunnelChart(f"{self.key}-units", _("Patients who say yes, unit beside unit"), units)

    @cached_property
    def band_charts(self) -> list[BandsChart]:
        """One for each way to tell answers apart in which at least one group can be shown."""
        titles = {"age": _("By age"), "lang": _("By language"), "way": _("By way of answering")}
        charts = [self._bands(dimension, title) for dimension, title in titles.items()]
        return [chart for chart in charts if any(each.share for each in chart.bands)]

    def _bands(self, dimension, title):
        names = [band(dimension, value) for value in DIMENSIONS[dimension][1]]
        rows = [Band(label_of(name), self._share(self.bands.get(name))) for name in names]
        return BandsChart(f"{self.key}-{dimension}", title, rows, self._share(self.item.patient.now))

    @property
    def months(self) -> list[dict]:
        return [
            {"day": past.day} | {who: past.tally(who, self.key) for who in Audience} for past in self.history
        ]

    @property
    def band_rows(self) -> list[dict]:
        return [{"band": name, "patient": tally} for name, tally in sorted(self.bands.items())]

    @staticmethod
    def _share(tally):
        return tally and tally.yes_share
