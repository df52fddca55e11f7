"""The queue's worker: answers leave it in batches, and with it the order in which they came (ADR 0014)."""

from functools import cache

from django.db import connection, transaction

from patientkontrakt.audit.actions import record
from patientkontrakt.audit.models import Activity
from patientkontrakt.people.actor import Actor
from patientkontrakt.people.permissions import Permission, check_permission
from surveys.instruments import ALL_COLUMNS
from surveys.locks import stand_alone
from surveys.models import FigureCheck, Rollup, Round, SurveySettings
from surveys.models.response import AudienceField
from surveys.permissions import check_may_run_rounds
from surveys.rollups import SUMMED, counted, wrong_rounds
from surveys.small_groups import SMALL_GROUP, masks

ANSWER_COLUMNS = ", ".join(["round_number", "audience", "way", "age_band", "language", *ALL_COLUMNS])
ROLLUP_COLUMNS = ", ".join(["round_number", "audience", "band", *SUMMED])
# 60 strong random bits: from a weak generator's numbers its next ones, and so an order, could be worked out.
# Below zero, where the keys of closed rounds are not.
RANDOM_KEY = (
    "-('x0' || right(gen_random_uuid()::text, 12) || left(gen_random_uuid()::text, 3))::bit(64)::bigint"
)
# The round, and a place in the order drawn last: an index that grows at its end alone is a third smaller.
KEY_OF_CLOSED = "(round_number::bigint << 32) + row_number() OVER (ORDER BY drawn)"


@transaction.atomic
def fold(*, round: Round, is_last: bool = False, by: Actor) -> None:
    """Move what waits in the round's queue to the counted answers, in random order, and add it to the sums.

    Each audience by itself, and only when a small group at least waits: fewer would lie beside each other
    for who can read the tables. `is_last`, when the round closes: all that is left, and then every answer of
    the round is written anew, so that no batch can be told apart. Rollup and queue together are the same
    before and after. An audit event would tell when people answered: there is none.
    """
    check_may_run_rounds(by, round.unit)
    stand_alone(round)
    at_least = 1 if is_last else SMALL_GROUP
    with connection.cursor() as cursor:
        for number in AudienceField.NUMBERS.values():
            cursor.execute(_folding(), {"round": round.number, "audience": number, "at_least": at_least})
        if is_last:
            cursor.execute(_writing_anew(), {"round": round.number})


@transaction.atomic
def rebuild(*, round: Round, by: Actor) -> Round:
    """Make the round's rollup anew from its raw answers. What has been hidden stays hidden."""
    check_may_run_rounds(by, round.unit)
    stand_alone(round)
    before = {(row.audience, row.band): row.shown for row in round.rollups.all()}
    round.rollups.all().delete()
    with connection.cursor() as cursor:
        cursor.execute(_rebuilding(), {"round": round.number})
    if round.is_closed:
        mark_shown(round, before)
    record(by=by, activity=Activity.WRITE, resource=round)
    return round


@transaction.atomic
def check_figures(*, by: Actor) -> FigureCheck:
    """Compare every rollup with the raw answers, and keep what was found for who reads the figures."""
    check_permission(by, Permission.RUN_ROUNDS)
    check = FigureCheck.objects.create(wrong=wrong_rounds())
    record(by=by, activity=Activity.READ, resource=check)
    return check


def mark_shown(round, before=None):
    """Mark which cells may be seen now that nothing more is added.

    `before`: the marks that readers have seen. What was hidden then stays hidden: it could be worked out
    from what another limit showed.
    """
    limit = SurveySettings.objects.current().small_group
    rows = list(round.rollups.all())
    for audience in {row.audience for row in rows}:
        own = [row for row in rows if row.audience == audience]
        mask_of = masks(own, limit)
        for row in own:
            seen = -1 if before is None else before.get((audience, row.band), -1)
            row.shown = mask_of[row.band] & seen
    Rollup.objects.bulk_update(rows, ["shown"])


@cache
def _folding():
    own = "round_number = %(round)s AND audience = %(audience)s"
    sums = ", ".join(f"{name} = surveys_rollup.{name} + excluded.{name}" for name in SUMMED)
    return (
        f"WITH taken AS (DELETE FROM surveys_incoming WHERE {own}"  # noqa: S608  names of our own
        f" AND (SELECT count(*) FROM surveys_incoming WHERE {own}) >= %(at_least)s RETURNING *),"
        f" kept AS ({_in_random_order('taken')})"
        f" INSERT INTO surveys_rollup ({ROLLUP_COLUMNS}) {counted('taken')}"
        f" ON CONFLICT (round_number, audience, band) DO UPDATE SET {sums}"
    )


@cache
def _rebuilding():
    answers = "(SELECT * FROM surveys_response WHERE round_number = %(round)s) AS answers"
    return f"INSERT INTO surveys_rollup ({ROLLUP_COLUMNS}) {counted(answers)}"  # noqa: S608


@cache
def _writing_anew():
    return (
        "WITH taken AS (DELETE FROM surveys_response WHERE round_number = %(round)s RETURNING *)"  # noqa: S608
        f" {_in_random_order('taken', KEY_OF_CLOSED)}"
    )


def _in_random_order(source, key="drawn"):
    return (
        f"INSERT INTO surveys_response (id, {ANSWER_COLUMNS}) SELECT {key}, {ANSWER_COLUMNS}"  # noqa: S608
        f" FROM (SELECT {RANDOM_KEY} AS drawn, {ANSWER_COLUMNS} FROM {source}) AS shuffled ORDER BY drawn"
    )
