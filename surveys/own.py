"""A region's own questions as figures tell them: under the words that were asked, in whatever edition.

A place in an edition is no question: the next one may ask something else there, or the same at another place.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from uuid import UUID

from surveys.instruments import Audience, Question, own_question
from surveys.models import Instrument


@dataclass(frozen=True)
class OwnQuestions:
    """`places`: (edition's key, column) → what was asked there, the newest edition first."""

    places: dict[tuple[UUID, str], Question] = field(default_factory=dict)
    newest: UUID | None = None

    def listed(self, found: Collection[str]) -> list[Question]:
        """Those that are asked now, and those with figures to show: what is hidden looks as what is empty."""
        each = {question.key: question for question in self.places.values()}
        return [q for q in each.values() if q.edition == self.newest or q.key in found]

    def asked_in(self, editions: Collection[UUID]) -> list[Question]:
        """What any of these editions asks: said of editions, for what is hidden looks as what is empty."""
        return list(
            {q.key: q for (edition, _column), q in self.places.items() if edition in editions}.values()
        )

    def only(self, question: Question) -> "OwnQuestions":
        places = {place: each for place, each in self.places.items() if each.key == question.key}
        return OwnQuestions(places, question.edition)


NONE = OwnQuestions()


def own_asked() -> OwnQuestions:
    """All that the region has asked, in one query.

    The same words in two editions are one question, named by the newest; a language more changes nothing.
    """
    editions, asked, places = list(Instrument.objects.newest_first()), [], {}
    for edition in editions:
        here = []
        for own in edition.own:
            question = next((q for q, words in asked if _is_same(words, own) and q not in here), None)
            if question is None:
                question = own_question(edition.content, own, Audience.PATIENT, edition.pk)
                asked.append((question, own))
            here.append(question)
            places[edition.pk, f"own{own['number']}"] = question
    return OwnQuestions(places, editions[0].pk if editions else None)


def _is_same(one, other):
    """Whether no word differs in a language in which both were asked."""
    return all(
        one[who][language] == other[who][language]
        for who in Audience
        for language in one[who].keys() & other[who].keys()
    )
