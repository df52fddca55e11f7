"""Every change of an agreement. All raise PermissionDenied for who may not, and ValidationError, with a
sentence for the person, for what cannot be done as things stand."""

from agreements.actions.agreement import (
    end_agreement,
    mark_entered_in_error,
    start_agreement,
    start_new_version,
)
from agreements.actions.answers import accept, disagree, propose, withdraw_acceptance
from agreements.actions.draft import (
    add_commitment,
    add_goal,
    add_warning_sign,
    edit_commitment,
    edit_draft,
    edit_goal,
    edit_warning_sign,
    quote_what_matters,
    remove_row,
)
from agreements.actions.promises import report_commitment
from agreements.actions.what_matters import write_what_matters

__all__ = [
    "accept",
    "add_commitment",
    "add_goal",
    "add_warning_sign",
    "disagree",
    "edit_commitment",
    "edit_draft",
    "edit_goal",
    "edit_warning_sign",
    "end_agreement",
    "mark_entered_in_error",
    "propose",
    "quote_what_matters",
    "remove_row",
    "report_commitment",
    "start_agreement",
    "start_new_version",
    "withdraw_acceptance",
    "write_what_matters",
]
