import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.test import RequestFactory, override_settings
from django.urls import include, path
from django.views.decorators.http import require_POST

from patientkontrakt.ui import errors


def refuse(request):
    raise PermissionDenied("Bara patienten själv får godkänna.")


def refuse_in_silence(request):
    raise PermissionDenied


def suspect(request):
    raise SuspiciousOperation


@require_POST
def only_take_forms(request):
    return None


def fall(request):
    raise RuntimeError("19121212-1212 is in this message")


urlpatterns = [
    path("refuse/", refuse),
    path("refuse-in-silence/", refuse_in_silence),
    path("suspect/", suspect),
    path("fall/", fall),
    path("form/", only_take_forms),
    path("hurry/", errors.too_many_requests),
    path("old/", errors.csrf_failure),
    path("", include("patientkontrakt.urls")),
]
handler400, handler403 = (
    "patientkontrakt.ui.errors.bad_request",
    "patientkontrakt.ui.errors.permission_denied",
)
handler404, handler500 = "patientkontrakt.ui.errors.page_not_found", "patientkontrakt.ui.errors.server_error"


@pytest.fixture
def visit(client):
    for view in (refuse, refuse_in_silence, suspect, fall, only_take_forms):
        view.login_required = False
    client.raise_request_exception = False
    with override_settings(ROOT_URLCONF=__name__, DEBUG=False):
        yield client.get


@pytest.mark.parametrize(
    ("address", "status", "heading"),
    [
        ("/suspect/", 400, "Vi förstod inte vad du ville göra"),
        ("/refuse/", 403, "Du får inte se eller göra det här"),
        ("/old/", 403, "Sidan hade varit öppen för länge"),
        ("/nowhere/", 404, "Vi hittar inte sidan"),
        ("/form/", 405, "Sidan går inte att öppna så här"),
        ("/hurry/", 429, "Det gick lite fort"),
        ("/fall/", 500, "Något gick fel hos oss"),
    ],
)
def test_each_error_is_kind_names_the_phone_and_leads_on(visit, address, status, heading):
    answer = visit(address)
    html = answer.content.decode()

    assert answer.status_code == status
    assert f"<h1>{heading}</h1>" in html
    assert 'href="tel:1177"' in html
    assert 'href="tel:112"' in html
    assert '<a class="ds-button" href="/">Till startsidan</a>' in html


def test_a_refusal_gives_its_reason_or_whom_to_ask(visit):
    assert "Bara patienten själv får godkänna." in visit("/refuse/").content.decode()
    assert "Fråga den enhet" in visit("/refuse-in-silence/").content.decode()


def test_a_fall_tells_nothing_of_what_happened(visit):
    assert "1212" not in visit("/fall/").content.decode()


def test_the_last_page_needs_neither_database_nor_session():
    answer = errors.server_error(RequestFactory().get("/"))

    assert answer.status_code == 500
    assert b"Something went wrong" in answer.content
