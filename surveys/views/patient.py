from django.shortcuts import render
from django.views.decorators.http import require_safe

from contacts.permissions import may_see_location
from patientkontrakt.access.guards import for_patient
from patientkontrakt.people.models import OrganizationUnit
from patientkontrakt.people.permissions import Permission


@for_patient(Permission.OWN_ANSWER)
@require_safe
def my_story(request, patient):
    """Whom the patient may tell. It is sent from the unit's open page, which knows no patient."""
    shows = may_see_location(request.actor, patient)
    current = patient.care_relations.current().values("unit")
    units = OrganizationUnit.objects.filter(pk__in=current) if shows else []
    return render(request, "surveys/my_story.html", {"patient": patient, "units": units})
