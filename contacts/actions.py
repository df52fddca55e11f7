"""Changes of whom a patient turns to. The patient's row is locked first, so that two people who change
the same patient's contacts wait for each other; the constraints decide."""

import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts.models import CareContact, ContactKind, ContactPath, EndReason
from contacts.permissions import check_may_end_contact
from patientkontrakt.access.patients import check_may
from patientkontrakt.audit.actions import record
from patientkontrakt.audit.models import Activity
from patientkontrakt.base_model import save_edit
from patientkontrakt.notifications.actions import tell
from patientkontrakt.people.actor import Actor
from patientkontrakt.people.models import OrganizationUnit, Patient, Staff
from patientkontrakt.people.permissions import Permission, check_permission

TAKEN = {
    "contacts_one_coordinating": gettext_lazy(
        "The patient already has a coordinating contact at that time. "
        "Appoint this person without the coordination, then hand it over."
    ),
    "contacts_one_physician": gettext_lazy(
        "The patient already has a fixed physician contact at that time. End that one first, with a reason."
    ),
}


@transaction.atomic
def appoint_contact(
    *, patient: Patient, kind: ContactKind, staff: Staff, unit: OrganizationUnit, role_text: str = "",
    is_coordinating: bool = False, starts: datetime.date | None = None, reason: str, by: Actor,
) -> CareContact:  # fmt: skip
    """Appoint a fixed contact, because it is asked for or needed (patientlagen 6 kap. 2–3 §§).

    `reason` is an AppointReason or an own text. Raises ValidationError, with a sentence, when the
    patient has a coordinating or a physician contact in that time already.
    """
    check_may(by, Permission.ASSIGN_CONTACT, patient)
    _lock(patient)
    starts = starts or timezone.localdate()
    contact = CareContact(
        patient=patient, kind=kind, staff=staff, unit=unit, role_text=role_text, reason=reason,
        is_coordinating=is_coordinating, starts=starts, since=starts, decided_by=by.staff,
    )  # fmt: skip
    _save_or_say_why_not(contact)
    record(by=by, activity=Activity.WRITE, resource=contact, patient=patient)
    tell(patient=patient, path=reverse("contacts:my_contacts"))
    return contact


@transaction.atomic
def end_contact(*, contact: CareContact, ends: datetime.date, reason: str, by: Actor) -> CareContact:
    """The last day with a contact, and why. For the contact's unit and the coordinating one (ADR 11).

    Raises ValidationError while the contact coordinates and another care contact could take over:
    then the coordination is handed over first, so that the patient is never without.
    """
    check_may_end_contact(by, contact)
    _lock(contact.patient)
    contact.refresh_from_db()
    _check_may_end(contact, ends)
    contact.ends, contact.end_reason = ends, reason
    contact.save(update_fields=["ends", "end_reason", "updated_at"])
    record(by=by, activity=Activity.WRITE, resource=contact, patient=contact.patient)
    tell(patient=contact.patient, path=reverse("contacts:my_contacts"))
    return contact


@transaction.atomic
def hand_over_coordination(*, patient: Patient, to: CareContact, by: Actor) -> CareContact:
    """Let another of the patient's care contacts coordinate from today, with never a moment without.

    Returns the contact that coordinates now. Raises ValidationError when `to` is no current care contact.
    """
    check_may(by, Permission.ASSIGN_CONTACT, patient)
    _lock(patient)
    current = patient.care_contacts.current().filter(kind=ContactKind.CARE)
    receiver = current.filter(pk=to.pk).first()
    if receiver is None:
        raise ValidationError(_("Choose someone who is the patient's fixed care contact today."))
    for giver in current.coordinating().exclude(pk=to.pk):
        _go_on(giver, is_coordinating=False, by=by)
    if not receiver.is_coordinating:
        receiver = _go_on(receiver, is_coordinating=True, by=by)
        tell(patient=patient, path=reverse("contacts:my_contacts"))
    record(by=by, activity=Activity.WRITE, resource=receiver, patient=patient)
    return receiver


@transaction.atomic
def add_contact_path(*, unit: OrganizationUnit, by: Actor, **path) -> ContactPath:
    """A new way to reach the unit. Raises PermissionDenied for another unit than the own."""
    _check_own_unit(by, unit)
    saved = ContactPath.objects.create(unit=unit, **path)
    record(by=by, activity=Activity.WRITE, resource=saved)
    return saved


@transaction.atomic
def edit_contact_path(*, path: ContactPath, seen_version: int, by: Actor, **changes) -> ContactPath:
    """Raises EditConflict when a colleague saved first."""
    _check_own_unit(by, path.unit)
    saved = save_edit(path, seen_version=seen_version, **changes)
    record(by=by, activity=Activity.WRITE, resource=saved)
    return saved


@transaction.atomic
def remove_contact_path(*, path: ContactPath, by: Actor) -> None:
    """A way that is closed is taken away at once: a number that nobody answers harms."""
    _check_own_unit(by, path.unit)
    record(by=by, activity=Activity.DELETE, resource=path)
    path.delete()


def _lock(patient):
    Patient.objects.select_for_update(no_key=True).get(pk=patient.pk)


def _save_or_say_why_not(contact):
    try:
        with transaction.atomic():
            contact.save()
    except IntegrityError as error:
        sentence = TAKEN.get(error.__cause__.diag.constraint_name)
        if sentence is None:
            raise
        raise ValidationError(sentence) from error


def _check_may_end(contact, ends):
    if contact.ends and contact.ends < timezone.localdate():
        raise ValidationError(_("The contact has ended already."))
    if ends < contact.starts:
        raise ValidationError(_("The last day cannot be before the first day."))
    others = contact.patient.care_contacts.current().filter(kind=ContactKind.CARE).exclude(pk=contact.pk)
    if contact.is_coordinating and others.exists():
        raise ValidationError(
            _("Hand over the coordination first: the patient has another care contact who can take it.")
        )


def _go_on(contact, *, is_coordinating, by):
    """The period until yesterday stays as it was; from today the same person goes on in the new role."""
    today = timezone.localdate()
    next_period = contact
    if contact.starts < today:
        next_period = CareContact(
            patient=contact.patient, kind=contact.kind, staff=contact.staff, unit=contact.unit,
            role_text=contact.role_text, since=contact.since, starts=today, ends=contact.ends,
            reason=contact.reason, end_reason=contact.end_reason, decided_by=by.staff,
        )  # fmt: skip
        contact.ends, contact.end_reason = today - datetime.timedelta(days=1), EndReason.HANDED_OVER
        contact.save(update_fields=["ends", "end_reason", "updated_at"])
    next_period.is_coordinating = is_coordinating
    _save_or_say_why_not(next_period)
    return next_period


def _check_own_unit(by, unit):
    check_permission(by, Permission.EDIT_CONTACT_PATHS)
    if by.is_staff and by.unit.pk != unit.pk:
        raise PermissionDenied(_("You can only change the ways to contact your own unit."))
