"""How a question's trend is read on its page, and as a person has chosen it there."""

import datetime
import re

import pytest
from django.conf import settings
from django.urls import reverse

from patientkontrakt.people.models import UnitKind
from patientkontrakt.people.roles import Role
from surveys import seeing
from surveys.figures import Tally
from surveys.figures_past import Past
from surveys.instruments import Audience
from tests.builders.surveys import ALL_YES, closed_round
from tests.factories import make_clinician, make_unit
from tests.surveys.pages import words

# A session is read from the database, or from Redis where there is one.
SESSION_QUERIES = 0 if settings.REDIS_URL else 1
pytestmark = pytest.mark.django_db
# 10 of 20 and 11 of 20 by turns in the first twelve; then all who answered.
STEADY, BETTER = [10, 11] * 6, [20]
NOT_FITTING = "Valet passar inte de här mätningarna. Bilden visas som vanligt."
ALL_FIELDS = ["chart", "baseline", "restart"]


def month(number):
    return datetime.date(2024 + number // 12, number % 12 + 1, 1)


@pytest.fixture
def page(sign_in, monkeypatch):
    """The page of question 1 at a unit, or a region, with so many yes of 20 in each month (None: too few)."""

    def fetch(numbers, kind=UnitKind.CARE_UNIT, **chosen):
        unit = make_unit(kind=kind)
        here = unit if kind == UnitKind.CARE_UNIT else make_unit(parent=unit)
        closed_round(here, patients=[ALL_YES] * 5)
        history = [
            Past(month(index), {(Audience.PATIENT, "q1"): yes and Tally(yes=yes, no=20 - yes)})
            for index, yes in enumerate(numbers)
        ]
        monkeypatch.setattr(seeing, "history_of", lambda *_asked: history)
        role = Role.UNIT_MANAGER if kind == UnitKind.CARE_UNIT else Role.REGION_DEVELOPER
        return sign_in(make_clinician(unit, role)).get(reverse("surveys:question", args=[unit.pk, 1]), chosen)

    return fetch


def offered(answer, field):
    found = re.search(rf'<select name="{field}".*?</select>', answer.content.decode(), re.S)
    return found and re.findall(r'<option value="([^"]*)"', found[0])


def chosen(answer):
    return re.findall(r'<option value="([^"]*)" selected', answer.content.decode())


def test_from_thirteen_measurements_the_limits_come_from_all_until_others_are_chosen(page):
    answer = page(STEADY + BETTER)

    assert "P-diagram. Gränser från alla mätningar." in words(answer)
    assert chosen(answer) == ["p", "all"]
    assert NOT_FITTING not in words(answer)


def test_the_first_twelve_are_chosen_in_the_address_and_the_chart_says_so(page):
    answer = page(STEADY + BETTER, baseline="12")
    told = words(answer)

    assert told.count("Gränser från de första 12 mätningarna.") == 3, "the text, the picture and the table"
    assert "Medel: 52 %" in told  # 126 of 240; with all thirteen 146 of 260
    assert chosen(answer) == ["p", "12"]


def test_xmr_is_chosen_in_the_address_and_the_table_follows(page):
    """Ranges of 5 and one of 45, which is left out: 56.15 ± 2.66 × 5."""
    told = words(page(STEADY + BETTER, chart="xmr"))

    assert "XmR-diagram. Gränser från alla mätningar." in told
    assert "100 % (20) 43–69 %" in told


def test_what_it_says_of_the_target_follows_the_chosen_limits(page):
    """The limits of the first twelve, 52.5 ± 2.66 × 5, do not hold 80 %; those of p, about ± 33, do."""
    numbers = [*STEADY, 10]

    assert "Så som ni arbetar nu avgör slumpen om ni når målet 80 %." in words(page(numbers))
    assert "Så som ni arbetar nu når ni inte målet 80 %." in words(page(numbers, chart="xmr", baseline="12"))


def test_limits_begin_anew_where_a_person_says_so(page):
    numbers = [10, 11] * 7 + [18] * 14
    answer = page(numbers, restart=month(14).isoformat())

    assert "Räknat på nytt från 1 mar 2025." in words(answer)
    assert "Medel: 90 %" in words(answer)
    assert "Medel: 71 %" in words(page(numbers))
    assert chosen(answer) == ["p", "all", month(14).isoformat()]


def test_only_what_the_number_of_measurements_allows_is_offered(page):
    twelve, thirteen, many = page(STEADY), page(STEADY + BETTER), page(STEADY * 3)

    assert [offered(twelve, field) for field in ALL_FIELDS] == [None] * 3
    assert [offered(thirteen, field) for field in ALL_FIELDS] == [["p", "xmr"], ["all", "12"], None]
    assert offered(many, "baseline") == ["all", *map(str, range(12, 21))]
    assert offered(many, "restart") == ["no", *(month(number).isoformat() for number in range(13, 24))]


def test_what_is_hidden_is_no_measurement(page):
    assert offered(page([*STEADY, None]), "chart") is None


@pytest.mark.parametrize(
    "asked",
    [
        {"baseline": "13"},
        {"baseline": "x"},
        {"baseline": ""},
        {"chart": "run"},
        {"chart": "\x00"},
        {"restart": "2024-02-31"},
        {"restart": month(6).isoformat()},
    ],
)
def test_what_does_not_fit_is_told_and_the_trend_shown_as_usual(page, asked):
    answer = page(STEADY + BETTER, **asked)

    assert answer.status_code == 200
    assert NOT_FITTING in words(answer)
    assert "P-diagram. Gränser från alla mätningar." in words(answer)


def test_with_too_few_measurements_a_choice_does_not_fit(page):
    assert NOT_FITTING in words(page(STEADY, chart="xmr"))


def test_the_first_ones_are_no_more_than_either_part_has(page):
    numbers = [10, 11] * 15
    restart = month(13).isoformat()

    assert "de första 13 mätningarna" in words(page(numbers, baseline="13", restart=restart))
    told = words(page(numbers, baseline="14", restart=restart))
    assert NOT_FITTING in told
    assert "Varje del måste ha minst så många mätningar. Välj färre." in told


def test_above_the_units_it_is_always_xmr(page):
    """With so many answers nearly each month would stand out in a p chart (surveys/spc.py)."""
    answer = page(STEADY + BETTER, kind=UnitKind.REGION, baseline="12")

    assert offered(answer, "chart") is None
    assert "XmR-diagram. Gränser från de första 12 mätningarna." in words(answer)


@pytest.mark.parametrize("chosen", [{}, {"baseline": "12"}])
def test_a_choice_asks_the_database_for_nothing_more(sign_in, django_assert_num_queries, chosen):
    unit = make_unit()
    closed_round(unit, patients=[ALL_YES] * 5)
    client = sign_in(make_clinician(unit, Role.UNIT_MANAGER))

    with django_assert_num_queries(12 + SESSION_QUERIES):
        client.get(reverse("surveys:question", args=[unit.pk, 1]), chosen)


def test_above_the_units_the_page_tells_why_its_last_point_is_not_todays_figure(page):
    told = "Varje punkt är de enheter som mätte den månaden."

    assert told in words(page(STEADY, kind=UnitKind.REGION))
    assert told not in words(page(STEADY))
