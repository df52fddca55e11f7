import pytest
from django.urls import reverse
from django.utils import timezone

from contacts.models import ContactPath
from patientkontrakt.access.actions import start_care_relation
from patientkontrakt.access.models import Ground
from patientkontrakt.people.roles import Role
from tests.builders.contacts import appointed_contact, contact_path, coordinating_contact
from tests.factories import SYSTEM, make_assignment, make_clinician, make_patient, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return make_unit()


@pytest.fixture
def patient(unit):
    return make_patient(unit)


@pytest.fixture
def care(sign_in, unit):
    return sign_in(make_clinician(unit))


def address(name, patient, *more):
    return reverse(f"contacts:{name}", args=[patient.pk, *more])


def answers(assignment, **changes):
    return {
        "assignment": assignment.pk,
        "kind": "care",
        "is_coordinating": "on",
        "role_text": "Planerar din vård",
        "starts": timezone.localdate().isoformat(),
        "reason": "asked_for",
    } | changes


def test_a_clinician_appoints_a_contact(care, patient, unit):
    assignment = make_assignment(unit)

    response = care.post(address("appoint", patient), answers(assignment))

    assert response.status_code == 302
    contact = patient.care_contacts.get()
    assert (contact.staff, contact.unit, contact.is_coordinating) == (assignment.staff, unit, True)
    assert contact.reason == "asked_for"


def test_a_reason_in_own_words_must_be_written(care, patient, unit):
    silent = answers(make_assignment(unit), reason="own_words", own_reason=" ")

    page = care.post(address("appoint", patient), silent).content.decode()
    care.post(address("appoint", patient), silent | {"own_reason": "Byter mottagning"})

    assert "Skriv skälet." in page
    assert patient.care_contacts.get().reason == "Byter mottagning"


def test_a_second_coordinating_contact_gets_a_kind_sentence(care, patient, unit):
    coordinating_contact(patient, unit)

    page = care.post(address("appoint", patient), answers(make_assignment(unit))).content.decode()

    assert "har redan en samordnande kontakt" in page
    assert patient.care_contacts.count() == 1


def test_a_physician_contact_does_not_coordinate(care, patient, unit):
    page = care.post(
        address("appoint", patient), answers(make_assignment(unit), kind="physician")
    ).content.decode()

    assert "Bara en fast vårdkontakt samordnar" in page


def test_only_people_of_units_in_the_patients_care_can_be_chosen(care, patient, unit):
    elsewhere = make_assignment(make_unit("Annan vårdcentral"))

    care.post(address("appoint", patient), answers(elsewhere))

    assert not patient.care_contacts.exists()
    assert "Annan vårdcentral" not in care.get(address("appoint", patient)).content.decode()


def test_a_contact_is_ended_with_a_reason(care, patient, unit):
    contact = coordinating_contact(patient, unit)
    page = address("end", patient, contact.pk)

    assert contact.staff.name in care.get(page).content.decode()
    care.post(page, {"ends": timezone.localdate().isoformat(), "reason": "leaves"})

    contact.refresh_from_db()
    assert (contact.ends, contact.end_reason) == (timezone.localdate(), "leaves")


def test_ending_the_one_who_coordinates_says_what_to_do_first(care, patient, unit):
    contact = coordinating_contact(patient, unit)
    appointed_contact(patient, unit)

    page = care.post(
        address("end", patient, contact.pk), {"ends": timezone.localdate().isoformat(), "reason": "leaves"}
    ).content.decode()

    assert "Lämna över samordningen först" in page


def test_the_coordination_is_handed_over(care, patient, unit):
    coordinating_contact(patient, unit)
    receiver = appointed_contact(patient, unit)

    assert receiver.staff.name in care.get(address("coordination", patient)).content.decode()
    care.post(address("coordination", patient), {"to": receiver.pk})

    assert patient.care_contacts.current().coordinating().get().staff == receiver.staff


def test_without_anyone_to_hand_over_to_the_page_says_so(care, patient, unit):
    coordinating_contact(patient, unit)

    assert "ingen annan vårdkontakt" in care.get(address("coordination", patient)).content.decode()


def test_the_list_tells_reasons_and_who_decided(care, patient, unit):
    by = make_clinician(unit)
    coordinating_contact(patient, unit, by=by, reason="Hjärtsvikt och KOL")

    page = care.get(address("contact_list", patient)).content.decode()

    assert "Hjärtsvikt och KOL" in page
    assert by.staff.name in page


def test_the_list_costs_the_same_whatever_its_length(care, patient, unit, django_assert_max_num_queries):
    for _number in range(6):
        appointed_contact(patient, unit)

    with django_assert_max_num_queries(9):
        care.get(address("contact_list", patient))


def test_other_units_patients_do_not_exist(sign_in, patient, unit):
    contact = coordinating_contact(patient, unit)
    stranger = sign_in(make_clinician(make_unit("Annan vårdcentral")))

    for name, more in [("contact_list", []), ("appoint", []), ("coordination", []), ("end", [contact.pk])]:
        assert stranger.get(address(name, patient, *more)).status_code == 404


def test_another_patients_contact_is_not_found(care, patient, unit):
    others = coordinating_contact(make_patient(unit), unit)

    assert care.get(address("end", patient, others.pk)).status_code == 404


def test_municipal_staff_read_but_do_not_appoint(sign_in, patient, unit):
    client = sign_in(make_clinician(unit, Role.MUNICIPAL_STAFF))

    assert client.get(address("appoint", patient)).status_code == 403
    page = client.get(address("contact_list", patient))
    assert page.status_code == 200
    assert address("appoint", patient) not in page.content.decode()


PATH = {
    "purpose": "Råd",
    "channel": "phone",
    "value": "010-333 33 33",
    "answer_within_hours": "4",
    "order": "1",
}


@pytest.mark.parametrize("role", [Role.UNIT_MANAGER, Role.COORDINATING_CONTACT])
def test_the_units_ways_are_written_changed_and_removed(sign_in, unit, role):
    client = sign_in(make_clinician(unit, role))

    client.post(reverse("contacts:new_path"), PATH)
    path = ContactPath.objects.get(unit=unit)
    client.post(
        reverse("contacts:edit_path", args=[path.pk]), PATH | {"purpose": "Recept", "seen_version": 1}
    )
    assert "Recept" in client.get(reverse("contacts:path_list")).content.decode()
    client.post(reverse("contacts:remove_path", args=[path.pk]))

    assert "Inget är skrivet än" in client.get(reverse("contacts:path_list")).content.decode()


@pytest.mark.parametrize(
    ("channel", "value", "words"),
    [("phone", "ring oss", "telefonnummer"), ("e_service", "www.example.se", "https://")],
)
def test_a_way_that_leads_nowhere_is_sent_back(sign_in, unit, channel, value, words):
    client = sign_in(make_clinician(unit, Role.UNIT_MANAGER))

    page = client.post(reverse("contacts:new_path"), PATH | {"channel": channel, "value": value})

    assert words in page.content.decode()
    assert not ContactPath.objects.exists()


def test_an_edit_conflict_shows_both_texts(sign_in, unit):
    client = sign_in(make_clinician(unit, Role.UNIT_MANAGER))
    path = contact_path(unit, purpose="Deras text")

    seen_before = PATH | {"purpose": "Min text", "seen_version": 0}
    page = client.post(reverse("contacts:edit_path", args=[path.pk]), seen_before).content.decode()

    assert "Deras text" in page
    assert "Min text" in page
    assert 'name="seen_version" value="1"' in page


def test_another_units_way_is_not_found_and_clinicians_do_not_write(sign_in, unit):
    path = contact_path(make_unit("Annan"))

    manager = sign_in(make_clinician(unit, Role.UNIT_MANAGER))
    assert manager.get(reverse("contacts:edit_path", args=[path.pk])).status_code == 404
    assert manager.post(reverse("contacts:remove_path", args=[path.pk])).status_code == 404
    assert sign_in(make_clinician(unit)).get(reverse("contacts:path_list")).status_code == 403


def test_the_button_to_end_a_contact_stands_where_the_unit_may(care, patient, unit):
    other = make_unit("Hjärtmottagningen", phone="010-101 20 20")
    start_care_relation(patient=patient, unit=other, ground=Ground.REFERRAL, by=SYSTEM)
    own, others = appointed_contact(patient, unit), appointed_contact(patient, other)
    record = reverse("pages:record", args=[patient.pk])

    for page in (record, address("contact_list", patient)):
        shown = care.get(page).content.decode()
        assert address("end", patient, own.pk) in shown
        assert address("end", patient, others.pk) not in shown

    refused = care.get(address("end", patient, others.pk))
    assert refused.status_code == 403
    assert "Hjärtmottagningen, 010-101 20 20" in refused.content.decode()
