import datetime

import pytest
import time_machine
from django.conf import settings
from django.utils import timezone

from patientkontrakt.people.models import Assignment, Patient, User
from patientkontrakt.people.signed_in import SessionStore
from tests.factories import as_patient, make_clinician, make_patient, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client, sign_in):
    """The answer of the first page to a patient who is signed in."""
    sign_in(as_patient(make_patient(make_unit())))
    assert client.get("/my/").status_code == 200
    return lambda: client.get("/my/")


def is_sent_to_sign_in(response):
    return response.status_code == 302 and response.url.startswith("/sign-in/")


def test_who_is_closed_out_is_out_at_the_next_request(page):
    User.objects.update(is_active=False)

    assert is_sent_to_sign_in(page())


def test_who_has_a_new_password_is_signed_out_at_the_next_request(page):
    User.objects.update(password="!another")

    assert is_sent_to_sign_in(page())


def test_a_user_who_is_gone_is_out_at_the_next_request(page):
    Patient.objects.update(user=None)
    User.objects.all().delete()

    assert is_sent_to_sign_in(page())


def test_a_patient_who_is_no_longer_this_user_s_is_not_shown_at_the_next_request(page):
    Patient.objects.update(user=None)

    response = page()

    assert (response.status_code, response.url) == (302, "/role/")


def test_an_assignment_that_has_ended_is_gone_at_the_next_request(client, sign_in):
    sign_in(make_clinician(make_unit()))
    assert client.get("/care/").status_code == 200

    Assignment.objects.update(ends=timezone.localdate() - datetime.timedelta(days=1))

    assert client.get("/care/").status_code == 302


@pytest.fixture
def kept():
    session = SessionStore()
    session["word"] = "kept"
    session.save()
    assert loaded(session) == {"word": "kept"}
    return session


def loaded(session):
    return SessionStore(session.session_key).load()


def test_a_session_that_is_gone_is_empty(kept):
    kept.delete()

    assert loaded(kept) == {}


def test_a_session_ends_in_time(kept):
    after = datetime.timedelta(seconds=settings.SESSION_COOKIE_AGE + 60)

    with time_machine.travel(datetime.datetime.now(datetime.UTC) + after):
        assert loaded(kept) == {}


def test_an_unknown_session_is_empty_and_does_not_keep_its_key(kept):
    session = SessionStore("a-key-that-someone-made-up")

    assert session.load() == {}
    assert session.session_key is None
