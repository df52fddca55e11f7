from django import template
from django.utils.translation import gettext_lazy as _

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


@register.filter
def area_words(event):
    """What the event was about, for the patient: "your times"."""
    return AREAS.get(event.area, event.area)
