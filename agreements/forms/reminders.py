from datetime import date

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy

from agreements.models import ReminderChoice
from agreements.models.reminder import FIRST_HOUR, LAST_HOUR, begins
from patientkontrakt.ui.dates import hour_and_minute


class ReminderForm(forms.Form):
    NOT_COMPARED = ("seen_version",)

    seen_version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    is_on = forms.TypedChoiceField(
        label=gettext_lazy("Do you want reminders?"),
        choices=[("True", gettext_lazy("Yes")), ("False", gettext_lazy("No"))],
        coerce=lambda answer: answer == "True", widget=forms.RadioSelect,
    )  # fmt: skip
    hour = forms.TypedChoiceField(label=gettext_lazy("At what time?"), coerce=int)
    weekdays = forms.TypedMultipleChoiceField(
        label=gettext_lazy("On which days?"), coerce=int, choices=WEEKDAYS.items(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one day, or answer No above.")},
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # "08.00" and not "kl. 08.00": a key of the keyboard finds it.
        hours = range(FIRST_HOUR, LAST_HOUR + 1)
        self.fields["hour"].choices = [(hour, hour_and_minute(begins(date.min, hour))) for hour in hours]

    @property
    def terms(self):
        return {name: self.cleaned_data[name] for name in ReminderChoice.TERMS}

    @classmethod
    def initial_of(cls, choice):
        return choice.terms | {"seen_version": choice.seen_version}

    def clean_weekdays(self):
        return sorted(set(self.cleaned_data["weekdays"]))

    def clean_seen_version(self):
        return self.cleaned_data["seen_version"] or 0
