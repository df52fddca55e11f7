"""The patient's reminders: off until turned on, on the patient's own hours, easy to turn off."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from agreements import actions
from agreements.forms.reminders import ReminderForm
from agreements.models import ReminderChoice
from agreements.permissions import check_may_choose_reminders
from agreements.reminders import reminder_to
from agreements.views.attempt import attempt_edit
from patientkontrakt.access.guards import for_patient
from patientkontrakt.access.patients import allowed
from patientkontrakt.notifications.channels import wording


@for_patient()
def my_reminders(request, patient):
    """Whether I am reminded, when, and the very words; who may not choose for the patient reads."""
    choice = ReminderChoice.objects.of(patient)
    form, conflict = ReminderForm(request.POST or None, initial=ReminderForm.initial_of(choice)), None
    if form.is_valid():
        chosen = form.terms | {"patient": patient, "by": request.actor}
        conflict = attempt_edit(form, actions.choose_reminders, **chosen)
        if conflict is None and form.is_valid():
            messages.success(request, _("Reminders are on.") if chosen["is_on"] else _("Reminders are off."))
            return redirect("agreements:my_reminders")
    message = reminder_to(patient)
    context = {"patient": patient, "choice": choice, "form": form, "conflict": conflict, "message": message}
    context["words"] = message and wording(message)
    context["may_choose"] = allowed(check_may_choose_reminders, request.actor, patient)
    return render(request, "agreements/my_reminders.html", context)


@for_patient()
@require_POST
def my_reminder_ending(request, patient):
    """Turn them off, by one button."""
    actions.stop_reminders(patient=patient, by=request.actor)
    messages.success(request, _("Reminders are off."))
    return redirect("agreements:my_reminders")
