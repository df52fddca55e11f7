"""The patient's side: the whole contract on one page, answers, own promises, what matters, if I get worse."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from agreements import actions
from agreements.contract import read_contract, read_versions
from agreements.difference import whats_new
from agreements.forms.agreement import ReasonForm, ReportForm, WhatMattersForm
from agreements.forms.answers import ObjectionForm
from agreements.permissions import check_may_report
from agreements.views.attempt import attempt, attempt_at_once
from contacts.permissions import may_see_location
from patientkontrakt.access.guards import for_patient
from patientkontrakt.access.patients import allowed
from patientkontrakt.people.permissions import Permission, has_permission


@for_patient()
def my_agreement(request, patient):
    """What holds now, from all agreements as one; and the question when an answer is awaited."""
    context = {
        "patient": patient,
        "contract": read_contract(patient),
        "what_matters": patient.what_matters.first(),
        "may_confirm": has_permission(request.actor, Permission.OWN_CONFIRM),
        "may_write": has_permission(request.actor, Permission.OWN_WRITE),
        "hides_location": not may_see_location(request.actor, patient),
    }
    context["viewer"] = "patient" if context["may_confirm"] else ""
    return render(request, "agreements/my_agreement.html", context)


@for_patient()
def my_version(request, patient, version_id):
    """One version as it was proposed: what is new in it, and the question if it waits for an answer."""
    rows = patient.agreements.with_state().select_related("unit")
    agreement = get_object_or_404(rows, versions=version_id)
    versions = read_versions(agreement)
    version = next((row for row in versions if row.pk == version_id), None)
    if version is None:
        raise Http404
    shows_location = may_see_location(request.actor, patient)
    context = {
        "patient": patient,
        "agreement": agreement,
        "version": version,
        "versions": versions,
        "changes": whats_new(version, shows_location=shows_location),
        "may_confirm": has_permission(request.actor, Permission.OWN_CONFIRM),
        "hides_location": not shows_location,
    }
    return render(request, "agreements/my_version.html", context)


@for_patient(Permission.OWN_CONFIRM)
@require_POST
def my_acceptance(request, patient, version_id):
    """Yes, I agree."""
    version = get_object_or_404(patient.agreement_versions.proposed(), pk=version_id)
    if attempt_at_once(request, actions.accept, version=version, by=request.actor):
        messages.success(request, _("Thank you. You have said yes to the agreement."))
    return redirect("agreements:my_agreement")


@for_patient(Permission.OWN_CONFIRM)
def my_disagreement(request, patient, version_id):
    """I do not agree on something: which points, why, and how I would like them instead."""
    rows = patient.agreement_versions.proposed().with_rows()
    version = get_object_or_404(rows, pk=version_id)
    form = ObjectionForm(request.POST or None, version=version)
    if form.is_valid() and attempt(
        form, actions.disagree, version=version, objections=form.objections, by=request.actor
    ):
        messages.success(request, _("Thank you for telling us. Care can read what you wrote."))
        return redirect("agreements:my_agreement")
    return render(
        request, "agreements/my_disagreement.html", {"patient": patient, "version": version, "form": form}
    )


@for_patient(Permission.OWN_CONFIRM)
def my_withdrawal(request, patient, version_id):
    """Take my answer back, with the reason."""
    rows = patient.agreement_versions.proposed().select_related("agreement__unit")
    version = get_object_or_404(rows, pk=version_id)
    form = ReasonForm(request.POST or None)
    if form.is_valid() and attempt(
        form, actions.withdraw_acceptance, version=version, **form.cleaned_data, by=request.actor
    ):
        messages.success(request, _("You have taken your answer back. Care can read why."))
        return redirect("agreements:my_agreement")
    return render(
        request, "agreements/my_withdrawal.html", {"patient": patient, "version": version, "form": form}
    )


@for_patient(Permission.OWN_CONFIRM)
def my_promise(request, patient, promise_id):
    """How a promise goes: done, not done and why, or want to talk about it."""
    promises = patient.commitments.with_who().select_related("agreement_version__agreement", "patient")
    promise = get_object_or_404(promises.exclude(agreement_version__proposed_at=None), pk=promise_id)
    form = ReportForm(
        request.POST or None, promise=promise,
        may=lambda status: allowed(check_may_report, request.actor, promise, status),
    )  # fmt: skip
    if form.is_valid() and attempt(
        form, actions.report_commitment, commitment=promise, **form.cleaned_data, by=request.actor
    ):
        messages.success(request, _("Thank you. It is saved."))
        return redirect("agreements:my_agreement")
    return render(
        request, "agreements/my_promise.html", {"patient": patient, "promise": promise, "form": form}
    )


@for_patient(Permission.OWN_WRITE)
def what_matters(request, patient):
    """My own words. What I wrote before stays, and the newest stand first."""
    written = patient.what_matters.all()
    newest = written.first()
    initial = newest and {name: getattr(newest, name) for name in ("text", "strengths", "helpers")}
    form = WhatMattersForm(request.POST or None, initial=initial)
    if form.is_valid() and attempt(
        form, actions.write_what_matters, patient=patient, **form.cleaned_data, by=request.actor
    ):
        messages.success(request, _("Saved. Care can read what is important to you."))
        return redirect("agreements:my_agreement")
    return render(
        request, "agreements/what_matters.html", {"patient": patient, "form": form, "written": written}
    )


@for_patient()
def my_warning_signs(request, patient):
    """If I get worse: sign, what I do, whom I call, how urgent. Printed on one page."""
    context = {
        "patient": patient,
        "contract": read_contract(patient),
        "now": timezone.now(),
        "hides_location": not may_see_location(request.actor, patient),
    }
    return render(request, "agreements/my_warning_signs.html", context)


@login_not_required
@require_safe
def at_home_worker(request):
    """The script that keeps that one page for when there is no network. It holds nothing about anyone."""
    response = render(request, "agreements/at_home_worker.js", content_type="text/javascript")
    response["Service-Worker-Allowed"] = reverse("agreements:my_warning_signs")
    return response
