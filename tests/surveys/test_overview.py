"""The first screen: which question stands first, and what is said of it."""

import re

import pytest
from django.utils import translation

from surveys.advice import next_step
from surveys.figures import Figure, QuestionFigures, Tally, UnitFigures
from surveys.instruments import COLUMNS, SEVEN_QUESTIONS, Audience, questions
from surveys.intervals import Share
from surveys.overview import Overview
from surveys.recorded import MEASURES_OF

SEVEN = questions(SEVEN_QUESTIONS, Audience.PATIENT)
TARGET = 80


def tally(yes, n):
    return Tally(yes=yes, no=n - yes)


def item(column, patient=None, staff=None, *, before=None, recorded=None):
    """`patient` and the others are (yes, of how many), or None for hidden."""
    question = SEVEN[COLUMNS.index(column)]
    compared = (Share(*before), Share(*patient)) if patient and before else None
    patients = Figure(Audience.PATIENT, patient and tally(*patient), before and tally(*before), compared)
    staff = Figure(Audience.STAFF, staff and tally(*staff), None)
    return QuestionFigures(question, patients, staff, recorded and Share(*recorded))


def overview(*items):
    return Overview(UnitFigures(None, list(items)), target=TARGET)


def order(*items):
    return [item.question.column for item in overview(*items).ordered]


def test_the_smallest_share_of_yes_among_the_patients_stands_first():
    assert order(item("q1", (40, 50)), item("q2", (10, 50)), item("q3", (30, 50))) == ["q2", "q3", "q1"]


def test_of_equal_ones_stands_first_where_staff_say_yes_most_often():
    equal = [item("q1", (10, 20), (4, 10)), item("q2", (10, 20), (9, 10)), item("q3", (10, 20))]

    assert order(*equal) == ["q2", "q3", "q1"]


def test_of_wholly_equal_ones_the_questions_own_order_holds():
    assert order(item("q5", (10, 20)), item("q2", (10, 20))) == ["q2", "q5"]


def test_what_too_few_have_answered_stands_last_even_if_staff_have():
    assert order(item("q1", None, (0, 10)), item("q2", (50, 50))) == ["q2", "q1"]


def test_one_starts_with_the_first_that_has_not_reached_the_target():
    assert overview(item("q1", (39, 50)), item("q2", (41, 50))).first.question.column == "q1"
    assert overview(item("q1", (40, 50)), item("q2", None)).first is None


def test_exactly_the_target_has_reached_it():
    seen = overview(item("q1", (40, 50)), item("q2", (39, 50)))

    assert [each.question.column for each in seen.reached] == ["q1"]


def test_better_and_worse_are_only_what_is_more_than_chance():
    seen = overview(
        item("q1", (45, 50), before=(20, 50)),
        item("q2", (20, 50), before=(45, 50)),
        item("q3", (26, 50), before=(25, 50)),
    )

    assert [each.question.column for each in seen.better] == ["q1"]
    assert [each.question.column for each in seen.worse] == ["q2"]


def test_the_widest_gap_is_told_with_how_certain_it_is():
    by_chance, sure = item("q1", (1, 5), (4, 5)), item("q2", (40, 100), (90, 100))

    assert overview(item("q3", (30, 100), (90, 100)), sure).widest.question.column == "q3"
    assert overview(sure).widest_gap.direction == "higher"
    assert overview(by_chance).widest_gap.direction == "unclear"
    assert overview(item("q1", (1, 5)), item("q2", None, (4, 5))).widest is None


@pytest.mark.parametrize(
    ("items", "told"),
    [
        (
            [item("q1", (45, 50)), item("q2", (20, 50))],
            "1 av 2 frågor har nått målet att 80 % av patienterna säger ja.",
        ),
        (
            [item("q1", (45, 50), before=(20, 50)), item("q2", (20, 50), before=(19, 50))],
            "1 av 2 frågor har nått målet att 80 % av patienterna säger ja. "
            "1 är bättre än vid första mätningen och 0 sämre.",
        ),
        ([item("q1", None, (9, 9))], "För få patienter har svarat för att vi ska kunna säga hur det går."),
    ],
)
def test_the_page_in_one_sentence(items, told):
    assert re.sub(r"\s", " ", str(overview(*items).summary)) == told


@pytest.mark.parametrize(
    ("seen", "told"),
    [
        (item("q1", None, (9, 9)), "För få patienter har svarat."),
        (item("q1", (45, 50)), "Målet är nått."),
        (item("q4", (10, 50), (10, 10), recorded=(3, 10)), "har en fast vårdkontakt"),
        (item("q1", (10, 50), (45, 50)), "Medarbetarna tycker oftare"),
        (item("q1", (10, 50), (9, 45)), "välj en förändring att pröva"),
    ],
)
def test_the_advice_follows_from_who_says_what(seen, told):
    assert told in next_step(seen, TARGET)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_each_recorded_fact_is_told_of_in_words_of_its_own(language):
    unseen = {key: item(key, (10, 50), recorded=(9, 10)) for key in MEASURES_OF}
    too_little = {key: item(key, (10, 50), recorded=(3, 10)) for key in MEASURES_OF}
    with translation.override(language):
        told = {key: next_step(seen, TARGET) for key, seen in unseen.items()}
        told_of_little = {key: next_step(seen, TARGET) for key, seen in too_little.items()}

    for key in MEASURES_OF:
        assert re.findall(r"\d+", told[key]) == ["90", "20"], told[key]
        assert re.findall(r"\d+", told_of_little[key]) == ["30"], told_of_little[key]
    sentences = [*told.values(), *told_of_little.values()]
    assert len(set(sentences)) == 2 * 6
    assert not [sentence for sentence in sentences if "(" in sentence or not sentence.endswith(".")]
    assert "kontakt" in told["q3"] or "contact" in told["q3"]


def test_the_chart_shows_the_order_and_the_target():
    chart = overview(
        item("q1", (45, 50)), item("q2", (20, 50), before=(19, 50)), item("q3", (40, 50), before=(9, 50))
    ).chart

    assert [(row.key, row.remark.replace("\xa0", " ")) for row in chart.rows] == [
        ("q2", "Ingen säker förändring sedan första mätningen, 38 %."),
        ("q3", "Bättre än vid första mätningen, 18 %."),
        ("q1", ""),
    ]
    assert chart.target_percent == TARGET
