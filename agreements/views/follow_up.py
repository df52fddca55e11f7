"""Care's list of what its agreements wait for, person by person or for the whole unit."""

from django.core.paginator import Paginator
from django.shortcuts import render

from agreements import follow_up as lines_of
from patientkontrakt.access.guards import for_staff
from patientkontrakt.audit.actions import record_shown
from patientkontrakt.audit.models import Activity
from patientkontrakt.people.permissions import Permission

SHOWN = 25


@for_staff(Permission.OPEN_RECORD)
def follow_up(request):
    """The unit's agreements, or only mine, by what they wait for. Each shown patient is logged."""
    lines = lines_of.follow_up(request.actor, only_mine=request.GET.get("mine") == "1")
    group = request.GET.get("group")
    chosen = [line for line in lines if line.group == group] if group in lines_of.GROUPS else lines
    page = Paginator(chosen, SHOWN).get_page(request.GET.get("page"))
    rows = lines_of.with_patients(page.object_list)
    shown = {patient.pk: patient for patient, _ in rows}.values()
    record_shown(by=request.actor, activity=Activity.READ, resource="agreements.follow_up", patients=shown)
    context = {"page": page, "rows": rows, "groups": lines_of.counts(lines)}
    return render(request, "agreements/follow_up.html", context)
