import re

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts.models import LINK_CHANNELS, AppointReason, ContactKind, EndReason, PathChannel
from patientkontrakt.people.models import Assignment
from patientkontrakt.ui.forms import DateInput

OWN_WORDS = "own_words"
OWN_WORDS_CHOICE = (OWN_WORDS, gettext_lazy("Another reason"))
PHONE_NUMBER = re.compile(r"\+?[0-9][0-9 ()-]{2,}")


class ReasonForm(forms.Form):
    """A usual reason, or one in own words; `chosen_reason` is the one that is saved."""

    reason = forms.ChoiceField(label=gettext_lazy("Why?"), widget=forms.RadioSelect)
    own_reason = forms.CharField(
        label=gettext_lazy("The reason in your own words"),
        help_text=gettext_lazy("Fill in if you chose another reason."),
        max_length=300,
        required=False,
    )

    def __init__(self, *args, reasons, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = [*reasons, OWN_WORDS_CHOICE]
        self.order_fields([name for name in self.fields if name not in ReasonForm.base_fields])

    def clean_own_reason(self):
        own = self.cleaned_data["own_reason"].strip()
        if self.cleaned_data.get("reason") == OWN_WORDS and not own:
            raise forms.ValidationError(_("Write the reason."))
        return own

    @property
    def chosen_reason(self):
        reason = self.cleaned_data["reason"]
        return self.cleaned_data["own_reason"] if reason == OWN_WORDS else reason


class AssignmentField(forms.ModelChoiceField):
    def label_from_instance(self, assignment):
        return f"{assignment.staff} – {assignment.unit}"


class AppointForm(ReasonForm):
    assignment = AssignmentField(
        label=gettext_lazy("Who?"), queryset=Assignment.objects.none(), empty_label=gettext_lazy("Choose")
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("What kind of contact?"), choices=ContactKind, widget=forms.RadioSelect
    )
    is_coordinating = forms.BooleanField(label=gettext_lazy("Coordinates the care"), required=False)
    role_text = forms.CharField(
        label=gettext_lazy("What does the contact do for the patient?"),
        help_text=gettext_lazy("The patient reads this. For example: plans your care and answers questions."),
        max_length=200,
        required=False,
    )
    starts = forms.DateField(
        label=gettext_lazy("From which day?"), widget=DateInput, initial=timezone.localdate
    )

    def __init__(self, *args, patient, by, **kwargs):
        super().__init__(*args, reasons=AppointReason.choices, **kwargs)
        units = patient.care_relations.current().values("unit")
        self.fields["assignment"].queryset = (
            Assignment.objects.current()
            .meeting_patients()
            .filter(Q(unit=by.unit) | Q(unit__in=units))
            .select_related("staff", "unit")
            .order_by("unit__name", "staff__name")
        )

    def clean_is_coordinating(self):
        coordinates = self.cleaned_data["is_coordinating"]
        if coordinates and self.cleaned_data.get("kind") == ContactKind.PHYSICIAN:
            raise forms.ValidationError(
                _("Only a fixed care contact coordinates. Appoint the physician as care contact too.")
            )
        return coordinates

    @property
    def appointment_details(self):
        """What `appoint_contact` asks for."""
        answers = {k: self.cleaned_data[k] for k in ("kind", "is_coordinating", "role_text", "starts")}
        assignment = self.cleaned_data["assignment"]
        return answers | {"staff": assignment.staff, "unit": assignment.unit, "reason": self.chosen_reason}


class EndForm(ReasonForm):
    ends = forms.DateField(label=gettext_lazy("Last day"), widget=DateInput, initial=timezone.localdate)

    def __init__(self, *args, **kwargs):
        reasons = [choice for choice in EndReason.choices if choice[0] != EndReason.HANDED_OVER]
        super().__init__(*args, reasons=reasons, **kwargs)


class ContactField(forms.ModelChoiceField):
    def label_from_instance(self, contact):
        return f"{contact.staff} – {contact.unit}"


class CoordinationForm(forms.Form):
    to = ContactField(
        label=gettext_lazy("Who coordinates from today?"),
        queryset=None,
        empty_label=None,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args, contacts, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = contacts


class ContactPathForm(forms.Form):
    purpose = forms.CharField(
        label=gettext_lazy("For what?"),
        help_text=gettext_lazy("In the patient's words. For example: book or change a time."),
        max_length=200,
    )
    channel = forms.ChoiceField(label=gettext_lazy("How?"), choices=PathChannel, widget=forms.RadioSelect)
    value = forms.CharField(label=gettext_lazy("Telephone number, link or address"), max_length=300)
    opening_hours = forms.CharField(
        label=gettext_lazy("When is it open?"),
        help_text=gettext_lazy("For example: weekdays 8–16."),
        max_length=200,
        required=False,
    )
    answer_within_hours = forms.IntegerField(
        label=gettext_lazy("Promised answer time, in hours"),
        help_text=gettext_lazy("24 is shown as a day, 48 as 2 days."),
        min_value=1,
        max_value=720,
        required=False,
    )
    order = forms.IntegerField(label=gettext_lazy("Place in the list"), min_value=1, max_value=99, initial=1)

    def clean_value(self):
        value, channel = self.cleaned_data["value"].strip(), self.cleaned_data.get("channel")
        if channel == PathChannel.PHONE and not PHONE_NUMBER.fullmatch(value):
            raise forms.ValidationError(_("Write a telephone number, for example 010-123 45 67."))
        if channel in LINK_CHANNELS and not value.startswith("https://"):
            raise forms.ValidationError(_("Write a link that begins with https://"))
        return value


class EditContactPathForm(ContactPathForm):
    seen_version = forms.IntegerField(widget=forms.HiddenInput)
