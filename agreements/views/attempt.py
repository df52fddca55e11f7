"""What an action refuses is said in the form, beside what was typed."""

from django.contrib import messages
from django.core.exceptions import ValidationError

from patientkontrakt.base_model import EditConflict


def attempt(form, action, **details) -> bool:
    """True when the action was done; a refusal becomes an error of the form."""
    try:
        action(**details)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True


def attempt_at_once(request, action, **details):
    """For a button without a form: the action's result; a refusal becomes a message, and None."""
    try:
        return action(**details)
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return None


def attempt_edit(form, action, **details) -> list | None:
    """None when the edit was saved, or refused with an error in the form; else the differences.

    Each is (label, theirs, yours). The form then carries the saved row's counter: saving again is
    done in the knowledge of both texts.
    """
    try:
        attempt(form, action, seen_version=form.cleaned_data["seen_version"], **details)
    except EditConflict as conflict:
        return _differences(form, conflict.saved)
    return None


def _differences(form, saved):
    theirs = form.initial_of(saved)
    form.data = form.data.copy()
    form.data["seen_version"] = theirs["seen_version"]
    return [
        (field.label, _shown(field, theirs.get(name)), _shown(field, form.cleaned_data.get(name)))
        for name, field in form.fields.items()
        if name != "seen_version" and str(theirs.get(name) or "") != str(form.cleaned_data.get(name) or "")
    ]


def _shown(field, value):
    """A choice by its words, everything else as it is."""
    return dict(getattr(field, "choices", ())).get(str(value), value)
