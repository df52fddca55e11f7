from django.contrib import messages
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from contacts.permissions import may_see_location
from patientkontrakt.access.guards import for_patient
from patientkontrakt.people.permissions import Permission, has_permission
from planning import actions
from planning.forms import WishForm
from planning.models import Plan
from planning.wishes import answering_unit


@for_patient(Permission.OWN_READ)
def my_plans(request, patient):
    """All plans and needs in one overview, whoever keeps them."""
    return render(
        request,
        "planning/my_plans.html",
        {
            "plans": patient.plans.not_mistaken().for_overview(),
            "needs": patient.needs.not_mistaken().for_overview(),
            "may_write": has_permission(request.actor, Permission.OWN_WRITE),
            "hides_location": not may_see_location(request.actor, patient),
        },
    )


@for_patient(Permission.OWN_WRITE)
def new_wish(request, patient):
    """What I need or wish for: the unit nearest to me answers for it."""
    form = WishForm(request.POST or None)
    hides_location = not may_see_location(request.actor, patient)
    if form.is_valid():
        need = actions.add_wish(patient=patient, text=form.cleaned_data["text"], by=request.actor)
        unit = _("Care") if hides_location else need.responsible
        messages.success(request, _("Your wish is noted. %(unit)s answers for it.") % {"unit": unit})
        return redirect("planning:my_plans")
    context = {"form": form, "unit": answering_unit(patient), "hides_location": hides_location}
    return render(request, "planning/new_wish.html", context)


@for_patient(Permission.OWN_READ)
@require_GET
def my_plan_document(request, patient, plan_id):
    plan = get_object_or_404(patient.plans.not_mistaken(), pk=plan_id)
    return download(plan, request.actor)


def download(plan: Plan, actor):
    """The plan's latest document as a file to keep."""
    document = get_object_or_404(plan.documents.all()[:1])
    return FileResponse(
        actions.hand_out_document(document=document, by=actor),
        as_attachment=True,
        filename=document.download_name,
        content_type="application/pdf",
    )
