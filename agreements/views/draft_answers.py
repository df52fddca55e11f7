"""How the editor answers: to its own page with the part that was saved, else with a page as always."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from agreements import presence
from agreements.editor import choices
from agreements.offers import who_was_offered
from agreements.permissions import check_owning_unit
from agreements.row_kinds import ROW_KINDS

INVALID, CONFLICT = 422, 409


def window_of(request) -> str:
    """The mark of the open editor that asks (static/js/editor.js); nothing when a browser asks for a page."""
    return request.headers.get("X-Editor", "")[:40]


def find_draft(request, patient, version_id):
    """The own unit's; other units do not read what is not proposed yet.

    Also one that has been proposed meanwhile: the action then says so, and what was typed is kept.
    """
    draft = get_object_or_404(patient.agreement_versions.select_related("agreement__unit"), pk=version_id)
    return _known(request, patient, draft)


def find_kind(noun):
    if noun not in ROW_KINDS:
        raise Http404
    return ROW_KINDS[noun]


def find_row(request, patient, version_id, noun, row_id):
    """A row of a draft, and its kind; costs one query with everything that saving it asks for."""
    kind = find_kind(noun)
    found = get_object_or_404(kind.saved().filter(patient=patient, agreement_version=version_id), pk=row_id)
    found.patient, found.agreement_version = patient, _known(request, patient, found.agreement_version)
    return kind, found


def _known(request, patient, draft):
    """The guard has found the patient: nothing of the draft need fetch her again."""
    draft.patient = draft.agreement.patient = patient
    check_owning_unit(request.actor, draft.agreement)
    return draft


def saved(request, draft, noun, part, **context):
    presence.has_saved(draft.pk, window_of(request))
    if not window_of(request):
        return to_editor(draft, noun)
    return _part(request, draft, part, saved_at=timezone.now(), **context)


def not_saved(request, draft, noun, form, conflict, heading, *, part, **context):
    """Both texts, or what is wrong with the own one; nothing that was typed is lost."""
    if window_of(request) and form.is_bound:
        status = CONFLICT if conflict else INVALID
        return _part(request, draft, part, status=status, form=form, conflict=conflict, **context)
    page = {"patient": draft.patient, "draft": draft, "form": form, "heading": heading, "noun": noun}
    return render(request, "agreements/row_form.html", page | {"conflict": conflict})


def refused(request, draft, noun):
    """What attempt_at_once has said, on the page that asked."""
    if window_of(request):
        return _part(request, draft, "_parts/messages.html", status=INVALID)
    return to_editor(draft, noun)


def row_context(kind, draft, row) -> dict:
    named = who_was_offered(draft) if kind.needs_who else {}
    return {"kind": kind, "row": row, **choices(named)}


def to_editor(draft, noun):
    return redirect(reverse("agreements:editor", args=[draft.patient_id, draft.pk]) + f"#{noun}")


def _part(request, draft, part, status=200, **context):
    context = {"patient": draft.patient, "draft": draft, **context}
    return render(request, part, context, status=status)
