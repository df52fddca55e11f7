from agreements.models.acceptance import Acceptance, Answer, How, Party
from agreements.models.agreement import Agreement, AgreementState
from agreements.models.commitment import Commitment, CommitmentParty, CommitmentStatus, WhenKind
from agreements.models.concordance import Concordance, OneMind
from agreements.models.goal import Goal, GoalOwner
from agreements.models.preparation import Preparation
from agreements.models.template import AgreementTemplate, CareRole, TemplateRow, TemplateRowKind
from agreements.models.version import AgreementVersion
from agreements.models.warning_sign import Urgency, WarningSign
from agreements.models.what_matters import Author, WhatMatters

__all__ = [
    "Acceptance",
    "Agreement",
    "AgreementState",
    "AgreementTemplate",
    "AgreementVersion",
    "Answer",
    "Author",
    "CareRole",
    "Commitment",
    "CommitmentParty",
    "CommitmentStatus",
    "Concordance",
    "Goal",
    "GoalOwner",
    "How",
    "OneMind",
    "Party",
    "Preparation",
    "TemplateRow",
    "TemplateRowKind",
    "Urgency",
    "WarningSign",
    "WhatMatters",
    "WhenKind",
]
