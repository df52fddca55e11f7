"""The rows of a draft: added, changed, moved, taken out and put back, one request each."""

import json

from django.core import serializers
from django.core.signing import BadSignature, Signer
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_POST

from agreements import actions
from agreements.views.attempt import attempt, attempt_at_once, attempt_edit
from agreements.views.draft_answers import (
    find_draft,
    find_kind,
    find_row,
    not_saved,
    refused,
    row_context,
    saved,
    window_of,
)
from patientkontrakt.access.guards import for_staff
from patientkontrakt.people.permissions import Permission

ROW = "agreements/_row.html"


@for_staff(Permission.EDIT_AGREEMENT)
def new_row(request, patient, version_id, noun):
    """The editor posts here; what could not be saved is shown again on a page of its own."""
    draft, kind = find_draft(request, patient, version_id), find_kind(noun)
    form = kind.make_form(draft, request.POST or None)
    if form.is_valid():
        row = attempt(form, kind.add, version=draft, **form.terms, **form.once, by=request.actor)
        if row:
            return saved(request, draft, noun, ROW, **row_context(kind, draft, row))
    return not_saved(
        request, draft, noun, form, None, kind.add_label, part=ROW, **row_context(kind, draft, None)
    )


@for_staff(Permission.EDIT_AGREEMENT)
def row(request, patient, version_id, noun, row_id):
    """Change one row. If someone saved meanwhile, both texts are shown and nothing is lost."""
    kind, found = find_row(request, patient, version_id, noun, row_id)
    draft, conflict = found.agreement_version, None
    form = kind.make_form(draft, request.POST or None, initial=kind.form.initial_of(found))
    if form.is_valid():
        conflict = attempt_edit(form, kind.edit, row=found, **form.terms, by=request.actor)
        if conflict is None and form.is_valid():
            return saved(request, draft, noun, ROW, **row_context(kind, draft, found))
    context = row_context(kind, draft, found)
    return not_saved(request, draft, noun, form, conflict, kind.edit_label, part=ROW, **context)


@for_staff(Permission.EDIT_AGREEMENT)
@require_POST
def row_place(request, patient, version_id, noun, row_id):
    """One place up or down."""
    kind, found = find_row(request, patient, version_id, noun, row_id)
    to = "up" if request.POST.get("to") == "up" else "down"
    draft = found.agreement_version
    if attempt_at_once(request, actions.move_row, row=found, to=to, by=request.actor) is None:
        return refused(request, draft, noun)
    return saved(request, draft, noun, ROW, **row_context(kind, draft, found))


@for_staff(Permission.EDIT_AGREEMENT)
@require_POST
def row_removal(request, patient, version_id, noun, row_id):
    """Take the row out, and offer to take that back."""
    kind, found = find_row(request, patient, version_id, noun, row_id)
    draft, copy = found.agreement_version, _signed(found, noun)
    if attempt_at_once(request, actions.remove_row, row=found, by=request.actor) is None:
        return refused(request, draft, noun)
    context = {"kind": kind, "copy": copy, "text": str(found)}
    if window_of(request):
        return saved(request, draft, noun, "agreements/_row_removed.html", **context)
    return render(request, "agreements/row_removed.html", {"patient": patient, "draft": draft, **context})


@for_staff(Permission.EDIT_AGREEMENT)
@require_POST
def row_return(request, patient, version_id, noun):
    """What was taken out comes back as it was."""
    draft, kind = find_draft(request, patient, version_id), find_kind(noun)
    copy = _unsigned(request.POST.get("copy", ""), draft, noun)
    row = attempt_at_once(request, actions.put_back_row, version=draft, row=copy, by=request.actor)
    if row is None:
        return refused(request, draft, noun)
    return saved(request, draft, noun, ROW, **row_context(kind, draft, row))


def _signed(row, noun):
    """All of the row, in a form that nobody but us can write, for its own part of its own draft."""
    copy = json.loads(serializers.serialize("json", [row]))
    copy[0]["fields"]["created_at"] = row.created_at.isoformat()  # to the microsecond: it is the row's place
    return _signer(row.agreement_version_id, noun).sign_object(copy)


def _unsigned(copy, draft, noun):
    try:
        fields = _signer(draft.pk, noun).unsign_object(copy)
    except BadSignature as error:
        raise Http404 from error
    row = next(serializers.deserialize("python", fields)).object
    row.patient, row.agreement_version = draft.patient, draft
    return row


def _signer(draft_id, noun):
    return Signer(salt=f"{draft_id} {noun}")
