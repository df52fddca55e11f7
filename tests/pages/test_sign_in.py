import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.management import call_command

from patientkontrakt.people.models import User
from patientkontrakt.people.roles import Role
from tests.factories import (
    as_patient,
    make_assignment,
    make_clinician,
    make_delegate,
    make_patient,
    make_staff,
    make_unit,
)

pytestmark = pytest.mark.django_db
PASSWORD = "en lång mening som går att minnas"


@pytest.fixture
def administrator(monkeypatch):
    monkeypatch.setenv("ADMINISTRATOR_PASSWORD", PASSWORD)
    call_command(
        "add_administrator", "ada@example.se", "Ada Admin", "--hsa-id=SE1-P1", "--region=Region Exempel",
        "--region-hsa-id=SE1",
    )  # fmt: skip
    return User.objects.get(email="ada@example.se")


def test_a_password_alone_opens_nothing(client, administrator):
    client.post("/accounts/login/", {"login": "ada@example.se", "password": PASSWORD})

    assert client.get("/organization/", follow=True).redirect_chain[1][0] == "/accounts/2fa/totp/activate/"
    assert "actor" not in client.session


def test_a_second_factor_opens_the_administrators_page(client, administrator):
    client.post("/accounts/login/", {"login": "ada@example.se", "password": PASSWORD})
    activate = "/accounts/2fa/totp/activate/"
    client.post(f"/accounts/reauthenticate/?next={activate}", {"password": PASSWORD})
    form = client.get(activate).context["form"]
    code = format_hotp_value(hotp_value(form.secret, next(yield_hotp_counters_from_time())))
    client.post(activate, {"code": code})

    response = client.get("/home/", follow=True)

    assert response.request["PATH_INFO"] == "/organization/"


def test_nobody_can_sign_up(client):
    assert "account/signup_closed.html" in [t.name for t in client.get("/accounts/signup/").templates]


@pytest.mark.parametrize("address", ["password/set/", "email/", "3rdparty/"])
def test_nobody_can_choose_a_way_round_the_identity_provider(sign_in, address):
    client = sign_in(as_patient(make_patient(make_unit())))

    assert client.get(f"/accounts/{address}").status_code == 404
    assert (
        client.post(f"/accounts/{address}", {"password1": PASSWORD, "password2": PASSWORD}).status_code == 404
    )


def test_one_capacity_is_chosen_by_itself(client):
    clinician = make_clinician()
    client.force_login(clinician.user)

    assert client.get("/home/", follow=True).redirect_chain[-1][0] == "/care/"


def test_with_several_capacities_the_person_chooses(client):
    patient = make_patient(make_unit())
    delegate = make_delegate(patient)
    staff = make_staff()
    staff.user = delegate.user
    staff.save()
    assignment = make_assignment(role=Role.CLINICIAN, staff=staff)
    client.force_login(delegate.user)

    assert client.get("/home/").url == "/role/"
    assert client.post("/role/", {"actor": delegate.key}, follow=True).redirect_chain[-1][0] == "/my/"
    chosen = client.post("/role/", {"actor": f"assignment:{assignment.pk}"}, follow=True)
    assert chosen.redirect_chain[-1][0] == "/care/"


def test_a_capacity_of_someone_else_cannot_be_chosen(client):
    clinician, other = make_clinician(), as_patient(make_patient(make_unit()))
    client.force_login(clinician.user)

    client.post("/role/", {"actor": other.key})

    assert "actor" not in client.session


def test_signing_out_clears_what_the_browser_keeps(sign_in):
    response = sign_in(make_clinician()).post("/sign-out/")

    assert response["Clear-Site-Data"] == '"cache", "storage"'
