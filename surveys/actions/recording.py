from django.db import transaction
from django.utils import timezone

from patientkontrakt.audit.actions import record
from patientkontrakt.audit.models import Activity
from patientkontrakt.people.actor import Actor
from patientkontrakt.people.permissions import Permission, check_permission
from surveys.models import RecordedDay
from surveys.recording import recorded_now


@transaction.atomic
def record_day(*, by: Actor) -> list[RecordedDay]:
    """Keep what care has recorded as of now as today's; a later look the same day takes its place."""
    check_permission(by, Permission.RUN_ROUNDS)
    today = timezone.localdate()
    rows = [
        RecordedDay(unit_id=unit, day=today, measure=measure, part=share.part, whole=share.whole)
        for (unit, measure), share in recorded_now().items()
    ]
    RecordedDay.objects.filter(day=today).delete()
    RecordedDay.objects.bulk_create(rows)
    record(by=by, activity=Activity.WRITE, resource="surveys.RecordedDay")
    return rows
