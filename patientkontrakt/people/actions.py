"""Changes of who there is. The demo, imports and administration call these; each is audited."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from patientkontrakt.audit.actions import record
from patientkontrakt.audit.models import Activity
from patientkontrakt.people.actor import Actor
from patientkontrakt.people.identifiers import clean_identifier
from patientkontrakt.people.models import (
    Assignment,
    Delegate,
    OrganizationUnit,
    Patient,
    PatientIdentifier,
    Staff,
    User,
    UserIdentifier,
)
from patientkontrakt.people.permissions import Permission, check_permission
from patientkontrakt.people.roles import Role, Scope


@transaction.atomic
def create_user(*, username: str, name: str, email: str = "", password: str | None = None, by: Actor) -> User:
    """A sign-in. Without a password it can be used only through an identity provider."""
    check_permission(by, Permission.MANAGE_ACCOUNTS)
    user = User(username=username, name=name, email=email)
    user.set_password(password)
    user.save(force_insert=True)
    record(by=by, activity=Activity.WRITE, resource=user)
    return user


@transaction.atomic
def identify_sign_in(*, user: User, system: str, value: str, by: Actor) -> UserIdentifier:
    """The number by which an identity provider's person is met as this sign-in: delegates need no record.

    Raises ValidationError for a number that is not one, or that names someone with another sign-in.
    """
    check_permission(by, Permission.MANAGE_ACCOUNTS)
    number = {"system": system, "value": clean_identifier(system, value)}
    named = Patient.objects.select_for_update(no_key=True).filter(
        pk__in=PatientIdentifier.objects.filter(**number).values("patient")
    )
    holders = {patient.user_id for patient in named if patient.user_id}
    holders |= set(UserIdentifier.objects.filter(**number).values_list("user", flat=True))
    if holders - {user.pk}:
        raise ValidationError(_("The number belongs to another sign-in."))
    identifier, _is_new = UserIdentifier.objects.get_or_create(user=user, **number)
    record(by=by, activity=Activity.WRITE, resource=identifier)
    return identifier


@transaction.atomic
def create_unit(
    *, name: str, kind: str, hsa_id: str, code: str, parent: OrganizationUnit | None = None,
    phone: str = "", address: str = "", by: Actor,
) -> OrganizationUnit:  # fmt: skip
    """A node of the organisation tree; `code` is its short name in the path."""
    check_permission(by, Permission.MANAGE_ACCOUNTS)
    unit = OrganizationUnit.objects.create(
        name=name, kind=kind, hsa_id=hsa_id, parent=parent, phone=phone, address=address,
        path=f"{parent.path if parent else ''}{code}/",
    )  # fmt: skip
    record(by=by, activity=Activity.WRITE, resource=unit)
    return unit


@transaction.atomic
def create_staff(*, name: str, title: str, hsa_id: str, user: User | None = None, by: Actor) -> Staff:
    """A staff member; what they may do comes from assignments."""
    check_permission(by, Permission.MANAGE_ACCOUNTS)
    staff = Staff.objects.create(name=name, title=title, hsa_id=hsa_id, user=user)
    record(by=by, activity=Activity.WRITE, resource=staff)
    return staff


@transaction.atomic
def assign(*, staff: Staff, unit: OrganizationUnit, role: Role, by: Actor, **period) -> Assignment:
    """Give a staff member a role at a unit. `period` may hold `starts`, `ends` and `purpose`."""
    check_permission(by, Permission.MANAGE_ACCOUNTS)
    assignment = Assignment.objects.create(staff=staff, unit=unit, role=role, **period)
    record(by=by, activity=Activity.WRITE, resource=assignment)
    return assignment


@transaction.atomic
def end_assignment(*, assignment: Assignment, ends: datetime.date, by: Actor) -> Assignment:
    """The last day of an assignment; the right ends with the day."""
    check_permission(by, Permission.MANAGE_ACCOUNTS)
    assignment.ends = ends
    assignment.save(update_fields=["ends", "updated_at"])
    record(by=by, activity=Activity.WRITE, resource=assignment)
    return assignment


@transaction.atomic
def register_patient(*, system: str, value: str, by: Actor, **details) -> Patient:
    """A new patient with the number in use. Raises ValidationError for a number that is not one."""
    check_permission(by, Permission.REGISTER)
    patient = Patient.objects.create(**details)
    PatientIdentifier.objects.create(patient=patient, system=system, value=clean_identifier(system, value))
    record(by=by, activity=Activity.WRITE, resource=patient, patient=patient)
    return patient


@transaction.atomic
def replace_identifier(*, patient: Patient, system: str, value: str, by: Actor) -> PatientIdentifier:
    """A new number in use, for example when a coordination number gives way; the old one is kept."""
    check_permission(by, Permission.REGISTER)
    patient.identifiers.filter(is_current=True).update(is_current=False)
    identifier = PatientIdentifier.objects.create(
        patient=patient, system=system, value=clean_identifier(system, value)
    )
    record(by=by, activity=Activity.WRITE, resource=identifier, patient=patient)
    return identifier


@transaction.atomic
def link_sign_in(*, patient: Patient, user: User, by: Actor) -> Patient:
    """The first sign-in by an identity provider meets the patient that the number names.

    Raises ValidationError when the patient has a sign-in: it is never handed to someone else.
    """
    check_permission(by, Permission.REGISTER)
    patient = Patient.objects.select_for_update(no_key=True).get(pk=patient.pk)
    if patient.user_id:
        raise ValidationError(_("The patient already has a sign-in."))
    patient.user = user
    patient.save(update_fields=["user", "updated_at"])
    record(by=by, activity=Activity.WRITE, resource=patient, patient=patient)
    return patient


@transaction.atomic
def grant_delegation(
    *, patient: Patient, user: User, relation: str, scopes: list[Scope], by: Actor, **details
) -> Delegate:
    """Let someone act for the patient. `details` may hold `kind`, `starts` and `ends`."""
    check_permission(by, Permission.REGISTER)
    delegate = Delegate.objects.create(
        patient=patient, user=user, relation=relation, scopes=scopes, **details
    )
    record(by=by, activity=Activity.WRITE, resource=delegate, patient=patient)
    return delegate
