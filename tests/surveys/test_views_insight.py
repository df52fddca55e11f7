"""What managers read on the first screen and the question's page, in words."""

import datetime

import pytest
import time_machine
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from patientkontrakt.people.models import UnitKind
from patientkontrakt.people.roles import Role
from surveys.instruments import Answer
from surveys.models import RoundKind
from surveys.tasks import record_day
from tests.builders.stories import on_the_wall, planned
from tests.builders.surveys import ALL_YES, answers, closed_round, raise_the_limit
from tests.factories import make_clinician, make_unit
from tests.surveys.pages import words

# A session is read from the database, or from Redis where there is one.
SESSION_QUERIES = 0 if settings.REDIS_URL else 1
pytestmark = pytest.mark.django_db

NO = answers(q1=Answer.NO)
MONTH = datetime.timedelta(days=31)


@pytest.fixture
def region(db):
    return make_unit("Region Exempel", kind=UnitKind.REGION)


@pytest.fixture
def manager(region):
    area = make_unit("Närsjukvården", kind=UnitKind.ADMINISTRATION, parent=region)
    return make_clinician(make_unit("Björkens vårdcentral", parent=area), Role.UNIT_MANAGER)


def unit_url(unit):
    return reverse("surveys:unit", args=[unit.pk])


def question_url(unit, number=1):
    return reverse("surveys:question", args=[unit.pk, number])


def measured_twice(unit):
    with time_machine.travel(timezone.now() - 3 * MONTH):
        closed_round(unit, staff=[NO] * 5, patients=[NO] * 18 + [ALL_YES] * 2, kind=RoundKind.BASELINE)
    closed_round(unit, staff=[ALL_YES] * 4 + [NO], patients=[NO] * 10 + [ALL_YES] * 10)


def test_a_unit_manager_begins_at_the_own_unit_with_where_to_act_first(sign_in, manager):
    measured_twice(manager.unit)

    shown = words(sign_in(manager).get(reverse("surveys:insight")))

    assert "Resultat för Björkens vårdcentral" in shown
    assert "6 av 7 frågor har nått målet att 80 % av patienterna säger ja. 1 är bättre" in shown
    assert "Börja med Trygghet. Fråga några patienter vad de saknar" in shown
    assert "Bättre än vid första mätningen, 10 %." in shown
    assert "50 % av patienterna säger ja, och 80 % av medarbetarna. Men det kan vara slump." in shown


def test_an_area_manager_sees_the_administration_unit_by_unit(sign_in, region, manager):
    closed_round(manager.unit, staff=[ALL_YES] * 4 + [NO])
    outside = make_unit("Hemliga kliniken", parent=region)

    shown = words(
        sign_in(make_clinician(manager.unit.parent, Role.AREA_MANAGER)).get(reverse("surveys:insight"))
    )

    assert "Resultat för Närsjukvården" in shown
    assert "Björkens vårdcentral Vårdenhet Patienter – – – – – – – Medarbetare 80 100 100" in shown
    assert outside.name not in shown


def test_the_trail_leads_up_to_the_own_level_and_no_further(sign_in, region, manager):
    area, page = make_clinician(manager.unit.parent, Role.AREA_MANAGER), unit_url(manager.unit)

    assert f'href="{unit_url(area.unit)}"' in sign_in(area).get(page).content.decode()
    assert unit_url(region) not in sign_in(area).get(page).content.decode()
    assert unit_url(area.unit) not in sign_in(manager).get(page).content.decode()


def test_the_region_lists_its_administrations_and_not_what_lies_below_them(sign_in, region, manager):
    page = sign_in(make_clinician(region, Role.REGION_DEVELOPER)).get(unit_url(region)).content.decode()

    assert unit_url(manager.unit.parent) in page
    assert unit_url(manager.unit) not in page


@pytest.mark.parametrize(
    "role", [Role.CLINICIAN, Role.LOG_REVIEWER, Role.ADMINISTRATOR, Role.MUNICIPAL_STAFF]
)
def test_others_see_no_figures(sign_in, role):
    assert sign_in(make_clinician(role=role)).get(reverse("surveys:insight")).status_code == 403


def test_hidden_and_empty_look_the_same_on_the_pages(sign_in, manager):
    client, pages = sign_in(manager), [unit_url(manager.unit), question_url(manager.unit)]
    empty = [words(client.get(page)) for page in pages]
    closed_round(manager.unit, staff=[ALL_YES] * 4)

    assert [words(client.get(page)) for page in pages] == empty


def test_a_question_tells_the_spread_the_change_and_the_gap(sign_in, manager):
    measured_twice(manager.unit)

    shown = words(sign_in(manager).get(question_url(manager.unit)))

    assert "fokus på att leva ditt liv" in shown
    assert "En större del av patienterna säger ja än vid första mätningen." in shown
    assert "Medarbetarna säger ja oftare än patienterna. Men det kan vara slump." in shown
    assert "Ja 50 %" in shown
    assert "Mål: 80 %" in shown


def test_a_unit_is_held_beside_those_that_the_reader_may_see(sign_in, region, manager):
    names = ["Asken", "Boken", "Cypressen"]
    for name in names:
        closed_round(make_unit(name, parent=manager.unit.parent), patients=[ALL_YES] * 6)
    closed_round(manager.unit, patients=[ALL_YES] * 6)
    page = question_url(manager.unit)

    seen_above = words(sign_in(make_clinician(region, Role.REGION_DEVELOPER)).get(page))
    seen_here = words(sign_in(manager).get(page))

    assert all(name in seen_above for name in names)
    assert "Björkens vårdcentral (din enhet): 100 %" in seen_above
    assert not any(name in seen_here for name in names)


def test_a_question_shows_what_is_tried_and_told_about_it_and_when_it_changed(sign_in, region, manager):
    unit = manager.unit
    measured_twice(unit)
    planned(
        unit,
        manager,
        question="q1",
        aim="Fler känner sig trygga",
        note="Ny broschyr",
        note_on=timezone.localdate(),
    )
    planned(unit, manager, question="q2", aim="Något annat")
    planned(region, make_clinician(region, Role.REGION_DEVELOPER), question="q1", aim="Hela regionens")
    on_the_wall(unit, question="q1", public_text="De ringde upp samma dag.")

    shown = words(sign_in(manager).get(question_url(unit)))

    assert "Fler känner sig trygga" in shown
    assert "Ny broschyr" in shown
    assert "De ringde upp samma dag." in shown
    assert "Något annat" not in shown
    assert "Hela regionens" not in shown


def test_the_receipt_says_what_is_missing(sign_in, manager):
    measured_twice(manager.unit)

    assert "Kvittot på att patientkontraktet är infört: 0 av 3 lampor lyser" in words(
        sign_in(manager).get(unit_url(manager.unit))
    )


@pytest.mark.parametrize("number", [0, 8, 99])
def test_there_are_seven_questions(sign_in, manager, number):
    assert sign_in(manager).get(question_url(manager.unit, number)).status_code == 404


def test_a_recorded_fact_says_of_how_many_and_how_it_is_counted(sign_in, manager):
    closed_round(manager.unit, patients=[ALL_YES] * 6)
    record_day()

    shown = words(sign_in(manager).get(question_url(manager.unit, 2)))

    assert "0 % (0 av 6)" in shown
    assert "Patienter med en överenskommelse som gäller: 0" in shown
    assert "Patienter som får vård på enheten i dag: 6" in shown


@pytest.mark.parametrize("count", [1, 6])
# One of the first screen's is for what the region has asked of its own, in which words.
@pytest.mark.parametrize(("page", "queries"), [(unit_url, 11), (question_url, 11)])
def test_the_number_of_queries_does_not_grow_with_the_tree(
    sign_in, region, count, page, queries, django_assert_num_queries
):
    developer = make_clinician(region, Role.REGION_DEVELOPER)
    for _number in range(count):
        closed_round(make_unit(parent=region), staff=[ALL_YES] * 5, patients=[ALL_YES] * 5)
    client = sign_in(developer)

    with django_assert_num_queries(queries + SESSION_QUERIES):
        client.get(page(region))


def test_the_pages_tell_the_regions_own_limit(sign_in, manager):
    raise_the_limit(8)
    client = sign_in(manager)
    closed_round(manager.unit, staff=[ALL_YES] * 7, patients=[ALL_YES] * 7)

    shown = [words(client.get(page(manager.unit))) for page in (unit_url, question_url)]

    assert all("minst 8 har svarat på en fråga" in page for page in shown)
    assert "Grupper med färre än 8 svar visas aldrig" in shown[0]
    assert "En grupp som visas har alla sina siffror, även de små" in shown[0], "ADR 17"
