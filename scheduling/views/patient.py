from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from contacts.permissions import may_see_location
from patientkontrakt.access.guards import for_patient
from patientkontrakt.audit.actions import record
from patientkontrakt.audit.models import Activity
from patientkontrakt.people.permissions import Permission, has_permission
from scheduling import actions
from scheduling.calendar import calendar_file
from scheduling.forms import OtherTimesForm, PatientCancelForm
from scheduling.models import Appointment, ProposalStatus, ProposedTime, TimeProposal

PAST_SHOWN = 50


@for_patient()
def my_times(request, patient):
    """What waits for my answer first, then the times that are agreed; those that have been are folded."""
    proposals = TimeProposal.objects.filter(patient=patient).unsettled().with_times()
    times = Appointment.objects.filter(patient=patient).with_people()
    context = {
        "patient": patient,
        "proposals": [p for p in proposals if p.status == ProposalStatus.OPEN],
        "asked": [p for p in proposals if p.status == ProposalStatus.OTHER_TIMES_ASKED],
        "called_off": times.called_off(),
        "upcoming": times.upcoming(),
        "past": times.past()[:PAST_SHOWN],
        "may_book": has_permission(request.actor, Permission.OWN_BOOK),
        "shows_location": may_see_location(request.actor, patient),
    }
    return render(request, "scheduling/my_times.html", context)


@for_patient(Permission.OWN_BOOK)
@require_POST
def accept_time(request, patient, time_id):
    time = get_object_or_404(ProposedTime.objects.filter(patient=patient), pk=time_id)
    try:
        actions.accept_time(proposed_time=time, by=request.actor)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, _("The time is yours. You find it below under Agreed times."))
    return redirect("scheduling:my_times")


@for_patient(Permission.OWN_BOOK)
def ask_for_other_times(request, patient, proposal_id):
    proposal = get_object_or_404(patient.time_proposals.with_times(), pk=proposal_id)
    form = OtherTimesForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.ask_for_other_times(proposal=proposal, **form.cleaned_data, by=request.actor)
        except ValidationError as error:
            messages.error(request, error.messages[0])
        else:
            messages.success(request, _("We have your answer and will come back with other times."))
        return redirect("scheduling:my_times")
    return render(request, "scheduling/ask_for_other_times.html", {"form": form, "proposal": proposal})


@for_patient(Permission.OWN_BOOK)
def cancel(request, patient, appointment_id):
    appointment = get_object_or_404(patient.appointments.with_people(), pk=appointment_id)
    form = PatientCancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.cancel(appointment=appointment, reason=form.chosen_reason, by=request.actor)
        except ValidationError as error:
            messages.error(request, error.messages[0])
            return redirect("scheduling:my_times")
        return redirect("scheduling:ask_for_new_time", appointment.pk)
    return render(request, "scheduling/my_cancellation.html", {"form": form, "appointment": appointment})


@for_patient(Permission.OWN_BOOK)
def ask_for_new_time(request, patient, appointment_id):
    """After a cancellation: what is the next step now?"""
    cancelled = patient.appointments.cancelled().with_people()
    appointment = get_object_or_404(cancelled, pk=appointment_id)
    form = OtherTimesForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.ask_for_new_time(appointment=appointment, **form.cleaned_data, by=request.actor)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("We have your wish and will come back with new times."))
            return redirect("scheduling:my_times")
    return render(request, "scheduling/ask_for_new_time.html", {"form": form, "appointment": appointment})


@for_patient()
def calendar(request, patient, appointment_id):
    """The time as a file for the person's own calendar; handing it out is logged as a print."""
    appointment = get_object_or_404(patient.appointments.with_people(), pk=appointment_id)
    record(by=request.actor, activity=Activity.PRINT, resource=appointment, patient=patient)
    response = HttpResponse(calendar_file(appointment), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="time-in-care.ics"'
    return response
