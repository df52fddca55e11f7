"""What comes out on paper: the contract whole, whose it is, no navigation, and nobody's hiding place."""

import pytest

from contacts.models import PathChannel
from patientkontrakt.people.models import ProtectedIdentity
from patientkontrakt.people.roles import Role
from tests.builders.agreements import agreed_version
from tests.builders.contacts import contact_path
from tests.builders.scheduling import booked
from tests.factories import as_patient, make_clinician, make_patient, make_unit
from tests.journeys.visitor import DESK

PAPER = {"width": 673, "height": 1000}  # A4 between its margins
DOOR, STREET = "Sidoingången", "Kajgatan 12"
WIDEST = "Math.max(...[...document.querySelectorAll('.table-scroll')].map(e => e.scrollWidth))"
WHERE = {
    "pages:my_home": [DOOR, STREET],
    "scheduling:my_times": [DOOR],
    "contacts:my_contacts": [STREET],
}


@pytest.fixture
def unit():
    return make_unit()


def printed(visitor, name):
    """The page as it goes to the printer."""
    visitor.opens(name)
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


def test_the_agreement_of_a_protected_person_is_printed_only_as_a_paper_without_places(visitor, unit):
    person = make_patient(unit, protected_identity=ProtectedIdentity.MARKED)
    agreed_version(person, make_clinician(unit))
    patient = visitor(as_patient(person), DESK)

    paper = printed(patient, "agreements:my_agreement")

    assert "Hjärtmottagningen" not in paper
    assert unit.name not in paper
    assert "På papper" in paper
    patient.reads("Hjärtmottagningen")


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
