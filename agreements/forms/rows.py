"""The small forms of a draft's rows. `terms` goes to the action as it is."""

from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.core.validators import RegexValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.forms.days import chosen_day, chosen_when, day_in_words
from agreements.models import CommitmentParty, GoalOwner, Urgency
from contacts.forms import PHONE_NUMBER
from patientkontrakt.people.models import OrganizationUnit, Staff
from patientkontrakt.ui.forms import DateInput

IS_PHONE_NUMBER = RegexValidator(
    f"^{PHONE_NUMBER.pattern}$", gettext_lazy("Write a telephone number, for example 010-123 45 67.")
)
SHORT = forms.Textarea(attrs={"rows": 2})


def when_field():
    return forms.CharField(
        label=gettext_lazy("When?"), required=False, max_length=200,
        help_text=gettext_lazy("In words, for example: in two weeks, every morning, when needed."),
    )  # fmt: skip


def calendar_field():
    return forms.DateField(label=gettext_lazy("Or choose a day"), required=False, widget=DateInput)


class RowForm(forms.Form):
    """A row carries the edit counter that the editor saw; a new row a key, so that it is added once."""

    NOT_TERMS = ("seen_version", "key")
    DAYS = ("due_date", "target_date", "review_date")  # what the words and the calendar say together
    NOT_COMPARED = ("seen_version", "key", "way", *DAYS)  # the words tell what the calendar does

    seen_version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    easy_read = forms.CharField(
        label=gettext_lazy("The same in easy words"), max_length=500, required=False,
        help_text=gettext_lazy("Short words, one thing at a time."),
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.order_fields([name for name in self.fields if name not in LAST_FIELDS])

    @property
    def terms(self) -> dict:
        """What the page did not ask about is not changed."""
        not_asked = self.fields.keys() - self.data.keys() - {*self.DAYS}
        left_out = {*self.NOT_TERMS, *not_asked}
        return {name: value for name, value in self.cleaned_data.items() if name not in left_out}

    @property
    def once(self) -> dict:
        """For the action that adds the row."""
        key = self.cleaned_data["key"]
        return {"lineage": key} if key else {}

    @classmethod
    def initial_of(cls, row) -> dict:
        return {**row.terms, "seen_version": row.version}


class LinkForm(RowForm):
    """With a link to patient information, from the places that the region has chosen."""

    link_title = forms.CharField(label=gettext_lazy("Read more: title"), max_length=200, required=False)
    link_url = forms.URLField(
        label=gettext_lazy("Read more: address"), max_length=500, required=False, assume_scheme="https"
    )

    def clean_link_url(self):
        url = self.cleaned_data["link_url"]
        if url and not is_knowledge(url):
            places = ", ".join(settings.KNOWLEDGE_HOSTS)
            raise forms.ValidationError(_("Choose a page at %(places)s.") % {"places": places})
        return url


LAST_FIELDS = ("easy_read", "link_title", "link_url")


def is_knowledge(url: str) -> bool:
    parts = urlsplit(url)
    host = parts.hostname or ""
    return parts.scheme == "https" and any(
        host == place or host.endswith(f".{place}") for place in settings.KNOWLEDGE_HOSTS
    )


class GoalForm(LinkForm):
    NOT_TERMS = (*RowForm.NOT_TERMS, "when")

    text = forms.CharField(
        label=gettext_lazy("What do you want to be able to do?"), max_length=500, widget=SHORT
    )
    when = when_field()
    target_date = calendar_field()
    whose = forms.ChoiceField(
        label=gettext_lazy("Whose goal is it?"), choices=GoalOwner, initial=GoalOwner.PATIENT, required=False,
        widget=forms.RadioSelect,
    )  # fmt: skip

    def clean_whose(self):
        return self.cleaned_data["whose"] or self.initial.get("whose") or GoalOwner.PATIENT

    def clean(self):
        cleaned = super().clean()
        return cleaned | {"target_date": chosen_day(self, "when", "target_date")}

    @classmethod
    def initial_of(cls, row):
        return {**super().initial_of(row), "when": day_in_words(row.target_date)}


class PromiseForm(LinkForm):
    """What, when and why. When is said in words or chosen in the calendar."""

    NOT_TERMS = (*RowForm.NOT_TERMS, "when", "who")

    what = forms.CharField(label=gettext_lazy("What?"), max_length=500, widget=SHORT)
    when = when_field()
    due_date = calendar_field()
    why = forms.CharField(label=gettext_lazy("Why?"), max_length=500, required=False)
    done_when = forms.CharField(
        label=gettext_lazy("How do we know that it is done?"), max_length=300, required=False
    )

    def clean(self):
        cleaned = super().clean()
        kind, day, text = chosen_when(self)
        return cleaned | {"when_kind": kind, "due_date": day, "when_text": text}

    @property
    def terms(self):
        nobody = {"responsible_staff": None, "responsible_unit": None, "responsible_name": ""}
        return {**super().terms, **nobody, **self.responsible}

    @classmethod
    def initial_of(cls, row):
        return {**super().initial_of(row), "when": row.when}


class PatientPromiseForm(PromiseForm):
    responsible = {"party": CommitmentParty.PATIENT}


class CarePromiseForm(PromiseForm):
    who = forms.ChoiceField(label=gettext_lazy("Who does it?"))

    field_order = ["seen_version", "key", "what", "who"]

    def __init__(self, *args, who, **kwargs):
        super().__init__(*args, **kwargs)
        self.who = {key: named.who for key, named in who.items()}
        if chosen := self.initial.get("chosen"):
            self.who.setdefault(str(chosen.pk), chosen)
        self.fields["who"].choices = [(key, str(row)) for key, row in self.who.items()]

    @property
    def responsible(self):
        chosen = self.who[self.cleaned_data["who"]]
        field = "responsible_staff" if isinstance(chosen, Staff) else "responsible_unit"
        return {"party": CommitmentParty.CARE, field: chosen}

    @classmethod
    def initial_of(cls, row):
        chosen = row.responsible_staff or row.responsible_unit
        return {**super().initial_of(row), "chosen": chosen, "who": str(chosen.pk)}


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

    field_order = ["seen_version", "key", "what", "party", "who"]

    def __init__(self, *args, who, **kwargs):
        super().__init__(*args, **kwargs)
        self.units = {str(row.who): row.who for row in who.values() if isinstance(row.who, OrganizationUnit)}

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
