import datetime

from django.db import transaction
from django.utils import timezone

from patientkontrakt.access.models import CareRelation
from patientkontrakt.audit.actions import record
from patientkontrakt.audit.models import Activity
from patientkontrakt.people.actor import Actor
from patientkontrakt.people.models import OrganizationUnit, Patient
from patientkontrakt.people.permissions import Permission, check_permission


@transaction.atomic
def start_care_relation(
    *, patient: Patient, unit: OrganizationUnit, ground: str, starts: datetime.date | None = None,
    by: Actor,
) -> CareRelation:  # fmt: skip
    """The unit takes part in the patient's care from a day (today) on."""
    check_permission(by, Permission.REGISTER)
    relation = CareRelation.objects.create(
        patient=patient, unit=unit, ground=ground, starts=starts or timezone.localdate()
    )
    record(by=by, activity=Activity.WRITE, resource=relation, patient=patient)
    return relation


@transaction.atomic
def end_care_relation(*, relation: CareRelation, ends: datetime.date, by: Actor) -> CareRelation:
    """The last day of a care relation; the unit's staff see the patient until it is over."""
    check_permission(by, Permission.REGISTER)
    relation.ends = ends
    relation.save(update_fields=["ends", "updated_at"])
    record(by=by, activity=Activity.WRITE, resource=relation, patient=relation.patient)
    return relation
