import pytest

from patientkontrakt.audit.models import AuditEvent
from tests.factories import make_clinician, make_patient, make_unit

pytestmark = pytest.mark.django_db
SEARCH = "/care/search/"


@pytest.fixture
def browser(sign_in):
    unit = make_unit()
    make_patient(unit, family_name="Lindqvist")
    make_patient(make_unit("Annan"), family_name="Lindroth")
    return sign_in(make_clinician(unit))


def logged():
    events = AuditEvent.objects.filter(resource_type="pages.patient_search")
    return list(events.values_list("patient_id", flat=True))


def test_a_search_is_logged_for_whom_it_shows(browser):
    shown = browser.post(SEARCH, {"q": "lind"}).context["patients"]

    assert logged() == [patient.pk for patient in shown]
    assert len(shown) == 1


def test_a_search_that_finds_nobody_is_logged_once_without_its_words(browser):
    assert not browser.post(SEARCH, {"q": "Lindroth"}).context["patients"]

    assert logged() == [None]


def test_the_empty_page_is_no_search(browser):
    browser.get(SEARCH)
    browser.post(SEARCH, {"q": "  "})

    assert logged() == []
