"""No hidden cell follows from what is shown: attacked with a linear solver by who sees all pages."""

import datetime
from collections import Counter
from dataclasses import dataclass, field
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from patientkontrakt.people.models import OrganizationUnit, UnitKind
from surveys import actions
from surveys.bands import DIMENSIONS, EVERYONE, AgeBand, Language, Way, band
from surveys.figures import figures_of
from surveys.figures_past import bands_of, figures_of_round, history_of
from surveys.instruments import ALL_COLUMNS, Answer
from surveys.models import Incoming, Round, RoundKind
from surveys.small_groups import SMALL_GROUP, bands_to_show, masks, or_hidden
from tests.factories import SYSTEM, make_unit
from tests.surveys.solver import Attacker

AGES = [band("age", value) for value in AgeBand.values]
QUESTIONS = ["q1", "q4", "q7"]


def test_the_attacker_can_subtract_and_knows_what_a_sum_leaves_open():
    attacker = Attacker()
    attacker.learns(["small", "large"], 12)
    attacker.learns(["large"], 9)
    attacker.learns(["one", "other"], 7)

    assert attacker.bounds("small") == (3, 3)
    assert attacker.bounds("one") == (0, 7)
    assert attacker.bounds("unheard of") == (0, float("inf"))


@dataclass
class Row:
    """What `masks` looks at in a row of a rollup; `others`: those who don't know, or whom it concerns not."""

    band: str
    people: int
    numbers: dict
    others: dict = field(default_factory=dict)

    def n(self, column):
        return self.numbers.get(column, 0)


@st.composite
def rollups(draw):
    """One dimension's rows and everyone's: each question answered by some of a band's people."""
    rows = []
    for name in draw(st.lists(st.sampled_from(AGES), min_size=2, unique=True)):
        people = draw(st.integers(1, 14))
        numbers = {q: draw(st.integers(0, people)) for q in QUESTIONS}
        others = {q: draw(st.integers(0, people - numbers[q])) for q in QUESTIONS}
        rows.append(Row(name, people, numbers, others))
    return [everyone(rows), *rows]


def everyone(rows):
    sums = (
        {q: sum(getattr(row, kind)[q] for row in rows) for q in QUESTIONS} for kind in ("numbers", "others")
    )
    return Row(EVERYONE, sum(row.people for row in rows), *sums)


def attack(rows, shown, limit):
    """What is published of one round and audience, and what stands to reason of people and their answers."""
    attacker, own = Attacker(), [row for row in rows if row.band != EVERYONE]
    if rows[0].people >= limit:
        attacker.learns([("people", row.band) for row in own], rows[0].people)
    for place, question in ((ALL_COLUMNS.index(q), q) for q in QUESTIONS):
        for row in own:
            attacker.knows_at_most([(question, row.band), ("not", question, row.band)], ("people", row.band))
            if shown[row.band] >> place & 1:
                attacker.learns([(question, row.band)], row.numbers[question])
                attacker.learns([("not", question, row.band)], row.others[question])
        if shown[EVERYONE] >> place & 1:
            attacker.learns([(question, row.band) for row in own], rows[0].numbers[question])
            attacker.learns([("not", question, row.band) for row in own], rows[0].others[question])
    return attacker


@settings(max_examples=120, deadline=None)
@given(rollups(), st.sampled_from([5, 8]))
def test_no_hidden_cell_can_be_bounded_more_narrowly_than_a_small_group(rows, limit):
    shown = masks(rows, limit)
    attacker = attack(rows, shown, limit)

    for row in rows[1:]:
        for question in QUESTIONS:
            if row.numbers[question] and not shown[row.band] >> ALL_COLUMNS.index(question) & 1:
                least, most = attacker.bounds((question, row.band))
                assert least < 1e-6, (question, row.band)
                assert most > limit - 1 - 1e-6, (question, row.band)


@given(rollups(), st.sampled_from([5, 8]))
def test_what_is_shown_is_large_enough(rows, limit):
    shown = masks(rows, limit)

    for row in rows:
        for place, column in enumerate(ALL_COLUMNS):
            assert not shown[row.band] >> place & 1 or row.n(column) >= limit


def people(**numbers):
    return {name: {"people": number, "q1": number} for name, number in numbers.items()}


def nine(**numbers):
    return {"people": 9, "q1": 9} | numbers


@pytest.mark.parametrize(
    ("cells", "shown"),
    [
        (people(a=5, b=6), {"a", "b"}),
        (people(a=4, b=6, c=7), {"c"}),  # b would tell a
        (people(a=2, b=2, c=7, d=8), {"d"}),  # four people are too few together
        (people(a=2, b=3, c=7), {"c"}),
        (people(a=1, b=30), set()),
        (people(a=0, b=6), {"a", "b"}),  # nobody is nobody's secret
        ({"a": nine(q4=2), "b": nine(q4=9), "c": nine(q4=9), "d": nine(q4=9)}, {"c", "d"}),
        ({"a": nine(q4=2), "b": nine(q4=2)}, {"a", "b"}),  # q4 is shown for nobody at all
    ],
)  # fmt: skip
def test_bands_are_hidden_until_what_is_left_tells_of_nobody(cells, shown):
    assert bands_to_show(cells, SMALL_GROUP) == shown


def test_a_small_number_is_hidden_as_none_is():
    assert [or_hidden(number, 5) for number in (0, 4, 5)] == [None, None, 5]
    assert [or_hidden(number, 8) for number in (7, 8)] == [None, 8]


# A region with three units, measured twice, as a manager of the region sees it through the figures.


@dataclass
class Seen:
    """Each number that is published, as the sum of the cells that it is of: (round, column, kind, band)."""

    attacker: Attacker
    told: list = field(default_factory=list)

    def learns(self, cells, tally):
        others = tally.dont_know + tally.not_relevant
        self.attacker.learns([(*cell, "n") for cell in cells], tally.n)
        self.attacker.learns([(*cell, "others") for cell in cells], others)
        self.told.append(tally)


def build(seed):
    """Answers of patients in rounds of a region; how many of each band is chance."""
    chance = Random(seed)  # noqa: S311
    region = make_unit("Region Exempel", kind=UnitKind.REGION)
    area = make_unit("Närsjukvården", kind=UnitKind.ADMINISTRATION, parent=region)
    units = [make_unit(parent=area), make_unit(parent=area), make_unit(parent=region)]
    cells, rounds = Counter(), {}
    for months_ago, kind in ((6, RoundKind.BASELINE), (1, RoundKind.FOLLOW_UP)):
        for unit in units:
            opens = datetime.date(2026, 12 - months_ago, 1 + chance.randint(0, 20))
            round = actions.open_round(unit=unit, kind=kind, opens=opens, closes=opens, by=SYSTEM)
            rounds[round.number] = (unit, kind, opens.replace(day=1))
            answer_by_chance(round, chance, cells)
            actions.close_round(round=round, by=SYSTEM)
    return region, rounds, cells


def answer_by_chance(round, chance, cells):
    rows = []
    for age in AgeBand.values:
        for _person in range(chance.choice([0, 1, 2, 4, 6, 9])):
            given = {q: chance.choices([0, 1, 3, 4], [1, 5, 3, 1])[0] for q in ("q1", "q4")} | {"q2": 1}
            language, way = chance.choices([1, 2, 3], [8, 2, 1])[0], chance.choices([1, 3, 5], [8, 2, 1])[0]
            rows.append(
                Incoming(round=round, audience="patient", way=way, age_band=age, language=language, **given)
            )
            own = [EVERYONE, band("age", age), band("lang", Language(language)), band("way", Way(way))]
            for name in own:
                cells[round.number, "people", name] += 1
                for question, answer in given.items():
                    cells[round.number, question, name] += answer in {Answer.YES, Answer.PARTLY, Answer.NO}
    Incoming.objects.bulk_create(rows)


def look_everywhere(region, rounds, seen):
    """Every level, every band, every round and month, the newest and the first measurement."""
    units = list(OrganizationUnit.objects.within(region))
    for unit, figures in zip(units, figures_of(units), strict=True):
        below = {number: own for number, own in rounds.items() if own[0].path.startswith(unit.path)}
        for item in figures.questions:
            for tally, kind in (
                (item.patient.now, RoundKind.FOLLOW_UP),
                (item.patient.before, RoundKind.BASELINE),
            ):
                chosen = [number for number, own in below.items() if own[1] == kind]
                learn(seen, chosen, item.question.column, EVERYONE, tally)
        for column in ("q1", "q2", "q4"):
            newest = [number for number, own in below.items() if own[1] == RoundKind.FOLLOW_UP]
            for name, tally in bands_of(unit, column).items():
                learn(seen, newest, column, name, tally)
        for past in history_of(unit):
            chosen = [n for n, own in below.items() if own[2] == past.day.replace(day=1)]
            learn_all(seen, chosen, past)
    for number in rounds:
        learn_all(seen, [number], figures_of_round(Round.objects.get(number=number)))


def learn_all(seen, numbers, past):
    for (_audience, column), tally in past.tallies.items():
        learn(seen, numbers, column, EVERYONE, tally)


def learn(seen, numbers, column, name, tally):
    """A level's number is the sum of those rounds whose cell may be seen, which the reader knows."""
    visible = {row.round_id for number in numbers for row in Round.objects.get(number=number).rollups.all()
               if row.band == name and row.shown >> ALL_COLUMNS.index(column) & 1}  # fmt: skip
    if tally:
        seen.learns([(number, column, name) for number in visible], tally)
    else:
        assert not visible


@pytest.mark.django_db
@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10_000))
def test_from_every_page_level_round_month_and_band_nothing_hidden_follows(seed):
    region, rounds, cells = build(seed)
    attacker = Attacker()
    seen = Seen(attacker)

    look_everywhere(region, rounds, seen)
    for number in rounds:
        what_stands_to_reason(attacker, number, cells[number, "people", EVERYONE])
    hidden = [
        cell for cell in cells if cells[cell] and cell[1] in {"q1", "q2", "q4"} and not knows(attacker, cell)
    ]

    assert seen.told
    assert all(tally.n >= SMALL_GROUP for tally in seen.told)
    for cell in Random(seed).sample(hidden, min(12, len(hidden))):  # noqa: S311
        least, most = attacker.bounds((*cell, "n"))
        assert least < 1e-6, cell
        assert most > SMALL_GROUP - 1 - 1e-6, cell


def what_stands_to_reason(attacker, number, people):
    """Each dimension's bands make up everyone, and nobody answers a question twice."""
    for dimension, (_column, names) in DIMENSIONS.items():
        bands = [band(dimension, value) for value in names]
        for column in ("q1", "q2", "q4"):
            for kind in ("n", "others"):
                terms = [((number, column, name, kind), 1) for name in bands]
                places = [(attacker.place(unknown), factor) for unknown, factor in terms]
                attacker.equal.append(([*places, (attacker.place((number, column, EVERYONE, kind)), -1)], 0))
            for name in [*bands, EVERYONE]:
                own = [(number, column, name, "n"), (number, column, name, "others")]
                attacker.knows_at_most(own, (number, "people", name))
        if people >= SMALL_GROUP:
            attacker.learns([(number, "people", name) for name in bands], people)
            attacker.learns([(number, "people", EVERYONE)], people)


def knows(attacker, cell):
    """Whether the number itself is published."""
    return any(terms == [(attacker.place((*cell, "n")), 1)] for terms, _total in attacker.equal)
