"""Every page, seen by someone who may use it, with a row of each kind behind it.

axe finds nothing, nothing scrolls sideways, the browser complains about nothing: on a desk in light colours,
and on a phone in dark ones.
"""

import pytest
from django.conf import settings
from django.test import override_settings

from tests.access_matrix.people import ANONYMOUS
from tests.access_matrix.table import PAGE, TABLE
from tests.access_matrix.visits import OWN, House
from tests.browser import check_accessibility

# Whose eyes a page is seen with: the first of these who may use it.
EYES = [
    ANONYMOUS, "patient", "clinician", "municipal_staff", "unit_manager", "region_developer", "log_reviewer",
    "administrator",
]  # fmt: skip
# Answers that are not pages: health, calendar and plan files, who else writes.
NOT_PAGES = {
    "agreements:at_home_worker",
    "agreements:my_paper",
    "agreements:my_scan",
    "agreements:my_sheet",
    "agreements:paper",
    "agreements:pulse",
    "agreements:scan",
    "agreements:sheet",
    "agreements:unit_answer",  # refused in the house: see journeys/test_answer_in_every_way
    "pages:health_live",
    "pages:health_ready",
    "planning:my_plan_document",
    "planning:plan_document",
    "scheduling:calendar",
    "surveys:paper_form",
    "surveys:poster",
    "surveys:api_document",
    "surveys:api_own_question",
    "surveys:api_question",
    "surveys:api_unit",
    "surveys:api_units",
    "surveys:figures_csv",
    "surveys:report_pdf",
    "surveys:figures_xlsx",
}
WINDOWS = [({"width": 1280, "height": 900}, "light"), ({"width": 360, "height": 740}, "dark")]


def pages_of(role):
    return [
        name
        for name, (may, answer) in sorted(TABLE.items())
        if answer == PAGE and name not in NOT_PAGES and next(eyes for eyes in EYES if eyes in may) == role
    ]


def test_every_page_is_looked_at_by_someone():
    pages = {name for name, (_may, answer) in TABLE.items() if answer == PAGE} - NOT_PAGES

    assert {name for role in EYES for name in pages_of(role)} == pages


@pytest.fixture
def house(transactional_db, tmp_path):
    with override_settings(MEDIA_ROOT=tmp_path):
        yield House()


@pytest.mark.parametrize("role", EYES)
def test_every_page_is_clean(role, house, new_page, live_server):
    page = new_page()
    page.set_default_navigation_timeout(60_000)
    if session := house.sessions[role]:
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}
        page.context.add_cookies([cookie])

    faults = [
        fault for name in pages_of(role) for fault in look_at(page, house.address(name, OWN), status=200)
    ]
    faults += look_at(page, "/there/is/no/such/page/", status=404)

    assert faults == []


def test_the_patients_pages_are_clean_where_no_script_arrives(house, new_page, live_server):
    page = new_page(scripts=False)
    name = settings.SESSION_COOKIE_NAME
    page.context.add_cookies([{"name": name, "value": house.sessions["patient"], "url": live_server.url}])

    faults = [
        fault for name in pages_of("patient") for fault in look_at(page, house.address(name, OWN), status=200)
    ]

    assert faults == []


def look_at(page, address, status):
    """What is wrong with the page, in both windows."""
    response = page.goto(address)
    if response.status != status:
        return [f"{address}: {response.status}"]
    return [fault for window, colours in WINDOWS for fault in faults_in(page, window, colours)]


def faults_in(page, window, colours):
    page.set_viewport_size(window)
    page.emulate_media(color_scheme=colours)
    try:
        check_accessibility(page)
    except AssertionError as error:
        return [f"{error} ({colours})"]
    return []
