"""A level above the units over time: other units each month, and very many answers."""

import datetime

import pytest

from patientkontrakt.people.models import OrganizationUnit, UnitKind
from surveys.charts.sparkline import Sparkline
from surveys.charts.trend import Measurement
from surveys.figures import Figure, QuestionFigures, Tally
from surveys.figures_past import Past
from surveys.instruments import SEVEN_QUESTIONS, Audience, questions
from surveys.intervals import Share
from surveys.one_question import OneQuestion
from surveys.spc import Chart, Variation
from surveys.verdicts import Verdict, judged

# One unit, where 9 of 10 say yes, measures in odd months; another, where half do, in even ones.
IN_TURN = [Share(450, 500), Share(250, 500)] * 7
DAYS = [datetime.date(2025 + month // 12, month % 12 + 1, 1) for month in range(14)]


def seen(kind):
    question = questions(SEVEN_QUESTIONS, Audience.PATIENT)[4]
    item = QuestionFigures(question, Figure(Audience.PATIENT), Figure(Audience.STAFF), None)
    history = [
        Past(day, {(Audience.PATIENT, "q5"): Tally(yes=share.part, no=share.whole - share.part)})
        for day, share in zip(DAYS, IN_TURN, strict=True)
    ]
    return OneQuestion(OrganizationUnit(kind=kind), item, 80, history)


@pytest.mark.parametrize(
    ("kind", "chart", "variation"),
    [
        (UnitKind.CARE_UNIT, Chart.P, Variation.CONCERN),
        (UnitKind.ADMINISTRATION, Chart.XMR, Variation.COMMON),
        (UnitKind.REGION, Chart.XMR, Variation.COMMON),
    ],
)
def test_units_that_measure_in_turn_are_no_change_of_the_level(kind, chart, variation):
    series = seen(kind).trend.series

    assert (series.chart, series.variation) == (chart, variation)


def test_the_small_line_says_the_same():
    assert Sparkline("q5", "Nästa steg", IN_TURN, is_one_unit=False).kind == "common"
    assert Sparkline("q5", "Nästa steg", IN_TURN).kind == "concern-down"


def test_nor_is_it_what_came_of_an_action():
    measured = [Measurement(day, share) for day, share in zip(DAYS, IN_TURN, strict=True)]

    assert judged(measured, DAYS[-2], is_one_unit=False) == Verdict.UNCLEAR
