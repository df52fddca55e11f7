"""The capacity in which a signed-in person acts: as patient, for a patient, or in one assignment.

Every action takes an Actor as `by`: the log must name the person, the unit and the purpose.
"""

from dataclasses import dataclass, field
from functools import cached_property

from patientkontrakt.audit.models import Purpose
from patientkontrakt.people.models import Assignment, Delegate, Patient, User
from patientkontrakt.people.roles import Role
from patientkontrakt.prepared import Prepared

# Asked at every request of who is signed in.
OWN_PATIENT = Prepared(lambda user, today, now: Patient.objects.filter(user=user))
ASSIGNMENTS = Prepared(
    lambda user, today, now: (
        Assignment.objects.current(today)
        .filter(staff__user=user)
        .select_related("staff__user", "unit__parent__parent")
    )
)


@dataclass(frozen=True)
class Actor:
    """Who acts, in which role, for which patient (patients and delegates) or where (staff)."""

    role: Role
    user: User | None = None
    patient: Patient | None = None
    delegate: Delegate | None = None
    assignment: Assignment | None = None
    # The patients whom a guard has let this actor in to; an actor lives no longer than its request.
    entered: set = field(default_factory=set, compare=False, repr=False)

    @classmethod
    def for_patient(cls, patient: Patient):
        return cls(role=Role.PATIENT, user=patient.user, patient=patient)

    @classmethod
    def for_delegate(cls, delegate: Delegate):
        return cls(role=Role.DELEGATE, user=delegate.user, patient=delegate.patient, delegate=delegate)

    @classmethod
    def for_assignment(cls, assignment: Assignment):
        return cls(role=Role(assignment.role), user=assignment.staff.user, assignment=assignment)

    @classmethod
    def system(cls):
        """Timed jobs and imports act as the system, never as a person."""
        return cls(role=Role.SYSTEM)

    @property
    def name(self):
        if self.assignment:
            return self.assignment.staff.name
        return self.user.name if self.user else "Patientkontrakt"

    @property
    def signature(self):
        """How a person is named where all can read who did it: staff with their title."""
        return str(self.staff) if self.is_staff else self.name

    @property
    def role_label(self):
        return self.role.label

    @property
    def staff(self):
        return self.assignment.staff if self.assignment else None

    @property
    def unit(self):
        return self.assignment.unit if self.assignment else None

    @property
    def is_patient(self):
        return self.role == Role.PATIENT

    @property
    def is_delegate(self):
        return self.role == Role.DELEGATE

    @property
    def is_staff(self):
        return self.assignment is not None

    @property
    def acts_for_patient(self):
        """True for the patient and the patient's delegates: the patient's side of the contract."""
        return self.patient is not None

    @property
    def key(self):
        """What the session remembers: the kind of capacity and the row that gives it."""
        row = self.assignment or self.delegate or self.patient
        return f"{type(row).__name__.lower()}:{row.pk}"

    @cached_property
    def audit_fields(self) -> dict:
        """The log's words for who, where and why (RIV-TA StoreLog: User, CareUnit, CareProvider)."""
        unit, staff = self.unit, self.staff
        provider = unit.provider if unit else None
        return {
            "user_id": self.user.pk if self.user else None,
            "user_name": self.name,
            "user_hsa_id": staff.hsa_id if staff else "",
            "title": staff.title if staff else "",
            "role": self.role.value,
            "purpose": self.assignment.purpose if self.assignment else Purpose.CARE,
            "unit_hsa_id": unit.hsa_id if unit else "",
            "unit_name": unit.name if unit else "",
            "provider_hsa_id": provider.hsa_id if provider else "",
            "provider_name": provider.name if provider else "",
        }


def actors_of(user: User) -> list[Actor]:
    """All capacities that the person may choose from today."""
    patients = Patient.objects.filter(user=user).select_related("user")
    delegates = Delegate.objects.current().filter(user=user).select_related("user", "patient")
    return [
        *map(Actor.for_patient, patients),
        *map(Actor.for_delegate, delegates),
        *map(Actor.for_assignment, ASSIGNMENTS(user)),
    ]


def actor_with_key(user: User, key: str) -> Actor | None:
    """The capacity that the session remembers, if it still holds today; one query."""
    kind, _, pk = key.partition(":")
    if kind == "patient":
        found = next((patient for patient in OWN_PATIENT(user) if str(patient.pk) == pk), None)
        return found and Actor(role=Role.PATIENT, user=user, patient=found)
    if kind == "delegate":
        current = Delegate.objects.current().select_related("user", "patient")
        found = current.filter(user=user, pk=pk).first()
        return found and Actor.for_delegate(found)
    found = next((assignment for assignment in ASSIGNMENTS(user) if str(assignment.pk) == pk), None)
    return found and Actor.for_assignment(found)
