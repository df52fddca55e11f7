"""Reads what each question's trend says of the actions that were tried: one query a unit that tests."""

from collections.abc import Iterable
from dataclasses import dataclass

from surveys.charts.trend import Measurement
from surveys.figures_past import history_of
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
    histories, found = {}, []
    for action in actions:
        since = action.since
        if since and action.unit_id not in histories:
            histories[action.unit_id] = history_of(action.unit)
        found.append(Judged(action, judged(_trend(action, histories), since) if since else None))
    return found


def _trend(action, histories):
    return [
        Measurement(past.day, past.share(Audience.PATIENT, action.question))
        for past in histories[action.unit_id]
    ]
