"""What matters, the frame of a draft, and reports."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.forms.days import chosen_day, day_in_words
from agreements.forms.rows import IS_PHONE_NUMBER, RowForm
from agreements.models import CommitmentStatus
from agreements.models.commitment import ALLOWED_CHANGES, NEEDS_REASON
from patientkontrakt.ui.forms import DateInput

# How a person says it.
REPORTS = {
    CommitmentStatus.AGREED: gettext_lazy("Not done yet, but it still holds"),
    CommitmentStatus.DONE: gettext_lazy("It is done"),
    CommitmentStatus.NOT_DONE: gettext_lazy("It did not happen"),
    CommitmentStatus.RENEGOTIATE: gettext_lazy("I want to talk about it"),
    CommitmentStatus.CANCELLED: gettext_lazy("Strike it out, it is no longer needed"),
}


class WhatMattersForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("What is important to me?"),
        help_text=gettext_lazy("What you want to be able to do, what worries you, how you want it to be."),
        widget=forms.Textarea(attrs={"rows": 5}), required=False,
    )  # fmt: skip
    strengths = forms.CharField(
        label=gettext_lazy("What am I good at, and what makes me feel well?"),
        widget=forms.Textarea(attrs={"rows": 3}), required=False,
    )  # fmt: skip
    helpers = forms.CharField(
        label=gettext_lazy("Who helps me?"),
        help_text=gettext_lazy("For example family, friends, neighbours, home care."),
        widget=forms.Textarea(attrs={"rows": 3}), required=False,
    )  # fmt: skip


class DraftForm(RowForm):
    """Whom to turn to, when to look at the agreement again, and how the patient would tell it at home."""

    NOT_TERMS = (*RowForm.NOT_TERMS, "way", "review")
    easy_read = None

    contact_text = forms.CharField(
        label=gettext_lazy("Whom does the patient turn to?"), max_length=300, required=False,
        help_text=gettext_lazy("Who answers, and when. The patient reads this."),
    )  # fmt: skip
    contact_phone = forms.CharField(
        label=gettext_lazy("Telephone number"), max_length=30, required=False,
        widget=forms.TextInput(attrs={"type": "tel"}), validators=[IS_PHONE_NUMBER],
    )  # fmt: skip
    review = forms.CharField(
        label=gettext_lazy("When do we look at the agreement again?"), required=False, max_length=200,
        help_text=gettext_lazy("In words, for example: in three months."),
    )  # fmt: skip
    review_date = forms.DateField(label=gettext_lazy("Or choose a day"), required=False, widget=DateInput)
    teach_back = forms.CharField(
        label=gettext_lazy("How would you tell this at home?"), required=False,
        help_text=gettext_lazy("The patient's own words, so that we know that we mean the same."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    way = forms.JSONField(required=False, widget=forms.HiddenInput)  # one of the offered ways to turn

    def clean(self):
        cleaned = super().clean()
        if way := cleaned.get("way"):
            cleaned |= {"contact_text": way["text"], "contact_phone": way["phone"]}
        return cleaned | {"review_date": chosen_day(self, "review", "review_date")}

    def clean_way(self):
        """An offered way is the same as what one might have typed."""
        way = self.cleaned_data["way"] or {}
        if way and not (
            isinstance(way, dict) and all(isinstance(way.get(n), str) for n in ("text", "phone"))
        ):
            raise forms.ValidationError(_("Choose again, or write whom the patient turns to."))
        if way:
            self.fields["contact_text"].run_validators(way["text"])
            self.fields["contact_phone"].run_validators(way["phone"])
        return way

    @classmethod
    def initial_of(cls, draft):
        names = ("contact_text", "contact_phone", "review_date", "teach_back")
        own = {name: getattr(draft, name) for name in names}
        return {**own, "review": day_in_words(draft.review_date), "seen_version": draft.version}


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why?"), help_text=gettext_lazy("A few words are enough."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class ReportForm(forms.Form):
    """How a promise goes; only what may follow upon how it stands, and what the person may say."""

    status = forms.ChoiceField(label=gettext_lazy("How is it going?"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=gettext_lazy("Do you want to tell more?"), required=False,
        help_text=gettext_lazy("If it was not done: say in a few words why."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip

    def __init__(self, *args, promise, may, **kwargs):
        super().__init__(*args, **kwargs)
        possible = [s for s in CommitmentStatus if s in ALLOWED_CHANGES[promise.status] and may(s)]
        self.fields["status"].choices = [(status.value, REPORTS[status]) for status in possible]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("status") in NEEDS_REASON and not cleaned.get("reason"):
            self.add_error("reason", _("Say in a few words why, so that it can be talked about."))
        return cleaned
