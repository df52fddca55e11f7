"""Care's pages: the agreement to read, answers, how promises go, and the ends of its life."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from agreements import actions
from agreements.contract import read_versions
from agreements.diary import FOUR_WEEKS, read_diaries
from agreements.difference import whats_new
from agreements.forms.agreement import ReasonForm, ReportForm
from agreements.permissions import (
    check_may_report,
    check_owning_unit,
    may_answer_for_unit,
    may_start,
    may_write,
)
from agreements.views.attempt import attempt, attempt_at_once
from patientkontrakt.access.guards import for_staff
from patientkontrakt.access.patients import allowed
from patientkontrakt.people.permissions import Permission


@for_staff(Permission.OPEN_RECORD)
def agreements(request, patient):
    """All agreements with the patient, ended ones and errors too, with their reasons."""
    rows = list(patient.agreements.with_state().select_related("unit"))
    context = {"patient": patient, "agreements": rows, "may_start": may_start(request.actor, rows)}
    return render(request, "agreements/agreements.html", context)


@for_staff(Permission.EDIT_AGREEMENT)
@require_POST
def start(request, patient):
    agreement = attempt_at_once(request, actions.start_agreement, patient=patient, by=request.actor)
    if agreement is None:
        return redirect("agreements:agreements", patient.pk)
    return redirect("agreements:editor", patient.pk, agreement.versions.get().pk)


@for_staff(Permission.OPEN_RECORD)
def agreement(request, patient, agreement_id, version_id=None):
    """One version to read, the newest unless one is named, and the whole story of the agreement."""
    row = get_object_or_404(patient.agreements.with_state().select_related("unit"), pk=agreement_id)
    versions = read_versions(row)
    shown = [version for version in versions if version_id in (None, version.pk)]
    if version_id is not None and not shown:
        raise Http404
    version = shown[0] if shown else None
    context = {
        "patient": patient,
        "agreement": row,
        "version": version,
        "versions": versions,
        "changes": whats_new(version) if version else [],
        "may_write": may_write(request.actor, row),
        "is_open": row.is_living,
        "may_answer_for_unit": bool(version) and may_answer_for_unit(request.actor, version),
        "diaries": read_diaries(version.promises_with_diary, FOUR_WEEKS) if version else [],
    }
    return render(request, "agreements/agreement.html", context)


@for_staff(Permission.EDIT_AGREEMENT)
@require_POST
def versions(request, patient, agreement_id):
    """Start the next version, or go on with the one that is being written."""
    row = get_object_or_404(patient.agreements, pk=agreement_id)
    draft = attempt_at_once(request, actions.start_new_version, agreement=row, by=request.actor)
    if draft is None:
        return redirect("agreements:agreement", patient.pk, row.pk)
    return redirect("agreements:editor", patient.pk, draft.pk)


@for_staff(Permission.OPEN_RECORD)
def report(request, patient, promise_id):
    """How a promise goes, by the one who made it or by those who heard it."""
    promises = patient.commitments.with_who().select_related("agreement_version__agreement__unit", "patient")
    promise = get_object_or_404(promises.exclude(agreement_version__proposed_at=None), pk=promise_id)
    form = ReportForm(
        request.POST or None, promise=promise,
        may=lambda status: allowed(check_may_report, request.actor, promise, status),
    )  # fmt: skip
    if form.is_valid() and attempt(
        form, actions.report_commitment, commitment=promise, **form.cleaned_data, by=request.actor
    ):
        messages.success(request, _("Saved."))
        return redirect(reverse("pages:record", args=[patient.pk]) + "#agreements")
    return render(request, "agreements/report.html", {"patient": patient, "promise": promise, "form": form})


@for_staff(Permission.EDIT_AGREEMENT)
def ending(request, patient, agreement_id):
    heading, action = _("End the agreement"), actions.end_agreement
    return _close(request, patient, agreement_id, heading, action)


@for_staff(Permission.EDIT_AGREEMENT)
def error_mark(request, patient, agreement_id):
    heading, action = _("Mark as entered in error"), actions.mark_entered_in_error
    return _close(request, patient, agreement_id, heading, action)


def _close(request, patient, agreement_id, heading, action):
    row = get_object_or_404(patient.agreements.with_state().select_related("unit"), pk=agreement_id)
    check_owning_unit(request.actor, row)
    form = ReasonForm(request.POST or None)
    if form.is_valid() and attempt(form, action, agreement=row, **form.cleaned_data, by=request.actor):
        messages.success(request, _("Saved."))
        return redirect(reverse("pages:record", args=[patient.pk]) + "#agreements")
    context = {"patient": patient, "agreement": row, "form": form, "heading": heading}
    return render(request, "agreements/closing.html", context)
