"""How forms look and speak: one field template, errors in words beside the field and together at the top."""

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext_noop, ngettext_lazy

# Django's own words that people meet most: our catalogue says them in plain Swedish.
PLAIN_WORDS = (
    gettext_noop("This field is required."),
    gettext_noop("Enter a valid date."),
    gettext_noop("Enter a whole number."),
    gettext_noop("Ensure this value is greater than or equal to %(limit_value)s."),
    gettext_noop("Ensure this value is less than or equal to %(limit_value)s."),
    ngettext_lazy(
        "Ensure this value has at most %(limit_value)d character (it has %(show_value)d).",
        "Ensure this value has at most %(limit_value)d characters (it has %(show_value)d).",
        "limit_value",
    ),
)


class LabelledField(BoundField):
    """What templates/django/forms/field.html asks of a field."""

    def build_widget_attrs(self, attrs, widget=None):
        attrs = super().build_widget_attrs(attrs, widget)
        widget = widget or self.field.widget
        if not widget.is_hidden:
            attrs["class"] = f"ds-input {widget.attrs.get('class', '')}".strip()
            attrs["placeholder"] = False  # allauth's: it repeats the label, greyer
            attrs["maxlength"] = False  # browsers cut a pasted text in silence; our answer keeps all of it
        if widget.attrs.get("rows") == "10":  # Django's own default is taller than most answers
            attrs |= {"rows": 5, "cols": False}
        return attrs

    @property
    def is_checkbox(self):
        return isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def is_optional(self):
        """Optional fields say so in words; required ones carry no star. A lone checkbox is its own answer.

        A field that is needed only with another one (`is_needed`, checked by its form) is not optional.
        """
        is_needed = self.field.required or getattr(self.field, "is_needed", False)
        return not (is_needed or self.field.disabled or self.is_checkbox)

    @property
    def anchor(self):
        """Where the error summary leads: the field, or the first choice of a group."""
        return f"{self.auto_id}_0" if self.use_fieldset else self.auto_id


class FormRenderer(TemplatesSetting):
    """Settings' FORM_RENDERER; its templates are templates/django/forms/."""

    bound_field_class = LabelledField


class DateInput(forms.DateInput):
    """The browser's own date picker; keyboards can type into it."""

    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")


class TimeInput(forms.TimeInput):
    input_type = "time"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%H:%M")


class DateTimeInput(forms.DateTimeInput):
    """One field for day and time, in Swedish time."""

    input_type = "datetime-local"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")
