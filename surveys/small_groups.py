"""Small groups are never shown, nor can they be computed from what is: the limit, and the one way to hide.

Published are sums of cells that may be seen by themselves. A cell is one audience's answers to one question
in one band of one round. Proven in tests/surveys/test_small_groups.py by an attacker with a linear solver.
"""

from collections.abc import Iterable

from surveys.bands import DIMENSIONS, EVERYONE
from surveys.instruments import ALL_COLUMNS

# Fewest answers in a cell that may be shown, and fewest patients that are asked at once. Source: invariant 8
# of the domain. A region may only ask for more (SurveySettings).
SMALL_GROUP = 5


def or_hidden(number: int, limit: int) -> int | None:
    """None for a number so small that it is not shown; none at all looks the same."""
    return number if number >= limit else None


def masks(rows: Iterable, limit: int) -> dict[str, int]:
    """What `Rollup.shown` should say of the rows of one round and audience: {band: bits of ALL_COLUMNS}."""
    cells = {
        row.band: {"people": row.people} | {column: row.n(column) for column in ALL_COLUMNS} for row in rows
    }
    shown = {EVERYONE}
    for dimension in DIMENSIONS:
        own = {band: numbers for band, numbers in cells.items() if band.startswith(f"{dimension}:")}
        shown |= bands_to_show(own, limit)
    return {
        band: sum(1 << place for place, column in enumerate(ALL_COLUMNS) if numbers[column] >= limit)
        if band in shown
        else 0
        for band, numbers in cells.items()
    }


def bands_to_show(cells: dict[str, dict[str, int]], limit: int) -> set[str]:
    """Which bands of one dimension may be shown: {band: {question: how many said yes, partly or no}}.

    A band is shown for every question or for none: from one question could else be worked out how many
    people there are for another. It is hidden where a question has fewer than `limit` answers, but some;
    `people`, how many answered at all, is such a question. What is known of the hidden ones together
    (everyone less those shown) must then be of two bands and of `limit` people at least, for each question:
    the smallest of the others are hidden until it is, all of them if need be. Questions that are not shown
    for everyone do not count: nothing of them is shown for a band either.
    """
    asked = {question for numbers in cells.values() for question in numbers}
    asked = {question for question in asked if sum(_numbers(cells, cells, question)) >= limit}
    hidden = {b for b, numbers in cells.items() if any(0 < numbers.get(q, 0) < limit for q in asked)}
    smallest_first = sorted(cells.keys() - hidden, key=lambda b: (cells[b]["people"], b))
    while smallest_first and hidden and not all(_is_safe(cells, hidden, q, limit) for q in asked):
        hidden.add(smallest_first.pop(0))
    return cells.keys() - hidden


def _is_safe(cells, hidden, question, limit):
    """Whether the hidden cells of a question are none, or together large enough and more than one."""
    numbers = [number for number in _numbers(cells, hidden, question) if number]
    return not numbers or (len(numbers) > 1 and sum(numbers) >= limit)


def _numbers(cells, bands, question):
    return [cells[band].get(question, 0) for band in bands]
