from dataclasses import dataclass, field

from planning.models import PlanKind


@dataclass(frozen=True)
class Condition:
    """What people with one condition may say; each patient gets some of it. `{nurse}` etc. are filled in later.

    `mine` and `cares` are (what, when), where when is a number of days or a text for again and again.
    """

    name: str
    ages: tuple[int, int]
    matters: list[str]
    goals: list[str]
    care_goal: str
    mine: list[tuple]
    nurse: list[tuple]
    doctor: list[tuple]
    signs: list[tuple]
    meetings: list[str]
    plan: tuple[str, str] = (PlanKind.CARE, "")
    needs: list[str] = field(default_factory=list)
