"""People and units for tests, made by the real actions. Things with a life cycle: `tests/builders/`."""

import datetime
import itertools
import string

from patientkontrakt.access.actions import start_care_relation
from patientkontrakt.access.models import Ground
from patientkontrakt.people import actions
from patientkontrakt.people.actor import Actor
from patientkontrakt.people.identifiers import IdentifierSystem
from patientkontrakt.people.models import UnitKind
from patientkontrakt.people.roles import Role, Scope

SYSTEM = Actor.system()
counter = itertools.count(1)


def make_unit(name="Björkens vårdcentral", *, kind=UnitKind.CARE_UNIT, parent=None, **details):
    """A care unit below a region of its own, or below `parent`."""
    number = next(counter)
    if kind in (UnitKind.CARE_UNIT, UnitKind.ADMINISTRATION) and parent is None:
        parent = make_unit("Region Exempel", kind=UnitKind.REGION)
    details = {"phone": "010-101 10 10"} | details
    return actions.create_unit(
        name=name, kind=kind, hsa_id=f"SE0000000000-U{number}", code=f"u{number}", parent=parent,
        by=SYSTEM, **details,
    )  # fmt: skip


def make_user(name="Kim Exempel"):
    return actions.create_user(username=f"user-{next(counter)}", name=name, by=SYSTEM)


def _four_signs(number):
    """Letters too: a long run of tests makes more than ten thousand people."""
    signs = string.digits + string.ascii_uppercase
    return "".join(signs[number // 36**place % 36] for place in (3, 2, 1, 0))


def make_patient(unit=None, *, given_name="Astrid", family_name="Lindqvist", **details):
    """A patient with a sign-in and, when a unit is given, a care relation with it."""
    number = next(counter)
    details = {
        "birth_date": datetime.date(1950, 9, 7),
        "user": make_user(f"{given_name} {family_name}"),
        "email": f"patient{number}@example.se",
    } | details
    patient = actions.register_patient(
        system=IdentifierSystem.RESERVNUMMER, value=f"98240301{_four_signs(number)}",
        given_name=given_name, family_name=family_name, by=SYSTEM, **details,
    )  # fmt: skip
    if unit:
        start_care_relation(
            patient=patient, unit=unit, ground=Ground.LISTED, by=SYSTEM,
            starts=datetime.date(2020, 1, 1),
        )  # fmt: skip
    return patient


def make_staff(name="Sara Ek", title="distriktssköterska"):
    return actions.create_staff(
        name=name, title=title, hsa_id=f"SE0000000000-P{next(counter)}", user=make_user(name), by=SYSTEM
    )


def make_assignment(unit=None, role=Role.CLINICIAN, staff=None):
    return actions.assign(
        staff=staff or make_staff(), unit=unit or make_unit(), role=role, by=SYSTEM,
        starts=datetime.date(2020, 1, 1),
    )  # fmt: skip


def make_clinician(unit=None, role=Role.CLINICIAN):
    """An Actor: a staff member in an assignment at the unit."""
    return Actor.for_assignment(make_assignment(unit, role))


def make_delegate(patient, scopes=tuple(Scope), **details):
    """An Actor: someone who acts for the patient."""
    details = {"relation": "dotter", "starts": datetime.date(2020, 1, 1)} | details
    return Actor.for_delegate(
        actions.grant_delegation(
            patient=patient, user=make_user("Eva Lindqvist"), scopes=list(scopes), by=SYSTEM, **details
        )
    )


def as_patient(patient):
    return Actor.for_patient(patient)
