import datetime
import uuid

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from patientkontrakt.ui.forms import DateInput
from surveys.models import RoundKind

USUAL_DAYS = 28


class AnswerForm(forms.Form):
    """The questions as radio buttons, in the words of the instrument. None is required; one is enough."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args, questions, **kwargs):
        super().__init__(*args, **kwargs)
        self.questions = questions
        for question in questions:
            self.fields[question.column] = forms.TypedChoiceField(
                label=question.text, choices=question.choices, coerce=int, empty_value=None,
                required=False, widget=forms.RadioSelect,
            )  # fmt: skip

    def clean(self):
        if not self.errors and not any(answer for answer in self.answers.values()):
            raise forms.ValidationError(
                _("You have not chosen any answer yet. One is enough: answer what you want to answer.")
            )
        return super().clean()

    @property
    def answers(self) -> dict:
        return {question.column: self.cleaned_data[question.column] for question in self.questions}

    @property
    def asked(self):
        """Each question with its field, for the template."""
        return [(question, self[question.column]) for question in self.questions]


class RoundForm(forms.Form):
    kind = forms.ChoiceField(
        label=gettext_lazy("What kind of measurement is it?"), choices=RoundKind, widget=forms.RadioSelect
    )
    closes = forms.DateField(
        label=gettext_lazy("Last day to answer"), widget=DateInput,
        initial=lambda: timezone.localdate() + datetime.timedelta(days=USUAL_DAYS),
        help_text=gettext_lazy("Four weeks is usual. You can close earlier."),
    )  # fmt: skip

    staff = forms.IntegerField(
        label=gettext_lazy("How many work at the unit?"), min_value=1, max_value=10_000,
        help_text=gettext_lazy("The staff's link takes at most so many answers."),
    )  # fmt: skip

    def clean_closes(self):
        closes = self.cleaned_data["closes"]
        if closes < timezone.localdate():
            raise forms.ValidationError(_("The last day has already been."))
        return closes
