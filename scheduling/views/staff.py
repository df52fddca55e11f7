from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from patientkontrakt.access.guards import for_staff
from patientkontrakt.people.permissions import Permission, has_permission
from scheduling import actions
from scheduling.forms import BookForm, MarkForm, ProposeForm, StaffCancelForm
from scheduling.models import Appointment, AppointmentStatus, ProposedTime, TimeProposal

PAST_SHOWN = 50


@for_staff(Permission.OPEN_RECORD)
def time_list(request, patient):
    """All times of a patient: what waits for an answer, what is agreed, what has been."""
    times = Appointment.objects.filter(patient=patient).with_people()
    context = {
        "patient": patient,
        "proposals": TimeProposal.objects.filter(patient=patient).unsettled().with_times(),
        "appointments": times.unfinished(),
        "past": times.finished()[:PAST_SHOWN],
        "may_book": has_permission(request.actor, Permission.BOOK),
    }
    return render(request, "scheduling/time_list.html", context)


@for_staff(Permission.BOOK)
def propose(request, patient):
    return propose_times(request, patient)


@for_staff(Permission.BOOK)
def answer(request, patient, proposal_id):
    """New times for a patient who has asked for others, or whose times have passed."""
    proposal = get_object_or_404(patient.time_proposals.unsettled().with_times(), pk=proposal_id)
    return propose_times(request, patient, like=proposal, settles=proposal)


@for_staff(Permission.BOOK)
def replace(request, patient, appointment_id):
    """What is the next step now? New times instead of a cancelled one."""
    cancelled = patient.appointments.cancelled().filter(new_proposal__isnull=True).with_people()
    appointment = get_object_or_404(cancelled, pk=appointment_id)
    return propose_times(request, patient, like=appointment, cancelled_appointment=appointment)


def propose_times(request, patient, *, like=None, **links):
    """One form for the three ways to propose; `like` is the meeting that its answers begin from."""
    initial = start_from(like) if like else {}
    form = ProposeForm(request.POST or None, patient=patient, by=request.actor, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.propose_times(patient=patient, times=form.times, **form.terms, **links, by=request.actor)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The times are proposed. The patient is told."))
            return to_record(patient)
    context = {"patient": patient, "form": form, "like": like} | links
    return render(request, "scheduling/propose.html", context)


@for_staff(Permission.BOOK)
@require_POST
def accept(request, patient, time_id):
    """The patient has said yes by telephone or in the room."""
    time = get_object_or_404(ProposedTime.objects.filter(patient=patient), pk=time_id)
    return done(request, patient, _("The time is booked."), actions.accept_time, proposed_time=time)


@for_staff(Permission.BOOK)
@require_POST
def withdraw(request, patient, proposal_id):
    proposal = get_object_or_404(patient.time_proposals, pk=proposal_id)
    return done(
        request, patient, _("The proposal is withdrawn."), actions.withdraw_proposal, proposal=proposal
    )


@for_staff(Permission.BOOK)
@require_POST
def mark(request, patient, appointment_id):
    appointment = get_object_or_404(patient.appointments, pk=appointment_id)
    form = MarkForm(request.POST)
    status = AppointmentStatus(form.cleaned_data["status"]) if form.is_valid() else None
    said = _("Saved.")
    return done(request, patient, said, actions.mark, appointment=appointment, status=status)


def done(request, patient, sentence, action, **what):
    """A button's answer: the action's sentence when it refuses, else ours."""
    try:
        action(**what, by=request.actor)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, sentence)
    return to_record(patient)


@for_staff(Permission.BOOK)
def book(request, patient):
    """Write down what was agreed in the room, by telephone or on paper."""
    return book_time(request, patient)


@for_staff(Permission.BOOK)
def book_instead(request, patient, proposal_id):
    """A patient's wish for other times, answered with a time that was agreed by telephone or in the room."""
    proposal = get_object_or_404(patient.time_proposals.unsettled().with_times(), pk=proposal_id)
    return book_time(request, patient, proposal)


def book_time(request, patient, proposal=None):
    initial = start_from(proposal) if proposal else {}
    form = BookForm(request.POST or None, patient=patient, by=request.actor, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            if proposal:
                actions.book_instead(proposal=proposal, **form.booking, by=request.actor)
            else:
                actions.book(patient=patient, **form.booking, by=request.actor)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The time is booked."))
            return to_record(patient)
    context = {"patient": patient, "form": form, "proposal": proposal}
    return render(request, "scheduling/book.html", context)


@for_staff(Permission.BOOK)
def cancel(request, patient, appointment_id):
    appointment = get_object_or_404(patient.appointments.with_people(), pk=appointment_id)
    form = StaffCancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason, asked = form.cleaned_data["reason"], form.cleaned_data["who"] == "patient"
        try:
            actions.cancel(appointment=appointment, reason=reason, asked_by_patient=asked, by=request.actor)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The time is cancelled."))
            return redirect("scheduling:replace", patient.pk, appointment.pk)
    context = {"patient": patient, "appointment": appointment, "form": form}
    return render(request, "scheduling/cancel.html", context)


def start_from(meeting):
    """A form's first answers: as the earlier meeting, with the length that its times had."""
    times = [meeting] if isinstance(meeting, Appointment) else list(meeting.times.all())
    answers = meeting.terms | {"staff": meeting.staff_id}
    if times:
        answers["minutes"] = int((times[0].ends_at - times[0].starts_at).total_seconds() // 60)
    return answers


def to_record(patient):
    return redirect(reverse("pages:record", args=[patient.pk]) + "#times")
