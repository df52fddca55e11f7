from django.shortcuts import render

from contacts.paths import phone_line
from contacts.permissions import may_see_location
from patientkontrakt.access.guards import for_patient
from patientkontrakt.pages.reading import read_home
from patientkontrakt.people.permissions import Permission, has_permission
from planning.next_step import next_step
from surveys.pulses import unit_to_ask_about


@for_patient()
def my_home(request, patient):
    """The patient's first page: the next step, then who does what, whom to turn to, times and plans."""
    facts = read_home(patient)
    line = request.phone_line = phone_line(patient, facts["ways"])
    own = ["appointments", "proposals", "agreements", "plans"]
    step = next_step(patient, **{name: facts[name] for name in own}, commitments=facts["promises"], line=line)
    may_answer = has_permission(request.actor, Permission.OWN_ANSWER)
    shows_location = may_see_location(request.actor, patient)
    context = {
        "patient": patient,
        "step": step,
        "shows_location": shows_location,
        "hides_location": not shows_location,
        "may_write": has_permission(request.actor, Permission.OWN_WRITE),
        "may_answer": may_answer,
        "visited": may_answer and unit_to_ask_about(patient, facts["visits"]),
        "may_see_log": has_permission(request.actor, Permission.OWN_SEE_LOG),
    }
    return render(request, "pages/my_home.html", context | facts)
