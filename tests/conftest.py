import pytest

from patientkontrakt.people.middleware import SESSION_KEY


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
