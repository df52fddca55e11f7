"""How a question's trend is read, chosen in the page's address so that a link shares it."""

from collections.abc import Sequence
from functools import cached_property

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from patientkontrakt.ui.dates import short_day
from surveys.charts.trend import Measurement
from surveys.spc import BASELINE, MIN_POINTS, Chart

ALL, NEVER = "all", "no"
USUAL = {"chart": Chart.P.value, "baseline": ALL, "restart": NEVER}
CHARTS = [
    (Chart.P.value, gettext_lazy("p chart: by how many have answered")),
    (Chart.XMR.value, gettext_lazy("XmR chart: by how much the measurements move")),
]


class LimitsForm(forms.Form):
    """Offers what the number of measurements allows. What does not fit is told; `how` is then as usual."""

    chart = forms.ChoiceField(
        label=gettext_lazy("Way of counting"), choices=CHARTS,
        help_text=gettext_lazy("Choose XmR when nearly every measurement stands out in the p chart."),
    )  # fmt: skip
    baseline = forms.ChoiceField(
        label=gettext_lazy("Limits from"),
        help_text=gettext_lazy("Choose the first ones to hold what came later against how it was then."),
    )
    restart = forms.ChoiceField(
        label=gettext_lazy("Begin anew"),
        help_text=gettext_lazy("Choose the day when you changed how you work for good."),
    )

    def __init__(self, asked, *, measured: Sequence[Measurement], is_one_unit: bool):
        super().__init__(USUAL | asked.dict())
        self.days, self.is_one_unit = [each.day for each in measured if each.share], is_one_unit
        for name, choices in self._choices().items():
            self.fields[name].choices = choices
        if not is_one_unit:
            del self.fields["chart"]

    def _choices(self):
        count = len(self.days)
        firsts = [
            (str(first), _("the first %(count)s") % {"count": first}) for first in BASELINE if first < count
        ]
        anew = [
            (day.isoformat(), _("from %(day)s") % {"day": short_day(day)})
            for day in self.days[MIN_POINTS : count - MIN_POINTS + 1]
        ]
        return {
            "chart": CHARTS if count >= MIN_POINTS else CHARTS[:1],
            "baseline": [(ALL, _("all measurements")), *firsts],
            "restart": [(NEVER, _("never")), *anew],
        }

    def clean(self):
        """Each part has a baseline of its own, and says that it comes from so many."""
        data = super().clean()
        if not self.errors and data["restart"] != NEVER and data["baseline"] != ALL:
            [start] = self._restarts
            if int(data["baseline"]) > min(start, len(self.days) - start):
                self.add_error(
                    "baseline", _("Each part must have at least so many measurements. Choose fewer.")
                )
        return data

    @property
    def offered(self):
        """The fields with something to choose between."""
        return [field for field in self if len(field.field.choices) > 1]

    @property
    def is_chosen(self):
        return any(self.data[name] != usual for name, usual in USUAL.items())

    @cached_property
    def how(self) -> dict:
        """Arguments of `spc.read`."""
        if not self.is_valid():
            return {}
        baseline, chart = self.cleaned_data["baseline"], self.cleaned_data.get("chart")
        return {
            "xmr": not self.is_one_unit or chart == Chart.XMR,
            "baseline": None if baseline == ALL else int(baseline),
            "restarts": self._restarts,
        }

    @property
    def _restarts(self):
        chosen = self.cleaned_data["restart"]
        return [index for index, day in enumerate(self.days) if day.isoformat() == chosen]
