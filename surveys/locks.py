"""How a round is locked: first to be alone with it, then its row. The other way round deadlocks.

And how a unit is held, where a form may be sent twice.
"""

from django.db import connection

from patientkontrakt.people.models import OrganizationUnit
from surveys.models import Round

# The first half of the advisory lock's key; the round's number is the other.
ROUNDS = 4_000


def stand_alone(round: Round) -> None:
    """Until the transaction ends nobody else folds, closes, or counts what the staff's link has taken."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [ROUNDS, round.number])


def locked(round: Round) -> Round:
    """The round as it stands now; no answer comes in until the transaction ends."""
    stand_alone(round)
    return Round.objects.select_for_update(of=["self"]).select_related("unit").get(pk=round.pk)


def hold(unit: OrganizationUnit) -> None:
    """Until the transaction ends: a form that is sent twice waits here, and then finds what it has made."""
    OrganizationUnit.objects.select_for_update(no_key=True).get(pk=unit.pk)
