import datetime

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone

from patientkontrakt.access.guards import for_patient, for_staff
from patientkontrakt.audit.days import Days
from patientkontrakt.audit.models import AuditEvent, Outcome
from patientkontrakt.people.models import OrganizationUnit
from patientkontrakt.people.permissions import Permission

SHOWN_TO_PATIENT = datetime.timedelta(days=365)
SHOWN_TO_REVIEWER = datetime.timedelta(days=30)


@for_patient(Permission.OWN_SEE_LOG)
def my_access_log(request, patient):
    """Who has read about me, during the last year (patientdatalagen 8 kap. 5 §)."""
    events = AuditEvent.objects.about(patient, since=timezone.now() - SHOWN_TO_PATIENT)
    with_own = request.GET.get("own") == "1"
    if not with_own:
        events = events.by_others(request.user)
    page = Paginator(Days(events), 25).get_page(request.GET.get("page"))
    return render(request, "pages/my_access_log.html", {"page": page, "with_own": with_own})


@for_staff(Permission.REVIEW_LOG)
def log_review(request):
    """The reviewer's spot check: what the people of the own units did. Shows no patient's name."""
    units = OrganizationUnit.objects.within(request.actor.unit)
    events = AuditEvent.objects.by_units(units, since=timezone.now() - SHOWN_TO_REVIEWER)
    only_refused = request.GET.get("refused") == "1"
    if only_refused:
        events = events.filter(outcome=Outcome.REFUSED)
    page = Paginator(events, 50).get_page(request.GET.get("page"))
    return render(request, "pages/log_review.html", {"page": page, "only_refused": only_refused})
