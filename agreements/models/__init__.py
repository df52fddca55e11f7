from agreements.models.acceptance import Acceptance, Answer, How
from agreements.models.agreement import Agreement, AgreementState
from agreements.models.answer_scan import AnswerScan
from agreements.models.commitment import Commitment, CommitmentParty, CommitmentStatus, WhenKind
from agreements.models.concordance import Concordance, OneMind
from agreements.models.copy import Copy, PaperForm
from agreements.models.diary import DiaryEntry, DiaryOutcome
from agreements.models.goal import Goal, GoalOwner
from agreements.models.preparation import Preparation
from agreements.models.question import Question
from agreements.models.reminder import Reminder, ReminderChoice
from agreements.models.review_request import ReviewRequest
from agreements.models.side import CARE, PATIENT, Party, Side
from agreements.models.template import AgreementTemplate, CareRole, TemplateRow, TemplateRowKind
from agreements.models.version import AgreementVersion
from agreements.models.warning_sign import Urgency, WarningSign
from agreements.models.what_matters import Author, WhatMatters

__all__ = [
    "CARE",
    "PATIENT",
    "Acceptance",
    "Agreement",
    "AgreementState",
    "AgreementTemplate",
    "AgreementVersion",
    "Answer",
    "AnswerScan",
    "Author",
    "CareRole",
    "Commitment",
    "CommitmentParty",
    "CommitmentStatus",
    "Concordance",
    "Copy",
    "DiaryEntry",
    "DiaryOutcome",
    "Goal",
    "GoalOwner",
    "How",
    "OneMind",
    "PaperForm",
    "Party",
    "Preparation",
    "TemplateRow",
    "TemplateRowKind",
    "Question",
    "Reminder",
    "ReminderChoice",
    "ReviewRequest",
    "Side",
    "Urgency",
    "WarningSign",
    "WhatMatters",
    "WhenKind",
]
