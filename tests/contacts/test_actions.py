import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from contacts import actions
from contacts.models import CareContact, ContactKind, ContactPath, EndReason
from patientkontrakt.access.actions import start_care_relation
from patientkontrakt.access.models import Ground
from patientkontrakt.audit.models import Activity, AuditEvent
from patientkontrakt.base_model import EditConflict
from patientkontrakt.notifications.models import OutboxMessage
from patientkontrakt.people.roles import Role
from tests.builders.contacts import LONG_AGO, appointed_contact, contact_path, coordinating_contact
from tests.factories import SYSTEM, as_patient, make_clinician, make_patient, make_unit

pytestmark = pytest.mark.django_db

YESTERDAY = timezone.localdate() - datetime.timedelta(days=1)


@pytest.fixture
def unit():
    return make_unit()


@pytest.fixture
def patient(unit):
    return make_patient(unit)


@pytest.fixture
def clinician(unit):
    return make_clinician(unit)


def test_an_appointment_is_logged_and_the_patient_is_told(patient, unit, clinician):
    contact = appointed_contact(patient, unit, by=clinician)

    event = AuditEvent.objects.get(resource_id=contact.pk)
    assert (event.activity, event.patient_id) == (Activity.WRITE, patient.pk)
    assert contact.decided_by == clinician.staff
    assert contact.since == contact.starts
    assert OutboxMessage.objects.get().patient == patient


def test_a_second_coordinating_contact_is_refused_with_a_sentence(patient, unit):
    coordinating_contact(patient, unit)

    with pytest.raises(ValidationError, match="har redan en samordnande kontakt"):
        coordinating_contact(patient, unit)

    assert patient.care_contacts.count() == 1


def test_a_second_physician_contact_is_refused_with_a_sentence(patient, unit):
    appointed_contact(patient, unit, kind=ContactKind.PHYSICIAN)

    with pytest.raises(ValidationError, match="har redan en fast läkarkontakt"):
        appointed_contact(patient, unit, kind=ContactKind.PHYSICIAN)


def test_strangers_patients_and_municipal_staff_do_not_appoint(patient, unit):
    stranger = make_clinician(make_unit("Annan vårdcentral"))
    municipal = make_clinician(unit, Role.MUNICIPAL_STAFF)

    for actor in (stranger, municipal, as_patient(patient)):
        with pytest.raises(PermissionDenied):
            appointed_contact(patient, unit, by=actor, person=stranger)


def test_a_contact_ends_with_a_reason(patient, unit, clinician):
    contact = coordinating_contact(patient, unit)

    actions.end_contact(contact=contact, ends=YESTERDAY, reason=EndReason.LEAVES, by=clinician)

    assert not patient.care_contacts.current().exists()
    assert patient.care_contacts.past().get().end_reason_words == EndReason.LEAVES.label


def test_a_contact_that_has_ended_stays_ended(patient, unit, clinician):
    contact = coordinating_contact(patient, unit)
    actions.end_contact(contact=contact, ends=YESTERDAY, reason="Slutar", by=clinician)

    with pytest.raises(ValidationError, match="har redan avslutats"):
        actions.end_contact(contact=contact, ends=YESTERDAY, reason="Igen", by=clinician)


@pytest.fixture
def neighbour(patient):
    """Another unit that takes part in the patient's care."""
    other = make_unit("Hjärtmottagningen", phone="010-101 20 20")
    start_care_relation(patient=patient, unit=other, ground=Ground.REFERRAL, by=SYSTEM)
    return make_clinician(other)


def test_another_unit_does_not_end_the_contact_and_learns_whom_to_ring(patient, unit, neighbour):
    contact = coordinating_contact(patient, unit)

    with pytest.raises(PermissionDenied, match="Ring Björkens vårdcentral, 010-101 10 10"):
        actions.end_contact(contact=contact, ends=YESTERDAY, reason="Slutar", by=neighbour)

    assert patient.care_contacts.current().get() == contact


def test_the_coordinating_contacts_unit_ends_a_contact_of_another_unit(patient, unit, neighbour):
    coordinating_contact(patient, neighbour.unit, by=neighbour)
    contact = appointed_contact(patient, unit)

    actions.end_contact(contact=contact, ends=YESTERDAY, reason="Behövs inte", by=neighbour)

    assert contact not in patient.care_contacts.current()


def test_a_unit_that_coordinated_before_does_not_end_other_units_contacts(patient, unit, neighbour):
    before = coordinating_contact(patient, neighbour.unit, by=neighbour)
    actions.end_contact(contact=before, ends=YESTERDAY, reason="Slutar", by=neighbour)
    contact = appointed_contact(patient, unit)

    with pytest.raises(PermissionDenied, match="Ring Björkens vårdcentral"):
        actions.end_contact(contact=contact, ends=YESTERDAY, reason="Slutar", by=neighbour)


def test_the_last_day_is_not_before_the_first(patient, unit, clinician):
    contact = appointed_contact(patient, unit)

    with pytest.raises(ValidationError, match="sista dagen"):
        actions.end_contact(contact=contact, ends=datetime.date(2019, 1, 1), reason="Fel", by=clinician)


def test_the_coordinating_contact_hands_over_before_leaving(patient, unit, clinician):
    coordinating = coordinating_contact(patient, unit)
    appointed_contact(patient, unit)

    with pytest.raises(ValidationError, match="Lämna över samordningen först"):
        actions.end_contact(contact=coordinating, ends=YESTERDAY, reason="Slutar", by=clinician)


def test_a_handover_leaves_no_day_without_and_keeps_the_history(patient, unit, clinician):
    giver = coordinating_contact(patient, unit)
    receiver = appointed_contact(patient, unit)

    now = actions.hand_over_coordination(patient=patient, to=receiver, by=clinician)

    assert (now.staff, now.is_coordinating, now.since) == (receiver.staff, True, LONG_AGO)
    current = patient.care_contacts.current()
    assert {c.staff for c in current} == {giver.staff, receiver.staff}
    assert current.coordinating().get() == now
    assert patient.care_contacts.current(on=YESTERDAY).coordinating().get().staff == giver.staff


def test_a_handover_on_the_first_day_changes_the_same_row(patient, unit, clinician):
    today = timezone.localdate()
    coordinating_contact(patient, unit, starts=today)
    receiver = appointed_contact(patient, unit, starts=today)

    actions.hand_over_coordination(patient=patient, to=receiver, by=clinician)

    assert patient.care_contacts.coordinating().get() == receiver
    assert patient.care_contacts.count() == 2


def test_a_handover_to_the_one_who_coordinates_changes_nothing(patient, unit, clinician):
    contact = coordinating_contact(patient, unit)

    assert actions.hand_over_coordination(patient=patient, to=contact, by=clinician) == contact
    assert patient.care_contacts.count() == 1


def test_a_handover_goes_only_to_a_current_care_contact_of_the_patient(patient, unit, clinician):
    physician = appointed_contact(patient, unit, kind=ContactKind.PHYSICIAN)
    other_patients = appointed_contact(make_patient(unit), unit)

    for contact in (physician, other_patients):
        with pytest.raises(ValidationError, match="fasta vårdkontakt i dag"):
            actions.hand_over_coordination(patient=patient, to=contact, by=clinician)


def test_a_handover_that_meets_a_coming_coordinating_contact_is_refused_whole(patient, unit, clinician):
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    coordinating_contact(patient, unit, starts=tomorrow)
    receiver = appointed_contact(patient, unit)

    with pytest.raises(ValidationError, match="har redan en samordnande kontakt"):
        actions.hand_over_coordination(patient=patient, to=receiver, by=clinician)

    assert CareContact.objects.get(pk=receiver.pk).ends is None


def test_paths_are_written_by_the_own_unit_only(unit):
    own = make_clinician(unit, Role.UNIT_MANAGER)
    others = make_clinician(make_unit("Annan"), Role.UNIT_MANAGER)
    path = contact_path(unit)
    changes = {"purpose": "Råd", "seen_version": path.version}

    with pytest.raises(PermissionDenied, match="egen enhet"):
        actions.edit_contact_path(path=path, by=others, **changes)
    with pytest.raises(PermissionDenied, match="egen enhet"):
        actions.remove_contact_path(path=path, by=others)
    with pytest.raises(PermissionDenied):
        actions.edit_contact_path(path=path, by=make_clinician(unit), **changes)
    assert actions.edit_contact_path(path=path, by=own, **changes).purpose == "Råd"


def test_two_who_edit_the_same_path_lose_nothing(unit):
    manager = make_clinician(unit, Role.UNIT_MANAGER)
    path = contact_path(unit)
    seen = path.version
    actions.edit_contact_path(path=path, purpose="Råd", seen_version=seen, by=manager)

    with pytest.raises(EditConflict) as conflict:
        actions.edit_contact_path(path=path, purpose="Tid", seen_version=seen, by=manager)

    assert conflict.value.saved.purpose == "Råd"


def test_a_removed_path_is_gone_and_logged(unit):
    path = contact_path(unit)
    key = path.pk

    actions.remove_contact_path(path=path, by=make_clinician(unit, Role.COORDINATING_CONTACT))

    assert not ContactPath.objects.exists()
    assert AuditEvent.objects.filter(activity=Activity.DELETE, resource_id=key).count() == 1
