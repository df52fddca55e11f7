"""Reads what each question's trend says of the actions that were tried: one query, however many test."""

from collections.abc import Iterable
from dataclasses import dataclass

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
    """Held against the patients' yes to the action's question, at the action's own level."""
    actions = list(actions)
    testing = {action.unit for action in actions if action.since}
    histories = histories_of(testing) if testing else {}
    return [Judged(action, _verdict(action, histories)) for action in actions]


def _verdict(action, histories):
    if not action.since:
        return None
    trend = [
        Measurement(past.day, past.share(Audience.PATIENT, action.question))
        for past in histories[action.unit_id]
    ]
    return judged(trend, action.since, is_one_unit=action.unit.meets_patients)
