import uuid

import pytest
from django.core.cache import caches
from django.test import TransactionTestCase
from hypothesis import settings

from patientkontrakt.people.middleware import SESSION_KEY
from tests.template_database import copied_database, empty_tables

# A busy machine is no fault of what is tried.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


TransactionTestCase._fixture_teardown = empty_tables


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker):
    with django_db_blocker.unblock(), copied_database():
        yield


@pytest.fixture(autouse=True)
def counts_begin_anew(monkeypatch):
    """What one test has sent counts for no other: limits stand in the cache."""
    monkeypatch.setattr(caches["default"], "key_prefix", uuid.uuid4().hex)


@pytest.fixture
def sign_in(client):
    """`sign_in(actor)`: the test client signed in as this person, in this capacity."""

    def _sign_in(actor):
        client.force_login(actor.user)
        session = client.session
        session[SESSION_KEY] = actor.key
        session.save()
        return client

    return _sign_in
