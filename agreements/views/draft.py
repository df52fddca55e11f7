"""The editor: one page with everything in it, and small forms that work without JavaScript."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from agreements import actions
from agreements.forms.agreement import DraftForm, WhatMattersForm
from agreements.forms.rows import who_in_care
from agreements.models import Acceptance
from agreements.permissions import check_owning_unit
from agreements.row_kinds import ROW_KINDS
from agreements.views.attempt import attempt, attempt_at_once, attempt_edit
from patientkontrakt.access.guards import for_staff
from patientkontrakt.people.permissions import Permission


@for_staff(Permission.EDIT_AGREEMENT)
def editor(request, patient, version_id):
    """Everything of the draft on one page; `?open=` is the section that was worked on last."""
    draft = get_object_or_404(patient.agreement_versions.with_rows(), pk=version_id)
    check_owning_unit(request.actor, draft.agreement)
    if not draft.is_draft:
        return redirect("agreements:agreement", patient.pk, draft.agreement_id)
    who = who_in_care(patient, draft.agreement.unit)
    context = {
        "patient": patient,
        "draft": draft,
        "newest_words": patient.what_matters.first(),
        "words_form": WhatMattersForm(auto_id="words_%s"),
        "draft_form": DraftForm(initial=DraftForm.initial_of(draft)),
        "objections": Acceptance.objects.to_answer_in(draft).with_points(),
        "opened": request.GET.get("open", ""),
        "sections": {
            noun.replace("-", "_"): (kind, kind.rows(draft), _blank(kind, patient, draft, who))
            for noun, kind in ROW_KINDS.items()
        },
    }
    return render(request, "agreements/editor.html", context)


@for_staff(Permission.EDIT_AGREEMENT)
def new_row(request, patient, version_id, noun):
    """The editor posts here; what could not be saved is shown again on a page of its own."""
    draft, kind = _draft(request, patient, version_id), _kind(noun)
    form = kind.make_form(patient, draft.agreement.unit, request.POST or None)
    if form.is_valid() and attempt(form, kind.add, version=draft, **form.terms, by=request.actor):
        return _to_editor(patient, draft, noun)
    context = {"patient": patient, "draft": draft, "form": form, "heading": kind.add_label, "noun": noun}
    return render(request, "agreements/row_form.html", context)


@for_staff(Permission.EDIT_AGREEMENT)
def row(request, patient, version_id, noun, row_id):
    """Change one row. If someone saved meanwhile, both texts are shown and nothing is lost."""
    draft, kind = _draft(request, patient, version_id), _kind(noun)
    saved = get_object_or_404(kind.saved().filter(agreement_version=draft), pk=row_id)
    initial, conflict = kind.form.initial_of(saved), None
    form = kind.make_form(patient, draft.agreement.unit, request.POST or None, initial=initial)
    if form.is_valid():
        conflict = attempt_edit(form, kind.edit, row=saved, **form.terms, by=request.actor)
        if conflict is None and form.is_valid():
            return _to_editor(patient, draft, noun)
    context = {"patient": patient, "draft": draft, "form": form, "heading": kind.edit_label, "noun": noun}
    return render(request, "agreements/row_form.html", context | {"row": saved, "conflict": conflict})


@for_staff(Permission.EDIT_AGREEMENT)
@require_POST
def row_removal(request, patient, version_id, noun, row_id):
    draft, kind = _draft(request, patient, version_id), _kind(noun)
    saved = get_object_or_404(kind.saved().filter(agreement_version=draft), pk=row_id)
    attempt_at_once(request, actions.remove_row, row=saved, by=request.actor)
    return _to_editor(patient, draft, noun, opened="")


@for_staff(Permission.EDIT_AGREEMENT)
def frame(request, patient, version_id):
    """Whom to turn to, and when to look at it again."""
    draft, conflict = _draft(request, patient, version_id), None
    form = DraftForm(request.POST or None, initial=DraftForm.initial_of(draft))
    if form.is_valid():
        conflict = attempt_edit(form, actions.edit_draft, version=draft, **form.terms, by=request.actor)
        if conflict is None and form.is_valid():
            return _to_editor(patient, draft, "frame", opened="")
    context = {"patient": patient, "draft": draft, "form": form, "conflict": conflict, "noun": "frame"}
    return render(
        request, "agreements/row_form.html", context | {"heading": _("Whom to turn to, and next look")}
    )


@for_staff(Permission.EDIT_AGREEMENT)
def words(request, patient, version_id):
    """Write down what the patient says is important; the draft quotes it."""
    draft = _draft(request, patient, version_id)
    form = WhatMattersForm(request.POST or None)
    if form.is_valid() and attempt(
        form, actions.write_what_matters, patient=patient, **form.cleaned_data, by=request.actor
    ):
        newest = patient.what_matters.first()
        attempt_at_once(
            request, actions.quote_what_matters, version=draft, what_matters=newest, by=request.actor
        )
        return _to_editor(patient, draft, "words", opened="")
    context = {"patient": patient, "draft": draft, "form": form, "noun": "words"}
    return render(
        request, "agreements/row_form.html", context | {"heading": _("What is important to the patient")}
    )


@for_staff(Permission.EDIT_AGREEMENT)
@require_POST
def quotation(request, patient, version_id):
    """The draft quotes the words that the editor has read instead of older ones."""
    draft = _draft(request, patient, version_id)
    seen = request.POST.get("what_matters")
    read = next((row for row in patient.what_matters.all() if str(row.pk) == seen), None)
    if read is None:
        raise Http404
    attempt_at_once(request, actions.quote_what_matters, version=draft, what_matters=read, by=request.actor)
    return _to_editor(patient, draft, "words", opened="")


@for_staff(Permission.EDIT_AGREEMENT)
@require_POST
def proposal(request, patient, version_id):
    """Freeze the draft and ask both sides; with `care_agrees` care's own yes is given at once."""
    draft = _draft(request, patient, version_id)
    proposed = attempt_at_once(request, actions.propose, version=draft, by=request.actor)
    if proposed is None:
        return _to_editor(patient, draft, "propose", opened="")
    if request.POST.get("care_agrees"):
        attempt_at_once(request, actions.accept, version=proposed, by=request.actor)
    messages.success(request, _("The agreement is proposed and waits for answers."))
    return redirect("agreements:agreement", patient.pk, draft.agreement_id)


def _draft(request, patient, version_id):
    """The own unit's; other units do not read what is not proposed yet.

    Also one that has been proposed meanwhile: the action then says so, and what was typed is kept.
    """
    draft = get_object_or_404(patient.agreement_versions.select_related("agreement__unit"), pk=version_id)
    check_owning_unit(request.actor, draft.agreement)
    return draft


def _kind(noun):
    if noun not in ROW_KINDS:
        raise Http404
    return ROW_KINDS[noun]


def _blank(kind, patient, draft, who):
    return kind.make_form(patient, draft.agreement.unit, who=who, auto_id=f"{kind.noun}_%s")


def _to_editor(patient, draft, noun, opened=None):
    opened = noun if opened is None else opened
    query = f"?open={opened}" if opened else ""
    return redirect(reverse("agreements:editor", args=[patient.pk, draft.pk]) + f"{query}#{noun}")
