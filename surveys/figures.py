"""What managers see: shares of yes per unit, audience and question, with small groups hidden.

Every figure is a sum of cells that may be shown by themselves: one unit's answers to one question in one
closed round, from one audience, with enough answers (`Rollup.shown`). A higher level leaves the hidden cells
out, so that neither subtraction nor memory of last month's figure can bring one back (ADR 8, 14).
"""

from dataclasses import dataclass, field

from patientkontrakt.people.models import OrganizationUnit
from surveys.bands import EVERYONE
from surveys.instruments import ALL_COLUMNS, SEVEN_QUESTIONS, Answer, Audience, Question, questions
from surveys.intervals import Difference, Share, difference
from surveys.models.recorded_day import Measure
from surveys.own import NONE, OwnQuestions
from surveys.recorded import MEASURES_OF, recorded_of
from surveys.recorded_words import DEFINITIONS, Definition
from surveys.rollups import STANDING, shown_sums


@dataclass(frozen=True)
class Tally:
    """Answers to one question: how many of each kind."""

    yes: int = 0
    partly: int = 0
    no: int = 0
    dont_know: int = 0
    not_relevant: int = 0

    @property
    def n(self):
        """Those who count: "don't know" and "not relevant" stand beside, never inside (domain.md §7)."""
        return self.yes + self.partly + self.no

    @property
    def yes_share(self):
        return Share(self.yes, self.n)

    @property
    def percent(self):
        return self.yes_share.percent


@dataclass(frozen=True)
class Figure:
    """One audience's answers to one question at one level. None where empty or hidden: they look the same."""

    audience: Audience
    now: Tally | None = None
    before: Tally | None = None
    # Yes at the first and at the newest measurement, of those units alone that show both.
    compared: tuple[Share, Share] | None = None

    @property
    def change(self) -> Difference | None:
        """Since the first measurement: of the same units at both times, in rounds of their own."""
        return difference(*self.compared) if self.compared else None


@dataclass(frozen=True)
class QuestionFigures:
    """Patient beside staff beside recorded fact."""

    question: Question
    patient: Figure
    staff: Figure
    recorded: Share | None
    recorded_facts: tuple[tuple[Measure, Share | None], ...] = ()

    @property
    def audiences(self):
        """Who is asked; one of the region's own may be for patients alone."""
        return [self.patient, self.staff] if self.question.is_asked_of_staff else [self.patient]

    @property
    def table(self):
        """Each answer that the question offers with its numbers: patients' newest and first, then staff's."""
        offered = [Answer(value) for value, _label in self.question.choices]
        return [
            (answer.label, [tally and getattr(tally, answer.name.lower()) for tally in self._tallies])
            for answer in offered
        ]

    @property
    def percents(self):
        return [tally and tally.percent for tally in self._tallies]

    @property
    def _tallies(self):
        return [tally for figure in self.audiences for tally in (figure.now, figure.before)]

    @property
    def is_recorded(self):
        """Whether anything that care records answers to this question."""
        return self.question.key in MEASURES_OF

    @property
    def facts(self) -> list[tuple[Definition, Share | None]]:
        """What each recorded fact counts, and what came of it; the first is `recorded`."""
        return [(DEFINITIONS[measure], share) for measure, share in self.recorded_facts]

    @property
    def has_any(self):
        return bool(self.patient.now or self.staff.now or self.recorded)


@dataclass(frozen=True)
class UnitFigures:
    """The seven; and beside them, never counted with them, `own`: the region's own questions."""

    unit: OrganizationUnit
    questions: list[QuestionFigures]
    own: list[QuestionFigures] = field(default_factory=list)

    @property
    def each(self):
        return [*self.questions, *self.own]

    def of(self, key: str) -> QuestionFigures:
        return next(item for item in self.each if item.question.key == key)

    @property
    def has_any(self):
        return any(question.has_any for question in self.questions)


def figures_of(units: list, own: OwnQuestions = NONE, columns=ALL_COLUMNS) -> list[UnitFigures]:
    """The figures of each unit with everything below it, in two queries; of these columns' questions."""
    sums, facts = shown_sums(units, STANDING, own=own.places, columns=columns), recorded_of(units)
    seven = [q for q in questions(SEVEN_QUESTIONS, Audience.PATIENT) if q.column in columns]
    listed = own.listed({key for *_where, key in sums})
    return [
        UnitFigures(
            unit, *([_question_figures(sums, facts, unit, q) for q in each] for each in (seven, listed))
        )
        for unit in units
    ]


def _question_figures(sums, facts, unit, question):
    recorded = tuple(
        (measure, facts.get((unit.pk, measure))) for measure in MEASURES_OF.get(question.key, ())
    )
    patient, staff = (_figure(sums, unit, audience, question.key) for audience in Audience)
    return QuestionFigures(question, patient, staff, recorded[0][1] if recorded else None, recorded)


def _figure(sums, unit, audience, key):
    now, before = (sums.get((unit.pk, audience, EVERYONE, is_before, key)) for is_before in (False, True))
    compared = (Share(*before.compared), Share(*now.compared)) if now and before and now.compared[1] else None
    return Figure(audience, now and Tally(*now.answers), before and Tally(*before.answers), compared)
