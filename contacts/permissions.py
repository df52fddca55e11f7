"""Who may end a contact (ADR 11), and who may see where the patient goes for care."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from contacts.models import CareContact
from patientkontrakt.access.patients import check_may
from patientkontrakt.people.actor import Actor
from patientkontrakt.people.models import Patient
from patientkontrakt.people.permissions import Permission, has_permission


def may_end(actor: Actor, contact: CareContact, current: list[CareContact]) -> bool:
    """The unit where the contact works and that of the coordinating contact; `current`: all of today."""
    units = {contact.unit_id} | {other.unit_id for other in current if other.is_coordinating}
    return has_permission(actor, Permission.ASSIGN_CONTACT) and (not actor.is_staff or actor.unit.pk in units)


def check_may_end_contact(actor: Actor, contact: CareContact) -> None:
    """Raises PermissionDenied with whom to ring instead."""
    check_may(actor, Permission.ASSIGN_CONTACT, contact.patient)
    if not may_end(actor, contact, contact.patient.care_contacts.current()):
        raise PermissionDenied(
            _("A fixed contact is ended by the own unit or by the one that coordinates. Ring %(unit)s.")
            % {"unit": contact.unit.name_and_phone}
        )


def may_see_location(actor: Actor, patient: Patient) -> bool:
    """Where a person with protected identity goes for care is hidden from delegates (domain, §4)."""
    return not (patient.is_protected and actor.is_delegate)
