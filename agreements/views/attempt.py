"""What an action refuses is said in the form, beside what was typed."""

from django.contrib import messages
from django.core.exceptions import ValidationError

from patientkontrakt.base_model import EditConflict
from patientkontrakt.ui.conflicts import in_words


def attempt(form, action, /, **details):
    """The action's result; a refusal becomes an error of the form, and None."""
    try:
        return action(**details)
    except ValidationError as error:
        form.add_error(None, error)
        return None


def attempt_at_once(request, action, **details):
    """For a button without a form: the action's result; a refusal becomes a message, and None."""
    try:
        return action(**details)
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return None


def attempt_edit(form, action, **details) -> list | None:
    """None when the edit was saved, or refused with an error in the form; else the differences.

    Each is (label, theirs, yours); the same saved twice, because the first answer never came, is none. The
    form then carries the saved row's counter: saving again is done in the knowledge of both texts.
    """
    try:
        attempt(form, action, seen_version=form.cleaned_data["seen_version"], **details)
    except EditConflict as conflict:
        return _differences(form, conflict.saved)
    return None


def _differences(form, saved):
    if all(getattr(saved, name) == value for name, value in form.terms.items()):
        return None
    theirs = form.initial_of(saved)
    form.data = form.data.copy()
    form.data["seen_version"] = theirs["seen_version"]
    compared = [name for name in form.fields if name in form.data and name not in form.NOT_COMPARED]
    return [
        (
            form.fields[name].label,
            in_words(form.fields[name], theirs.get(name)),
            in_words(form.fields[name], mine),
        )
        for name in compared
        if (mine := _said(form.cleaned_data.get(name))) != _said(theirs.get(name))
    ]


def _said(value):
    """All kinds of nothing are the same; No is an answer."""
    return value if value is False else value or ""
