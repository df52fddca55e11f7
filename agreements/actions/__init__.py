"""Every change of an agreement. All raise PermissionDenied for who may not, and ValidationError, with a
sentence for the person, for what cannot be done as things stand."""

from agreements.actions.agreement import (
    end_agreement,
    mark_entered_in_error,
    start_agreement,
    start_new_version,
)
from agreements.actions.answers import (
    Objection,
    accept,
    disagree,
    propose,
    record_informed,
    withdraw_acceptance,
)
from agreements.actions.concordance import ask_of_one_mind, compare_views, write_view
from agreements.actions.diary import write_diary
from agreements.actions.draft import (
    add_commitment,
    add_goal,
    add_warning_sign,
    edit_commitment,
    edit_draft,
    edit_goal,
    edit_warning_sign,
    quote_what_matters,
)
from agreements.actions.in_the_room import agree_in_the_room, disagree_in_the_room
from agreements.actions.paper import copy_to_record, hand_over_copy, print_sheet, print_version
from agreements.actions.preparation import quote_preparation, write_preparation
from agreements.actions.promises import report_commitment
from agreements.actions.questions import ask_for_review, ask_question, reply_to_question
from agreements.actions.reminders import choose_reminders, remind, stop_reminders
from agreements.actions.row_places import move_row, put_back_row, remove_row
from agreements.actions.scans import attach_scan, hand_out_scan
from agreements.actions.suggestions import (
    apply_template,
    confirm_suggestion,
    confirm_suggestions,
    decline_suggestions,
)
from agreements.actions.templates import (
    add_template_row,
    copy_template,
    edit_template,
    edit_template_row,
    hide_template,
    move_template_row,
    remove_template,
    remove_template_row,
    show_template,
    start_template,
)
from agreements.actions.what_matters import write_what_matters, write_words_in_draft

__all__ = [
    "Objection",
    "accept",
    "add_commitment",
    "add_goal",
    "add_template_row",
    "add_warning_sign",
    "agree_in_the_room",
    "apply_template",
    "ask_of_one_mind",
    "choose_reminders",
    "compare_views",
    "confirm_suggestion",
    "confirm_suggestions",
    "copy_template",
    "copy_to_record",
    "decline_suggestions",
    "ask_for_review",
    "ask_question",
    "attach_scan",
    "disagree",
    "disagree_in_the_room",
    "edit_commitment",
    "edit_draft",
    "edit_goal",
    "edit_template",
    "edit_template_row",
    "edit_warning_sign",
    "end_agreement",
    "hand_over_copy",
    "hide_template",
    "hand_out_scan",
    "mark_entered_in_error",
    "move_row",
    "move_template_row",
    "print_sheet",
    "print_version",
    "propose",
    "put_back_row",
    "quote_preparation",
    "quote_what_matters",
    "record_informed",
    "remind",
    "remove_row",
    "remove_template",
    "remove_template_row",
    "reply_to_question",
    "report_commitment",
    "show_template",
    "start_agreement",
    "start_new_version",
    "start_template",
    "stop_reminders",
    "withdraw_acceptance",
    "write_diary",
    "write_preparation",
    "write_view",
    "write_what_matters",
    "write_words_in_draft",
]
