"""A level's one-page report: to read and print, as PDF, and as a link to share."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from patientkontrakt.access.guards import for_staff
from patientkontrakt.people.permissions import Permission
from surveys.four_answers import four_answers
from surveys.paper import report as paper
from surveys.seeing import own_unit, receipt_of, see_level


@for_staff(Permission.SEE_FIGURES)
@require_safe
def report(request, unit_id):
    level = see_level(own_unit(request.actor, unit_id), request.actor)
    context = {
        "unit": level.unit, "above": level.above, "level": level, "answers": four_answers(level.overview),
        "receipt": receipt_of(level),
        "link": f"{settings.SITE_URL}{request.path}",
    }  # fmt: skip
    return render(request, "surveys/report.html", context)


@for_staff(Permission.SEE_FIGURES)
@require_safe
def report_pdf(request, unit_id):
    level = see_level(own_unit(request.actor, unit_id), request.actor)
    return HttpResponse(
        paper.report_pdf(level), content_type="application/pdf",
        headers={"Content-Disposition": 'inline; filename="rapport.pdf"'},
    )  # fmt: skip
