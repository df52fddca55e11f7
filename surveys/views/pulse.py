from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from patientkontrakt.access.guards import for_patient
from patientkontrakt.people.actor import Actor
from patientkontrakt.people.permissions import Permission
from surveys import actions
from surveys.pulses import LATEST_VISIT, unit_to_ask_about


@for_patient(Permission.OWN_ANSWER)
@require_http_methods(["GET", "HEAD", "POST"])
def my_pulse(request, patient):
    """Asks whether the patient wants to be asked. The questions themselves stand on an open page."""
    unit = unit_to_ask_about(patient, LATEST_VISIT(patient))
    if request.method == "POST" and unit:
        link = actions.open_pulse(unit=unit, by=Actor.system())
        actions.note_pulse_asked(patient=patient, by=request.actor)
        if request.POST.get("answer") == "yes":
            return redirect("surveys:answer", link.token)
        return redirect("pages:my_home")
    return render(request, "surveys/my_pulse.html", {"patient": patient, "unit": unit})
