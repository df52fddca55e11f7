from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount

from patientkontrakt.audit.models import AuditEvent, Outcome
from patientkontrakt.pages.sign_in import STAFF_CLAIM
from patientkontrakt.people.identifiers import IdentifierSystem
from patientkontrakt.people.models import User
from tests.factories import make_assignment, make_staff
from tests.pages.identity_provider import running
from tests.pages.test_known_user import (
    COORDINATION,
    NEW_NUMBER,
    NUMBER,
    NUMBER_CLAIM,
    OTHER_NUMBER,
    delegate_with_number,
    patient_with_number,
)

pytestmark = pytest.mark.django_db


def sign_in_at_provider(client, settings, audience, claims):
    """As the browser does it: our button, the provider's page, and back with a code."""
    with running(claims) as address:
        app = {
            "provider_id": audience, "name": "Test", "client_id": "patientkontrakt", "secret": "x",
            "settings": {"server_url": address, "oauth_pkce_enabled": True},
        }  # fmt: skip
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
        to_provider = client.post(f"/accounts/oidc/{audience}/login/")
        question = parse_qs(urlsplit(to_provider.url).query)
        assert question["code_challenge_method"] == ["S256"]
        back = {"code": "c", "state": question["state"][0]}
        return client.get(f"/accounts/oidc/{audience}/login/callback/", back, follow=True)


def test_a_patient_comes_in_by_the_number_that_the_provider_vouches_for(client, settings):
    patient = patient_with_number()

    response = sign_in_at_provider(client, settings, "patient", {NUMBER_CLAIM: NUMBER})

    assert response.redirect_chain[-1][0] == "/my/"
    patient.refresh_from_db()
    assert client.session["_auth_user_id"] == str(patient.user_id)


def test_the_second_visit_is_the_same_person(client, settings):
    patient_with_number()

    for _ in range(2):
        sign_in_at_provider(client, settings, "patient", {NUMBER_CLAIM: NUMBER})
        client.post("/sign-out/")

    assert User.objects.count() == 1


def test_a_delegate_who_is_no_patient_comes_in_and_is_linked(client, settings):
    user = delegate_with_number()

    for _ in range(2):
        response = sign_in_at_provider(client, settings, "patient", {NUMBER_CLAIM: NUMBER})

    assert response.redirect_chain[-1][0] == "/my/"
    assert SocialAccount.objects.get().user == user


def test_a_patient_with_a_new_number_comes_in_by_the_previous_one(client, settings):
    patient = patient_with_number(IdentifierSystem.SAMORDNINGSNUMMER, COORDINATION)

    response = sign_in_at_provider(client, settings, "patient", NEW_NUMBER)

    assert response.redirect_chain[-1][0] == "/my/"
    assert patient.identifier.value == NUMBER


@pytest.mark.parametrize("claims", [{NUMBER_CLAIM: OTHER_NUMBER}, {}])
def test_an_account_that_no_longer_names_the_same_person_is_refused_and_logged(client, settings, claims):
    patient = patient_with_number()
    patient_with_number(value=OTHER_NUMBER)
    sign_in_at_provider(client, settings, "patient", {NUMBER_CLAIM: NUMBER})
    client.post("/sign-out/")

    response = sign_in_at_provider(client, settings, "patient", claims)

    assert response.status_code == 403
    assert "_auth_user_id" not in client.session
    patient.refresh_from_db()
    assert SocialAccount.objects.get().user == patient.user
    refused = AuditEvent.objects.filter(outcome=Outcome.REFUSED).get()
    assert (refused.patient_id, refused.resource_id) == (patient.pk, patient.user_id)


def test_what_the_provider_says_is_not_stored_with_the_account(client, settings):
    patient_with_number()

    for _ in range(2):
        sign_in_at_provider(client, settings, "patient", {NUMBER_CLAIM: NUMBER})

    assert SocialAccount.objects.get().extra_data == {}


def test_staff_come_in_by_hsa_id(client, settings):
    staff = make_staff()
    make_assignment(staff=staff)

    response = sign_in_at_provider(client, settings, "staff", {STAFF_CLAIM: staff.hsa_id})

    assert response.redirect_chain[-1][0] == "/care/"


def test_whom_we_do_not_know_is_turned_away_kindly_and_leaves_no_trace(client, settings):
    response = sign_in_at_provider(client, settings, "patient", {NUMBER_CLAIM: OTHER_NUMBER})

    assert response.status_code == 403
    assert response.request["PATH_INFO"] == "/sign-in/unknown/"
    assert not User.objects.exists()
    assert "_auth_user_id" not in client.session
