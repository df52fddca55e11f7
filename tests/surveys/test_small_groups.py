"""No hidden cell follows from what is shown: attacked with a linear solver by who sees all pages."""

import datetime
from collections import Counter
from dataclasses import dataclass, field
from random import Random
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from patientkontrakt.people.models import OrganizationUnit, UnitKind
from patientkontrakt.people.roles import Role
from surveys import actions
from surveys.bands import BANDS, DIMENSIONS, EVERYONE, AgeBand, Language, Way, band
from surveys.figures import figures_of
from surveys.figures_past import bands_of, figures_of_round, history_of
from surveys.instruments import ALL_COLUMNS, COLUMNS, Answer
from surveys.models import Incoming, Rollup, Round, RoundKind
from surveys.own import own_asked
from surveys.seeing import see_level, see_own_question, see_question
from surveys.small_groups import SMALL_GROUP, bands_to_show, masks, or_hidden
from tests.builders.surveys import ask_own
from tests.factories import SYSTEM, make_clinician, make_unit
from tests.surveys.files_read import FIRST, LATEST, in_csv, in_json, in_json_of, in_xlsx
from tests.surveys.solver import Attacker

AGES = [band("age", value) for value in AgeBand.values]
QUESTIONS = ["q1", "q4", "q7"]
ASKED = ["q1", "q2", "q4", "own1", "own2"]
FOOD, CALM = "Är maten god?", "Är det lugnt?"
OWN = [[FOOD], [CALM], [FOOD, CALM], [CALM, FOOD]]


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
    """Each number that is published, as the sum of the cells that it is of: (round, column, band, kind).

    `visible`: cells that may be shown, as the reader knows. `columns`: (round, question's key) → column.
    """

    attacker: Attacker
    visible: set = field(default_factory=set)
    columns: dict = field(default_factory=dict)
    told: list = field(default_factory=list)
    changes: list = field(default_factory=list)
    known: set = field(default_factory=set)

    def learns(self, cells, tally):
        if (frozenset(cells), tally) in self.known:
            return
        self.known.add((frozenset(cells), tally))
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
        for unit, words in zip(units, chance.choices(OWN, k=3), strict=True):
            ask_own(*words)
            opens = datetime.date(2026, 12 - months_ago, 1 + chance.randint(0, 20))
            round = actions.open_round(unit=unit, kind=kind, opens=opens, closes=opens, by=SYSTEM)
            rounds[round.number] = (unit, kind, opens)
            answer_by_chance(round, chance, cells, [f"own{place}" for place, _own in enumerate(words, 1)])
            actions.close_round(round=round, by=SYSTEM)
    return region, rounds, cells


def answer_by_chance(round, chance, cells, own_columns):
    rows, sizes = [], chance.choice([[0, 1, 2, 4, 6, 9], [0, 1, 2, 4, 6, 9], [0, 1, 2]])
    for age in AgeBand.values:
        for _person in range(chance.choice(sizes)):
            asked = ["q1", "q4", *own_columns]
            given = {q: chance.choices([0, 1, 3, 4], [1, 5, 3, 1])[0] for q in asked} | {"q2": 1}
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
    units, own = list(OrganizationUnit.objects.within(region)), own_asked()
    for unit, figures in zip(units, figures_of(units, own), strict=True):
        for item in figures.each:
            learn(seen, those_of(rounds, unit, FIRST), item.question.key, EVERYONE, item.patient.before)
            learn(seen, those_of(rounds, unit, LATEST), item.question.key, EVERYONE, item.patient.now)
            learn_change(seen, rounds, unit, item.question.key, item.patient.compared)
            bands = bands_of(unit, item.question.key, own)
            for name in BANDS:
                learn(seen, those_of(rounds, unit, LATEST), item.question.key, name, bands.get(name))
        for past in history_of(unit, own=own):
            at = f"{past.day}" if unit.meets_patients else f"{past.day:%Y-%m}"
            learn_all(seen, those_of(rounds, unit, at), past)
    for number in rounds:
        learn_all(seen, [number], figures_of_round(Round.objects.get(number=number)))


def look_into_files(region, rounds, seen):
    """Every file and answer of the interface that somebody may fetch about a level."""
    by, own = make_clinician(region, Role.REGION_DEVELOPER), own_asked()
    units = {unit.hsa_id: unit for unit in OrganizationUnit.objects.within(region)}
    for unit in units.values():
        level = see_level(unit, by)
        for told in [in_csv(level), in_xlsx(level), in_json(level)]:
            for each in told:
                learn(
                    seen, those_of(rounds, units[each.hsa_id], each.at), each.question, each.band, each.tally
                )
            listed = {(each.question, each.band) for each in told if each.hsa_id == unit.hsa_id}
            for question in {each.question for each in told}:
                for name in BANDS:
                    if (question, name) not in listed:
                        learn(seen, those_of(rounds, unit, LATEST), question, name, None)
        seen_alone = [see_question(unit, number, by) for number in (1, 2, 4)]
        seen_alone += [
            see_own_question(unit, *place_of(key), by) for key in {q.key for q in own.places.values()}
        ]
        for one in seen_alone:
            for name, tally in in_json_of(one).items():
                learn(seen, those_of(rounds, unit, LATEST), one.key, name, tally)


def place_of(key):
    column, _, edition = key.partition("-")
    return UUID(edition), int(column[-1])


def those_of(rounds, unit, at):
    """The rounds that are added up at a level: the newest, the first, or those of a month or a day."""
    below = {number: own for number, own in rounds.items() if own[0].path.startswith(unit.path)}
    fits = {LATEST: RoundKind.FOLLOW_UP, FIRST: RoundKind.BASELINE}.get(at, at)
    return [
        number
        for number, (_unit, kind, opens) in below.items()
        if fits in {kind, f"{opens:%Y-%m}", f"{opens}"}
    ]


def what_rounds_ask():
    """(round, question's key, or its number or words) → column."""
    own, columns = own_asked(), {}
    for round in Round.objects.all():
        for number, column in enumerate(COLUMNS, start=1):
            columns[round.number, column] = columns[round.number, str(number)] = column
        for (edition, column), question in own.places.items():
            if edition == round.instrument_id:
                columns[round.number, question.key] = columns[round.number, question.text] = column
    return columns


def what_may_be_shown():
    return {
        (row.round_id, column, row.band)
        for row in Rollup.objects.all()
        for place, column in enumerate(ALL_COLUMNS)
        if row.shown >> place & 1
    }


def learn_all(seen, numbers, past):
    for (_audience, column), tally in past.tallies.items():
        learn(seen, numbers, column, EVERYONE, tally)


def learn(seen, numbers, question, name, tally):
    """A level's number is the sum of those rounds whose cell may be seen, which the reader knows."""
    visible = visible_of(seen, numbers, question, name)
    assert bool(tally) == bool(visible)
    if tally:
        seen.learns(visible, tally)


def learn_change(seen, rounds, unit, question, compared):
    """It tells two sums: of the units whose cells may be seen both times, wherever the same words stood."""
    both = {}
    for at in (FIRST, LATEST):
        for cell in visible_of(seen, those_of(rounds, unit, at), question, EVERYONE):
            both.setdefault(rounds[cell[0]][0], []).append(cell)
    pairs = [cells for cells in both.values() if len(cells) == 2]
    assert bool(compared) == bool(pairs)
    for cells, share in zip(zip(*pairs, strict=True), compared or (), strict=True):
        seen.attacker.learns([(*cell, "n") for cell in cells], share.whole)
        seen.changes.append((cells, share.whole))


def visible_of(seen, numbers, question, name):
    asked = [
        (number, seen.columns[number, question]) for number in numbers if (number, question) in seen.columns
    ]
    return [(number, column, name) for number, column in asked if (number, column, name) in seen.visible]


@pytest.mark.django_db
@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10_000))
def test_from_every_page_level_round_month_and_band_nothing_hidden_follows(seed):
    region, rounds, cells = build(seed)
    attacker = Attacker()
    seen = Seen(attacker, what_may_be_shown(), what_rounds_ask())

    look_everywhere(region, rounds, seen)
    known = set(seen.known)
    look_into_files(region, rounds, seen)
    for number in rounds:
        what_stands_to_reason(attacker, number, cells[number, "people", EVERYONE])
    hidden = [cell for cell in cells if cells[cell] and cell[1] in ASKED and not knows(attacker, cell)]

    assert seen.told
    assert seen.known == known, "files tell what pages tell"
    assert all(tally.n >= SMALL_GROUP for tally in seen.told)
    assert all(whole == sum(cells[cell] for cell in own) for own, whole in seen.changes)
    for cell in Random(seed).sample(hidden, min(12, len(hidden))):  # noqa: S311
        least, most = attacker.bounds((*cell, "n"))
        assert least < 1e-6, cell
        assert most > SMALL_GROUP - 1 - 1e-6, cell


def what_stands_to_reason(attacker, number, people):
    """Each dimension's bands make up everyone, and nobody answers a question twice."""
    for dimension, (_column, names) in DIMENSIONS.items():
        bands = [band(dimension, value) for value in names]
        for column in ASKED:
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
