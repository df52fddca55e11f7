"""What the editor offers instead of typing: who may be named for care's promises, and whom to turn to."""

import json
from typing import NamedTuple

from django.core.cache import caches
from django.db.models import Case, Exists, IntegerField, OuterRef, Q, Value, When
from django.utils.translation import gettext as _

from agreements.models import AgreementVersion
from contacts.models import CareContact, ContactPath, PathChannel
from patientkontrakt.access.models import CareRelation
from patientkontrakt.people.models import Assignment, OrganizationUnit, Staff
from patientkontrakt.ui import phones

COORDINATING, CONTACT, COLLEAGUE, UNIT = range(4)
REMEMBERED = 60 * 60


class Named(NamedTuple):
    """One who may be named for a promise of care's."""

    who: Staff | OrganizationUnit
    rank: int

    @property
    def is_contact(self):
        return self.rank <= CONTACT


class Way(NamedTuple):
    """Whom to turn to: one click writes both."""

    text: str
    phone: str

    @property
    def shown_phone(self):
        return phones.shown(self.phone)

    @property
    def as_value(self):
        """What its button sends."""
        return json.dumps(self._asdict())


def who_in_care(draft: AgreementVersion) -> dict[str, Named]:
    """By key: the patient's own contacts first, then the unit and its people, then the other units that take
    part in the care. One query; remembered, so that saving a row need not ask again."""
    rows = sorted(_staff(draft).union(_units(draft)), key=lambda row: (row[3], row[1], row[2]))
    people = [Named(_read(row), row[3]) for row in rows]
    own = [Named(draft.agreement.unit, UNIT)]
    contacts = [row for row in people if row.is_contact]
    named = {str(row.who.pk): row for row in [*contacts, *own, *people]}
    caches["shared"].set(_key(draft), named, REMEMBERED)
    return named


def who_was_offered(draft: AgreementVersion) -> dict[str, Named]:
    """As the page last showed it."""
    return caches["shared"].get(_key(draft)) or who_in_care(draft)


def ways_to_turn(draft: AgreementVersion, named: dict[str, Named]) -> list[Way]:
    """The fixed contacts, the unit, and the telephone numbers of the units in the care. One query."""
    unit = draft.agreement.unit
    contacts = [
        _("%(name)s, fixed contact") % {"name": row.who.name} for row in named.values() if row.is_contact
    ]
    paths = ContactPath.objects.for_patient(draft.patient).filter(channel=PathChannel.PHONE)
    own = [Way(text, unit.phone) for text in [*contacts, unit.name]]
    return [*own, *(Way(_path_text(path), path.value) for path in paths if path.value != unit.phone)]


def _path_text(path):
    hours = path.opening_hours and f" ({path.opening_hours})"
    return f"{path.unit.name}, {path.purpose}{hours}"


def _staff(draft):
    contacts = CareContact.objects.current().filter(patient=draft.patient_id, staff=OuterRef("pk"))
    colleagues = Assignment.objects.current().meeting_patients()
    at_unit = colleagues.filter(unit=draft.agreement.unit_id, staff=OuterRef("pk"))
    rank = Case(
        When(Exists(contacts.coordinating()), then=COORDINATING), When(Exists(contacts), then=CONTACT),
        default=COLLEAGUE, output_field=IntegerField(),
    )  # fmt: skip
    staff = Staff.objects.order_by().filter(Q(Exists(contacts)) | Q(Exists(at_unit)))
    return staff.annotate(rank=rank).values_list("pk", "name", "title", "rank")


def _units(draft):
    relations = CareRelation.objects.current().filter(patient=draft.patient_id, unit=OuterRef("pk"))
    units = OrganizationUnit.objects.order_by().filter(Exists(relations))
    rank = Value(UNIT, output_field=IntegerField())
    return units.annotate(rank=rank).values_list("pk", "name", "phone", "rank")


def _read(row):
    """As much of the row as the page says of it."""
    model, third = (OrganizationUnit, "phone") if row[3] == UNIT else (Staff, "title")
    return model.from_db("default", ["id", "name", third], row[:3])


def _key(draft):
    return f"draft:{draft.pk}:who"
