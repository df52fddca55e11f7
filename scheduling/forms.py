from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from patientkontrakt.people.models import Staff
from patientkontrakt.ui.forms import DateInput, TimeInput
from patientkontrakt.ui.languages import LANGUAGE_NAMES
from scheduling.clock import moments
from scheduling.models import AgreedHow, AppointmentStatus, CancelReason, MeetingChannel, Room
from scheduling.permissions import bookable_staff

OWN_WORDS = "own_words"


class MeetingForm(forms.Form):
    """What a meeting is for, with whom and how; the times are the subclasses' own."""

    staff = forms.ModelChoiceField(
        label=gettext_lazy("With whom?"), queryset=Staff.objects.none(), empty_label=gettext_lazy("Choose")
    )
    purpose = forms.CharField(
        label=gettext_lazy("What is the meeting about?"),
        help_text=gettext_lazy("The patient reads this. Use plain words."),
        max_length=200,
    )
    channel = forms.ChoiceField(
        label=gettext_lazy("How do you meet?"), choices=MeetingChannel, widget=forms.RadioSelect
    )
    place = forms.CharField(label=gettext_lazy("Where?"), max_length=300, required=False)
    video_link = forms.CharField(label=gettext_lazy("Link to the video call"), max_length=300, required=False)
    preparation = forms.CharField(
        label=gettext_lazy("How should the patient prepare?"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    bring = forms.CharField(label=gettext_lazy("What to bring?"), max_length=300, required=False)
    needs = forms.CharField(
        label=gettext_lazy("What does the patient need?"),
        help_text=gettext_lazy("For example interpreter, transport, a hearing loop."),
        max_length=300,
        required=False,
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("How many minutes?"), min_value=5, max_value=720, initial=30
    )

    def __init__(self, *args, patient, by, **kwargs):
        defaults = {
            "staff": by.staff.pk,
            "channel": MeetingChannel.VISIT,
            "place": ", ".join(filter(None, [by.unit.name, by.unit.address])),
            "needs": interpreter_for(patient),
        }
        super().__init__(*args, initial=defaults | kwargs.pop("initial", {}), **kwargs)
        self.fields["staff"].queryset = bookable_staff(by)

    def clean_video_link(self):
        link = self.cleaned_data["video_link"].strip()
        if link and not link.startswith("https://"):
            raise forms.ValidationError(_("Write a link that begins with https://"))
        return link

    def clean(self):
        answers = super().clean()
        channel = answers.get("channel")
        if channel == MeetingChannel.VISIT and not answers.get("place", "").strip():
            self.add_error("place", _("Write where the patient should come."))
        # A visit has a place and a video call a link; what stood there beforehand for others is left out.
        answers["place"] = answers.get("place", "") if channel == MeetingChannel.VISIT else ""
        answers["video_link"] = answers.get("video_link", "") if channel == MeetingChannel.VIDEO else ""
        return answers

    def moments_of(self, day, start):
        """Start and end, or None with the error beside the field."""
        answers = self.cleaned_data
        if not all(answers.get(name) for name in (day, start, "minutes")):
            return None
        try:
            period = moments(answers[day], answers[start], answers["minutes"])
        except forms.ValidationError as error:
            self.add_error(start, error)
            return None
        if period[0] <= timezone.now():
            self.add_error(day, _("The time has passed already."))
        return period

    @property
    def terms(self):
        """What the actions ask for about the meeting itself."""
        names = ("staff", "purpose", "channel", "place", "video_link", "preparation", "bring", "needs")
        return {name: self.cleaned_data[name] for name in names}


class ProposeForm(MeetingForm):
    """Up to three times; the first is needed."""

    day_1 = forms.DateField(label=gettext_lazy("Day"), widget=DateInput)
    start_1 = forms.TimeField(label=gettext_lazy("Starts at"), widget=TimeInput)
    day_2 = forms.DateField(label=gettext_lazy("Day"), widget=DateInput, required=False)
    start_2 = forms.TimeField(label=gettext_lazy("Starts at"), widget=TimeInput, required=False)
    day_3 = forms.DateField(label=gettext_lazy("Day"), widget=DateInput, required=False)
    start_3 = forms.TimeField(label=gettext_lazy("Starts at"), widget=TimeInput, required=False)

    def clean(self):
        answers = super().clean()
        self.times = []
        for n in (1, 2, 3):
            if bool(answers.get(f"day_{n}")) != bool(answers.get(f"start_{n}")) and n > 1:
                self.add_error(f"day_{n}", _("Write both the day and when it starts."))
            period = self.moments_of(f"day_{n}", f"start_{n}")
            if period in self.times:
                self.add_error(f"day_{n}", _("Two of the times are the same."))
            elif period:
                self.times.append(period)
        return answers

    @property
    def choices_of_time(self):
        """The three pairs of fields, for the template."""
        return [(n, self[f"day_{n}"], self[f"start_{n}"]) for n in (1, 2, 3)]


class BookForm(MeetingForm):
    day = forms.DateField(label=gettext_lazy("Day"), widget=DateInput)
    start = forms.TimeField(label=gettext_lazy("Starts at"), widget=TimeInput)
    room = forms.ModelChoiceField(
        label=gettext_lazy("Room"), queryset=Room.objects.none(), required=False, empty_label="–"
    )
    agreed_how = forms.ChoiceField(
        label=gettext_lazy("How did the patient say yes?"),
        choices=[(how.value, how.label) for how in (AgreedHow.IN_ROOM, AgreedHow.TELEPHONE, AgreedHow.PAPER)],
        initial=AgreedHow.IN_ROOM,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, by=by, **kwargs)
        self.fields["room"].queryset = Room.objects.filter(unit=by.unit)

    def clean(self):
        answers = super().clean()
        self.period = self.moments_of("day", "start")
        return answers

    @property
    def booking(self):
        """What `book` asks for."""
        starts_at, ends_at = self.period
        agreed = {name: self.cleaned_data[name] for name in ("room", "agreed_how")}
        return self.terms | agreed | {"starts_at": starts_at, "ends_at": ends_at}


class OtherTimesForm(forms.Form):
    message = forms.CharField(
        label=gettext_lazy("When does it suit you?"),
        help_text=gettext_lazy("For example: mornings, not Mondays, or after 15 March."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class PatientCancelForm(forms.Form):
    reason = forms.ChoiceField(
        label=gettext_lazy("Why do you cancel?"),
        choices=[*CancelReason.choices, (OWN_WORDS, gettext_lazy("Something else"))],
        widget=forms.RadioSelect,
    )
    own_reason = forms.CharField(
        label=gettext_lazy("Tell us in your own words"),
        help_text=gettext_lazy("Fill in if you chose something else."),
        max_length=300,
        required=False,
    )

    def clean_own_reason(self):
        own = self.cleaned_data["own_reason"].strip()
        if self.cleaned_data.get("reason") == OWN_WORDS and not own:
            raise forms.ValidationError(_("Write a few words about why."))
        return own

    @property
    def chosen_reason(self):
        reason = self.cleaned_data["reason"]
        return self.cleaned_data["own_reason"] if reason == OWN_WORDS else reason


class StaffCancelForm(forms.Form):
    who = forms.ChoiceField(
        label=gettext_lazy("Who cancels?"),
        choices=[("care", gettext_lazy("We do")), ("patient", gettext_lazy("The patient has asked us to"))],
        widget=forms.RadioSelect,
        initial="care",
    )
    reason = forms.CharField(
        label=gettext_lazy("Why?"), help_text=gettext_lazy("The patient reads this."), max_length=300
    )


class MarkForm(forms.Form):
    status = forms.ChoiceField(choices=AppointmentStatus)


def interpreter_for(patient):
    if not patient.interpreter:
        return ""
    language = LANGUAGE_NAMES.get(patient.interpreter, patient.interpreter)
    return _("Interpreter: %(language)s") % {"language": language}
