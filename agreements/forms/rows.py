"""The small forms of a draft's rows. `terms` goes to the action as it is."""

from django import forms
from django.core.validators import RegexValidator
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.models import CommitmentParty, GoalOwner, Urgency, WhenKind
from contacts.forms import PHONE_NUMBER
from patientkontrakt.people.models import Assignment, OrganizationUnit, Staff
from patientkontrakt.ui.forms import DateInput

IS_PHONE_NUMBER = RegexValidator(
    f"^{PHONE_NUMBER.pattern}$", gettext_lazy("Write a telephone number, for example 010-123 45 67.")
)
SHORT = forms.Textarea(attrs={"rows": 2})


class RowForm(forms.Form):
    """A row carries the edit counter that the editor saw; a new row has none."""

    seen_version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    @property
    def terms(self) -> dict:
        return {name: value for name, value in self.cleaned_data.items() if name != "seen_version"}

    @classmethod
    def initial_of(cls, row) -> dict:
        return {**row.terms, "seen_version": row.version}

    def day_to_come(self, name):
        """Nothing new is promised for a day that has been; an old row may keep its day."""
        day = self.cleaned_data[name]
        if day and day < timezone.localdate() and day != self.initial.get(name):
            raise forms.ValidationError(_("Choose a day from today on."))
        return day


class GoalForm(RowForm):
    text = forms.CharField(
        label=gettext_lazy("What do you want to be able to do?"), max_length=500, widget=SHORT
    )
    whose = forms.ChoiceField(
        label=gettext_lazy("Whose goal is it?"), choices=GoalOwner, initial=GoalOwner.PATIENT,
        widget=forms.RadioSelect,
    )  # fmt: skip
    target_date = forms.DateField(label=gettext_lazy("By which day?"), required=False, widget=DateInput)

    def clean_target_date(self):
        return self.day_to_come("target_date")


class PromiseForm(RowForm):
    """What, when and why. When is taken as it was meant: a day without words is a day, and so on."""

    what = forms.CharField(label=gettext_lazy("What?"), max_length=500, widget=SHORT)
    when_kind = forms.ChoiceField(
        label=gettext_lazy("When?"), choices=WhenKind, initial=WhenKind.DATE, widget=forms.RadioSelect
    )
    due_date = forms.DateField(label=gettext_lazy("Which day?"), required=False, widget=DateInput)
    when_text = forms.CharField(
        label=gettext_lazy("When, in words"), help_text=gettext_lazy("For example: every morning"),
        max_length=200, required=False,
    )  # fmt: skip
    why = forms.CharField(label=gettext_lazy("Why?"), max_length=500, required=False)
    done_when = forms.CharField(
        label=gettext_lazy("How do we know that it is done?"), max_length=300, required=False
    )

    def clean_due_date(self):
        return self.day_to_come("due_date")

    def clean(self):
        cleaned = super().clean()
        kind, day, words = (cleaned.get(name) for name in ("when_kind", "due_date", "when_text"))
        if day:
            cleaned["when_kind"] = WhenKind.DATE if kind == WhenKind.DATE else WhenKind.PERIOD
            if kind == WhenKind.WHEN_NEEDED:
                cleaned["when_text"] = words or _("when needed")
        elif kind == WhenKind.RECURRING and not words:
            self.add_error("when_text", _("Write how often, for example: every Monday."))
        elif kind in (WhenKind.DATE, WhenKind.PERIOD) and words:
            cleaned["when_kind"] = WhenKind.RECURRING
        elif kind in (WhenKind.DATE, WhenKind.PERIOD) and "due_date" not in self.errors:
            self.add_error("due_date", _("Choose a day, or write when in words."))
        return cleaned

    @property
    def terms(self):
        nobody = {"responsible_staff": None, "responsible_unit": None, "responsible_name": ""}
        return {**super().terms, **nobody, **self.responsible}


class PatientPromiseForm(PromiseForm):
    responsible = {"party": CommitmentParty.PATIENT}


class CarePromiseForm(PromiseForm):
    who = forms.ChoiceField(label=gettext_lazy("Who does it?"))

    field_order = ["seen_version", "what", "who"]

    def __init__(self, *args, who, **kwargs):
        super().__init__(*args, **kwargs)
        self.who = who
        self.fields["who"].choices = [(key, str(row)) for key, row in who.items()]

    @property
    def terms(self):
        return {name: value for name, value in super().terms.items() if name != "who"}

    @property
    def responsible(self):
        chosen = self.who[self.cleaned_data["who"]]
        field = "responsible_staff" if isinstance(chosen, Staff) else "responsible_unit"
        return {"party": CommitmentParty.CARE, field: chosen}

    @classmethod
    def initial_of(cls, row):
        chosen = row.responsible_staff or row.responsible_unit
        return {**super().initial_of(row), "who": str(chosen.pk)}


class OtherPromiseForm(PromiseForm):
    party = forms.ChoiceField(
        label=gettext_lazy("Who does it?"),
        choices=[
            (party.value, party.label)
            for party in (CommitmentParty.RELATIVE, CommitmentParty.MUNICIPALITY, CommitmentParty.OTHER)
        ],
        initial=CommitmentParty.RELATIVE, widget=forms.RadioSelect,
    )  # fmt: skip
    who = forms.CharField(
        label=gettext_lazy("Name"), help_text=gettext_lazy("For example: Eva, daughter. Or: home care"),
        max_length=200,
    )  # fmt: skip

    field_order = ["seen_version", "what", "party", "who"]

    def __init__(self, *args, who, **kwargs):
        super().__init__(*args, **kwargs)
        self.units = {str(row): row for row in who.values() if isinstance(row, OrganizationUnit)}

    @property
    def terms(self):
        return {name: value for name, value in super().terms.items() if name != "who"}

    @property
    def responsible(self):
        """A municipality that takes part in the care is meant by its name, and can then report itself."""
        party, name = self.cleaned_data["party"], self.cleaned_data["who"]
        if party == CommitmentParty.MUNICIPALITY and name in self.units:
            return {"party": party, "responsible_unit": self.units[name]}
        return {"party": party, "responsible_name": name}

    @classmethod
    def initial_of(cls, row):
        return {**super().initial_of(row), "who": row.who}


class WarningSignForm(RowForm):
    sign = forms.CharField(label=gettext_lazy("What do I notice?"), max_length=500, widget=SHORT)
    own_action = forms.CharField(label=gettext_lazy("What do I do then?"), max_length=500, widget=SHORT)
    urgency = forms.ChoiceField(
        label=gettext_lazy("How urgent is it?"), choices=Urgency, initial=Urgency.UNIT,
        widget=forms.RadioSelect,
    )  # fmt: skip
    contact_text = forms.CharField(label=gettext_lazy("Whom do I call?"), max_length=200, required=False)
    contact_phone = forms.CharField(
        label=gettext_lazy("Telephone number"), max_length=30, required=False,
        help_text=gettext_lazy("If left empty: the number of this agreement, 1177 or 112."),
        widget=forms.TextInput(attrs={"type": "tel"}), validators=[IS_PHONE_NUMBER],
    )  # fmt: skip


def who_in_care(patient, unit) -> dict[str, Staff | OrganizationUnit]:
    """Who may be named for care's promises, by key: the patient's own contacts first, then the unit and
    its people, then the other units that take part in the care."""
    contacts = [contact.staff for contact in patient.care_contacts.current().with_people()]
    colleagues = Assignment.objects.current().meeting_patients().filter(unit=unit).select_related("staff")
    people = sorted({assignment.staff for assignment in colleagues}, key=str)
    units = [relation.unit for relation in patient.care_relations.current().select_related("unit")]
    return {str(row.pk): row for row in [*contacts, unit, *people, *units]}
