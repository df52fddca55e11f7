from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from patientkontrakt.access.guards import for_staff
from patientkontrakt.base_model import EditConflict
from patientkontrakt.people.permissions import Permission
from patientkontrakt.ui.conflicts import both_texts
from planning import actions
from planning.forms import OTHER, DocumentForm, EndPlanForm, KindForm, PlanForm, ReasonForm, SipForm
from planning.models import PlanKind
from planning.permissions import check_may_mark_plan, check_may_write_plan, may_mark_need
from planning.views.patient import download


@for_staff(Permission.OPEN_RECORD)
def plans(request, patient):
    """All plans and needs of the patient, also those that are over."""
    needs = patient.needs.not_mistaken().for_overview()
    context = {
        "patient": patient,
        "plans": patient.plans.not_mistaken().for_overview(),
        "needs": needs,
        "may_mark": [need for need in needs if may_mark_need(request.actor, need)],
    }
    return render(request, "planning/plans.html", context)


@for_staff(Permission.EDIT_PLAN)
def new_plan(request, patient):
    """First the kind, which decides what must be asked; then the plan.

    The kind travels in the body, never in the URL: it can tell of compulsory care.
    """
    kind_form = KindForm(request.POST or None)
    if not kind_form.is_valid():
        return render(request, "planning/plan_kind.html", {"patient": patient, "form": kind_form})
    kind = PlanKind(kind_form.cleaned_data["kind"])
    written = request.POST if "title" in request.POST else None
    form = _plan_form(kind)(
        written, request.FILES or None, unit=request.actor.unit, initial={"kind": kind.value}
    )
    if form.is_valid():
        plan = actions.add_plan(patient=patient, unit=request.actor.unit, by=request.actor, **form.content)
        messages.success(request, _("The plan is saved: %(plan)s.") % {"plan": plan})
        return back_to_record(patient)
    return render(request, "planning/new_plan.html", {"patient": patient, "form": form, "kind": kind})


@for_staff(Permission.EDIT_PLAN)
def edit_plan(request, patient, plan_id):
    """Change a plan; when someone else was first, both texts are shown."""
    plan = get_object_or_404(patient.plans, pk=plan_id)
    check_may_write_plan(request.actor, plan)
    form = _plan_form(plan.kind)(
        request.POST or None, unit=request.actor.unit, plan=plan, initial=_as_it_stands(plan)
    )
    conflict = None
    if form.is_valid():
        try:
            actions.edit_plan(plan=plan, by=request.actor, **form.content)
            messages.success(request, _("The plan is saved: %(plan)s.") % {"plan": plan})
            return back_to_record(patient)
        except EditConflict as error:
            form, conflict = both_texts(form, _as_it_stands(error.saved))
    context = {"patient": patient, "plan": plan, "form": form, "conflict": conflict}
    return render(request, "planning/edit_plan.html", context)


@for_staff(Permission.EDIT_PLAN)
def end_plan(request, patient, plan_id):
    plan = get_object_or_404(patient.plans, pk=plan_id)
    check_may_write_plan(request.actor, plan)
    form = EndPlanForm(request.POST or None, plan=plan)
    if form.is_valid():
        actions.end_plan(plan=plan, by=request.actor, **form.cleaned_data)
        messages.success(request, _("The plan has ended: %(plan)s.") % {"plan": plan})
        return back_to_record(patient)
    return render(request, "planning/end_plan.html", {"patient": patient, "plan": plan, "form": form})


@for_staff(Permission.EDIT_PLAN)
def plan_mistake(request, patient, plan_id):
    plan = get_object_or_404(patient.plans, pk=plan_id)
    check_may_mark_plan(request.actor, plan)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        actions.mark_plan_in_error(plan=plan, by=request.actor, **form.cleaned_data)
        messages.success(request, _("The plan is marked as a mistake and no longer shown."))
        return back_to_record(patient)
    return render(request, "planning/plan_mistake.html", {"patient": patient, "plan": plan, "form": form})


@for_staff(Permission.EDIT_PLAN)
def new_document(request, patient, plan_id):
    """A newer document on top of the plan's earlier ones."""
    plan = get_object_or_404(patient.plans, pk=plan_id)
    check_may_write_plan(request.actor, plan)
    form = DocumentForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        actions.attach_document(plan=plan, document=form.cleaned_data["document"], by=request.actor)
        messages.success(request, _("The document is saved."))
        return back_to_record(patient)
    return render(request, "planning/new_document.html", {"patient": patient, "plan": plan, "form": form})


@for_staff(Permission.OPEN_RECORD)
@require_GET
def plan_document(request, patient, plan_id):
    plan = get_object_or_404(patient.plans.not_mistaken(), pk=plan_id)
    return download(plan, request.actor)


def back_to_record(patient):
    """After a change: the part of the record that was changed."""
    return redirect(f"{reverse('pages:record', args=[patient.pk])}#planning")


def _plan_form(kind):
    return SipForm if kind == PlanKind.SIP else PlanForm


def _as_it_stands(plan):
    """The plan's fields as the form starts with; a SIP's consent is asked for anew."""
    names = [
        "title", "responsible_name", "starts", "ends", "follow_up_on",
        "measures_region", "measures_municipality", "measures_others", "overall_responsible",
    ]  # fmt: skip
    responsible = str(plan.responsible_staff_id or OTHER)
    return {name: getattr(plan, name) for name in names} | {
        "responsible": responsible,
        "seen_version": plan.version,
    }
