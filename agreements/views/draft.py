"""The editor: one page with everything in it. Its rows: draft_rows.py; the turned screen: reading.py."""

from django.contrib import messages
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from agreements import actions, presence
from agreements.editor import editor_context
from agreements.forms.agreement import DraftForm, WhatMattersForm
from agreements.models import AgreementVersion
from agreements.permissions import check_owning_unit
from agreements.views.attempt import attempt, attempt_at_once, attempt_edit
from agreements.views.draft_answers import find_draft, not_saved, saved, to_editor, window_of
from patientkontrakt.access.guards import for_staff
from patientkontrakt.people.permissions import Permission


@for_staff(Permission.EDIT_AGREEMENT)
def editor(request, patient, version_id):
    """Everything of the draft. An open page reads itself anew here, when another editor has saved."""
    draft = get_object_or_404(patient.agreement_versions.with_rows(), pk=version_id)
    check_owning_unit(request.actor, draft.agreement)
    if not draft.is_draft:
        return redirect("agreements:agreement", patient.pk, draft.agreement_id)
    draft.patient = draft.agreement.patient = patient
    if not window_of(request):  # whoever comes from another page may have changed something there
        presence.has_saved(draft.pk, "")
    return render(
        request, "agreements/editor.html", editor_context(patient, draft, window_of(request) or "none")
    )


@for_staff(Permission.EDIT_AGREEMENT)
@require_safe
def pulse(request, version_id):
    """Who else is writing, and whether they have saved. Says nothing about the patient, so enters none."""
    own = AgreementVersion.objects.drafts().filter(agreement__unit=request.actor.unit)
    draft, window = get_object_or_404(own.only("pk"), pk=version_id), window_of(request) or "none"
    others = presence.sign_of_life(draft.pk, window, by=request.actor)
    return JsonResponse({"others": others, "saved": presence.saved_by_others(draft.pk, window)})


@for_staff(Permission.EDIT_AGREEMENT)
def frame(request, patient, version_id):
    """Whom to turn to, when to look at it again, and how the patient would tell it."""
    draft, conflict = find_draft(request, patient, version_id), None
    form = DraftForm(request.POST or None, initial=DraftForm.initial_of(draft))
    if form.is_valid():
        conflict = attempt_edit(form, actions.edit_draft, version=draft, **form.terms, by=request.actor)
        if conflict is None and form.is_valid():
            return saved(
                request, draft, "frame", "agreements/_frame_fields.html", frame=DraftForm.initial_of(draft)
            )
    return not_saved(
        request, draft, "frame", form, conflict, _("Whom to turn to, and next look"),
        part="agreements/_frame_fields.html", frame=DraftForm.initial_of(draft),
    )  # fmt: skip


@for_staff(Permission.EDIT_AGREEMENT)
def words(request, patient, version_id):
    """Write down what the patient says is important; the draft quotes it."""
    draft = find_draft(request, patient, version_id)
    form = WhatMattersForm(request.POST or None)
    if form.is_valid() and attempt(
        form, actions.write_words_in_draft, version=draft, **form.cleaned_data, by=request.actor
    ):
        return saved(
            request, draft, "words", "agreements/_editor_words.html", newest_words=draft.what_matters
        )
    heading = _("What is important to the patient")
    return not_saved(request, draft, "words", form, None, heading, part="agreements/_row_state.html")


@for_staff(Permission.EDIT_AGREEMENT)
@require_POST
def quotation(request, patient, version_id):
    """The draft quotes the words that the editor has read instead of older ones."""
    draft = find_draft(request, patient, version_id)
    seen = request.POST.get("what_matters")
    read = next((row for row in patient.what_matters.all() if str(row.pk) == seen), None)
    if read is None:
        raise Http404
    attempt_at_once(request, actions.quote_what_matters, version=draft, what_matters=read, by=request.actor)
    return to_editor(draft, "words")


@for_staff(Permission.EDIT_AGREEMENT)
@require_POST
def proposal(request, patient, version_id):
    """Freeze the draft and ask both sides; with `care_agrees` care's own yes is given at once."""
    draft = find_draft(request, patient, version_id)
    seen = request.POST.get("seen", "")
    proposed = attempt_at_once(request, actions.propose, version=draft, seen=seen, by=request.actor)
    if proposed is None:
        return redirect("agreements:editor", patient.pk, draft.pk)
    if request.POST.get("care_agrees"):
        attempt_at_once(request, actions.accept, version=proposed, by=request.actor)
    messages.success(request, _("The agreement is proposed and waits for answers."))
    return redirect("agreements:agreement", patient.pk, draft.agreement_id)
