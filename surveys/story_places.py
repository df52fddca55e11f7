"""Where a story may be shown: at its unit, or higher up without the unit's name, or nowhere. Pure.

The rule of small groups, for words instead of numbers. At the unit when enough have answered there. Else at
the nearest level whose small units together are enough: whoever reads all other walls, too, still cannot tell
from which of at least two units, with so many answers in all, the story comes (ADR 15).
"""

from collections.abc import Mapping


def levels_above(path: str) -> list[str]:
    """The paths of all levels above a unit, the nearest first."""
    codes = path.rstrip("/").split("/")[:-1]
    return ["/".join(codes[:depth]) + "/" for depth in range(len(codes), 0, -1)]


def place_of(path: str, answers: int, newest: Mapping[str, int], limit: int) -> str | None:
    """The path of the level that shows a story told at the unit with `path`; None for nowhere.

    `answers`: how many of the writer's side answered in the story's measurement. `newest`: for each care
    unit's path how many did in its newest one. `limit`: the smallest group that is shown.
    """
    if answers >= limit:
        return path
    return places_of_small(newest, limit).get(path)


def places_of_small(newest: Mapping[str, int], limit: int) -> dict[str, str]:
    """Path of each unit with too few answers → the level that shows its stories; without those of no level.

    Units without any answers are not counted: nobody there may have written.
    """
    waiting, places = {path for path, number in newest.items() if 0 < number < limit}, {}
    levels = {level for path in waiting for level in levels_above(path)}
    for level in sorted(levels, key=lambda path: path.count("/"), reverse=True):
        below = {path for path in waiting if path.startswith(level)}
        if len(below) > 1 and sum(newest[path] for path in below) >= limit:
            places |= dict.fromkeys(below, level)
            waiting -= below
    return places
