import datetime
import random
import uuid

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from patientkontrakt.audit.actions import record, record_shown
from patientkontrakt.audit.models import Activity
from patientkontrakt.notifications.actions import tell
from patientkontrakt.notifications.models import Topic
from patientkontrakt.people.actor import Actor
from patientkontrakt.people.models import OrganizationUnit
from patientkontrakt.people.permissions import Permission, check_permission
from surveys.instruments import SEVEN_QUESTIONS, Audience
from surveys.links import asked_by, hash_of
from surveys.models import Instrument, Response, Round, SurveyInvitation, SurveyLink
from surveys.models.round import new_token
from surveys.permissions import check_may_close_round, check_may_invite, check_may_run_rounds
from surveys.small_groups import SMALL_GROUP


class RoundsOverlap(Exception):
    """The unit already has a round on one of the days."""


class NotACareUnit(Exception):
    """Only units that meet patients ask the questions."""


class TooFewToAsk(Exception):
    """Fewer patients to ask than the smallest group: a link must not tell whose it is."""


class LinkSpent(Exception):
    """The link is used, unknown or too old."""


@transaction.atomic
def load_seven_questions(*, by: Actor) -> Instrument:
    """The 7 questions in their newest edition; the same row each time."""
    check_permission(by, Permission.RUN_ROUNDS)
    instrument, is_new = Instrument.objects.get_or_create(
        slug=SEVEN_QUESTIONS["instrument"],
        edition=SEVEN_QUESTIONS["version"],
        defaults={"content": SEVEN_QUESTIONS},
    )
    if is_new:
        record(by=by, activity=Activity.WRITE, resource=instrument)
    return instrument


@transaction.atomic
def open_round(
    *, unit: OrganizationUnit, kind: str, closes: datetime.date, opens: datetime.date | None = None, by: Actor
) -> Round:
    """The unit asks from a day (today) to a last day. Raises RoundsOverlap and NotACareUnit."""
    check_may_run_rounds(by, unit)
    if not OrganizationUnit.objects.care_units().filter(pk=unit.pk).exists():
        raise NotACareUnit
    instrument = load_seven_questions(by=by)
    try:
        with transaction.atomic():
            round = Round.objects.create(
                unit=unit, instrument=instrument, kind=kind, closes=closes,
                opens=opens or timezone.localdate(),
            )  # fmt: skip
    except IntegrityError as error:
        raise RoundsOverlap from error
    record(by=by, activity=Activity.WRITE, resource=round)
    return round


@transaction.atomic
def close_round(*, round: Round, by: Actor) -> Round:
    """Closed for good, from now on; a round that is past its last day is closed by the system.

    The unused links go, and the answers are written anew in random order under new keys: who came
    first can no longer be seen (ADR 0008).
    """
    round = _locked(round)
    check_may_close_round(by, round)
    round.links.all().delete()
    _forget_order(round)
    round.closes = min(round.closes, timezone.localdate())
    round.is_closed = True
    round.save(update_fields=["closes", "is_closed", "updated_at"])
    record(by=by, activity=Activity.WRITE, resource=round)
    return round


@transaction.atomic
def invite_patients(*, round: Round, by: Actor) -> list[SurveyInvitation]:
    """Ask all patients of the unit who were not asked in this round and whom a message can reach.

    Raises TooFewToAsk for fewer than a small group. The caller learns how many, never who: rows and
    links are written in different orders, and links do not name the patient.
    """
    round = _locked(round)
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


@transaction.atomic
def answer(*, token: str, key: uuid.UUID, answers: dict) -> None:
    """Keep one person's answers; raises LinkSpent when the link does not (any longer) take answers.

    Anonymous on purpose: no `by`, no audit event, nothing returned. `key` comes with the form, so that
    a form which is sent twice is kept once. Deleting a patient's link is what proves its single use.
    """
    asked = asked_by(token, Round.objects.select_for_update(of=["self"]))
    if asked is None or not _use(asked, token):
        if Response.objects.filter(pk=key).exists():
            return
        raise LinkSpent
    response = Response(id=key, round=asked.round, audience=asked.audience, **answers)
    Response.objects.bulk_create([response], ignore_conflicts=True)


def _locked(round):
    """No answer comes in between: each answer waits for the round's row."""
    return Round.objects.select_for_update(of=["self"]).select_related("unit").get(pk=round.pk)


def _use(asked, token):
    """True when this request, and no other, may use the link. The staff's link may be used by many."""
    if asked.audience == Audience.STAFF:
        return True
    deleted, _rows = SurveyLink.objects.filter(token_hash=hash_of(token)).delete()
    return bool(deleted)


def _forget_order(round):
    responses = list(round.responses.all())
    random.SystemRandom().shuffle(responses)
    round.responses.all().delete()
    for response in responses:
        response.pk = uuid.uuid4()
    Response.objects.bulk_create(responses)
