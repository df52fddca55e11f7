"""Files hold what the pages show, no more, and no formula."""

import csv
import io

import pytest
import time_machine
from django.urls import reverse
from openpyxl import load_workbook

from patientkontrakt.people.roles import Role
from surveys import actions
from surveys.bands import AgeBand
from surveys.export import columns
from surveys.instruments import Answer
from tests.builders.surveys import (
    ALL_YES,
    answer,
    answers,
    closed_round,
    make_poster,
    make_round,
    raise_the_limit,
)
from tests.factories import SYSTEM, make_clinician, make_unit

pytestmark = pytest.mark.django_db
NO = answers(q1=Answer.NO)


def manager_of(unit):
    closed_round(unit, patients=[ALL_YES] * 3 + [NO] * 4, staff=[ALL_YES] * 4)
    return make_clinician(unit, Role.UNIT_MANAGER)


def address(unit, ending):
    return reverse(f"surveys:figures_{ending}", args=[unit.pk])


def lines(answer):
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))


def sheets(answer):
    return [list(sheet.iter_rows(values_only=True)) for sheet in load_workbook(io.BytesIO(answer.content))]


def test_a_line_tells_unit_question_who_and_how_many(sign_in):
    unit = make_unit()

    found = lines(sign_in(manager_of(unit)).get(address(unit, "csv")))

    assert found[0] == [name for name, _meaning in columns()]
    beginning = [unit.name, "Vårdenhet", unit.hsa_id, "1", "Trygghet"]
    assert found[1] == [
        *beginning,
        "Patienter",
        "Alla",
        "Senaste",
        "3",
        "7",
        "43",
        "16",
        "75",
        "0",
        "4",
        "0",
        "0",
    ]
    assert found[3] == [*beginning, "Medarbetare", "Alla", "Senaste", *[""] * 9]


def test_a_small_group_looks_as_none(sign_in):
    unit = make_unit()
    client = sign_in(make_clinician(unit, Role.UNIT_MANAGER))
    closed_round(unit, staff=[])
    empty = [client.get(address(unit, ending)) for ending in ("csv", "xlsx")]
    other = make_unit(unit.name)
    closed_round(other, staff=[ALL_YES] * 4)
    client = sign_in(make_clinician(other, Role.UNIT_MANAGER))
    hidden = [client.get(address(other, ending)) for ending in ("csv", "xlsx")]

    def without_id(row):
        return [cell for cell in row if cell not in (unit.hsa_id, other.hsa_id)]

    assert [without_id(row) for row in lines(hidden[0])] == [without_id(row) for row in lines(empty[0])]
    assert [without_id(r) for r in sheets(hidden[1])[0]] == [without_id(r) for r in sheets(empty[1])[0]]


def test_the_workbook_has_numbers_as_numbers_and_explains_each_column(sign_in):
    unit = make_unit()

    figures, meanings = sheets(sign_in(manager_of(unit)).get(address(unit, "xlsx")))

    assert figures[1][8:11] == (3, 7, 43)
    assert [row[0] for row in meanings[1 : len(columns()) + 1]] == list(figures[0])
    assert all(row[1] for row in meanings[1 : len(columns()) + 1])


@pytest.mark.parametrize("name", ["=1+1", "+46", "-1", "@SUM(A1)", "\t=1", " =cmd|' /C calc'!A0"])
def test_a_name_is_never_a_formula(sign_in, name):
    unit = make_unit(name)
    client = sign_in(manager_of(unit))

    book = load_workbook(io.BytesIO(client.get(address(unit, "xlsx")).content))

    assert lines(client.get(address(unit, "csv")))[1][0] == f"'{name}"
    assert book.worksheets[0]["A2"].data_type == "s"


def test_a_sign_that_no_workbook_can_hold_is_a_space(sign_in):
    """A line that Word breaks with Shift and Enter, for one."""
    client = sign_in(manager_of(unit := make_unit("Björkens\x0bvårdcentral")))

    assert sheets(client.get(address(unit, "xlsx")))[0][1][0] == "Björkens vårdcentral"
    assert lines(client.get(address(unit, "csv")))[1][0] == "Björkens vårdcentral"


def test_what_lies_outside_the_own_branch_does_not_exist(sign_in):
    client = sign_in(manager_of(make_unit()))

    assert [client.get(address(make_unit(), ending)).status_code for ending in ("csv", "xlsx")] == [404, 404]


def test_the_file_is_named_without_the_unit_and_kept_by_nobody(sign_in):
    unit = make_unit()

    answer = sign_in(manager_of(unit)).get(address(unit, "csv"))

    assert answer["Content-Disposition"].startswith('attachment; filename="7-fragor-')
    assert "no-store" in answer["Cache-Control"]


def test_the_workbook_tells_the_regions_own_limit(sign_in):
    raise_the_limit(8)
    unit = make_unit()

    _figures, meanings = sheets(sign_in(manager_of(unit)).get(address(unit, "xlsx")))

    assert any("Grupper med färre än 8 svar" in row[0] for row in meanings if row[0])


def test_groups_are_told_as_on_the_questions_page_and_only_those_that_may_be_shown(sign_in):
    unit = make_unit()
    round = make_round(unit)
    poster = make_poster(round)
    for age, people in ((AgeBand.YOUNG, 6), (AgeBand.MIDDLE, 7), (AgeBand.OLDER, 3), (AgeBand.OLDEST, 9)):
        for _person in range(people):
            answer(poster, NO, age_band=age)
    actions.close_round(round=round, by=SYSTEM)
    client = sign_in(make_clinician(unit, Role.UNIT_MANAGER))

    rows = lines(client.get(address(unit, "csv")))
    in_json = client.get(reverse("surveys:api_unit", args=[unit.pk])).json()["bands"]
    alone = client.get(reverse("surveys:api_question", args=[unit.pk, 1])).json()["bands"]

    ages = {row[6]: row[8:11] for row in rows if row[3] == "1" and row[6].startswith("Ålder")}
    assert ages == {"Ålder: 40–64": ["0", "7", "0"], "Ålder: 80 eller äldre": ["0", "9", "0"]}
    assert [
        {"band": row["band"], "patient": row["patient"]} for row in in_json if row["number"] == 1
    ] == alone
    assert {row["band"] for row in alone} >= {"age:40-64", "age:80-"}


def test_over_time_a_units_lines_have_days_and_those_of_a_level_above_months(sign_in):
    """Two measurements of one month would else stand under the same name."""
    unit, found = make_unit(), {}
    for day in (2, 20):
        with time_machine.travel(f"2026-06-{day:02} 12:00"):
            closed_round(unit, staff=[ALL_YES] * 5)
    for level, role in ((unit, Role.UNIT_MANAGER), (unit.parent, Role.REGION_DEVELOPER)):
        told = lines(sign_in(make_clinician(level, role)).get(address(level, "csv")))
        found[level] = [
            (line[7], line[9]) for line in told if line[3:7] == ["1", "Trygghet", "Medarbetare", "Alla"]
        ]

    assert found[unit] == [("Senaste", "5"), ("Första", ""), ("2026-06-02", "5"), ("2026-06-20", "5")]
    assert found[unit.parent][-1] == ("2026-06", "10")
