"""Two measurements of one unit beside each other, question by question. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from surveys.figures import Tally
from surveys.figures_past import Past
from surveys.instruments import SEVEN_QUESTIONS, Audience, Question, questions
from surveys.intervals import Difference, difference

WORDS = {
    "higher": _("More say yes."),
    "lower": _("Fewer say yes."),
    "unclear": _("No certain difference."),
}


@dataclass(frozen=True)
class Pair:
    """One audience's answers to one question in both. None where empty or hidden."""

    question: Question
    first: Tally | None
    second: Tally | None

    @property
    def difference(self) -> Difference | None:
        if not self.first or not self.second:
            return None
        return difference(self.first.yes_share, self.second.yes_share)

    @property
    def words(self):
        return WORDS[self.difference.direction] if self.difference else ""


def compared(first: Past, second: Past, own: Sequence[Question] = ()) -> list[tuple[Audience, list[Pair]]]:
    """(audience, a pair for each question that it is asked): the seven, then the region's `own`."""
    asked = [*questions(SEVEN_QUESTIONS, Audience.PATIENT), *own]
    return [
        (
            who,
            [Pair(q, *(past.tally(who, q.key) for past in (first, second))) for q in asked if q.is_for(who)],
        )
        for who in Audience
    ]
