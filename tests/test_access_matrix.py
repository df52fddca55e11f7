"""Every address × every role × own, another unit's and another patient's things. The table says who may."""

import pytest
from django.conf import settings
from django.db import transaction
from django.test import override_settings

from patientkontrakt.audit.models import Outcome
from tests.access_matrix.people import ANONYMOUS, NO_CAPACITY
from tests.access_matrix.table import ACROSS_UNITS, EVERYONE, NOT_THIS_ROW, ONLY_POST, SHOWS_ADDRESSES, TABLE
from tests.access_matrix.visits import OTHERS, OTHERS_THROUGH_OWN, OWN, ROUTES, House, keys_in

ADDRESSES = sorted(TABLE.keys() & ROUTES.keys())
ABOUT_A_PATIENT = [
    name for name in ADDRESSES if ROUTES[name].startswith("my/") or "patient_id" in keys_in(name)
]

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def house(django_db_setup, django_db_blocker, tmp_path_factory):
    """Built once; every visit is rolled back, and at the end the whole house."""
    files = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media"))
    (settings.QUEUE_DIR / "messages").mkdir(
        parents=True, exist_ok=True
    )  # the broker, where there is no Redis
    with django_db_blocker.unblock(), files, transaction.atomic():
        yield House()
        transaction.set_rollback(True)


def test_every_address_has_a_row_and_every_row_an_address():
    assert TABLE.keys() == ROUTES.keys()


@pytest.mark.parametrize("name", ADDRESSES)
def test_each_role_gets_what_the_table_says(house, name):
    may, answer = TABLE[name]
    wrong = [
        str(visit)
        for visit in house.visits(name)
        if visit.whose == OWN
        and visit.role in may
        and not is_answered(visit, 403 if visit.role in NOT_THIS_ROW.get(name, ()) else answer)
    ]

    assert wrong == []


def is_answered(visit, answer):
    """A GET as the table says; a POST without any data in whatever way, but never by falling."""
    return visit.status == answer if visit.method == "GET" or answer == 403 else visit.status < 500


@pytest.mark.parametrize("name", ADDRESSES)
def test_everyone_else_is_turned_away(house, name):
    may, _answer = TABLE[name]
    turned_away = [v for v in house.visits(name) if v.whose == OWN and v.role not in may]

    assert [str(v) for v in turned_away if not is_turned_away(v)] == []


def is_turned_away(visit):
    if visit.role == ANONYMOUS:
        return visit.status == 302 and visit.location.startswith("/sign-in/")
    if visit.role == NO_CAPACITY:
        return visit.status == 302 and visit.location == "/role/"
    return visit.status == 403


@pytest.mark.parametrize("name", [name for name in ADDRESSES if keys_in(name)])
def test_other_peoples_things_do_not_exist(house, name):
    """404, not 403: that something exists is told to nobody who may not see it. (405 tells nothing.)"""
    may, _answer = TABLE[name]
    reached = [
        str(visit)
        for visit in house.visits(name)
        if visit.whose in (OTHERS, OTHERS_THROUGH_OWN)
        and may < EVERYONE
        and not (visit.status in (404, ONLY_POST) if visit.role in may else is_turned_away(visit))
        and visit.role not in ACROSS_UNITS.get(name, ())
    ]

    assert reached == []


@pytest.mark.parametrize("name", [name for name in ADDRESSES if name not in SHOWS_ADDRESSES])
def test_no_answer_holds_names_or_numbers_of_people_who_may_not_be_seen(house, name):
    assert [f"{v} {v.leaked}" for v in house.visits(name) if v.leaked] == []


def test_names_and_numbers_are_found_where_they_stand(house):
    """The search above is not blind: the own patient's record does show her."""
    [record] = [
        v for v in house.visits("pages:record") if (v.role, v.method, v.whose) == ("clinician", "GET", OWN)
    ]

    assert {house.people.own.family_name, str(house.people.own.identifier)} <= record.shown


@pytest.mark.parametrize("name", ABOUT_A_PATIENT)
def test_each_look_at_a_patient_is_written_with_her_name(house, name):
    may, _answer = TABLE[name]
    unwritten = [
        str(visit)
        for visit in house.visits(name)
        if visit.whose == OWN and visit.role in may and not visit.looks_logged(house.people.own, Outcome.DONE)
    ]

    assert unwritten == []


@pytest.mark.parametrize("name", [name for name in ABOUT_A_PATIENT if "patient_id" in keys_in(name)])
def test_each_refused_look_at_a_patient_is_written_with_her_name(house, name):
    may, _answer = TABLE[name]
    refused = [
        (visit, house.people.own if visit.whose == OWN else house.people.other)
        for visit in house.visits(name)
        if (visit.whose == OTHERS or (visit.whose == OWN and visit.role not in may))
        and visit.role not in (ANONYMOUS, NO_CAPACITY)
    ]

    assert [str(v) for v, patient in refused if not v.looks_logged(patient, Outcome.REFUSED)] == []


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("login/", 200),
        ("logout/", 302),
        ("signup/", 200),
        ("password/reset/", 200),
        ("password/change/", 302),
        ("email/", 302),
        ("2fa/", 302),
        ("2fa/totp/activate/", 302),
        ("3rdparty/", 302),
    ],
)
def test_the_librarys_sign_in_pages_open_nothing_to_strangers(client, address, status):
    response = client.get(f"/accounts/{address}")

    assert response.status_code == status
