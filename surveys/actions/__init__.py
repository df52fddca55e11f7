"""Every change of surveys. All raise PermissionDenied for who may not."""

from surveys.actions.answering import LinkSpent, answer
from surveys.actions.asking import TooFewToAsk, invite_patients, remind_patients, start_asking
from surveys.actions.calendars import add_calendar, end_calendar, open_due_rounds
from surveys.actions.counting import fold
from surveys.actions.rounds import (
    NotACareUnit,
    RoundsOverlap,
    close_round,
    load_seven_questions,
    open_round,
    open_rounds,
    pause_round,
    resume_round,
    withdraw_round,
)
from surveys.actions.settings import change_settings

__all__ = [
    "LinkSpent",
    "NotACareUnit",
    "RoundsOverlap",
    "TooFewToAsk",
    "add_calendar",
    "answer",
    "change_settings",
    "close_round",
    "end_calendar",
    "fold",
    "invite_patients",
    "load_seven_questions",
    "open_due_rounds",
    "open_round",
    "open_rounds",
    "pause_round",
    "remind_patients",
    "resume_round",
    "start_asking",
    "withdraw_round",
]
