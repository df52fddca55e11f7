from django.shortcuts import render

from patientkontrakt.access.guards import for_staff
from patientkontrakt.notifications.models import FaultReport
from patientkontrakt.people.models import Assignment, OrganizationUnit
from patientkontrakt.people.permissions import Permission


@for_staff(Permission.MANAGE_ACCOUNTS)
def organization(request):
    """The administrator's page: units, who works there as what, and faults that visitors reported."""
    units = OrganizationUnit.objects.within(request.actor.unit.provider)
    return render(
        request,
        "pages/organization.html",
        {
            "units": units,
            "assignments": Assignment.objects.current()
            .filter(unit__in=units)
            .select_related("staff", "unit"),
            "faults": FaultReport.objects.all()[:20],
        },
    )
