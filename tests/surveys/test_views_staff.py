import datetime
import uuid

import pytest
import time_machine
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from patientkontrakt.people.models import UnitKind
from patientkontrakt.people.roles import Role
from surveys.instruments import Answer
from surveys.models import Round
from surveys.tasks import check_figures
from tests.builders.surveys import (
    ALL_YES,
    answers,
    closed_round,
    invite,
    make_round,
)
from tests.factories import make_clinician, make_patient, make_unit
from tests.surveys.pages import words

# A session is read from the database, or from Redis where there is one.
SESSION_QUERIES = 0 if settings.REDIS_URL else 1
pytestmark = pytest.mark.django_db

NO = answers(q1=Answer.NO)
MONTH = datetime.timedelta(days=30)


@pytest.fixture
def region(db):
    return make_unit("Region Exempel", kind=UnitKind.REGION)


@pytest.fixture
def manager(region):
    area = make_unit("Närsjukvården", kind=UnitKind.ADMINISTRATION, parent=region)
    return make_clinician(make_unit("Björkens vårdcentral", parent=area), Role.UNIT_MANAGER)


def unit_url(unit):
    return reverse("surveys:unit", args=[unit.pk])


def test_what_lies_outside_the_own_branch_does_not_exist(sign_in, region, manager):
    client = sign_in(manager)

    for other in (region, manager.unit.parent, make_unit(parent=manager.unit.parent)):
        assert client.get(unit_url(other)).status_code == 404
        assert client.get(reverse("surveys:rounds", args=[other.pk])).status_code == 404
    assert client.get(reverse("surveys:unit", args=[uuid.uuid4()])).status_code == 404
    assert client.get(unit_url(manager.unit)).status_code == 200


def test_another_units_round_does_not_exist(sign_in, manager):
    round = make_round(make_unit())
    client = sign_in(manager)

    for page in ("closing", "invitations"):
        assert client.post(reverse(f"surveys:{page}", args=[round.pk])).status_code == 404
    assert Round.objects.get().is_open


def test_an_area_manager_sees_figures_but_runs_no_rounds(sign_in, manager):
    client = sign_in(make_clinician(manager.unit.parent, Role.AREA_MANAGER))

    assert (
        reverse("surveys:rounds", args=[manager.unit.pk])
        not in client.get(unit_url(manager.unit)).content.decode()
    )
    assert client.get(reverse("surveys:rounds", args=[manager.unit.pk])).status_code == 403


def test_no_page_of_a_manager_names_a_patient(sign_in, region, manager):
    names = ["Ingalill", "Sixten", "Torborg", "Egon", "Alvar"]
    for name in names:
        make_patient(manager.unit, given_name=name, family_name="Hemlig")
    round = make_round(manager.unit)
    invite(round)
    unit = manager.unit
    pages = [reverse("surveys:insight"), unit_url(unit), reverse("surveys:rounds", args=[unit.pk])]

    for actor in (manager, make_clinician(region, Role.REGION_DEVELOPER)):
        client = sign_in(actor)
        shown = "".join(client.get(page).content.decode() for page in pages)
        shown += client.post(reverse("surveys:invitations", args=[round.pk]), follow=True).content.decode()
        assert [word for word in [*names, "Hemlig", "98240301"] if word in shown] == []
        ids = [str(pk) for pk in unit.care_relations.values_list("patient", flat=True)]
        assert [pk for pk in ids if pk in shown] == []


@pytest.mark.parametrize("count", [1, 4])
def test_the_number_of_queries_does_not_grow_with_the_rounds(
    sign_in, manager, count, django_assert_num_queries
):
    for number in range(count):
        with time_machine.travel(timezone.now() - number * MONTH):
            closed_round(manager.unit, staff=[ALL_YES] * 5)
    client = sign_in(manager)

    with django_assert_num_queries(7 + SESSION_QUERIES):
        client.get(reverse("surveys:rounds", args=[manager.unit.pk]))


def test_a_manager_is_told_when_the_nights_check_found_wrong_figures(sign_in, manager):
    round = closed_round(manager.unit, staff=[ALL_YES] * 6)
    client, told = sign_in(manager), "Nattens kontroll hittade siffror som inte stämmer med svaren."
    check_figures()
    assert told not in words(client.get(unit_url(manager.unit)))

    round.rollups.update(q1_1=9)
    check_figures()

    assert told in words(client.get(unit_url(manager.unit)))
