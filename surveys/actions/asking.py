"""Patients are asked by a message with a link of their own: begun by hand or by the clock, in batches."""

from itertools import islice

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from patientkontrakt.audit.actions import record, record_shown
from patientkontrakt.audit.models import Activity
from patientkontrakt.notifications.actions import message_to
from patientkontrakt.notifications.models import Delivery, OutboxMessage, Topic
from patientkontrakt.people.actor import Actor
from surveys.links import hash_of
from surveys.locks import locked
from surveys.models import Round, SurveyInvitation, SurveyLink
from surveys.models.round import new_token
from surveys.permissions import check_may_invite
from surveys.small_groups import SMALL_GROUP


class TooFewToAsk(Exception):
    """Fewer patients to ask than the smallest group: a link must not tell whose it is."""


@transaction.atomic
def start_asking(*, round: Round, by: Actor) -> Round:
    """From now on the worker asks all whom the round means; `to_ask`: how many in all, asked ones included.

    Fewer new ones than a small group are not asked: then `to_ask` is no more than has been asked.
    """
    round = locked(round)
    check_may_invite(by, round)
    waiting = round.patients_to_ask.reachable().count()
    round.to_ask = round.invitations.count() + (waiting if waiting >= SMALL_GROUP else 0)
    round.asking_since = round.asking_since or timezone.now()
    round.save(update_fields=["to_ask", "asking_since", "updated_at"])
    record(by=by, activity=Activity.WRITE, resource=round)
    return round


@transaction.atomic
def invite_patients(*, round: Round, at_most: int | None = None, by: Actor) -> list[SurveyInvitation]:
    """Ask patients whom the round means: all, or a batch that leaves nobody or a small group at least.

    Raises TooFewToAsk for fewer than a small group. The caller learns how many, never who: rows and
    links are written in different orders, and links do not name the patient.
    """
    round = locked(round)
    check_may_invite(by, round)
    found = list(islice(_to_tell(round), at_most and at_most + SMALL_GROUP))
    if len(found) < SMALL_GROUP:
        raise TooFewToAsk
    is_last = at_most is None or len(found) < at_most + SMALL_GROUP
    invitations = _write(round, found if is_last else found[:at_most])
    record_shown(
        by=by, activity=Activity.WRITE, resource="surveys.SurveyInvitation",
        patients=[invitation.patient for invitation in invitations],
    )  # fmt: skip
    if is_last:
        round.to_ask = round.invitations.count()
        round.asking_since = round.asking_since or timezone.now()
        round.save(update_fields=["to_ask", "asking_since", "updated_at"])
    return invitations


@transaction.atomic
def remind_patients(*, round: Round, by: Actor) -> Round:
    """Once a round: all whom a message has reached are told again, without a link.

    Nobody knows who has answered, and a second link could be answered twice. Does nothing the second time.
    """
    round = locked(round)
    check_may_invite(by, round)
    if round.reminded_at:
        return round
    told = round.invitations.filter(message__delivery=Delivery.SENT).select_related("patient")
    messages = (message_to(patient=i.patient, topic=Topic.SURVEY_AGAIN) for i in told.iterator(1000))
    written = OutboxMessage.objects.bulk_create(filter(None, messages), batch_size=1000)
    record_shown(
        by=by, activity=Activity.WRITE, resource="surveys.reminder", patients=[m.patient for m in written]
    )
    round.reminded_at = timezone.now()
    round.save(update_fields=["reminded_at", "updated_at"])
    record(by=by, activity=Activity.WRITE, resource=round)
    return round


def _to_tell(round):
    """(link's hash, message) for each patient to ask whom a message can reach."""
    for patient in round.patients_to_ask.iterator(1000):
        token = new_token()
        path = reverse("surveys:answer", args=[token])
        if message := message_to(patient=patient, topic=Topic.SURVEY, path=path):
            yield hash_of(token), message


def _write(round, found):
    messages = OutboxMessage.objects.bulk_create([message for _hash, message in found], batch_size=1000)
    hashes = sorted(hash for hash, _message in found)
    SurveyLink.objects.bulk_create([SurveyLink(token_hash=h, round=round) for h in hashes])
    invitations = [SurveyInvitation(round=round, patient=m.patient, message=m) for m in messages]
    return SurveyInvitation.objects.bulk_create(invitations)
