from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from patientkontrakt.access.patients import check_may
from patientkontrakt.people.actor import Actor
from patientkontrakt.people.permissions import Permission
from scheduling.models import Appointment, TimeProposal


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
