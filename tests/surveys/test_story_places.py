"""Where a story may be shown, and that nobody can work out which small unit it came from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.story_places import levels_above, place_of, places_of_small

LIMIT = 5


def test_levels_above_a_unit_the_nearest_first():
    assert levels_above("r/a/u/") == ["r/a/", "r/"]
    assert levels_above("kommun/") == []


@pytest.mark.parametrize(
    ("answers", "place"),
    [(5, "r/a/u/"), (40, "r/a/u/"), (4, "r/a/"), (0, "r/a/")],
)
def test_from_the_limit_on_the_unit_shows_it(answers, place):
    assert place_of("r/a/u/", answers, {"r/a/u/": 4, "r/a/v/": 1}, LIMIT) == place


def test_two_small_units_that_together_are_too_few_wait_for_a_higher_level():
    newest = {"r/a/u/": 2, "r/a/v/": 2, "r/b/w/": 1}

    assert places_of_small(newest, LIMIT) == dict.fromkeys(newest, "r/")


def test_one_small_unit_beside_big_ones_is_shown_nowhere():
    """All other walls can be read: what stands on none of them would be the small unit's."""
    assert place_of("r/a/u/", 4, {"r/a/u/": 4, "r/a/v/": 30, "r/b/w/": 12}, LIMIT) is None


def test_the_last_small_unit_is_not_joined_with_those_that_are_shown_below():
    """u and v are shown at r/a/; a story at r/ would be w's for certain."""
    newest = {"r/a/u/": 4, "r/a/v/": 4, "r/b/w/": 4}

    assert places_of_small(newest, LIMIT) == {"r/a/u/": "r/a/", "r/a/v/": "r/a/"}


def test_units_where_nobody_answered_hide_nobody():
    assert places_of_small({"r/a/u/": 4, "r/a/v/": 0, "r/a/w/": 0}, LIMIT) == {}


def test_another_region_hides_nobody():
    assert places_of_small({"r/a/u/": 4, "s/a/v/": 4}, LIMIT) == {}


def test_a_unit_that_has_got_enough_since_has_no_level_for_its_older_story():
    """Its small round lies behind it: it no longer stands among the small ones."""
    assert place_of("r/a/u/", 3, {"r/a/u/": 20, "r/a/v/": 4, "r/a/w/": 4}, LIMIT) is None


paths = st.tuples(st.sampled_from("ab"), st.sampled_from("xyz"), st.sampled_from("123")).map(
    lambda codes: "r/" + "/".join(codes[:2]) + f"/{codes[2]}/"
)


@given(st.dictionaries(paths, st.integers(0, 9), max_size=12), st.integers(5, 8))
def test_whoever_reads_all_walls_is_left_with_two_units_and_enough_people(newest, limit):
    """The attacker knows all numbers, all walls and this rule, and asks where a nameless story comes from."""
    for path, number in newest.items():
        place = place_of(path, number, newest, limit)
        if place in (None, path):
            continue
        could_be = {u for u, n in newest.items() if n and place_of(u, n, newest, limit) == place}
        assert path in could_be
        assert len(could_be) >= 2
        assert sum(newest[u] for u in could_be) >= limit
        assert path.startswith(place)
