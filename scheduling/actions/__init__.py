"""Every change of times. All raise PermissionDenied for who may not, and ValidationError, with a sentence
for the person, for what cannot be done as things stand; TimeTaken is one of those."""

from scheduling.actions.booking import accept_time, book, book_instead, cancel, mark
from scheduling.actions.proposals import (
    ask_for_new_time,
    ask_for_other_times,
    propose_times,
    withdraw_proposal,
)
from scheduling.actions.rooms import add_room
from scheduling.slots import TimeTaken

__all__ = [
    "TimeTaken",
    "accept_time",
    "add_room",
    "ask_for_new_time",
    "ask_for_other_times",
    "book",
    "book_instead",
    "cancel",
    "mark",
    "propose_times",
    "withdraw_proposal",
]
