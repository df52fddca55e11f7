from django import template
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

register = template.Library()

# The log's resource types in a patient's words, by the app that owns them.
AREAS = {
    "agreements": _("your agreement"),
    "contacts": _("your contacts"),
    "scheduling": _("your times"),
    "planning": _("your plans and needs"),
    "surveys": _("an invitation to answer questions"),
    "people": _("your personal details"),
    "access": _("which units take part in your care"),
    "pages": _("the overview of your contract"),
}


# The same in a reviewer's words: about anybody.
KINDS = {
    "agreements": pgettext_lazy("log", "agreement"),
    "contacts": pgettext_lazy("log", "contacts"),
    "scheduling": pgettext_lazy("log", "times"),
    "planning": pgettext_lazy("log", "plans and needs"),
    "surveys": pgettext_lazy("log", "the 7 questions"),
    "people": pgettext_lazy("log", "people and units"),
    "access": pgettext_lazy("log", "who takes part in the care"),
    "pages": pgettext_lazy("log", "overview, list or search"),
}


@register.filter
def kind_words(event):
    return KINDS.get(event.area, event.area)


@register.filter
def area_words(event):
    """What the event was about, for the patient: "your times"."""
    return AREAS.get(event.area, event.area)
