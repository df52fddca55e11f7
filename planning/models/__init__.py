from planning.models.need import Need, NeedStatus, ResponsibilityChange
from planning.models.plan import (
    Authority,
    ConsentBy,
    Plan,
    PlanDocument,
    PlanKind,
    PlanStatus,
    Source,
)

__all__ = [
    "Authority",
    "ConsentBy",
    "Need",
    "NeedStatus",
    "Plan",
    "PlanDocument",
    "PlanKind",
    "PlanStatus",
    "ResponsibilityChange",
    "Source",
]
