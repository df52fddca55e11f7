"""Whom a patient can turn to right now: never an empty answer (mission M7)."""

from typing import NamedTuple

from django.conf import settings
from django.db.models import OuterRef
from django.utils.translation import gettext as _

from contacts.models import ContactPath, PathChannel, nearness
from patientkontrakt.people.models import OrganizationUnit, Patient
from patientkontrakt.prepared import Prepared

# Asked for by every page of the patient's side.
WAYS = Prepared(lambda patient, today, now: ContactPath.objects.for_patient(patient, today))


class PhoneLine(NamedTuple):
    """The number that is always in sight."""

    label: str
    number: str
    hours: str = ""

    @property
    def name(self):
        return self.label


def ways_to_contact(patient: Patient, known: list[ContactPath] | None = None) -> list[ContactPath]:
    """The units' own ways (hand them over when WAYS has been read); else the unit's telephone, the region's,
    the national advice line.
    """
    ways = WAYS(patient) if known is None else known
    return ways or [_fallback(patient)]


def phone_line(patient: Patient, ways: list[ContactPath] | None = None) -> PhoneLine:
    """The first number among the ways to contact; hand over `ways` when they are known already.

    Stands on every page, also the delegate's and the printed one: a protected person's unit is not named.
    """
    ways = ways_to_contact(patient) if ways is None else ways
    path = next((w for w in ways if w.channel == PathChannel.PHONE), None) or _fallback(patient)
    label = path.unit.name if path.unit_id and not patient.is_protected else path.purpose
    return PhoneLine(label=label, number=path.value, hours=path.opening_hours)


def _fallback(patient):
    for unit in _units(patient):
        for place in (unit, unit.provider):
            if place.phone:
                return ContactPath(
                    unit=place, channel=PathChannel.PHONE, value=place.phone,
                    purpose=_("Questions about your care"),
                )  # fmt: skip
    return ContactPath(
        channel=PathChannel.PHONE, value=settings.FALLBACK_PHONE,
        purpose=_("Advice about care"), opening_hours=_("Open day and night"),
    )  # fmt: skip


def _units(patient):
    units = OrganizationUnit.objects.annotate(nearness=nearness(patient, OuterRef("pk")))
    near = units.filter(nearness__isnull=False).order_by("nearness", "name", "id")
    return near.select_related("parent__parent")
