import uuid

from django.db import IntegrityError, connection, transaction

from patientkontrakt.prepared import save_together
from surveys.bands import AgeBand, Language, Way
from surveys.instruments import PASSED_OVER, Audience
from surveys.links import Asked, asked_by, hash_of
from surveys.locks import stand_alone
from surveys.models import Incoming, ReceivedForm, Round

# The round's row first: who closes the round holds it and then takes the links. The other way deadlocks.
USE_LINK = """
WITH asking AS MATERIALIZED (
    SELECT id FROM surveys_round WHERE id = %(round)s AND NOT is_closed FOR KEY SHARE
)
DELETE FROM surveys_surveylink link USING asking
WHERE link.round_id = asking.id AND link.token_hash = %(token_hash)s
"""


class LinkSpent(Exception):
    """The link is used, unknown or too old, or has taken all that it may."""


class LinkFull(LinkSpent):
    """The staff's link has taken as many answers as people work at the unit."""


@transaction.atomic
def answer(
    *,
    token: str,
    key: uuid.UUID,
    answers: dict,
    age_band: int = AgeBand.NOT_GIVEN,
    language: int = Language.NOT_GIVEN,
) -> None:
    """Keep one person's answers; raises LinkSpent when the link does not (any longer) take answers, and of
    that LinkFull when it is the staff's and all have answered.

    Anonymous on purpose: no `by`, no audit event, nothing returned. `key` comes with the form, so that
    a form which is sent twice is kept once; a ticket has a key of its own. Deleting a patient's link is what
    proves its single use.
    """
    asked = asked_by(token)
    if asked is None or not _use(asked, token):
        if ReceivedForm.objects.filter(pk=key).exists():
            return
        raise LinkFull if asked and asked.link else LinkSpent
    bands = {"way": asked.way, "age_band": age_band, "language": language}
    receive(round=asked.round, audience=asked.audience, key=asked.key or key, answers=answers, **bands)


def receive(
    *, round: Round, audience: Audience, key: uuid.UUID, answers: dict, way: Way,
    age_band: int = AgeBand.NOT_GIVEN, language: int = Language.NOT_GIVEN,
) -> bool:  # fmt: skip
    """Put one person's answers in the queue, by one statement; False for a form that has come before.

    Raises LinkSpent when the round is closed for good. `answers`: column → answer, or None for passed over.
    The last step of every action by which answers come in.
    """
    given = {column: value or PASSED_OVER for column, value in answers.items()}
    bands = {"way": way, "age_band": age_band, "language": language}
    form = ReceivedForm(key=key, round=round)
    try:
        with transaction.atomic():
            return save_together(form, Incoming(round=round, audience=audience, **bands, **given))
    except IntegrityError as error:
        raise LinkSpent from error


def _use(asked: Asked, token):
    """True when this request may use the link: a patient's own once, an open one as often as it takes."""
    if asked.link is None:
        with connection.cursor() as cursor:
            cursor.execute(USE_LINK, {"round": asked.round.pk, "token_hash": hash_of(token)})
            return bool(cursor.rowcount)
    if asked.link.limit is None:
        return True
    stand_alone(asked.round)
    taken = Round.objects.with_counts().get(pk=asked.round.pk).staff_link_answers
    return taken < asked.link.limit
