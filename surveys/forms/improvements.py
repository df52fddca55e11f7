from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from patientkontrakt.ui.forms import DateInput
from surveys.instruments import QUESTIONS
from surveys.models import ActionState
from surveys.models.improvement import STEPS

SOME_LINES = forms.Textarea(attrs={"rows": 3})


class VersionedForm(forms.Form):
    """Carries the version that its writer saw; `terms` goes to the action as it is."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    @property
    def terms(self) -> dict:
        return {name: value for name, value in self.cleaned_data.items() if name != "seen_version"}

    @classmethod
    def initial_of(cls, row) -> dict:
        fields = {name: getattr(row, name) for name in cls.base_fields if name != "seen_version"}
        return fields | {"seen_version": row.version}


class ActionForm(VersionedForm):
    aim = forms.CharField(
        label=gettext_lazy("Aim: what shall be better, how much, and by when?"), max_length=300,
        help_text=gettext_lazy("For example: 8 in 10 patients know their next step before the summer."),
    )  # fmt: skip
    idea = forms.CharField(
        label=gettext_lazy("Change idea: what do we do differently?"), max_length=2000, widget=SOME_LINES
    )
    owner = forms.CharField(label=gettext_lazy("Who sees to it?"), max_length=200)
    due = forms.DateField(
        label=gettext_lazy("When do we decide whether to keep it?"), widget=DateInput, required=False
    )
    note_on = forms.DateField(
        label=gettext_lazy("Day of the note on the trend"), widget=DateInput, required=False,
        help_text=gettext_lazy("A mark on the question's trend, so that everyone sees when you began."),
    )  # fmt: skip
    note = forms.CharField(label=gettext_lazy("The note, in a few words"), max_length=60, required=False)

    def clean(self):
        data = super().clean()
        if bool(data.get("note")) != bool(data.get("note_on")) and not self.errors:
            self.add_error("note", _("A note needs both a day and words."))
        return data


class NewActionForm(ActionForm):
    question = forms.ChoiceField(label=gettext_lazy("Which question?"), choices=QUESTIONS)
    field_order = ["question"]


class CycleForm(VersionedForm):
    starts = forms.DateField(label=gettext_lazy("From"), widget=DateInput, initial=timezone.localdate)
    ends = forms.DateField(label=gettext_lazy("To"), widget=DateInput, required=False)
    plan = forms.CharField(
        label=STEPS["plan"], max_length=2000, widget=SOME_LINES,
        help_text=gettext_lazy("What do we test, with whom, and what do we think will happen?"),
    )  # fmt: skip
    do = forms.CharField(
        label=STEPS["do"], max_length=2000, widget=SOME_LINES, required=False,
        help_text=gettext_lazy("What did we do, and what happened?"),
    )  # fmt: skip
    study = forms.CharField(
        label=STEPS["study"], max_length=2000, widget=SOME_LINES, required=False,
        help_text=gettext_lazy("What do the numbers and the people say?"),
    )  # fmt: skip
    act = forms.CharField(
        label=STEPS["act"], max_length=2000, widget=SOME_LINES, required=False,
        help_text=gettext_lazy("What do we do next?"),
    )  # fmt: skip
    field_order = ["starts", "ends", *STEPS]

    def clean(self):
        data = super().clean()
        if data.get("starts") and data.get("ends") and data["ends"] < data["starts"]:
            self.add_error("ends", _("The last day is before the first."))
        return data


class DecisionForm(forms.Form):
    """`seen_state`: from which state its writer decides; a colleague may have decided since."""

    seen_state = forms.CharField(widget=forms.HiddenInput, required=False)
    state = forms.ChoiceField(label=gettext_lazy("What do you decide?"), widget=forms.RadioSelect)
    result = forms.CharField(
        label=gettext_lazy("What have you learnt?"), max_length=2000, widget=SOME_LINES,
        help_text=gettext_lazy("What the numbers and the people say. The yearly report shows it."),
    )  # fmt: skip

    LABELS = {  # noqa: RUF012
        ActionState.KEPT: gettext_lazy("Keep it: this is how we work now"),
        ActionState.CHANGED: gettext_lazy("Change it and test again"),
        ActionState.DROPPED: gettext_lazy("Drop it"),
    }

    def __init__(self, *args, action, **kwargs):
        super().__init__(*args, **kwargs)
        self.action, self.fields["seen_state"].initial = action, action.state
        self.fields["result"].initial = action.result  # what was learnt before is gone on with, not lost
        self.fields["state"].choices = [(s, self.LABELS[s]) for s in action.possible_decisions]
        if tests := ", ".join(str(test) for test in action.open_tests):
            told = _("Still going on, and ends today when you decide: %(tests)s.") % {"tests": tests}
            self.fields["state"].help_text = told

    @property
    def is_sent_again(self) -> bool:
        """By a double click: what it decides stands already, in the same words."""
        sent = [str(self.data.get(name, "")).strip() for name in ("state", "result")]
        return self.action.is_decided_as(*sent)

    def clean(self):
        data = super().clean()
        if data.pop("seen_state") != self.action.state:
            raise forms.ValidationError(
                _("Somebody else has decided about the action already. Look at it again.")
            )
        return data
