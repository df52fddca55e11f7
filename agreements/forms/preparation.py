"""What the patient writes before a meeting, and each side's view of what matters most."""

from django import forms
from django.utils.translation import gettext_lazy

from agreements.models import OneMind, Party

BOX = forms.Textarea(attrs={"rows": 3})


class PreparationForm(forms.Form):
    """Nothing is required: an empty box is an answer too."""

    NOT_COMPARED = ("seen_version",)

    seen_version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    text = forms.CharField(
        label=gettext_lazy("What is important to me?"),
        help_text=gettext_lazy("What you want to be able to do, what worries you, how you want it to be."),
        widget=forms.Textarea(attrs={"rows": 4}), required=False,
    )  # fmt: skip
    strengths = forms.CharField(
        label=gettext_lazy("What am I good at, and what makes me feel well?"), widget=BOX, required=False
    )
    helpers = forms.CharField(
        label=gettext_lazy("Who helps me?"), widget=BOX, required=False,
        help_text=gettext_lazy("For example family, friends, neighbours, home care."),
    )  # fmt: skip
    goals = forms.CharField(
        label=gettext_lazy("What do I want to reach?"), widget=BOX, required=False,
        help_text=gettext_lazy("Your own goals, one on each line. For example: walk to the square and back."),
    )  # fmt: skip
    talk_about = forms.CharField(
        label=gettext_lazy("What do I want to talk about?"), widget=BOX, required=False,
        help_text=gettext_lazy("Questions you have, and what you do not want to forget."),
    )  # fmt: skip

    @property
    def terms(self) -> dict:
        return {name: value for name, value in self.cleaned_data.items() if name != "seen_version"}

    @classmethod
    def initial_of(cls, preparation):
        return {**preparation.texts, "seen_version": preparation.version}

    def clean_seen_version(self):
        return self.cleaned_data["seen_version"] or 0


class ViewForm(forms.Form):
    """One side's view, in a sentence or two each. `is_patients`: who is signed in writes for the patient."""

    NOT_COMPARED = ("seen_version", "told")

    seen_version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    goal = forms.CharField(
        label=gettext_lazy("What is the most important goal right now?"), max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    next_step = forms.CharField(
        label=gettext_lazy("What is the next step?"), max_length=500,
        help_text=gettext_lazy("What is to happen next, and who does it."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    told = forms.BooleanField(
        required=False, widget=forms.HiddenInput
    )  # the page asked what the patient says

    def __init__(self, *args, is_patients, **kwargs):
        super().__init__(*args, **kwargs)
        self.is_patients = is_patients

    @property
    def view(self) -> dict:
        """What `write_view` wants to know."""
        return {name: self.cleaned_data[name] for name in ("goal", "next_step", "told")}

    @property
    def terms(self) -> dict:
        """As the table calls them."""
        return {f"{self._side}_{name}": self.cleaned_data[name] for name in ("goal", "next_step")}

    def initial_of(self, concordance):
        own = {name: getattr(concordance, f"{self._side}_{name}") for name in ("goal", "next_step")}
        return {**own, "seen_version": concordance.version}

    @property
    def _side(self):
        return Party.PATIENT if self.is_patients or self.cleaned_data["told"] else Party.CARE

    def clean_seen_version(self):
        return self.cleaned_data["seen_version"] or 0


class OutcomeForm(forms.Form):
    outcome = forms.ChoiceField(
        label=gettext_lazy("Do you mean the same?"), choices=OneMind, widget=forms.RadioSelect
    )
