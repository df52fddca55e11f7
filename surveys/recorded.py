"""Facts that the other rooms have recorded, counted per unit to stand beside what people answer.

Managers reach patients through these counts alone; units with few patients are left out as in `figures`.
Definitions: domain.md §7; the target patients are those in a care relation with the unit today.
"""

import datetime

from django.db.models import Count, Q
from django.utils import timezone

from agreements.models import Agreement, AgreementState
from contacts.models import CareContact, ContactKind
from patientkontrakt.access.models import CareRelation
from patientkontrakt.people.models import Patient
from planning.next_step import without_next_step
from scheduling.models import Appointment, AppointmentStatus
from surveys.intervals import Share
from surveys.small_groups import SMALL_GROUP

AGREEMENT, FIXED_CONTACT, NEXT_STEP, AGREED_TIME = RECORDED = ("q2", "q4", "q5", "q6")
A_YEAR = datetime.timedelta(days=365)


def recorded_facts(units: list) -> dict:
    """(path, column) → Share where enough is recorded; five queries for any number of units."""
    paths = {unit.pk: unit.path for unit in units}
    relations = CareRelation.objects.current().filter(unit__in=paths)
    times = _agreed_times(paths)
    patients, agreed, contact, without = (
        _patients_per_unit(found)
        for found in (
            relations,
            relations.filter(patient__agreements__in=_agreements_in_force()),
            relations.filter(patient__care_contacts__in=_fixed_contacts()),
            relations.filter(patient__in=without_next_step(Patient.objects.all())),
        )
    )
    facts = {}
    for unit, path in paths.items():
        whole = patients.get(unit, 0)
        facts[path, AGREEMENT] = Share(agreed.get(unit, 0), whole)
        facts[path, FIXED_CONTACT] = Share(contact.get(unit, 0), whole)
        facts[path, NEXT_STEP] = Share(whole - without.get(unit, 0), whole)
        facts[path, AGREED_TIME] = times.get(unit, Share(0, 0))
    return {key: share for key, share in facts.items() if share.whole >= SMALL_GROUP}


def _patients_per_unit(relations):
    return dict(relations.order_by().values_list("unit").annotate(Count("patient", distinct=True)))


def _agreements_in_force():
    """agreement_coverage counts what both agree on and what is not due for renewal."""
    return Agreement.objects.living().with_state().in_state(AgreementState.AGREED)


def _fixed_contacts():
    return CareContact.objects.current().filter(kind=ContactKind.CARE)


def _agreed_times(units):
    """Of the last year's times those that stayed agreed: a time that care called off was not kept by both."""
    now = timezone.now()
    times = Appointment.objects.filter(unit__in=units, starts_at__gt=now - A_YEAR, starts_at__lte=now)
    kept = Count("pk", filter=~Q(status=AppointmentStatus.CANCELLED_BY_CARE))
    counts = times.order_by().values("unit").annotate(part=kept, whole=Count("pk"))
    return {row["unit"]: Share(row["part"], row["whole"]) for row in counts}
