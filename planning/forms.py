from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreements.models.acceptance import HEARD
from patientkontrakt.people.models import Assignment, OrganizationUnit, Staff
from patientkontrakt.ui.forms import DateInput
from planning.documents import check_document
from planning.models import Authority, ConsentBy, PlanKind, Source

LONG = forms.Textarea(attrs={"rows": 4})
SHORT = forms.Textarea(attrs={"rows": 2})
OTHER = "other"


class KindForm(forms.Form):
    """The first step of a new plan: what kind it is decides what the law wants to know."""

    kind = forms.ChoiceField(label=_("What kind of plan is it?"), choices=PlanKind, widget=forms.RadioSelect)


class PlanForm(forms.Form):
    title = forms.CharField(
        label=_("What is the plan about?"), max_length=200, help_text=_("In words that the patient uses.")
    )
    responsible = forms.ChoiceField(label=_("Who is responsible for the plan?"))
    responsible_name = forms.CharField(
        label=_("If someone else: name, role and workplace"), max_length=200, required=False
    )
    starts = forms.DateField(label=_("First day"), widget=DateInput, initial=timezone.localdate)
    ends = forms.DateField(label=_("Last day"), widget=DateInput, required=False)
    follow_up_on = forms.DateField(
        label=_("When do you follow up the plan together?"), widget=DateInput, required=False,
        help_text=_("The day is shown to the patient as a next step."),
    )  # fmt: skip
    document = forms.FileField(
        label=_("Is the plan a document? Choose it here"), required=False, validators=[check_document],
        help_text=_("A PDF of at most 5 MB."), widget=forms.FileInput(attrs={"accept": "application/pdf"}),
    )  # fmt: skip
    kind = forms.ChoiceField(choices=PlanKind, widget=forms.HiddenInput)
    seen_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, unit, plan=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.plan = plan
        now = plan and plan.responsible_staff
        self.staff = {str(person.pk): person for person in [*staff_at(unit), *([now] if now else [])]}
        self.fields["responsible"].choices = [
            ("", _("Choose")), *((pk, str(person)) for pk, person in self.staff.items()),
            (OTHER, _("Someone else")),
        ]  # fmt: skip
        if plan:
            del self.fields["document"], self.fields["kind"]
            self.fields["seen_version"].required = True

    def clean(self):
        cleaned = super().clean()
        say_who_the_other_is(self, "responsible", "responsible_name")
        starts, ends = cleaned.get("starts"), cleaned.get("ends")
        if starts and ends and ends < starts:
            self.add_error("ends", _("The last day comes before the first."))
        return cleaned

    @property
    def content(self):
        """What the actions take: the fields by name, with one responsible person."""
        content = dict(self.cleaned_data)
        staff, name = self.staff.get(content["responsible"]), content.pop("responsible_name")
        if self.plan is None:
            del content["seen_version"]
            content["source"] = Source.DOCUMENT if self.is_document else Source.OWN
        return content | {"responsible": staff or name}

    @property
    def is_document(self):
        """The plan's text is in its document, and not here."""
        return self.plan.is_document if self.plan else bool(self.cleaned_data.get("document"))


class SipForm(PlanForm):
    """A plan with the legal minimum of a SIP (HSL 16 kap. 4 §)."""

    measures_region = forms.CharField(label=_("What will the region do?"), widget=LONG)
    measures_municipality = forms.CharField(label=_("What will the municipality do?"), widget=LONG)
    measures_others = forms.CharField(
        label=_("What will others do?"), widget=LONG, required=False,
        help_text=_("For example relatives, the school or the social insurance agency."),
    )  # fmt: skip
    overall_responsible = forms.ChoiceField(
        label=_("Who has the overall responsibility?"), choices=Authority, widget=forms.RadioSelect
    )
    consent_by = forms.ChoiceField(
        label=_("Who has given consent to the plan as it stands here?"), choices=ConsentBy,
        widget=forms.RadioSelect, help_text=_("A SIP is made and changed only with the person's consent."),
    )  # fmt: skip
    consent_how = forms.ChoiceField(
        label=_("How was the consent given?"),
        choices=[(how.value, how.label) for how in HEARD],
        widget=forms.RadioSelect,
    )
    consent_on = forms.DateField(label=_("Which day was it given?"), widget=DateInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        is_document = self.plan.is_document if self.plan else "document" in self.files
        for field in ("measures_region", "measures_municipality"):
            self.fields[field].required = not is_document

    def clean_consent_on(self):
        day = self.cleaned_data["consent_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("The consent must have been given already."))
        return day


class DocumentForm(forms.Form):
    document = forms.FileField(
        label=_("Choose the document"), validators=[check_document], help_text=_("A PDF of at most 5 MB."),
        widget=forms.FileInput(attrs={"accept": "application/pdf"}),
    )  # fmt: skip


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Why?"), widget=SHORT)


class EndPlanForm(ReasonForm):
    ends = forms.DateField(label=_("Last day"), widget=DateInput, initial=timezone.localdate)
    field_order = ["ends", "reason"]

    def __init__(self, *args, plan, **kwargs):
        super().__init__(*args, **kwargs)
        self.plan = plan

    def clean_ends(self):
        day = self.cleaned_data["ends"]
        if day < self.plan.starts:
            raise forms.ValidationError(_("The last day comes before the first."))
        return day


class MetForm(forms.Form):
    reason = forms.CharField(label=_("How was the need met?"), widget=SHORT, required=False)


class WishForm(forms.Form):
    text = forms.CharField(
        label=_("What do you need or wish for?"), widget=LONG, max_length=2000,
        help_text=_("Write as you would say it. You need not know who should do it."),
    )  # fmt: skip


class RewordForm(forms.Form):
    text = forms.CharField(
        label=_("What does the patient need?"), widget=LONG, help_text=_("In words that the patient uses.")
    )
    seen_version = forms.IntegerField(widget=forms.HiddenInput)


class ResponsibleForm(forms.Form):
    """Who answers: a unit around the patient, a colleague, the patient, or someone outside."""

    responsible = forms.ChoiceField(label=_("Who answers for it?"))
    other_party = forms.CharField(
        label=_("If someone else: name and where they work"), max_length=200, required=False
    )

    def __init__(self, *args, patient, unit, **kwargs):
        super().__init__(*args, **kwargs)
        units = OrganizationUnit.objects.filter(
            pk__in=patient.care_relations.current().values("unit")
        ).order_by("name")
        staff = staff_at(unit)
        self.parties = {str(row.pk): row for row in [patient, *units, *staff]}
        self.fields["responsible"].choices = [
            (_("Units around the patient"), [(str(u.pk), u.name) for u in units]),
            (_("People at the unit"), [(str(s.pk), str(s)) for s in staff]),
            (_("Others"), [(str(patient.pk), patient.name), (OTHER, _("Someone else"))]),
        ]

    def clean(self):
        cleaned = super().clean()
        say_who_the_other_is(self, "responsible", "other_party")
        return cleaned

    @property
    def party(self):
        return self.parties.get(self.cleaned_data["responsible"]) or self.cleaned_data["other_party"]


class NeedForm(ResponsibleForm):
    text = forms.CharField(
        label=_("What does the patient need?"), widget=LONG, help_text=_("In words that the patient uses.")
    )
    field_order = ["text", "responsible", "other_party"]


class ResponsibilityForm(ResponsibleForm):
    reason = forms.CharField(label=_("Why?"), widget=SHORT)


def say_who_the_other_is(form, choice, name):
    """Exactly one is responsible: a name is written when "someone else" is chosen, and only then."""
    chosen, written = form.cleaned_data.get(choice), form.cleaned_data.get(name)
    if chosen == OTHER and not written:
        form.add_error(name, _("Write who it is."))
    elif chosen and chosen != OTHER and written:
        form.add_error(name, _("Only one can be responsible. Clear this, or choose someone else."))


def staff_at(unit):
    """Colleagues at the unit today who meet patients."""
    assignments = Assignment.objects.current().meeting_patients().filter(unit=unit)
    return Staff.objects.filter(pk__in=assignments.values("staff"))
