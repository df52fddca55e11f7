from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from patientkontrakt.access.guards import for_staff
from patientkontrakt.base_model import EditConflict
from patientkontrakt.people.permissions import Permission
from patientkontrakt.ui.conflicts import both_texts
from planning import actions
from planning.forms import MetForm, NeedForm, ReasonForm, ResponsibilityForm, RewordForm
from planning.permissions import (
    check_may_mark_need,
    check_may_reword_need,
    check_may_write_need,
    may_mark_need,
)
from planning.views.staff import back_to_record


@for_staff(Permission.EDIT_PLAN)
def new_need(request, patient):
    """A need, and who answers for it: never one without the other."""
    form = NeedForm(
        request.POST or None, patient=patient, unit=request.actor.unit,
        initial={"responsible": request.actor.unit.pk},
    )  # fmt: skip
    if form.is_valid():
        actions.add_need(
            patient=patient, text=form.cleaned_data["text"], responsible=form.party, by=request.actor
        )
        messages.success(request, _("The need is saved. %(party)s answers for it.") % {"party": form.party})
        return back_to_record(patient)
    return render(request, "planning/new_need.html", {"patient": patient, "form": form})


@for_staff(Permission.EDIT_PLAN)
def reword_need(request, patient, need_id):
    """Say it better; when someone else was first, both texts are shown."""
    need = get_object_or_404(patient.needs.for_overview(), pk=need_id)
    check_may_reword_need(request.actor, need)
    form = RewordForm(request.POST or None, initial={"text": need.text, "seen_version": need.version})
    conflict = None
    if form.is_valid():
        try:
            actions.reword_need(need=need, by=request.actor, **form.cleaned_data)
            messages.success(request, _("The need is saved."))
            return back_to_record(patient)
        except EditConflict as error:
            form, conflict = both_texts(form, {"text": error.saved.text, "seen_version": error.saved.version})
    context = {"patient": patient, "need": need, "form": form, "conflict": conflict}
    context["may_mark"] = may_mark_need(request.actor, need)
    return render(request, "planning/reword_need.html", context)


@for_staff(Permission.EDIT_PLAN)
def responsibility(request, patient, need_id):
    """Take over or give the responsibility for a need, and say why."""
    need = get_object_or_404(patient.needs.for_overview(), pk=need_id)
    check_may_write_need(request.actor, need)
    form = ResponsibilityForm(
        request.POST or None, patient=patient, unit=request.actor.unit,
        initial={"responsible": request.actor.unit.pk},
    )  # fmt: skip
    if form.is_valid():
        try:
            actions.give_responsibility(
                need=need, responsible=form.party, reason=form.cleaned_data["reason"], by=request.actor
            )
            messages.success(request, _("%(party)s answers for the need now.") % {"party": form.party})
            return back_to_record(patient)
        except ValidationError as error:
            form.add_error("responsible", error)
    context = {"patient": patient, "need": need, "form": form, "changes": need.responsibility_changes.all()}
    return render(request, "planning/responsibility.html", context)


@for_staff(Permission.EDIT_PLAN)
def meet_need(request, patient, need_id):
    need = get_object_or_404(patient.needs, pk=need_id)
    check_may_write_need(request.actor, need)
    form = MetForm(request.POST or None)
    if form.is_valid():
        actions.meet_need(need=need, by=request.actor, **form.cleaned_data)
        messages.success(request, _("The need is marked as met."))
        return back_to_record(patient)
    return render(request, "planning/meet_need.html", {"patient": patient, "need": need, "form": form})


@for_staff(Permission.EDIT_PLAN)
def need_mistake(request, patient, need_id):
    need = get_object_or_404(patient.needs, pk=need_id)
    check_may_mark_need(request.actor, need)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        actions.mark_need_in_error(need=need, by=request.actor, **form.cleaned_data)
        messages.success(request, _("The need is marked as a mistake and no longer shown."))
        return back_to_record(patient)
    return render(request, "planning/need_mistake.html", {"patient": patient, "need": need, "form": form})
