"""Answers that staff enter, by telephone or from paper. The log tells that they did, and never what."""

import uuid

from django.db import transaction

from patientkontrakt.audit.actions import record
from patientkontrakt.audit.models import Activity
from patientkontrakt.people.actor import Actor
from surveys.actions.answering import receive
from surveys.bands import Way
from surveys.instruments import ALL_COLUMNS, PASSED_OVER, Audience
from surveys.locks import locked
from surveys.models import PaperEntry, ReceivedForm, Round
from surveys.models.paper_entry import key_of_paper
from surveys.permissions import check_may_enter

KEYED_IN = [*ALL_COLUMNS, "age_band", "language"]


class PaperCounted(Exception):
    """The paper with this number has been keyed in twice already."""


class PapersDiffer(Exception):
    """The second time says something else than the first: `first` is the first entry, `columns` where."""

    def __init__(self, first: PaperEntry, columns: list[str]):
        super().__init__()
        self.first, self.columns = first, columns


@transaction.atomic
def enter_by_telephone(*, round: Round, key: uuid.UUID, answers: dict, by: Actor, **bands) -> Round:
    """A patient has been read the questions and has answered. Whose answers they are is kept nowhere."""
    check_may_enter(by, round, Way.TELEPHONE)
    receive(round=round, audience=Audience.PATIENT, key=key, answers=answers, way=Way.TELEPHONE, **bands)
    record(by=by, activity=Activity.WRITE, resource="surveys.answer_by_telephone")
    return round


@transaction.atomic
def key_in_paper(
    *, round: Round, number: int, key: uuid.UUID, answers: dict, has_looked: bool = False, by: Actor, **bands
) -> PaperEntry:  # fmt: skip
    """The first time it waits; the second time, when both agree, it becomes an answer, once.

    `key` comes with the form: one form sent twice is no second time. Raises PapersDiffer where the two
    differ, unless the person has looked at the paper again; PaperCounted for a number that has been counted.
    """
    round = locked(round)
    check_may_enter(by, round, Way.PAPER)
    counted_as = key_of_paper(round, number)
    if ReceivedForm.objects.filter(pk=counted_as).exists():
        raise PaperCounted
    paper = _paper(round, number, key, answers | bands)
    first = round.paperentrys.filter(number=number).first()
    if first and first.key == paper.key and not _differing(first, paper):
        return first
    record(by=by, activity=Activity.WRITE, resource="surveys.answer_on_paper")
    if first is None:
        paper.save()
        return paper
    if not has_looked and (columns := _differing(first, paper)):
        raise PapersDiffer(first, columns)
    receive(round=round, audience=Audience.PATIENT, key=counted_as, answers=answers, way=Way.PAPER, **bands)
    first.delete()
    return paper


def _paper(round, number, key, given):
    """The key is of form and number: a form that is gone back to may hold the next paper."""
    key = uuid.uuid5(key, str(number))
    given = {column: value or PASSED_OVER for column, value in given.items()}
    paper = PaperEntry(round=round, number=number, key=key, way=Way.PAPER, **given)
    paper.audience = Audience.PATIENT
    return paper


def _differing(first, now):
    return [column for column in KEYED_IN if getattr(first, column) != getattr(now, column)]
