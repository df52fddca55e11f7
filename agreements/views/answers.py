"""Answers that staff record: care's own, those of the patient and of others as told, a unit's own; and
the paper on which someone answered."""

from django.contrib import messages
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from agreements import actions
from agreements.forms.answers import AnswerForm, InformedForm, OwnAnswerForm, ScanForm
from agreements.models import Answer, How
from agreements.permissions import check_may_answer, check_owning_unit, own_side
from agreements.views.attempt import attempt, attempt_at_once
from patientkontrakt.access.guards import for_patient, for_staff
from patientkontrakt.people.permissions import Permission


@for_staff(Permission.ACCEPT_FOR_CARE)
def answer(request, patient, version_id):
    """Care's own answer, or another side's as it was told, with the paper if it was on paper."""
    version = get_object_or_404(patient.agreement_versions.proposed().with_rows(), pk=version_id)
    check_owning_unit(request.actor, version.agreement)
    form = AnswerForm(request.POST or None, request.FILES or None, version=version)
    if form.is_valid():
        answered = _answer(form, version, request.actor, side=form.side, told=form.told)
        if answered:
            scan = form.cleaned_data["scan"]
            if scan:
                attempt_at_once(
                    request, actions.attach_scan, acceptance=answered[0], scan=scan, by=request.actor
                )
            messages.success(request, _("The answer is recorded."))
            return redirect("agreements:agreement", patient.pk, version.agreement_id)
    return render(request, "agreements/answer.html", {"patient": patient, "version": version, "form": form})


@for_staff(Permission.ACCEPT_FOR_CARE)
@require_POST
def informed(request, patient, version_id):
    """One click: the relative, the municipality or others know what they are named for."""
    version = get_object_or_404(patient.agreement_versions.proposed().with_rows(), pk=version_id)
    form = InformedForm(request.POST, version=version)
    if form.is_valid() and attempt_at_once(
        request, actions.record_informed, version=version, **form.informed, by=request.actor
    ):
        messages.success(request, _("The answer is recorded."))
    return redirect("agreements:agreement", patient.pk, version.agreement_id)


@for_staff(Permission.ANSWER_FOR_UNIT)
def unit_answer(request, patient, version_id):
    """The municipality's unit answers for what it is named for."""
    version = get_object_or_404(patient.agreement_versions.proposed().with_rows(), pk=version_id)
    check_may_answer(request.actor, version)
    form = OwnAnswerForm(request.POST or None, version=version)
    if form.is_valid() and _answer(form, version, request.actor, side=own_side(request.actor)):
        messages.success(request, _("The answer is recorded."))
        return redirect("agreements:agreement", patient.pk, version.agreement_id)
    context = {"patient": patient, "version": version, "form": form, "own": True}
    return render(request, "agreements/answer.html", context)


@for_staff(Permission.ACCEPT_FOR_CARE)
def new_scan(request, patient, acceptance_id):
    """The paper came later, or needs a better photo: it is put beside the answer."""
    rows = patient.acceptances.select_related("agreement_version__agreement__unit")
    acceptance = get_object_or_404(rows, pk=acceptance_id, how=How.PAPER)
    check_owning_unit(request.actor, acceptance.agreement_version.agreement)
    form = ScanForm(request.POST or None, request.FILES or None)
    if form.is_valid() and attempt(
        form, actions.attach_scan, acceptance=acceptance, **form.cleaned_data, by=request.actor
    ):
        messages.success(request, _("Saved."))
        return redirect("agreements:history", patient.pk, acceptance.agreement_version.agreement_id)
    context = {"patient": patient, "acceptance": acceptance, "form": form}
    return render(request, "agreements/new_scan.html", context)


@for_staff(Permission.OPEN_RECORD)
@require_GET
def scan(request, patient, scan_id):
    return _download(get_object_or_404(patient.answer_scans, pk=scan_id), request.actor)


@for_patient(Permission.OWN_READ)
def my_scan(request, patient, scan_id):
    return _download(get_object_or_404(patient.answer_scans, pk=scan_id), request.actor)


def _answer(form, version, by, *, side, told=None):
    """What was recorded, as a list; None when the form now says why not."""
    details = {"version": version, "told": told, "side": side, "by": by}
    return attempt(form, _record, form=form, details=details)


def _record(*, form, details):
    match form.cleaned_data["answer"]:
        case Answer.AGREE:
            return [actions.accept(**details)]
        case Answer.INFORMED:
            other = details.pop("side")
            return actions.record_informed(**details, others=[other])
        case Answer.DISAGREE:
            return actions.disagree(**details, objections=form.objections)
        case Answer.WITHDRAWN:
            return [actions.withdraw_acceptance(**details, reason=form.cleaned_data["why"])]


def _download(kept, by):
    """As a file to keep, never shown as a page of ours: what is in it was made by someone else."""
    response = FileResponse(
        actions.hand_out_scan(scan=kept, by=by),
        as_attachment=True,
        filename=kept.download_name,
        content_type=kept.content_type,
    )
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    return response
