"""The figures as files: the same numbers, and the same that is hidden, as on the pages."""

from django.http import HttpResponse
from django.utils import timezone

from patientkontrakt.access.guards import for_staff
from patientkontrakt.people.permissions import Permission
from surveys.export import notes, rows_of
from surveys.export_files import to_csv, to_xlsx
from surveys.seeing import own_unit, see_level

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@for_staff(Permission.SEE_FIGURES)
def figures_csv(request, unit_id):
    level = see_level(own_unit(request.actor, unit_id), request.actor)
    return _file(to_csv(rows_of(level)), "csv", CSV)


@for_staff(Permission.SEE_FIGURES)
def figures_xlsx(request, unit_id):
    level = see_level(own_unit(request.actor, unit_id), request.actor)
    return _file(to_xlsx(rows_of(level), notes(level.small_group)), "xlsx", XLSX)


def _file(content, ending, kind):
    name = f"7-fragor-{timezone.localdate():%Y-%m-%d}.{ending}"
    return HttpResponse(
        content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
