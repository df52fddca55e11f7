"""Every change of surveys. All raise PermissionDenied for who may not."""

from surveys.actions.answering import LinkFull, LinkSpent, answer
from surveys.actions.asking import TooFewToAsk, invite_patients, remind_patients, start_asking
from surveys.actions.calendars import add_calendar, end_calendar, open_due_rounds
from surveys.actions.counting import check_figures, fold, rebuild
from surveys.actions.entering import NoPaperWaits, PaperCounted, drop_paper, enter_by_telephone, key_in_paper
from surveys.actions.improvements import begin_cycle, decide_action, edit_action, edit_cycle, plan_action
from surveys.actions.instruments import load_seven_questions, set_own_questions
from surveys.actions.pulses import note_pulse_asked, open_pulse
from surveys.actions.recording import record_day
from surveys.actions.rounds import (
    NotACareUnit,
    RoundsOverlap,
    close_round,
    open_round,
    open_rounds,
    pause_round,
    resume_round,
    withdraw_round,
)
from surveys.actions.settings import change_settings
from surveys.actions.stories import (
    approve_story,
    decline_story,
    erase_stories,
    mix_stories,
    place_story,
    publish_story,
    review_story,
    tell_story,
    withdraw_story,
)
from surveys.actions.ways import open_way, renew_link

__all__ = [
    "LinkFull",
    "LinkSpent",
    "NoPaperWaits",
    "NotACareUnit",
    "PaperCounted",
    "RoundsOverlap",
    "TooFewToAsk",
    "add_calendar",
    "answer",
    "approve_story",
    "begin_cycle",
    "change_settings",
    "check_figures",
    "close_round",
    "decide_action",
    "decline_story",
    "drop_paper",
    "edit_action",
    "edit_cycle",
    "end_calendar",
    "enter_by_telephone",
    "erase_stories",
    "fold",
    "invite_patients",
    "key_in_paper",
    "load_seven_questions",
    "note_pulse_asked",
    "mix_stories",
    "open_due_rounds",
    "open_pulse",
    "open_round",
    "open_rounds",
    "open_way",
    "pause_round",
    "place_story",
    "plan_action",
    "publish_story",
    "rebuild",
    "record_day",
    "remind_patients",
    "renew_link",
    "resume_round",
    "review_story",
    "set_own_questions",
    "start_asking",
    "tell_story",
    "withdraw_round",
    "withdraw_story",
]
