"""What comes out on paper: the contract whole, whose it is, no navigation, and nobody's hiding place."""

import io

import pypdf
import pytest

from contacts.models import PathChannel
from patientkontrakt.audit.actions import record
from patientkontrakt.audit.models import Activity
from patientkontrakt.people.actor import Actor
from patientkontrakt.people.models import ProtectedIdentity
from patientkontrakt.people.roles import Role
from patientkontrakt.ui import phones
from tests.builders.agreements import agreed_version, asked_of_one_mind, prepared
from tests.builders.contacts import contact_path
from tests.builders.scheduling import booked
from tests.factories import as_patient, make_assignment, make_clinician, make_patient, make_staff, make_unit
from tests.journeys.visitor import DESK

PAPER = {"width": 673, "height": 1000}  # A4 between its margins
DOOR, STREET = "Sidoingången", "Kajgatan 12"
WIDEST = "Math.max(...[...document.querySelectorAll('.table-scroll')].map(e => e.scrollWidth))"
WHERE = {
    "pages:my_home": [DOOR, STREET],
    "scheduling:my_times": [DOOR],
    "contacts:my_contacts": [STREET],
}
NAMES_THE_UNIT = [
    "pages:my_home", "scheduling:my_times", "agreements:my_diary", "agreements:my_agreement",
    "agreements:my_warning_signs", "contacts:my_contacts", "planning:my_plans", "pages:my_access_log",
]  # fmt: skip


@pytest.fixture
def unit():
    return make_unit()


def printed(visitor, name, *keys):
    """The page as it goes to the printer."""
    visitor.opens(name, *keys)
    visitor.page.set_viewport_size(PAPER)
    visitor.page.emulate_media(media="print")
    text = visitor.page.locator("body").inner_text()
    visitor.page.emulate_media(media="screen")
    return text


@pytest.mark.parametrize("protection", [ProtectedIdentity.NONE, ProtectedIdentity.MARKED])
def test_where_a_protected_person_is_cared_for_is_on_the_screen_but_not_on_paper(visitor, unit, protection):
    person = make_patient(unit, protected_identity=protection)
    booked(person, unit, place=DOOR)
    contact_path(unit, channel=PathChannel.VISIT, value=STREET)
    patient = visitor(as_patient(person), DESK)

    for name, places in WHERE.items():
        paper = printed(patient, name)
        assert person.name in paper
        assert [place for place in places if place in paper] == ([] if person.is_protected else places), name
        for place in places:
            patient.reads(place)


@pytest.fixture
def protected(unit):
    return make_patient(unit, protected_identity=ProtectedIdentity.MARKED)


def test_no_page_of_a_protected_person_prints_the_unit_or_its_telephone(visitor, unit, protected):
    clinician = make_clinician(unit)
    version = agreed_version(protected, clinician)
    booked(protected, unit, by=clinician)
    patient = visitor(as_patient(protected), DESK)

    for name in NAMES_THE_UNIT:
        paper = printed(patient, name)
        assert protected.name in paper
        assert "På papper" in paper
        for place in (unit.name, "Hjärtmottagningen", phones.shown(unit.phone), version.contact_phone):
            assert place not in paper, name
    patient.opens("agreements:my_agreement")
    patient.reads("Hjärtmottagningen")


def test_what_a_protected_person_has_written_is_printed_without_the_unit(visitor, unit, protected):
    prepared(protected)
    asked_of_one_mind(protected, make_clinician(unit))
    patient = visitor(as_patient(protected), DESK)

    paper = printed(patient, "agreements:my_preparation")

    assert patient.page.get_by_text(unit.name).first.is_visible()
    assert unit.name not in paper
    assert phones.shown(unit.phone) not in paper
    assert patient.word("Prepare your next meeting") in paper


def test_care_prints_no_page_about_a_protected_person_either(visitor, unit, protected):
    clinician = make_clinician(unit)
    version = agreed_version(protected, clinician)
    staff = visitor(clinician, DESK)

    for name, *keys in (("pages:record",), ("agreements:history", version.agreement_id)):
        paper = printed(staff, name, protected.pk, *keys)
        assert protected.name in paper
        assert unit.name not in paper


def test_the_agreement_is_printed_without_buttons_and_menus(visitor, unit):
    person = make_patient(unit)
    agreed_version(person, make_clinician(unit))
    patient = visitor(as_patient(person), DESK)

    paper = printed(patient, "agreements:my_agreement")

    assert person.name in paper
    for words in ("Print", "My times", "Sign out", "Answers and earlier versions", "Accessibility statement"):
        assert patient.word(words) not in paper


def test_a_wide_table_loses_no_column(visitor, unit):
    administrator = visitor(make_clinician(unit, Role.ADMINISTRATOR), DESK)
    printed(administrator, "pages:organization")

    administrator.page.emulate_media(media="print")

    assert administrator.page.evaluate(WIDEST) <= PAPER["width"]


@pytest.mark.parametrize("role", [Role.LOG_REVIEWER, Role.PATIENT])
def test_the_log_keeps_to_the_paper_and_begins_on_its_first_page(visitor, unit, role):
    """With the longest words that stand in it: nothing is cut off, nor moved to the next page."""
    title = "Specialistsjuksköterskeutbildningssamordnare"
    staff = make_staff(title=title)
    clinician = Actor.for_assignment(make_assignment(unit, staff=staff))
    person = make_patient(unit)
    for resource in ("surveys.SurveyInvitationForTheMonthsOfSpring", "agreements.AgreementVersion"):
        for _time in range(15):
            record(by=clinician, activity=Activity.READ, resource=resource, patient=person)
    who = as_patient(person) if role == Role.PATIENT else make_clinician(unit, role)
    reader = visitor(who, DESK)
    reader.opens("pages:my_access_log" if role == Role.PATIENT else "pages:log_review")

    first, *_others = pypdf.PdfReader(io.BytesIO(reader.page.pdf(format="A4"))).pages
    reader.page.set_viewport_size(PAPER)
    reader.page.emulate_media(media="print")

    assert title in "".join(first.extract_text().split())
    assert reader.page.evaluate("document.documentElement.scrollWidth") <= PAPER["width"]
