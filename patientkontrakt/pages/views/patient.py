from django.shortcuts import render

from patientkontrakt.access.guards import for_patient


@for_patient()
def my_home(request, patient):
    """The patient's first page: the next step, then who does what, and whom to turn to."""
    return render(request, "pages/my_home.html", {"patient": patient})
