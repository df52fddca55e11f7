from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from patientkontrakt.access.patients import check_may
from patientkontrakt.people.actor import Actor
from patientkontrakt.people.models import Assignment, Staff
from patientkontrakt.people.permissions import Permission
from scheduling.models import Appointment, Room, TimeProposal


def check_may_change(by: Actor, meeting: Appointment | TimeProposal) -> None:
    """The patient's side answers and cancels the patient's times; care's side those of the own unit."""
    permission = Permission.OWN_BOOK if by.acts_for_patient else Permission.BOOK
    check_may(by, permission, meeting.patient)
    if by.is_staff and by.unit.pk != meeting.unit_id:
        raise PermissionDenied(
            _("Only staff at %(unit)s can change this time.") % {"unit": meeting.unit.name}
        )


def check_can_become(meeting: Appointment | TimeProposal, status) -> None:
    """Raises ValidationError, with a sentence, for a change that ALLOWED_CHANGES does not hold."""
    if not meeting.can_become(status):
        raise ValidationError(
            _("It stands as “%(now)s” already and cannot become “%(new)s”.")
            % {"now": meeting.get_status_display(), "new": status.label}
        )


def bookable_staff(by: Actor):
    """Those who meet patients at the unit of the assignment today: whose times may be booked there."""
    assignments = Assignment.objects.current().meeting_patients().filter(unit=by.unit)
    return Staff.objects.filter(pk__in=assignments.values("staff"))


def check_belongs_here(by: Actor, staff: Staff, room: Room | None = None) -> None:
    """A unit books its own staff and rooms only. Raises ValidationError; who acts here works here."""
    if staff != by.staff and not bookable_staff(by).filter(pk=staff.pk).exists():
        raise ValidationError(
            _("%(staff)s does not meet patients at %(unit)s. Choose someone who does.")
            % {"staff": staff.name, "unit": by.unit.name}
        )
    if room and room.unit_id != by.unit.pk:
        raise ValidationError(
            _("The room %(room)s does not belong to %(unit)s. Choose another room.")
            % {"room": room.name, "unit": by.unit.name}
        )
