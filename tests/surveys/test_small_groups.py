"""No hidden cell follows from what is shown: tried by an attacker who solves linear equations exactly."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from surveys.figures import Tally, add_up, shown
from surveys.small_groups import SMALL_GROUP, or_hidden

UNITS = ["r/a/1/", "r/a/2/", "r/a/3/", "r/b/4/", "r/b/5/", "r/b/5/6/", "r/7/"]
NUMBERS = st.integers(0, 8)
REGIONS = st.fixed_dictionaries({(unit,): st.builds(Tally, yes=NUMBERS, no=NUMBERS) for unit in UNITS})


class Sum:
    """Which unknown cells a number is the sum of; adds up as tallies do."""

    def __init__(self, *cells):
        self.cells = {*cells}

    def __add__(self, other):
        return Sum(*self.cells, *other.cells)


def equations(region, name=lambda unit: unit):
    """What an attacker knows: each number that is shown, as the sum of the cells that went into it."""
    return [total.cells for total in add_up({key: Sum(name(*key)) for key in shown(region)}).values()]


def follows(wanted, known):
    """Whether some combination of the known sums gives one cell: Gaussian elimination in exact numbers."""
    unknowns = sorted({wanted}.union(*known))
    rows = [[Fraction(unknown in cells) for unknown in unknowns] for cells in known]
    target = [Fraction(unknown == wanted) for unknown in unknowns]
    for column in range(len(unknowns)):
        pivot = next((row for row in rows if row[column]), None)
        if pivot:
            rows = [_without(row, pivot, column) for row in rows if row is not pivot]
            target = _without(target, pivot, column)
    return not any(target)


def _without(row, pivot, column):
    factor = row[column] / pivot[column]
    return [value - factor * other for value, other in zip(row, pivot, strict=True)]


def test_the_attacker_can_subtract():
    assert follows("small", [{"large", "small"}, {"large"}])
    assert not follows("small", [{"large", "small", "other"}, {"large"}])


@given(REGIONS)
def test_no_hidden_cell_follows_from_what_is_shown(region):
    known = equations(region)

    for (unit,), cell in region.items():
        assert follows(unit, known) == (cell.n >= SMALL_GROUP)


@given(REGIONS, st.sampled_from(UNITS), st.builds(Tally, yes=NUMBERS, no=NUMBERS))
def test_no_hidden_cell_follows_from_last_months_figures_beside_todays(region, changed, new):
    """One unit has closed a new round in between; all others are the same unknowns in both looks."""
    today = region | {(changed,): new}
    known = equations(region) + equations(today, lambda unit: "new" if unit == changed else unit)

    for (unit,), cell in [*region.items(), (("new",), new)]:
        assert follows(unit, known) == (cell.n >= SMALL_GROUP)


@given(REGIONS)
def test_every_number_that_is_shown_is_the_sum_of_groups_that_are_large_enough(region):
    for (level,), total in add_up(shown(region)).items():
        below = [cell for (unit,), cell in region.items() if unit.startswith(level) and not cell.is_small]

        assert total.n == sum(cell.n for cell in below) >= SMALL_GROUP
        assert total.yes == sum(cell.yes for cell in below)


def test_a_small_number_is_hidden_as_none_is():
    assert [or_hidden(number) for number in (0, 4, 5)] == [None, None, 5]
