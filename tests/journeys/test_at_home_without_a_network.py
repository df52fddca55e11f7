"""Once opened, "If I get worse" opens without a network too, until the patient signs out."""

import pytest
from playwright.sync_api import Error

from tests.builders.agreements import agreed_version
from tests.factories import as_patient, make_clinician, make_patient, make_unit
from tests.journeys.visitor import PHONE


@pytest.fixture
def patient(visitor):
    person = make_patient(unit := make_unit())
    agreed_version(person, make_clinician(unit))
    patient = visitor(as_patient(person), PHONE)
    patient.opens("agreements:my_warning_signs")
    patient.page.locator("body[data-kept]").wait_for(state="attached")
    return patient


def test_the_signs_and_numbers_open_without_a_network_and_say_how_old_they_are(patient):
    patient.page.context.set_offline(True)

    patient.page.reload()

    patient.reads("Jag går upp två kilo på tre dagar")
    assert patient.page.get_by_role("link", name="112").first.is_visible()
    patient.page.locator("[data-offline]").wait_for()
    assert patient.page.locator(".ds-card").first.evaluate("e => getComputedStyle(e).borderRadius") != "0px"


def test_no_other_page_is_kept(patient):
    patient.opens("agreements:my_agreement")
    patient.page.context.set_offline(True)

    with pytest.raises(Error, match="ERR_INTERNET_DISCONNECTED"):
        patient.page.goto("/my/agreement/")
    assert patient.page.context.service_workers


def test_signing_out_clears_it(patient):
    patient.page.get_by_role("button", name=patient.word("Menu")).click()
    patient.clicks("Sign out", within=patient.page)
    patient.page.context.set_offline(True)

    with pytest.raises(Error):
        patient.page.goto("/my/if-i-get-worse/")


def test_once_signed_out_elsewhere_the_next_look_clears_it(patient):
    patient.page.context.clear_cookies()

    patient.page.goto("/my/if-i-get-worse/")

    assert patient.page.evaluate("caches.has('at-home')") is False
