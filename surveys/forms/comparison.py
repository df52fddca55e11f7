"""Which two measurements a manager holds beside each other."""

from django import forms
from django.utils.translation import gettext_lazy

from patientkontrakt.ui.dates import short_day


class RoundField(forms.ModelChoiceField):
    """Named as above its column on the page."""

    def label_from_instance(self, round):
        return f"{round.get_kind_display()} {short_day(round.opens)}"


class ComparisonForm(forms.Form):
    """Which two of a unit's measurements; the newest and the one before it, unless others are chosen."""

    first = RoundField(None, label=gettext_lazy("Compare"), empty_label=None)
    second = RoundField(None, label=gettext_lazy("with"), empty_label=None)

    def __init__(self, *args, rounds, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.queryset = rounds
