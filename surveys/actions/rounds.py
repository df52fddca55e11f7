import datetime

from django.db import transaction
from django.utils import timezone

from patientkontrakt.audit.actions import record, record_each
from patientkontrakt.audit.models import Activity
from patientkontrakt.people.actor import Actor
from patientkontrakt.people.models import Assignment, OrganizationUnit
from surveys.actions.counting import fold, mark_shown
from surveys.actions.instruments import load_seven_questions
from surveys.bands import Way
from surveys.locks import locked
from surveys.models import OpenLink, Round, RoundState
from surveys.permissions import check_may_change_round, check_may_run_rounds


class RoundsOverlap(Exception):
    """The unit already has a round on one of the days."""


class NotACareUnit(Exception):
    """Only units that meet patients ask the questions."""


@transaction.atomic
def open_round(
    *, unit: OrganizationUnit, kind: str, closes: datetime.date, opens: datetime.date | None = None,
    staff: int | None = None, by: Actor, **asked,
) -> Round:  # fmt: skip
    """The unit asks from a day (today) to a last day. Raises RoundsOverlap and NotACareUnit.

    `staff`: how many work at the unit, for the staff's link takes as many answers; those with an assignment
    there when nobody has said. `asked`: audience, invite, visits_from, visits_to, remind_after_days, target.
    """
    check_may_run_rounds(by, unit)
    if not OrganizationUnit.objects.care_units().filter(pk=unit.pk).exists():
        raise NotACareUnit
    opened = open_at(units=[unit], kind=kind, closes=closes, opens=opens, staff=staff, by=by, **asked)
    if not opened:
        raise RoundsOverlap
    return opened[0]


@transaction.atomic
def open_rounds(
    *, branch: OrganizationUnit, kind: str, closes: datetime.date, opens: datetime.date | None = None,
    by: Actor, **asked,
) -> list[Round]:  # fmt: skip
    """One round for each care unit of a branch of the tree, but for those that have one on these days.

    Raises RoundsOverlap when all have. The returned rounds say which units ask.
    """
    check_may_run_rounds(by, branch)
    units = OrganizationUnit.objects.within(branch).care_units()
    rounds = open_at(units=list(units), kind=kind, closes=closes, opens=opens, by=by, **asked)
    if not rounds:
        raise RoundsOverlap
    return rounds


@transaction.atomic
def open_at(
    *, units: list[OrganizationUnit], opens: datetime.date | None = None, staff: int | None = None,
    by: Actor, **asked,
) -> list[Round]:  # fmt: skip
    """A round at each care unit that has none on these days, by as many statements for 200 as for one.

    For actions that have checked who may. The database leaves out a unit where another round stands in the
    way (`surveys_round_one_at_a_time`, or the month's pulse); what it refuses for another reason is an error.
    """
    instrument = load_seven_questions(by=by)
    opens = opens or timezone.localdate()
    wished = [Round(unit=unit, instrument=instrument, opens=opens, **asked) for unit in units]
    Round.objects.bulk_create(wished, ignore_conflicts=True)
    opened = Round.objects.filter(pk__in=[round.pk for round in wished]).order_by("unit")
    rounds = list(opened.select_related("unit", "instrument"))
    _give_link_to_staff(rounds, staff, units)
    record_each(by=by, activity=Activity.WRITE, resources=rounds)
    return rounds


@transaction.atomic
def pause_round(*, round: Round, by: Actor) -> Round:
    """Nobody more is asked or reminded until it is resumed; links that are out take answers."""
    round = locked(round)
    check_may_change_round(by, round, RoundState.PAUSED)
    round.paused_at = timezone.now()
    round.save(update_fields=["paused_at", "updated_at"])
    record(by=by, activity=Activity.WRITE, resource=round)
    return round


@transaction.atomic
def resume_round(*, round: Round, by: Actor) -> Round:
    round = locked(round)
    check_may_change_round(by, round, RoundState.OPEN)
    round.paused_at = None
    round.save(update_fields=["paused_at", "updated_at"])
    record(by=by, activity=Activity.WRITE, resource=round)
    return round


@transaction.atomic
def close_round(*, round: Round, by: Actor) -> Round:
    """Closed for good, from now on; by the system when the days of grace after its last day have passed.

    What waits in the queue is counted, and what may be shown is marked; unused links, the keys of forms and
    the order in which people answered are forgotten (ADR 0014). Nothing can be added afterwards.
    """
    round = locked(round)
    check_may_change_round(by, round, RoundState.CLOSED)
    _close(round, by)
    record(by=by, activity=Activity.WRITE, resource=round)
    return round


@transaction.atomic
def withdraw_round(*, round: Round, reason: str, by: Actor) -> Round:
    """Never shown nor counted (any longer): it asked wrongly, or the wrong people. Cannot be undone."""
    round = locked(round)
    check_may_change_round(by, round, RoundState.WITHDRAWN)
    if not round.is_closed:
        _close(round, by)
    round.withdrawn_at, round.withdrawn_reason = timezone.now(), reason
    round.save(update_fields=["withdrawn_at", "withdrawn_reason", "updated_at"])
    record(by=by, activity=Activity.WRITE, resource=round)
    return round


def _give_link_to_staff(rounds, staff, units):
    asking = [round for round in rounds if round.asks_staff]
    people = Assignment.objects.current().people_at(units) if staff is None else {}
    links = [
        OpenLink(
            round=round, way=Way.STAFF_LINK, limit=people.get(round.unit_id, 0) if staff is None else staff
        )
        for round in asking
    ]
    OpenLink.objects.bulk_create(links)


def _close(round, by):
    fold(round=round, is_last=True, by=by)
    mark_shown(round)
    round.links.all().delete()
    round.received_forms.all().delete()
    round.paperentrys.all().delete()
    round.closes = max(round.opens, min(round.closes, timezone.localdate()))
    round.is_closed = True
    round.save(update_fields=["closes", "is_closed", "updated_at"])
