"""Answers, questions, and who has been told."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.actions import Objection
from agreements.as_read import check_as_read
from agreements.models import Answer, How, Party
from agreements.models.acceptance import HEARD
from agreements.models.answer_scan import ScanKind
from patientkontrakt.ui.pictures import bare
from patientkontrakt.ui.uploads import kept_kind

WHOLE = "whole"
SHORT = forms.Textarea(attrs={"rows": 2})
WHY = gettext_lazy("Say in a few words why, so that it can be talked about.")


def points_of(version) -> list[tuple]:
    """What can be objected to or asked about, under its headings: (heading, rows)."""
    groups = [
        (_("Goals"), version.goals.all()),
        (_("I do"), version.promises_by_patient),
        (_("Care does"), version.promises_by_care),
        (_("Others do"), version.promises_by_others),
        (_("If I get worse"), version.warning_signs.all()),
    ]
    return [(heading, rows) for heading, rows in groups if rows]


class ObjectionForm(forms.Form):
    """A box for each point; a point that is ticked says why, and perhaps how it should be instead."""

    template_name = "agreements/_objection_form.html"

    def __init__(self, *args, version, **kwargs):
        super().__init__(*args, **kwargs)
        self.version, self.points = version, {WHOLE: None}
        self.groups = [("", [WHOLE])]
        self._ask(WHOLE, _("The agreement as a whole"))
        for heading, rows in points_of(version):
            self.groups.append((heading, [str(row.pk) for row in rows]))
            for row in rows:
                self.points[str(row.pk)] = row
                self._ask(str(row.pk), str(row))

    def _ask(self, key, label):
        self.fields[f"{key}-on"] = forms.BooleanField(label=label, required=False)
        self.fields[f"{key}-reason"] = forms.CharField(label=_("Why?"), required=False, widget=SHORT)
        self.fields[f"{key}-reason"].is_needed = True
        self.fields[f"{key}-proposal"] = forms.CharField(
            label=_("How would you like it to be instead?"), required=False, widget=SHORT
        )

    def clean(self):
        cleaned = super().clean()
        if self.disagrees:
            for key in self.points:
                self._check_point(key)
            if not self.errors and not self.objections:
                self.add_error(None, _("Choose at least one point, or the agreement as a whole."))
        return cleaned

    @property
    def disagrees(self):
        return True

    @property
    def asked(self):
        """For the template: (heading, [(box, why, how instead)])."""
        names = ("on", "reason", "proposal")
        return [
            (heading, [[self[f"{key}-{name}"] for name in names] for key in keys])
            for heading, keys in self.groups
        ]

    @property
    def objections(self) -> list[Objection]:
        """What `disagree` wants to know."""
        return [
            Objection(self.cleaned_data[f"{key}-reason"], point, self.cleaned_data[f"{key}-proposal"])
            for key, point in self.points.items()
            if self.cleaned_data[f"{key}-on"]
        ]

    def _check_point(self, key):
        is_chosen, why, instead = (
            self.cleaned_data.get(f"{key}-{name}") for name in ("on", "reason", "proposal")
        )
        if is_chosen and not why:
            self.add_error(f"{key}-reason", WHY)
        if (why or instead) and not is_chosen:
            self.add_error(f"{key}-on", _("Tick the point too, or take away what you wrote about it."))


class RoomObjectionForm(ObjectionForm):
    """On the turned screen: sent again, it has been read anew; what was written about a point that someone
    has taken away is kept."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean(self):
        seen, self.data = self.cleaned_data["seen"], self.data.copy()
        self.data["seen"] = self.version.as_read
        check_as_read(seen, self.version)
        return super().clean()

    @property
    def about_what_is_gone(self) -> list[str]:
        return [
            text
            for name, text in self.data.items()
            if text and name not in self.fields and name.endswith(("-reason", "-proposal"))
        ]


class OwnAnswerForm(ObjectionForm):
    """Of the municipality's unit: yes, informed, or no to some points."""

    answer = forms.ChoiceField(
        label=gettext_lazy("What is the answer?"), choices=Answer, initial=Answer.AGREE,
        widget=forms.RadioSelect,
    )  # fmt: skip
    why = forms.CharField(
        label=gettext_lazy("Why is the answer taken back?"), required=False, widget=SHORT,
    )  # fmt: skip

    field_order = ["answer", "why"]
    first = ("answer",)

    @property
    def asked_first(self):
        return [self[name] for name in self.first]

    @property
    def disagrees(self):
        return self.cleaned_data.get("answer") == Answer.DISAGREE

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("answer") == Answer.WITHDRAWN and not cleaned.get("why"):
            self.add_error("why", WHY)
        return cleaned


def check_scan(file):
    bare(file, kept_kind(file, ScanKind.values))


class ScanForm(forms.Form):
    scan = forms.FileField(
        label=gettext_lazy("Photo or scan of the paper"), validators=[check_scan],
        help_text=gettext_lazy("JPEG, PNG or PDF, at most 5 MB. A telephone can take the photo now."),
        widget=forms.FileInput(attrs={"accept": ",".join(ScanKind.values)}),
    )  # fmt: skip


class AnswerForm(OwnAnswerForm, ScanForm):
    """Staff's form: care's own answer, or that of the patient or of others as they gave it."""

    party = forms.ChoiceField(
        label=gettext_lazy("Whose answer is it?"), initial=Party.PATIENT, widget=forms.RadioSelect
    )
    how = forms.ChoiceField(
        label=gettext_lazy("How was the answer given?"), initial=How.IN_THE_ROOM, required=False,
        choices=[(how.value, how.label) for how in HEARD], widget=forms.RadioSelect,
    )  # fmt: skip

    field_order = ["party", "how", "scan", "answer", "why"]
    first = ("party", "how", "scan", "answer")

    def __init__(self, *args, version, **kwargs):
        super().__init__(*args, version=version, **kwargs)
        self.sides = {side.key: side for side in version.sides}
        self.fields["party"].choices = [(key, str(side)) for key, side in self.sides.items()]
        self.fields["how"].is_needed = True
        self.fields["how"].help_text = _("Care's own answer needs no choice here.")
        self.fields["scan"].required = False

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("party") and self.side.party != Party.CARE and not cleaned.get("how"):
            self.add_error("how", _("Choose how the answer was given."))
        if cleaned.get("answer") == Answer.INFORMED and not self.side.is_other:
            self.add_error(
                "answer", _("The patient and care answer yes or no: being informed is not enough.")
            )
        if cleaned.get("scan") and cleaned.get("how") != How.PAPER:
            self.add_error("scan", _("Only an answer on paper has a paper to show."))
        return cleaned

    @property
    def side(self):
        return self.sides.get(self.cleaned_data.get("party"), next(iter(self.sides.values())))

    @property
    def told(self):
        return How(self.cleaned_data["how"]) if self.side.party != Party.CARE else None


class QuestionForm(forms.Form):
    point = forms.ChoiceField(label=gettext_lazy("What is it about?"), initial=WHOLE)
    text = forms.CharField(label=gettext_lazy("Your question"), widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args, version, **kwargs):
        super().__init__(*args, **kwargs)
        groups = points_of(version)
        self.points = {str(row.pk): row for _heading, rows in groups for row in rows}
        self.fields["point"].choices = [
            (WHOLE, _("The agreement as a whole")),
            *[(heading, [(str(row.pk), str(row)) for row in rows]) for heading, rows in groups],
        ]

    @property
    def question(self) -> dict:
        """What `ask_question` wants to know."""
        return {"text": self.cleaned_data["text"], "point": self.points.get(self.cleaned_data["point"])}


class ReplyForm(forms.Form):
    reply = forms.CharField(label=gettext_lazy("Your answer"), widget=forms.Textarea(attrs={"rows": 4}))


class ReviewForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("What has happened, or what needs to change?"),
        help_text=gettext_lazy("A few words are enough."), widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class InformedForm(forms.Form):
    """Who has been told what they are named for."""

    others = forms.MultipleChoiceField(
        label=gettext_lazy("Who has been informed?"), widget=forms.CheckboxSelectMultiple
    )
    how = forms.ChoiceField(
        choices=[(how.value, how.label) for how in HEARD], initial=How.IN_THE_ROOM, required=False
    )

    def __init__(self, *args, version, **kwargs):
        super().__init__(*args, **kwargs)
        self.sides = {side.key: side for side in version.others}
        self.fields["others"].choices = [(key, str(side)) for key, side in self.sides.items()]

    @property
    def informed(self) -> dict:
        """What `record_informed` wants to know."""
        others = [self.sides[key] for key in self.cleaned_data["others"]]
        return {"others": others, "told": How(self.cleaned_data["how"] or How.IN_THE_ROOM)}


class TogetherForm(forms.Form):
    """What others said who are in the room when the patient and care agree; nothing is ticked before."""

    SAID = ("informed", "agreeing")

    seen = forms.CharField(required=False)
    informed = forms.MultipleChoiceField(required=False)
    agreeing = forms.MultipleChoiceField(required=False)

    def __init__(self, *args, version, **kwargs):
        super().__init__(*args, **kwargs)
        self.sides = {side.key: side for side in version.others}
        for name in self.SAID:
            self.fields[name].choices = [(key, str(side)) for key, side in self.sides.items()]

    @property
    def said(self) -> dict:
        """What `agree_in_the_room` wants to know."""
        return {name: [self.sides[key] for key in self.cleaned_data[name]] for name in self.SAID}

    @property
    def all_have_answered(self):
        return {side for sides in self.said.values() for side in sides} == set(self.sides.values())


class ComparisonForm(forms.Form):
    """Two versions by their numbers, the earlier first; `versions` from read_versions, the newest first."""

    old = forms.TypedChoiceField(label=gettext_lazy("From"), coerce=int)
    new = forms.TypedChoiceField(label=gettext_lazy("To"), coerce=int)

    def __init__(self, *args, versions, **kwargs):
        super().__init__(*args, **kwargs)
        numbers = sorted(version.number for version in versions)
        choices = [(number, _("Version %(number)s") % {"number": number}) for number in numbers]
        self.fields["old"].choices = self.fields["new"].choices = choices
        for newest in list(versions)[:1]:
            self.initial = {"new": newest.number, "old": (newest.compared_with or newest).number}
