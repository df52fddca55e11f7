import uuid

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from surveys.bands import NOT_GIVEN, AgeBand, Language
from surveys.instruments import Audience

ALL = "all"


def given(choices):
    """What a person may say of themselves; to say nothing is no choice among others."""
    return [(value, label) for value, label in choices.choices if value != NOT_GIVEN]


class PulseForm(forms.Form):
    """Whether a patient wants to be asked after a visit."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    answer = forms.ChoiceField(choices=[("yes", ""), ("no", "")])


class BandForm(forms.Form):
    """What a patient may say of themselves, to see whether care works for all."""

    age_band = forms.TypedChoiceField(
        label=gettext_lazy("How old are you?"), choices=given(AgeBand), coerce=int, empty_value=NOT_GIVEN,
        required=False, widget=forms.RadioSelect,
    )  # fmt: skip
    spoken = forms.TypedChoiceField(
        label=gettext_lazy("Which language do you speak best?"), choices=given(Language), coerce=int,
        empty_value=NOT_GIVEN, required=False, widget=forms.RadioSelect,
    )  # fmt: skip

    @property
    def bands(self) -> dict:
        return {"age_band": self.cleaned_data["age_band"], "language": self.cleaned_data["spoken"]}


class AnswerForm(BandForm):
    """The questions as radio buttons, in the words of the instrument. None is required; one is enough.

    Shown one question at a time, or all at once: `step` is a number, or ALL. What is not shown travels along
    hidden, so that nothing is kept on the server before the person sends it.
    """

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    # Left empty by people, who do not see it, and filled in by most scripts.
    website = forms.CharField(required=False)

    def __init__(self, *args, questions, audience=Audience.PATIENT, step=ALL, **kwargs):
        super().__init__(*args, **kwargs)
        self.questions = questions
        for question in questions:
            self.fields[question.column] = forms.TypedChoiceField(
                label=question.text, choices=question.choices, coerce=int, empty_value=None,
                required=False, widget=forms.RadioSelect,
            )  # fmt: skip
        self.asks_bands = audience == Audience.PATIENT
        self.last = len(questions) + 1
        self.step = step if step == ALL else min(max(step, 1), self.last)

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
    def is_filled_by_script(self):
        return bool(self.cleaned_data["website"])

    @property
    def is_all(self):
        return self.step == ALL

    @property
    def is_last(self):
        return self.step in {ALL, self.last}

    @property
    def places(self):
        """(before, after) for the buttons; None where there is nothing before or after."""
        if self.is_all:
            return None, None
        return self.step - 1 or None, None if self.is_last else self.step + 1

    @property
    def asked(self):
        """(place, question, field) of each question that is shown."""
        places = list(enumerate(self.questions, start=1))
        shown = places if self.is_all else places[self.step - 1 : self.step]
        return [(place, question, self[question.column]) for place, question in shown]

    @cached_property
    def carried(self):
        """The fields of what is not shown: they travel along hidden."""
        shown = {question.column for _place, question, _field in self.asked}
        names = [question.column for question in self.questions if question.column not in shown]
        names += [] if self.is_last or not self.asks_bands else ["age_band", "spoken"]
        return [self[name] for name in names]

    @property
    def chosen(self):
        """(question, its answer in words or None), to look through before it is sent."""
        for question in self.questions:
            labels = {str(value): label for value, label in question.choices}
            yield question, labels.get(str(self[question.column].value()))
