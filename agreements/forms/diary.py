from django import forms
from django.utils.translation import gettext_lazy

from agreements.models import DiaryOutcome

# How a person says it.
SAID = {
    DiaryOutcome.DONE: gettext_lazy("It was done"),
    DiaryOutcome.NOT_THIS_DAY: gettext_lazy("Not that day"),
}


class DiaryForm(forms.Form):
    """One day of one promise; the day is chosen by a link and comes back hidden."""

    NOT_COMPARED = ("seen_version", "day")

    day = forms.DateField(widget=forms.HiddenInput)
    seen_version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    outcome = forms.ChoiceField(
        label=gettext_lazy("How did it go?"), choices=SAID.items(), widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=gettext_lazy("Do you want to write something?"), required=False, max_length=300,
        help_text=gettext_lazy("You need not. Care can read it."),
    )  # fmt: skip

    @property
    def terms(self):
        return {name: self.cleaned_data[name] for name in ("outcome", "note")}

    @classmethod
    def initial_of(cls, entry):
        return {"outcome": entry.outcome, "note": entry.note, "seen_version": entry.version}

    def clean_seen_version(self):
        return self.cleaned_data["seen_version"] or 0
