"""The tags and filters of every page. Built in (settings TEMPLATES): templates load nothing to use them."""

from functools import cache

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.templatetags.i18n import do_translate
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import get_language

from patientkontrakt.ui import dates, numbers, phones
from patientkontrakt.ui.languages import LANGUAGE_NAMES

register = template.Library()

# The colour of a state, said once for all life cycles. A state that is not here is neutral.
STATE_COLORS = {
    "success": {
        "agreed", "agree", "done", "met", "fulfilled", "arrived", "accepted", "appointed", "answered",
        "active", "sent", "published", "kept", "lit",
    },
    "info": {
        "proposed", "requested", "created", "planned", "new", "open", "waiting", "waiting_patient", "unit",
        "1177", "awaits_answer", "received", "reviewed", "testing",
    },
    "warning": {
        "needs_renewal", "renegotiate", "overdue", "expired", "disagreed", "disagree", "withdrawn",
        "not_done", "no_show", "other_times_asked", "declined", "refused", "protected", "disagrees",
        "asks_for_times", "has_question", "own_overdue", "care_overdue", "review_passed", "changed",
    },
    "danger": {"no_next_step", "failed", "112"},
}  # fmt: skip
COLOR_OF_STATE = {state: color for color, states in STATE_COLORS.items() for state in states}


def _date_filter(function):
    """Nothing in, nothing out: a template shows an unknown date as empty."""
    return lambda value: function(value) if value else ""


for _name in ("day", "short_day", "month", "clock", "moment", "age"):
    register.filter(_name, _date_filter(getattr(dates, _name)))


register.filter("period", dates.period)
register.filter("percent", numbers.percent)
register.filter("signed", numbers.signed)


@register.filter
def day_and_clock(period):
    """{{ appointment.period|day_and_clock }}; a period is a range or a pair (start, end)."""
    if not period:
        return ""
    start, end = (period.lower, period.upper) if hasattr(period, "lower") else period
    return dates.day_and_clock(start, end)


@register.filter
def phone_link(number):
    """{{ unit.phone|phone_link }}: a number to tap, grouped as people read it, never broken over lines."""
    if not number:
        return ""
    return format_html(
        '<a class="phone" href="tel:{}">{}</a>',
        phones.dialled(str(number)),
        phones.shown(str(number)),
    )


@register.filter
def spoken_language(code):
    """{{ patient.interpreter|spoken_language }}: "arabiska"; an unknown code is shown as it is."""
    return LANGUAGE_NAMES.get(code, code)


@register.simple_tag
def status_tag(state, label):
    """{% status_tag agreement.status agreement.get_status_display %}: word and colour, never colour alone."""
    color = COLOR_OF_STATE.get(str(state), "neutral")
    return format_html('<span class="ds-tag" data-color="{}">{}</span>', color, label)


@register.simple_tag
@cache
def icon(name):
    """{% icon "phone" %}: a picture from templates/_parts/icons/, always beside words."""
    return render_to_string(f"_parts/icons/{name}.html")


@register.simple_tag
@cache
def place(name):
    """{% place "pages:start" %}: an address that needs no arguments, looked up once."""
    return reverse(name)


@register.simple_tag
@cache
def asset(name):
    """{% asset "app.css" %}: the address of a file of ours, looked up once."""
    return static(name)


class FixedWords(template.Node):
    def __init__(self, words):
        self.words, self.said = words, {}

    def render(self, context):
        language = get_language()
        if language not in self.said:
            self.said[language] = self.words.render(context)
        return self.said[language]


@register.tag
def translate(parser, token):
    """Django's own; words that hold no variable are put into each language once, not at each request."""
    node = do_translate(parser, token)
    words = node.filter_expression
    is_fixed = words.var.literal is not None and not (words.filters or node.asvar or node.message_context)
    return FixedWords(node) if is_fixed else node


@register.simple_tag(takes_context=True)
def nav_link(context, name, label):
    """One place in a navigation list, marked when we are there (the page) or below it (its section)."""
    url, path = place(name), context["request"].path
    is_section = url.count("/") > 2 and path.startswith(url)
    current = "page" if path == url else "true" if is_section else ""
    mark = format_html(' aria-current="{}"', current) if current else ""
    return format_html('<li><a href="{}"{}>{}</a></li>', url, mark, label)


@register.simple_tag
def fallback_phone():
    """The number that is always answered, when no unit's number is known."""
    return settings.FALLBACK_PHONE
