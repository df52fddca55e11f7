"""When two people edit the same row: nothing is lost, both texts are shown (invariant 9)."""

import datetime

from patientkontrakt.ui import dates


def both_texts(form, saved: dict):
    """The form as its writer left it, now having seen the saved row; and where the two differ."""
    data = form.data.copy()
    data["seen_version"] = saved["seen_version"]
    form.data = data
    differing = [
        (form[name].label, in_words(form.fields[name], saved[name]), in_words(form.fields[name], yours))
        for name, yours in form.cleaned_data.items()
        if name in saved and name != "seen_version" and yours != saved[name]
    ]
    return form, differing


def in_words(field, value):
    """A choice by its words, several one after the other, a day as people read it, all else as it is."""
    if isinstance(value, list):
        return ", ".join(str(in_words(field, one)) for one in value)
    if isinstance(value, datetime.date):
        return dates.short_day(value)
    return {str(key): words for key, words in getattr(field, "choices", ())}.get(str(value), value)
