"""The texts that come with the house: whole, safe and plain. They suggest, and never decide."""

import re

import pytest

from agreements.models import TemplateRowKind as Kind
from agreements.models import Urgency
from agreements.shipped_templates import find_template, shipped, templates_of, templates_to_choose
from tests.factories import make_unit

TEMPLATES = shipped()
EACH = pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.slug)
ASKED_FOR = {
    "heart-failure", "copd", "diabetes-type-2", "hypertension", "depression-anxiety",
    "cancer-rehabilitation", "frail-elder", "long-term-pain",
}  # fmt: skip
HOW_MANY = {
    Kind.GOAL: range(2, 4), Kind.PATIENT_PROMISE: range(3, 5), Kind.CARE_PROMISE: range(3, 5),
    Kind.WARNING_SIGN: range(3, 6), Kind.TOPIC: range(3, 5),
}  # fmt: skip
# Words that say the same as plainer ones, or that talk about the patient instead of with the patient.
JARGON = re.compile(
    r"patient|exacerbation|dyspné|glykemi|compliance|adherens|följsamhet|monitorer|titrer|optimer|insats"
    r"|implementer|intervention|egenvård|status|implikation|\b(?:mg|ml|dos|doser|dosering)\b",
    re.IGNORECASE,
)
MOST_WORDS, MOST_EASY_WORDS = 24, 16


def texts_of(template):
    yield from (template.name, template.about)
    for line in template.lines:
        yield from filter(None, (line.text, line.easy_read, line.why, line.when_text, line.own_action))


def sentences(text):
    return re.split(r"(?<=[.?!])\s+", text)


def test_the_care_needs_that_were_asked_for_are_there():
    slugs = {template.slug for template in TEMPLATES}

    assert slugs >= ASKED_FOR
    assert len(slugs) == len(TEMPLATES) >= 10


@EACH
def test_each_is_whole(template):
    assert {kind: len(lines) in HOW_MANY[kind] for kind, lines in template.parts} == dict.fromkeys(Kind, True)


@pytest.mark.django_db
@EACH
def test_each_could_be_saved_as_a_units_own(template):
    template.unit = make_unit()

    template.full_clean()
    for line in template.lines:
        line.full_clean(exclude=["template"], validate_unique=False)


@EACH
def test_each_says_first_when_to_call_112_as_the_card_at_home_does(template):
    ways = [line.urgency for line in template.lines_of(Kind.WARNING_SIGN)]

    assert ways == sorted(ways, key=Urgency.values.index)
    assert ways.count(Urgency.EMERGENCY) == 1
    assert Urgency.UNIT in ways


@EACH
def test_what_to_do_names_the_number_that_the_urgency_stands_for(template):
    for line in template.lines_of(Kind.WARNING_SIGN):
        number = {Urgency.EMERGENCY: "112", Urgency.ADVICE_LINE: "ringer"}.get(line.urgency, "")
        assert number in line.own_action


@EACH
def test_each_is_in_plain_swedish_without_doses(template):
    assert [text for text in texts_of(template) if JARGON.search(text)] == []
    assert [
        sentence
        for text in texts_of(template)
        for sentence in sentences(text)
        if len(sentence.split()) > MOST_WORDS
    ] == []


@EACH
def test_the_easy_words_are_easier_and_goals_speak_with_the_patients_voice(template):
    for line in template.lines:
        assert all(len(sentence.split()) <= MOST_EASY_WORDS for sentence in sentences(line.easy_read))
    assert all(line.text.startswith("Jag vill ") for line in template.lines_of(Kind.GOAL))
    assert all(line.text.startswith("Jag ") for line in template.lines_of(Kind.PATIENT_PROMISE))


@EACH
def test_nothing_stands_twice(template):
    texts = [line.text for line in template.lines]

    assert len(texts) == len(set(texts))


@pytest.mark.django_db
def test_a_unit_chooses_among_its_own_and_the_shipped_ones_in_two_queries(django_assert_num_queries):
    unit = make_unit()

    with django_assert_num_queries(1):  # nothing of its own: no rows to fetch
        chosen = templates_to_choose(unit)

    assert {template.slug for template in chosen} == {template.slug for template in TEMPLATES}
    assert [template.name for template in chosen] == sorted(template.name for template in chosen)


@pytest.mark.django_db
def test_what_one_reader_changes_no_other_sees():
    unit = make_unit()
    find_template(unit, "copd").lines.clear()

    assert find_template(unit, "copd").lines
    assert find_template(unit, "no-such-need") is None
    assert all(template.is_shipped for template in templates_of(unit))
