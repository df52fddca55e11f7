"""Reads what each question's trend says of the actions that were tried: one query, however many test."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from surveys.charts.trend import Measurement
from surveys.figures_past import histories_of
from surveys.instruments import Audience
from surveys.models import ImprovementAction
from surveys.verdicts import Verdict, judged


@dataclass(frozen=True)
class Judged:
    """`verdict`: None until a test has begun."""

    action: ImprovementAction
    verdict: Verdict | None


def judge(actions: Iterable[ImprovementAction]) -> list[Judged]:
    """Each by today's trend; one that is decided about by the trend of that day."""
    actions = list(actions)
    now = verdicts_now(action for action in actions if not action.verdict_then)
    return [Judged(action, action.verdict_then or now.get(action.pk)) for action in actions]


def verdicts_now(actions: Iterable[ImprovementAction]) -> dict[UUID, Verdict]:
    """Of those that are tested: the patients' yes to the action's question, at the action's own level."""
    tested = [action for action in actions if action.since]
    histories = histories_of({action.unit for action in tested}) if tested else {}
    return {action.pk: _verdict(action, histories[action.unit_id]) for action in tested}


def _verdict(action, history):
    trend = [Measurement(past.day, past.share(Audience.PATIENT, action.question)) for past in history]
    return judged(trend, action.since, is_one_unit=action.unit.meets_patients)
