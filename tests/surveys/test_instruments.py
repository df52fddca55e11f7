import hashlib
import json
from pathlib import Path

import pytest
from django.utils import translation

from surveys.instruments import (
    ANSWER_OF_WORD,
    COLUMNS,
    MAY_BE_NOT_RELEVANT,
    PASSED_OVER,
    SEVEN_QUESTIONS,
    questions,
)
from surveys.models.response import possible_answers

DATA = Path(__file__).parents[2] / "surveys" / "data" / "seven_questions.json"
# Of the file as it was handed over; another wording must be another file and another edition.
HANDED_OVER = "b7cb3ee8c367eb77a375140d1b6fdb2c8f0d0788dbe683d7259c82428ca0c6de"


def test_the_questions_are_word_for_word_the_ones_we_were_given():
    assert hashlib.sha256(DATA.read_bytes()).hexdigest() == HANDED_OVER
    assert json.loads(DATA.read_text("utf-8")) == SEVEN_QUESTIONS


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("audience", ["patient", "staff"])
def test_each_audience_meets_its_own_wording_in_its_language(audience, language):
    with translation.override(language):
        asked = questions(SEVEN_QUESTIONS, audience)

    assert [q.text for q in asked] == [q[audience][language] for q in SEVEN_QUESTIONS["questions"]]
    assert [label for _value, label in asked[3].choices] == [
        SEVEN_QUESTIONS["answers"][word][language] for word in SEVEN_QUESTIONS["questions"][3]["answers"]
    ]


def test_a_language_without_a_wording_gets_the_swedish_one():
    with translation.override("fi"):
        assert questions(SEVEN_QUESTIONS, "patient")[4].text == "Vet du ditt nästa steg?"


def test_the_columns_take_exactly_the_answers_that_the_questions_offer():
    for question in SEVEN_QUESTIONS["questions"]:
        offered = [ANSWER_OF_WORD[word].value for word in question["answers"]]
        assert possible_answers(f"q{question['number']}") == [PASSED_OVER, *offered]

    assert COLUMNS == ["q1", "q2", "q3", "q4", "q5", "q6", "q7"]
    assert {"q4", "q7"} == MAY_BE_NOT_RELEVANT


def test_the_words_that_count_as_yes_and_not_yes_are_the_ones_we_count():
    counted = {word: answer["counts_as"] for word, answer in SEVEN_QUESTIONS["answers"].items()}

    assert counted == {
        "ja": "yes", "delvis": "not_yes", "nej": "not_yes", "vet_ej": "excluded", "inte_aktuellt": "excluded",
    }  # fmt: skip
