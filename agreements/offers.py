"""What the editor offers instead of typing: who may be named for care's promises, and whom to turn to."""

import json
from typing import NamedTuple

from django.core.cache import caches
from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from agreements.models import AgreementVersion
from contacts.models import CareContact, ContactPath, PathChannel
from patientkontrakt.access.models import CareRelation
from patientkontrakt.people.models import Assignment, OrganizationUnit, Staff
from patientkontrakt.ui import phones

COORDINATING, CONTACT, COLLEAGUE, UNIT, PATH = range(5)
REMEMBERED = 60 * 60
NOTHING = (Value("", output_field=ContactPath._meta.get_field("value")),) * 2


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


class Offers(NamedTuple):
    """By key who may be named: the patient's own contacts first, then the unit and its people, then the other
    units that take part in the care. Ways: the fixed contacts at their own units, the unit, the
    telephones of the units."""

    named: dict[str, Named]
    ways: list[Way]


class Row(NamedTuple):
    """What the one query gives: a person, a unit or a way to reach one."""

    key: str
    name: str
    detail: str
    rank: int
    place: int
    phone: str
    hours: str


def read_offers(draft: AgreementVersion) -> Offers:
    """One query. Who may be named is remembered, so that saving a row need not ask again."""
    rows = sorted(map(Row._make, _staff(draft).union(_units(draft), _paths(draft))), key=_order)
    people = [Named(_read(row), row.rank) for row in rows if row.rank != PATH]
    contacts = [one for one in people if one.is_contact]
    unit = draft.agreement.unit
    named = {str(one.who.pk): one for one in [*contacts, Named(unit, UNIT), *people]}
    caches["shared"].set(_cache_key(draft), named, REMEMBERED)
    own = [
        Way(_("%(name)s, fixed contact") % {"name": row.name}, row.phone)
        for row in rows
        if row.rank <= CONTACT
    ]
    paths = [Way(_path_text(row), row.phone) for row in rows if row.rank == PATH and row.phone != unit.phone]
    return Offers(named, [*own, Way(unit.name, unit.phone), *paths])


def who_was_offered(draft: AgreementVersion) -> dict[str, Named]:
    """As the page last showed it."""
    return caches["shared"].get(_cache_key(draft)) or read_offers(draft).named


def _order(row):
    return row.rank, row.place, row.name, row.detail


def _path_text(row):
    hours = row.hours and f" ({row.hours})"
    return f"{row.name}, {row.detail}{hours}"


def _staff(draft):
    contacts = CareContact.objects.current().filter(patient=draft.patient_id, staff=OuterRef("pk"))
    colleagues = Assignment.objects.current().meeting_patients()
    at_unit = colleagues.filter(unit=draft.agreement.unit_id, staff=OuterRef("pk"))
    rank = Case(
        When(Exists(contacts.coordinating()), then=COORDINATING), When(Exists(contacts), then=CONTACT),
        default=COLLEAGUE, output_field=IntegerField(),
    )  # fmt: skip
    staff = Staff.objects.order_by().filter(Q(Exists(contacts)) | Q(Exists(at_unit)))
    phone = Coalesce(
        Subquery(contacts.values("unit__phone")[:1]), Value(""), output_field=NOTHING[0].output_field
    )
    return _rows(staff, "name", "title", rank=rank, contact=(phone, NOTHING[1]))


def _units(draft):
    relations = CareRelation.objects.current().filter(patient=draft.patient_id, unit=OuterRef("pk"))
    return _rows(OrganizationUnit.objects.order_by().filter(Exists(relations)), "name", "phone", rank=UNIT)


def _paths(draft):
    paths = ContactPath.objects.for_patient(draft.patient).filter(channel=PathChannel.PHONE).order_by()
    place = F("nearness") * 1000 + F("order")
    names = ("unit__name", "purpose")
    return _rows(paths, *names, rank=PATH, place=place, contact=("value", "opening_hours"))


def _rows(queryset, *names, rank, place=0, contact=NOTHING):
    numbers = [n if hasattr(n, "resolve_expression") else Value(n, IntegerField()) for n in (rank, place)]
    columns = dict(zip(("offer_rank", "offer_place"), numbers, strict=True))
    return queryset.annotate(**columns).values_list("pk", *names, *columns, *contact)


def _read(row):
    """As much of the row as the page says of it."""
    model, third = (OrganizationUnit, "phone") if row.rank == UNIT else (Staff, "title")
    return model.from_db("default", ["id", "name", third], row[:3])


def _cache_key(draft):
    return f"draft:{draft.pk}:who"
