"""The figures as files: the same numbers, and the same that is hidden, as on the pages."""

from django.http import HttpResponse
from django.utils import timezone

from patientkontrakt.access.guards import for_staff
from patientkontrakt.people.permissions import Permission
from surveys.export import rows_of
from surveys.export_files import to_csv, to_xlsx
from surveys.seeing import own_unit, see_level

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@for_staff(Permission.SEE_FIGURES)
def figures_csv(request, unit_id):
    return _file(request, unit_id, to_csv, "csv", CSV)


@for_staff(Permission.SEE_FIGURES)
def figures_xlsx(request, unit_id):
    return _file(request, unit_id, to_xlsx, "xlsx", XLSX)


def _file(request, unit_id, make, ending, kind):
    level = see_level(own_unit(request.actor, unit_id), request.actor)
    rows = rows_of([level.overview.figures, *level.below], level.overview.history)
    name = f"7-fragor-{timezone.localdate():%Y-%m-%d}.{ending}"
    return HttpResponse(
        make(rows), content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
