import uuid

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from surveys.bands import NOT_GIVEN, AgeBand, Language
from surveys.forms.answers import given

DIGIT = {"inputmode": "numeric", "autocomplete": "off", "size": 2, "data-digit": True}


def digit(label, choices, empty=None):
    """Empty for what was not crossed on the paper; nothing that the person who keys in may choose."""
    field = forms.TypedChoiceField(
        label=label, choices=choices, coerce=int, empty_value=empty, required=False,
        widget=forms.TextInput(attrs=DIGIT),
        error_messages={"invalid_choice": gettext_lazy("Not one of the numbers on the paper.")},
    )  # fmt: skip
    field.is_needed = True
    return field


class PaperForm(forms.Form):
    """A paper, keyed in by the small numbers beside its boxes."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    number = forms.IntegerField(
        label=gettext_lazy("The paper's number"), min_value=1, max_value=9999,
        help_text=gettext_lazy("Write a number on the paper first, if it has none."),
        widget=forms.NumberInput(attrs={"data-autofocus": True}),
    )  # fmt: skip
    looked = forms.BooleanField(
        label=gettext_lazy("I have looked at the paper again. It says what stands here now."), required=False
    )

    def __init__(self, *args, questions, **kwargs):
        super().__init__(*args, **kwargs)
        self.questions, self.differs = questions, False
        for place, question in enumerate(questions, start=1):
            self.fields[question.column] = digit(f"{place}. {question.name}", question.choices)
        self.fields["age_band"] = digit(_("Age"), given(AgeBand), NOT_GIVEN)
        self.fields["language"] = digit(_("Language"), given(Language), NOT_GIVEN)

    def clean(self):
        data = super().clean()
        if not self.errors and not any(data[question.column] for question in self.questions):
            raise forms.ValidationError(_("The paper holds no answer. It is not counted: throw it away."))
        return data

    @property
    def entry(self) -> dict:
        """For `key_in_paper`."""
        data = self.cleaned_data
        return {
            "number": data["number"],
            "key": data["key"],
            "has_looked": data["looked"],
            "answers": {question.column: data[question.column] for question in self.questions},
            "age_band": data["age_band"],
            "language": data["language"],
        }

    def tell_difference(self, other, columns):
        """Both entries stand beside each other where they differ."""
        self.differs = True
        for column in columns:
            was = getattr(other, column) or _("empty")
            told = _("The other time: %(was)s. Now: %(now)s. Look at the paper.")
            self.add_error(column, told % {"was": was, "now": self.cleaned_data[column] or _("empty")})

    @property
    def digits(self):
        names = [*(question.column for question in self.questions), "age_band", "language"]
        return [self[name] for name in names]


class DropForm(forms.Form):
    """A number under which something waits that does not belong there."""

    number = forms.TypedChoiceField(label=gettext_lazy("The paper's number"), coerce=int)

    def __init__(self, *args, round, **kwargs):
        super().__init__(*args, prefix="drop", **kwargs)
        numbers = round.paperentrys.filter(is_second=False).values_list("number", flat=True)
        self.fields["number"].choices = [(number, number) for number in numbers]
