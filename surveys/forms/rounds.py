from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from patientkontrakt.ui.forms import DateInput
from surveys.models import Asks, InviteRule, RoundKind, SurveySettings
from surveys.small_groups import SMALL_GROUP

USUAL_DAYS = 28
KINDS = [(kind.value, kind.label) for kind in (RoundKind.BASELINE, RoundKind.FOLLOW_UP)]


class AskedForm(forms.Form):
    """What a round and a calendar have in common: who is asked, and how."""

    audience = forms.ChoiceField(
        label=gettext_lazy("Who is asked?"), choices=Asks, initial=Asks.BOTH, widget=forms.RadioSelect
    )
    invite = forms.ChoiceField(
        label=gettext_lazy("Which patients get a link of their own?"), choices=InviteRule,
        initial=InviteRule.IN_CARE, widget=forms.RadioSelect,
        help_text=gettext_lazy("By text message or e-mail, in the daytime. Nobody is asked too often."),
    )  # fmt: skip
    remind_after_days = forms.IntegerField(
        label=gettext_lazy("Remind after how many days?"), min_value=1, max_value=60, required=False,
        initial=10, help_text=gettext_lazy("One reminder, without the link. Empty: no reminder."),
    )  # fmt: skip
    target = forms.IntegerField(
        label=gettext_lazy("How many answers do you aim for?"), min_value=1, max_value=100_000, required=False
    )


class RoundForm(AskedForm):
    """Opens a round at a unit, or at each unit of a branch."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What kind of measurement is it?"), choices=KINDS, widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "All change is counted from the newest first measurement. Choose it again only to begin anew."
        ),
    )  # fmt: skip
    visits_from = forms.DateField(
        label=gettext_lazy("Visits from"), widget=DateInput, required=False,
        help_text=gettext_lazy("Only when those with a visit in a period are asked."),
    )  # fmt: skip
    visits_to = forms.DateField(label=gettext_lazy("Visits to"), widget=DateInput, required=False)
    opens = forms.DateField(label=gettext_lazy("First day"), widget=DateInput, required=False)
    closes = forms.DateField(
        label=gettext_lazy("Last day to answer"), widget=DateInput,
        help_text=gettext_lazy("Four weeks is usual. You can close earlier."),
    )  # fmt: skip
    staff = forms.IntegerField(
        label=gettext_lazy("How many work at the unit?"), min_value=1, max_value=10_000,
        help_text=gettext_lazy("The staff's link takes at most so many answers."),
    )  # fmt: skip
    field_order = [
        "kind", "audience", "invite", "visits_from", "visits_to", "opens", "closes", "remind_after_days",
        "target", "staff",
    ]  # fmt: skip

    def __init__(self, *args, is_branch, **kwargs):
        super().__init__(*args, **kwargs)
        if is_branch:
            del self.fields["staff"]  # each unit counts its own

    def clean_closes(self):
        closes = self.cleaned_data["closes"]
        if closes < timezone.localdate():
            raise forms.ValidationError(_("The last day has already been."))
        return closes

    def clean_opens(self):
        opens = self.cleaned_data["opens"] or timezone.localdate()
        if opens < timezone.localdate():
            raise forms.ValidationError(_("The first day has already been."))
        return opens

    def clean(self):
        data = super().clean()
        if data.get("opens") and data.get("closes") and data["closes"] < data["opens"]:
            self.add_error("closes", _("The last day is before the first."))
        if data.get("invite") != InviteRule.VISIT:
            data["visits_from"] = data["visits_to"] = None
        elif not (data.get("visits_from") and data.get("visits_to")):
            self.add_error("visits_from", _("Say from which day to which day."))
        elif data["visits_to"] < data["visits_from"]:
            self.add_error("visits_to", _("The last day is before the first."))
        return data


class CalendarForm(AskedForm):
    """Rounds that open by themselves."""

    every_months = forms.TypedChoiceField(
        label=gettext_lazy("How often?"), coerce=int, initial=6,
        choices=[
            (3, gettext_lazy("Four times a year")),
            (6, gettext_lazy("Twice a year")),
            (12, gettext_lazy("Once a year")),
        ],
    )  # fmt: skip
    first_day = forms.DateField(label=gettext_lazy("First day"), widget=DateInput)
    days_open = forms.IntegerField(
        label=gettext_lazy("How many days is each open?"), min_value=7, max_value=90, initial=USUAL_DAYS
    )
    field_order = ["every_months", "first_day", "days_open", "audience", "invite"]

    def clean_first_day(self):
        if self.cleaned_data["first_day"] < timezone.localdate():
            raise forms.ValidationError(_("The first day has already been."))
        return self.cleaned_data["first_day"]


class WithdrawalForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why is the measurement withdrawn?"), max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("For example: wrong unit, wrong patients. Write no names."),
    )  # fmt: skip


class SettingsForm(forms.Form):
    small_group = forms.IntegerField(
        label=gettext_lazy("Fewest answers that are shown"), min_value=SMALL_GROUP, max_value=100,
        help_text=gettext_lazy("Never fewer than 5. A higher number protects better and shows less."),
    )  # fmt: skip
    rest_days = forms.IntegerField(
        label=gettext_lazy("Days between questions to the same patient"), min_value=0, max_value=730,
        help_text=gettext_lazy("A patient who has been asked is not asked again before that, at any unit."),
    )  # fmt: skip
    receipt_percent = forms.IntegerField(
        label=gettext_lazy("The target, in per cent"), min_value=1, max_value=100,
        help_text=gettext_lazy(
            "This share of the patients and of the staff must say yes to each question, and this share of "
            "the patients must have an agreement, for the lamps of the receipt to be lit."
        ),
    )  # fmt: skip
    grace_days = forms.IntegerField(
        label=gettext_lazy("Days for late paper"), min_value=0, max_value=90,
        help_text=gettext_lazy("So long after the last day paper may be keyed in, before all is counted."),
    )  # fmt: skip

    @staticmethod
    def initial_now():
        current = SurveySettings.objects.current()
        return {name: getattr(current, name) for name in SettingsForm.base_fields}
