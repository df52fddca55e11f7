"""The people of the matrix: two patients at two units that are strangers, and everyone in each role.

Names and numbers of the patients are unmistakable, so that a page that lets one slip can be caught.
"""

import datetime
from dataclasses import dataclass

from patientkontrakt.access.actions import start_care_relation
from patientkontrakt.access.models import Ground
from patientkontrakt.people.actor import Actor
from patientkontrakt.people.models import Patient, UnitKind
from patientkontrakt.people.roles import Role
from tests.factories import (
    SYSTEM,
    as_patient,
    make_clinician,
    make_delegate,
    make_patient,
    make_unit,
    make_user,
)

ANONYMOUS, NO_CAPACITY = "anonymous", "signed in without capacity"


@dataclass(frozen=True)
class People:
    own: Patient
    other: Patient
    own_clinician: Actor
    other_clinician: Actor
    actors: dict[str, Actor]
    newcomer: object

    @property
    def roles(self):
        return [ANONYMOUS, NO_CAPACITY, *self.actors]


def make_people() -> People:
    """`own` is a patient of the unit where everyone works, `other` of a unit elsewhere in the region."""
    region = make_unit("Region Exempel", kind=UnitKind.REGION)
    near = make_unit("Nära vård", kind=UnitKind.ADMINISTRATION, parent=region)
    far = make_unit("Sjukhusvård", kind=UnitKind.ADMINISTRATION, parent=region)
    unit = make_unit("Björkens vårdcentral", parent=near)
    other_unit = make_unit("Ekens mottagning", parent=far)
    municipality = make_unit("Exempelby kommun", kind=UnitKind.MUNICIPALITY)
    own = make_bird(unit, "Alfågel", "1")
    other = make_bird(other_unit, "Kanariefågel", "2")
    start_care_relation(
        patient=own,
        unit=municipality,
        ground=Ground.COORDINATION,
        starts=datetime.date(2020, 1, 1),
        by=SYSTEM,
    )
    places = {
        Role.MUNICIPAL_STAFF: municipality,
        Role.AREA_MANAGER: near,
        Role.REGION_DEVELOPER: region,
        Role.LOG_REVIEWER: region,
        Role.ADMINISTRATOR: region,
    }
    staff = [r for r in Role if r not in (Role.PATIENT, Role.DELEGATE, Role.SYSTEM)]
    actors = {
        Role.PATIENT.value: as_patient(own),
        Role.DELEGATE.value: make_delegate(own),
        **{role.value: make_clinician(places.get(role, unit), role) for role in staff},
    }
    return People(own, other, actors["clinician"], make_clinician(other_unit), actors, make_user("Ny Person"))


def make_bird(unit, family_name, digit):
    return make_patient(
        unit, given_name=f"Kvitter{digit}", family_name=family_name, phone=f"070-{digit}23 98 7{digit}",
        email=f"{family_name.lower().replace('å', 'a')}@example.se", address=f"{family_name}svägen {digit}",
    )  # fmt: skip


def secrets(patient) -> set[str]:
    """What may stand on no page of anyone who may not see the patient."""
    number = patient.identifiers.get()
    return {
        patient.given_name, patient.family_name, patient.email, patient.phone.replace(" ", ""),
        patient.phone, number.value, str(number),
    }  # fmt: skip
