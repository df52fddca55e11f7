"""Every address × every role × own, another unit's and another patient's things. The table says who may.

One test an address; each rule below says what is wrong with it, in sentences.
"""

import pytest
from django.conf import settings
from django.db import transaction
from django.test import override_settings

from patientkontrakt.audit.models import Outcome
from tests.access_matrix.people import ANONYMOUS, NO_CAPACITY
from tests.access_matrix.table import (
    ACROSS_UNITS,
    EVERYONE,
    NOT_OF_THE_OWN_UNIT,
    NOT_THIS_ROW,
    ONLY_POST,
    SHOWS_ADDRESSES,
    TABLE,
)
from tests.access_matrix.visits import OTHERS, OWN, ROUTES, House, keys_in

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


@pytest.mark.parametrize("name", sorted(TABLE.keys() & ROUTES.keys()))
def test_address(house, name):
    visits = house.visits(name)

    assert [fault for rule in RULES for fault in rule(house, name, visits)] == []


def those_who_may_are_let_in(house, name, visits):
    may, answer = TABLE[name]
    for visit in visits:
        expected = refusal(name, visit) or answer
        if visit.whose == OWN and visit.role in may and not is_answered(visit, expected):
            yield f"{visit}, not {expected}"


def refusal(name, visit):
    """Of whom the address lets in, but not for this row."""
    if visit.role in NOT_OF_THE_OWN_UNIT.get(name, ()):
        return 404
    return 403 if visit.role in NOT_THIS_ROW.get(name, ()) else None


def is_answered(visit, answer):
    """A GET as the table says; a POST without any data in whatever way, but never by falling."""
    if answer == 404:
        return visit.status in (404, ONLY_POST)
    return visit.status == answer if visit.method == "GET" or answer == 403 else visit.status < 500


def everyone_else_is_turned_away(house, name, visits):
    may, _answer = TABLE[name]
    for visit in visits:
        if visit.whose == OWN and visit.role not in may and not is_turned_away(visit):
            yield f"{visit}: is let in"


def is_turned_away(visit):
    if visit.role == ANONYMOUS:
        return visit.status == 302 and visit.location.startswith("/sign-in/")
    if visit.role == NO_CAPACITY:
        return visit.status == 302 and visit.location == "/role/"
    return visit.status == 403


def other_peoples_things_do_not_exist(house, name, visits):
    """404, not 403: that something exists is told to nobody who may not see it. (405 tells nothing.)"""
    may, _answer = TABLE[name]
    for visit in visits:
        if visit.whose == OWN or may == EVERYONE or visit.role in ACROSS_UNITS.get(name, ()):
            continue
        if not (visit.status in (404, ONLY_POST) if visit.role in may else is_turned_away(visit)):
            yield f"{visit}: is not hidden"


def no_names_or_numbers_slip_out(house, name, visits):
    """Of people whom the role may not see: on no page, in no address that it leads to."""
    for visit in visits:
        if visit.leaked and name not in SHOWS_ADDRESSES:
            yield f"{visit}: shows {visit.leaked}"


def each_look_at_a_patient_is_logged(house, name, visits):
    if not (ROUTES[name].startswith("my/") or "patient_id" in keys_in(name)):
        return
    may, _answer = TABLE[name]
    for visit in visits:
        is_let_in = visit.whose == OWN and visit.role in may
        if is_let_in and not visit.looks_logged(house.people.own, Outcome.DONE):
            yield f"{visit}: not in the log"


def each_refused_look_at_a_patient_is_logged(house, name, visits):
    """With the name of the patient whom the address names."""
    if "patient_id" not in keys_in(name):
        return
    may, _answer = TABLE[name]
    for visit in visits:
        is_refused = visit.whose == OTHERS or (visit.whose == OWN and visit.role not in may)
        patient = house.people.own if visit.whose == OWN else house.people.other
        if is_refused and visit.has_capacity and not visit.looks_logged(patient, Outcome.REFUSED):
            yield f"{visit}: the refusal is not in the log"


RULES = [
    those_who_may_are_let_in,
    everyone_else_is_turned_away,
    other_peoples_things_do_not_exist,
    no_names_or_numbers_slip_out,
    each_look_at_a_patient_is_logged,
    each_refused_look_at_a_patient_is_logged,
]


def test_names_and_numbers_are_found_where_they_stand(house):
    """The search for what slips out is not blind: the own patient's record does show her."""
    shown = [v.shown for v in house.visits("pages:record") if (v.role, v.whose) == ("clinician", OWN)]

    assert {house.people.own.family_name, str(house.people.own.identifier)} <= shown[0]


@pytest.mark.parametrize("name", ["pages:record", "pages:my_home"])
def test_the_rules_can_fail(house, name, monkeypatch):
    """With a table that says otherwise, each address is at fault."""
    monkeypatch.setitem(TABLE, name, ({"log_reviewer"}, 405))
    visits = house.visits(name)

    for rule in (those_who_may_are_let_in, everyone_else_is_turned_away, each_look_at_a_patient_is_logged):
        assert list(rule(house, name, visits))


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("login/", 200),
        ("logout/", 302),
        ("signup/", 200),
        ("password/reset/", 200),
        ("password/change/", 302),
        ("email/", 404),
        ("password/set/", 404),
        ("2fa/", 302),
        ("2fa/totp/activate/", 302),
        ("3rdparty/", 404),
    ],
)
def test_the_librarys_sign_in_pages_open_nothing_to_strangers(client, address, status):
    response = client.get(f"/accounts/{address}")

    assert response.status_code == status
