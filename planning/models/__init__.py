from planning.models.need import Need, NeedStatus, ResponsibilityChange
from planning.models.plan import (
    Authority,
    ConsentBy,
    ConsentHow,
    Plan,
    PlanDocument,
    PlanKind,
    PlanStatus,
    Source,
)

__all__ = [
    "Authority",
    "ConsentBy",
    "ConsentHow",
    "Need",
    "NeedStatus",
    "Plan",
    "PlanDocument",
    "PlanKind",
    "PlanStatus",
    "ResponsibilityChange",
    "Source",
]
