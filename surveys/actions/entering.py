"""Answers that staff enter, by telephone or from paper. The log tells that they did, and never what."""

import uuid

from django.db import transaction

from patientkontrakt.audit.actions import record
from patientkontrakt.audit.models import Activity
from patientkontrakt.people.actor import Actor
from surveys.actions.answering import receive
from surveys.bands import Way
from surveys.instruments import PASSED_OVER, Audience
from surveys.locks import locked
from surveys.models import PaperEntry, ReceivedForm, Round
from surveys.models.paper_entry import key_of_paper
from surveys.permissions import check_may_enter


class PaperCounted(Exception):
    """The paper with this number has been keyed in twice already."""


class NoPaperWaits(Exception):
    """Nothing waits under this number: somebody has dropped it, or it has been counted."""


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

    Where they differ both are kept: nobody sees the other entry (`beside`) without having left one. Then one
    that agrees with either is counted, or what stands there when the person `has_looked` at the paper again.
    `key` comes with the form: one form sent twice is no second time, gone back to and changed it is a
    correction. Raises PaperCounted for a number that has been counted.
    """
    round = locked(round)
    check_may_enter(by, round, Way.PAPER)
    if ReceivedForm.objects.filter(pk=key_of_paper(round, number)).exists():
        raise PaperCounted
    paper = _paper(round, number, key, answers | bands)
    entries = list(round.paperentrys.filter(number=number))
    own = next((entry for entry in entries if entry.key == paper.key), None)
    is_settled = any(not entry.differs(paper) for entry in entries if entry is not own)
    is_settled = is_settled or (has_looked and len(entries) == 2)
    if own and not is_settled and not own.differs(paper):
        return own
    record(by=by, activity=Activity.WRITE, resource="surveys.answer_on_paper")
    if is_settled:
        return _count(paper, answers, bands)
    return _keep(paper, entries, own)


@transaction.atomic
def drop_paper(*, round: Round, number: int, by: Actor) -> None:
    """What was keyed in last under a number goes, when the number was wrong. Raises NoPaperWaits."""
    round = locked(round)
    check_may_enter(by, round, Way.PAPER)
    last = round.paperentrys.filter(number=number).last()
    if last is None:
        raise NoPaperWaits
    last.delete()
    record(by=by, activity=Activity.DELETE, resource="surveys.answer_on_paper")


def _count(paper, answers, bands):
    key, given = key_of_paper(paper.round, paper.number), {"answers": answers, **bands}
    receive(round=paper.round, audience=Audience.PATIENT, key=key, way=Way.PAPER, **given)
    paper.round.paperentrys.filter(number=paper.number).delete()
    return paper


def _keep(paper, entries, own):
    """As the first or the second; in the place of the second when there were two, or of the form's own."""
    replaced = own or (entries[1] if len(entries) == 2 else None)
    paper.is_second = replaced.is_second if replaced else bool(entries)
    if replaced:
        replaced.delete()
    paper.save()
    return paper


def _paper(round, number, key, given):
    """The key is of form and number: a form that is gone back to may hold the next paper."""
    key = uuid.uuid5(key, str(number))
    given = {column: value or PASSED_OVER for column, value in given.items()}
    paper = PaperEntry(round=round, number=number, key=key, way=Way.PAPER, **given)
    paper.audience = Audience.PATIENT
    return paper
