from django.db import transaction

from patientkontrakt.audit.actions import record
from patientkontrakt.audit.models import Activity
from patientkontrakt.people.actor import Actor
from patientkontrakt.people.models import OrganizationUnit
from patientkontrakt.people.permissions import Permission, check_permission
from scheduling.models import Room


@transaction.atomic
def add_room(*, unit: OrganizationUnit, name: str, by: Actor) -> Room:
    """A room that can be booked together with a time."""
    check_permission(by, Permission.MANAGE_ACCOUNTS)
    room = Room.objects.create(unit=unit, name=name)
    record(by=by, activity=Activity.WRITE, resource=room)
    return room
