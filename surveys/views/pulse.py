from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from patientkontrakt.access.guards import for_patient
from patientkontrakt.people.actor import Actor
from patientkontrakt.people.permissions import Permission
from surveys import actions
from surveys.forms.answers import PulseForm
from surveys.links import ticket
from surveys.pulses import LATEST_VISIT, unit_to_ask_about


@for_patient(Permission.OWN_ANSWER)
@require_http_methods(["GET", "HEAD", "POST"])
def my_pulse(request, patient):
    """Asks whether the patient wants to be asked. The questions themselves stand on an open page."""
    unit, form = unit_to_ask_about(patient, LATEST_VISIT(patient)), PulseForm(request.POST or None)
    if form.is_valid():
        key = form.cleaned_data["key"]
        unit = actions.note_pulse_asked(patient=patient, key=key, by=request.actor)
        if unit and form.cleaned_data["answer"] == "yes":
            link = actions.open_pulse(unit=unit, by=Actor.system())
            return redirect("surveys:answer", ticket(link, key))
        if unit:
            return redirect("pages:my_home")
    return render(request, "surveys/my_pulse.html", {"patient": patient, "unit": unit, "form": form})
