"""The small forms of a unit's own templates. `terms` goes to the action as it is."""

from django import forms
from django.utils.translation import gettext_lazy

from agreements.forms.rows import RowForm
from agreements.models import CareRole, TemplateRowKind, Urgency

SHORT = forms.Textarea(attrs={"rows": 2})


class TemplateForm(RowForm):
    easy_read = None

    name = forms.CharField(label=gettext_lazy("What is the template called?"), max_length=100)
    about = forms.CharField(
        label=gettext_lazy("For whom?"), help_text=gettext_lazy("Say it to the patient, in one sentence."),
        max_length=300, widget=SHORT,
    )  # fmt: skip
    review_weeks = forms.IntegerField(
        label=gettext_lazy("After how many weeks do you look at the agreement again?"),
        min_value=1, max_value=104, initial=12,
    )  # fmt: skip


class TopicForm(RowForm):
    easy_read = None

    text = forms.CharField(label=gettext_lazy("What do you talk about?"), max_length=500, widget=SHORT)


class EasyRowForm(RowForm):
    easy_read = forms.CharField(
        label=gettext_lazy("The same in easy words"), max_length=500, widget=SHORT, required=False
    )


class TemplateGoalForm(EasyRowForm):
    text = forms.CharField(
        label=gettext_lazy("What do you want to be able to do?"),
        help_text=gettext_lazy("As the patient would say it: I want to …"), max_length=500, widget=SHORT,
    )  # fmt: skip

    field_order = ["seen_version", "text"]


class TemplatePromiseForm(EasyRowForm):
    text = forms.CharField(label=gettext_lazy("What?"), max_length=500, widget=SHORT)
    when_text = forms.CharField(
        label=gettext_lazy("When, in words"), max_length=200,
        help_text=gettext_lazy("For example: every morning. Within two weeks becomes a day."),
    )  # fmt: skip
    why = forms.CharField(label=gettext_lazy("Why?"), max_length=500, required=False)

    field_order = ["seen_version", "text", "who", "when_text", "why"]


class TemplateCarePromiseForm(TemplatePromiseForm):
    who = forms.ChoiceField(
        label=gettext_lazy("Who does it?"), choices=CareRole, initial=CareRole.UNIT, widget=forms.RadioSelect
    )


class TemplateSignForm(EasyRowForm):
    text = forms.CharField(label=gettext_lazy("What do I notice?"), max_length=500, widget=SHORT)
    own_action = forms.CharField(label=gettext_lazy("What do I do then?"), max_length=500, widget=SHORT)
    urgency = forms.ChoiceField(
        label=gettext_lazy("How urgent is it?"), choices=Urgency, initial=Urgency.UNIT,
        widget=forms.RadioSelect,
    )  # fmt: skip

    field_order = ["seen_version", "text", "own_action", "urgency"]


ROW_FORMS = {
    TemplateRowKind.GOAL: TemplateGoalForm,
    TemplateRowKind.PATIENT_PROMISE: TemplatePromiseForm,
    TemplateRowKind.CARE_PROMISE: TemplateCarePromiseForm,
    TemplateRowKind.WARNING_SIGN: TemplateSignForm,
    TemplateRowKind.TOPIC: TopicForm,
}
