"""Open links: a poster for the waiting room, a screen at the unit."""

from django.db import transaction

from patientkontrakt.audit.actions import record
from patientkontrakt.audit.models import Activity
from patientkontrakt.people.actor import Actor
from surveys.bands import Way
from surveys.locks import locked
from surveys.models import OpenLink, Round
from surveys.models.open_link import short_token
from surveys.permissions import check_may_give_out


@transaction.atomic
def open_way(*, round: Round, way: Way, by: Actor) -> OpenLink:
    """The round's link for a poster or a screen; the same one each time."""
    round = locked(round)
    check_may_give_out(by, round)
    link, is_new = OpenLink.objects.get_or_create(round=round, way=way, defaults={"token": short_token()})
    if is_new:
        record(by=by, activity=Activity.WRITE, resource=link)
    return link


@transaction.atomic
def renew_link(*, link: OpenLink, by: Actor) -> OpenLink:
    """Another address instead of one that has come into wrong hands: the old one takes no more answers."""
    check_may_give_out(by, locked(link.round))
    link.token = short_token()
    link.save(update_fields=["token", "updated_at"])
    record(by=by, activity=Activity.WRITE, resource=link)
    return link
