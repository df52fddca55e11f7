from django.db import transaction
from django.urls import reverse

from patientkontrakt.audit.actions import record_shown
from patientkontrakt.audit.models import Activity
from patientkontrakt.notifications.actions import tell
from patientkontrakt.notifications.models import Topic
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
def invite_patients(*, round: Round, by: Actor) -> list[SurveyInvitation]:
    """Ask all patients of the unit who were not asked in this round and whom a message can reach.

    Raises TooFewToAsk for fewer than a small group. The caller learns how many, never who: rows and
    links are written in different orders, and links do not name the patient.
    """
    round = locked(round)
    check_may_invite(by, round)
    invitations, hashes = [], []
    for patient in round.patients_to_ask:
        token = new_token()
        message = tell(patient=patient, topic=Topic.SURVEY, path=reverse("surveys:answer", args=[token]))
        if message:
            invitations.append(SurveyInvitation(round=round, patient=patient, message=message))
            hashes.append(hash_of(token))
    if len(invitations) < SMALL_GROUP:
        raise TooFewToAsk
    SurveyInvitation.objects.bulk_create(invitations)
    SurveyLink.objects.bulk_create([SurveyLink(token_hash=h, round=round) for h in sorted(hashes)])
    record_shown(
        by=by,
        activity=Activity.WRITE,
        resource="surveys.SurveyInvitation",
        patients=[i.patient for i in invitations],
    )
    return invitations
