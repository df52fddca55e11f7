"""Every change of an agreement. All raise PermissionDenied for who may not, and ValidationError, with a
sentence for the person, for what cannot be done as things stand."""

from agreements.actions.agreement import (
    end_agreement,
    mark_entered_in_error,
    start_agreement,
    start_new_version,
)
from agreements.actions.answers import accept, disagree, propose, withdraw_acceptance
from agreements.actions.concordance import ask_of_one_mind, compare_views, write_view
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
from agreements.actions.preparation import quote_preparation, write_preparation
from agreements.actions.promises import report_commitment
from agreements.actions.row_places import move_row, put_back_row, remove_row
from agreements.actions.what_matters import write_what_matters, write_words_in_draft

__all__ = [
    "accept",
    "add_commitment",
    "add_goal",
    "add_warning_sign",
    "agree_in_the_room",
    "ask_of_one_mind",
    "compare_views",
    "disagree",
    "disagree_in_the_room",
    "edit_commitment",
    "edit_draft",
    "edit_goal",
    "edit_warning_sign",
    "end_agreement",
    "mark_entered_in_error",
    "move_row",
    "propose",
    "put_back_row",
    "quote_preparation",
    "quote_what_matters",
    "remove_row",
    "report_commitment",
    "start_agreement",
    "start_new_version",
    "withdraw_acceptance",
    "write_preparation",
    "write_view",
    "write_what_matters",
    "write_words_in_draft",
]
