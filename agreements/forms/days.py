"""A day said in words or chosen in the calendar. What was not touched stays; else words decide."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.models import WhenKind
from agreements.when_words import When, read_day, read_when
from patientkontrakt.ui import dates


def day_in_words(day) -> str:
    return dates.day(day) if day else ""


def chosen_day(form, words_name, day_name):
    """The day of a field that holds nothing but a day. Says so in the form when it is none, or has been."""
    words, day, words_were, day_was = _touched(form, words_name, day_name)
    if words == words_were:
        return _day_to_come(form, day_name, day, day_was)
    said = read_day(words, timezone.localdate())
    if words and said is None:
        form.add_error(words_name, _("Write a day, for example: in three months."))
    return _day_to_come(form, words_name, said, day_was)


def chosen_when(form) -> When:
    """What `when` and `due_date` say together."""
    words, day, words_were, day_was = _touched(form, "when", "due_date")
    today, new_day = timezone.localdate(), day if day != day_was else None
    _day_to_come(form, "due_date", day, day_was)
    if words == words_were and new_day is None and day == day_was:
        return _as_it_was(form)
    if words == words_were:
        return _with_day(form, day)
    reading = read_when(words, today)
    if reading.due_date is None and (said := read_day(words, today)):
        _day_to_come(form, "when", said, day_was)
    if reading.due_date is None and new_day:
        is_lasting = words and reading.kind != WhenKind.IN_WORDS
        return When(WhenKind.PERIOD if is_lasting else WhenKind.DATE, new_day, words)
    return reading


def _touched(form, words_name, day_name):
    """What stands now and what stood; a calendar that was not part of the page has not been touched."""
    words, day = form.cleaned_data.get(words_name) or "", form.cleaned_data.get(day_name)
    words_were, day_was = form.initial.get(words_name) or "", form.initial.get(day_name)
    sent = form.add_prefix(day_name) in form.data
    return words, day if sent else day_was, words_were, day_was


def _day_to_come(form, name, day, day_was):
    """Nothing new is promised for a day that has been; an old row may keep its day."""
    if day and day < timezone.localdate() and day != day_was and name not in form.errors:
        form.add_error(name, forms.ValidationError(_("Choose a day from today on.")))
    return day


def _as_it_was(form):
    was = form.initial
    if not was.get("when_kind"):
        return When(WhenKind.WHEN_NEEDED)
    return When(was["when_kind"], was.get("due_date"), was.get("when_text", ""))


def _with_day(form, day):
    """Only the calendar was touched: the other words of the row stay."""
    was = _as_it_was(form)
    if day is None:
        return read_when(was.when_text, timezone.localdate())
    is_lasting = was.kind in (WhenKind.PERIOD, WhenKind.RECURRING)
    return When(WhenKind.PERIOD if is_lasting else WhenKind.DATE, day, was.when_text)
