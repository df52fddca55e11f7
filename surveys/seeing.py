"""Reads what managers' pages, reports and interfaces show of a level: in few queries, whatever its size."""

from dataclasses import dataclass
from functools import cached_property, partial
from uuid import UUID

from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from patientkontrakt.people.actor import Actor
from patientkontrakt.people.models import OrganizationUnit
from surveys.figures import Tally, UnitFigures, figures_of
from surveys.figures_past import bands_of, every_band_of, figures_of_rounds, history_of
from surveys.instruments import COLUMNS, OWN_COLUMNS, QUESTIONS, Audience
from surveys.intervals import Share
from surveys.links import PULSE_COLUMNS
from surveys.models import ImprovementAction, Round, RoundKind, Story, SurveySettings
from surveys.models.recorded_day import Measure
from surveys.one_question import OneQuestion
from surveys.overview import Overview
from surveys.own import NONE, OwnQuestions, own_asked
from surveys.permissions import units_of
from surveys.receipt import Asked, Receipt, receipt
from surveys.recorded import recorded_of

PULSES = 24  # months beside a unit's measurements
STORIES = 3  # beside a question; the rest stand on the wall


@dataclass(frozen=True)
class Level:
    """A unit with what it is a part of, as far as the reader may see, and what is a part of it."""

    unit: OrganizationUnit
    above: list[OrganizationUnit]
    overview: Overview
    below: list[UnitFigures]
    small_group: int
    own: OwnQuestions

    @cached_property
    def bands(self) -> dict[str, dict[str, Tally]]:
        """Question's key → band → patients' answers, as the questions' pages show them: for files alone."""
        return every_band_of(self.unit, self.own)

    @property
    def band_rows(self) -> list[dict]:
        return [
            {"question": item.question, "band": band, "patient": tally}
            for item in self.overview.figures.each
            for band, tally in sorted(self.bands.get(item.question.key, {}).items())
        ]


def own_unit(by: Actor, unit_id) -> OrganizationUnit:
    """Raises Http404 for what lies outside the reader's own branch: it does not exist."""
    return get_object_or_404(units_of(by), pk=unit_id)


def see_level(unit: OrganizationUnit, by: Actor) -> Level:
    own = own_asked()
    here, *below = figures_of(with_what_is_next_below(unit), own)
    region = SurveySettings.objects.current()
    overview = Overview(
        here, history_of(unit, own=own), region.receipt_percent, partial(_question_url, unit),
        is_one_unit=unit.meets_patients,
    )  # fmt: skip
    return Level(unit, above(unit, by), overview, below, region.small_group, own)


def with_what_is_next_below(unit):
    """The unit first."""
    return list(OrganizationUnit.objects.within(unit).filter(Q(pk=unit.pk) | Q(parent=unit)))


def see_question(unit: OrganizationUnit, number: int, by: Actor) -> OneQuestion:
    """Raises Http404 for a question that is none of the seven."""
    column = f"q{number}"
    if column not in COLUMNS:
        raise Http404
    return _see(unit, column, by)


def see_own_question(unit: OrganizationUnit, edition: UUID, number: int, by: Actor) -> OneQuestion:
    """Raises Http404 where the edition asks no such question."""
    own = own_asked()
    question = own.places.get((edition, f"own{number}"))
    if question is None:
        raise Http404
    return _see(unit, question.key, by, own.only(question))


def _see(unit, key, by, own=NONE):
    beside = units_of(by) if unit.meets_patients else OrganizationUnit.objects.within(unit)
    tree = figures_of(list(beside), own, [key] if key in COLUMNS else OWN_COLUMNS)
    item = next(figures for figures in tree if figures.unit == unit).of(key)
    around = units_of(by).within(unit) | units_of(by).above(unit)
    region = SurveySettings.objects.current()
    return OneQuestion(
        unit, item, region.receipt_percent, history_of(unit, [key], own), bands_of(unit, key, own),
        [figures for figures in tree if figures.unit.meets_patients],
        ImprovementAction.objects.filter(unit__in=around, question=key).select_related("unit"),
        Story.objects.shown_at(unit).filter(question=key)[:STORIES],
        address=lambda unit: _question_url(unit, item.question), small_group=region.small_group,
    )  # fmt: skip


def receipt_of(level: Level) -> Receipt:
    """Is the patient contract introduced here? From the same figures, and the stories that are shown."""
    asked = [
        Asked(str(item.question.name), figure.audience, figure.now and figure.now.yes_share)
        for item in level.overview.figures.questions
        for figure in item.audiences
    ]
    told = Story.objects.shown_at(level.unit).confirming().told()
    agreements = level.overview.figures.of("q2").recorded
    return receipt(asked=asked, agreements=agreements, told=told, percent=level.overview.target)


@dataclass(frozen=True)
class Pulses:
    """A unit's months of questions after visits, newest first, each with patients' yes to each question.

    A share is None until the month has closed, and where too few have answered the question.
    """

    months: list[tuple[Round, list[Share | None]]]

    @property
    def questions(self) -> list[str]:
        return [dict(QUESTIONS)[column] for column in PULSE_COLUMNS]


def pulses_of(unit: OrganizationUnit) -> Pulses:
    asked = unit.survey_rounds.filter(kind=RoundKind.PULSE, withdrawn_at__isnull=True)
    asked = list(asked.with_counts()[:PULSES])
    found = figures_of_rounds(asked) if asked else []
    shares = [[past.share(Audience.PATIENT, column) for column in PULSE_COLUMNS] for past in found]
    return Pulses(list(zip(asked, shares, strict=True)))


def above(unit, by):
    """The levels between the reader's own and the unit."""
    return list(units_of(by).above(unit))


def _question_url(unit, question):
    if question.is_own:
        return reverse("surveys:own_question", args=[unit.pk, question.edition, question.number])
    return reverse("surveys:question", args=[unit.pk, question.number])


@dataclass(frozen=True)
class Measures:
    """The region's three measures at one level: recorded, beside what patients say of the same thing."""

    unit: OrganizationUnit
    figures: UnitFigures
    sip: Share | None

    @property
    def each(self):
        """(what is recorded, what patients say) of agreement, fixed care contact and SIP."""
        agreement, contact, planning = (self.figures.of(column) for column in ("q2", "q4", "q7"))
        return [
            (agreement.recorded, agreement.patient.now),
            (contact.recorded, contact.patient.now),
            (self.sip, planning.patient.now),
        ]


def see_measures(unit: OrganizationUnit) -> list[Measures]:
    """The level first, then what is directly below it."""
    units = with_what_is_next_below(unit)
    recorded = recorded_of(units)
    return [
        Measures(figures.unit, figures, recorded.get((figures.unit.pk, Measure.SIP)))
        for figures in figures_of(units)
    ]
