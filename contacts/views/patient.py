from django.shortcuts import render

from contacts.models import CareContact
from contacts.paths import phone_line, ways_to_contact
from contacts.permissions import may_see_location
from patientkontrakt.access.guards import for_patient


@for_patient()
def my_contacts(request, patient):
    """Whom do I turn to: the persons by name, then every way to make contact. Never empty."""
    ways = ways_to_contact(patient)
    request.phone_line = phone_line(patient, ways)
    context = {
        "patient": patient,
        "care_contacts": CareContact.objects.current().filter(patient=patient).with_people(),
        "ways": ways,
        "shows_location": may_see_location(request.actor, patient),
    }
    return render(request, "contacts/my_contacts.html", context)
