"""Which two measurements a manager holds beside each other."""

from django import forms
from django.utils.translation import gettext_lazy


class ComparisonForm(forms.Form):
    """Which two of a unit's measurements; the newest and the one before it, unless others are chosen."""

    first = forms.ModelChoiceField(None, label=gettext_lazy("Compare"), empty_label=None)
    second = forms.ModelChoiceField(None, label=gettext_lazy("with"), empty_label=None)

    def __init__(self, *args, rounds, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.queryset = rounds
