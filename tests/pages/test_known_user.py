"""Whom a provider's claims name: patients and delegates by number, staff by HSA-id."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from patientkontrakt.audit.models import AuditEvent
from patientkontrakt.pages.sign_in import STAFF_CLAIM, known_user
from patientkontrakt.people.actions import identify_sign_in, register_patient
from patientkontrakt.people.identifiers import IdentifierSystem
from patientkontrakt.people.models import User
from tests.factories import SYSTEM, make_delegate, make_patient, make_staff, make_unit, make_user

pytestmark = pytest.mark.django_db
NUMBER_CLAIM = "https://id.oidc.se/claim/personalIdentityNumber"
COORDINATION_CLAIM = "https://id.oidc.se/claim/coordinationNumber"
PREVIOUS_CLAIM = "https://id.oidc.se/claim/previousCoordinationNumber"
NUMBER, OTHER_NUMBER, COORDINATION = "191212121212", "199002222397", "196109732393"
NEW_NUMBER = {NUMBER_CLAIM: NUMBER, PREVIOUS_CLAIM: COORDINATION}


def patient_with_number(system=IdentifierSystem.PERSONNUMMER, value=NUMBER):
    return register_patient(
        system=system, value=value, given_name="Tolvan",
        family_name="Tolvansson", birth_date="1912-12-12", by=SYSTEM,
    )  # fmt: skip


def test_the_first_sign_in_links_the_patient_by_number():
    patient = patient_with_number()

    user = known_user("patient", {"userinfo": {NUMBER_CLAIM: NUMBER}})

    patient.refresh_from_db()
    assert patient.user == user
    assert AuditEvent.objects.about(patient, since=patient.created_at).exists()


def test_the_second_sign_in_finds_the_same_person():
    patient_with_number()
    claims = {"userinfo": {NUMBER_CLAIM: NUMBER}}

    assert known_user("patient", claims) == known_user("patient", claims)


@pytest.mark.parametrize("claims", [{}, {NUMBER_CLAIM: OTHER_NUMBER}, {NUMBER_CLAIM: ""}])
def test_an_unknown_person_is_not_let_in(claims):
    patient_with_number()

    assert known_user("patient", {"userinfo": claims}) is None
    assert known_user("staff", {"userinfo": claims}) is None


@pytest.mark.parametrize("claims", [{}, {STAFF_CLAIM: ""}, {STAFF_CLAIM: None}])
def test_an_empty_claim_names_nobody_not_even_staff_without_an_hsa_id(claims):
    staff = make_staff()
    type(staff).objects.filter(pk=staff.pk).update(hsa_id="")

    assert known_user("staff", {"userinfo": claims}) is None


def test_staff_are_known_by_hsa_id():
    staff = make_staff()

    assert known_user("staff", {"userinfo": {STAFF_CLAIM: staff.hsa_id}}) == staff.user


def test_a_number_from_the_staff_provider_does_not_open_a_patient():
    patient_with_number()

    assert known_user("staff", {"userinfo": {NUMBER_CLAIM: NUMBER}}) is None


def delegate_with_number(system=IdentifierSystem.PERSONNUMMER, value=NUMBER):
    """The sign-in of someone who acts for a patient and is none."""
    user = make_delegate(make_patient(make_unit())).user
    identify_sign_in(user=user, system=system, value=value, by=SYSTEM)
    return user


def test_a_delegate_who_is_no_patient_is_known_by_number():
    user = delegate_with_number()

    assert known_user("patient", {NUMBER_CLAIM: NUMBER}) == user
    assert known_user("patient", {NUMBER_CLAIM: OTHER_NUMBER}) is None
    assert known_user("staff", {NUMBER_CLAIM: NUMBER}) is None


def test_a_delegate_who_becomes_a_patient_keeps_the_one_sign_in():
    user = delegate_with_number()
    patient = patient_with_number()

    assert known_user("patient", {NUMBER_CLAIM: NUMBER}) == user
    patient.refresh_from_db()
    assert patient.user == user


def test_a_patients_number_is_given_to_no_other_sign_in():
    patient_with_number()
    user = known_user("patient", {NUMBER_CLAIM: NUMBER})

    with pytest.raises(ValidationError, match="annan inloggning"):
        delegate_with_number()

    identify_sign_in(user=user, system=IdentifierSystem.PERSONNUMMER, value=NUMBER, by=SYSTEM)


def test_a_delegates_number_is_given_to_no_other_sign_in():
    delegate_with_number()

    with pytest.raises(ValidationError, match="annan inloggning"):
        delegate_with_number()


def test_who_is_a_patient_under_another_number_is_linked_to_no_second_patient():
    first = make_patient(make_unit())
    identify_sign_in(user=first.user, system=IdentifierSystem.PERSONNUMMER, value=NUMBER, by=SYSTEM)
    second = patient_with_number()

    assert known_user("patient", {NUMBER_CLAIM: NUMBER}) == first.user
    second.refresh_from_db()
    assert second.user is None


def test_the_old_coordination_number_names_the_patient_and_gives_way_to_the_new_number():
    patient = patient_with_number(IdentifierSystem.SAMORDNINGSNUMMER, COORDINATION)

    user = known_user("patient", {"userinfo": NEW_NUMBER})

    patient.refresh_from_db()
    assert patient.user == user
    assert patient.identifier.value == NUMBER
    assert set(patient.identifiers.values_list("value", "is_current")) == {
        (NUMBER, True), (COORDINATION, False),
    }  # fmt: skip
    events = AuditEvent.objects.about(patient, since=patient.created_at)
    assert "people.PatientIdentifier" in set(events.values_list("resource_type", flat=True))


def test_a_number_is_replaced_once_and_both_name_the_patient_afterwards():
    patient = patient_with_number(IdentifierSystem.SAMORDNINGSNUMMER, COORDINATION)

    users = {known_user("patient", NEW_NUMBER).pk for _visit in range(2)}
    users |= {known_user("patient", {NUMBER_CLAIM: NUMBER}).pk}
    users |= {known_user("patient", {COORDINATION_CLAIM: COORDINATION}).pk}

    assert len(users) == 1
    assert patient.identifiers.count() == 2
    assert patient.identifier.value == NUMBER


def test_a_delegates_old_coordination_number_is_kept_beside_the_new_number():
    user = delegate_with_number(IdentifierSystem.SAMORDNINGSNUMMER, COORDINATION)

    assert known_user("patient", NEW_NUMBER) == user
    assert known_user("patient", {NUMBER_CLAIM: NUMBER}) == user
    assert {identifier.value for identifier in user.identifiers.all()} == {NUMBER, COORDINATION}


def test_two_records_of_one_person_stay_apart_and_the_number_in_use_decides():
    """They are put together by people who can judge it, not by a sign-in."""
    old = patient_with_number(IdentifierSystem.SAMORDNINGSNUMMER, COORDINATION)
    new = patient_with_number()

    user = known_user("patient", NEW_NUMBER)

    old.refresh_from_db()
    new.refresh_from_db()
    assert (new.user, old.user) == (user, None)


@pytest.mark.parametrize("number", ["19121212-121", "191212121213", 7, None, ["191212121212"]])
def test_a_claim_that_is_no_number_names_nobody(number):
    patient_with_number()

    assert known_user("patient", {NUMBER_CLAIM: number}) is None


def test_the_database_keeps_a_number_for_one_sign_in():
    delegate_with_number()
    identifier = User.objects.get(identifiers__value=NUMBER).identifiers.get()
    identifier.pk, identifier.user, identifier._state.adding = None, make_user(), True

    with pytest.raises(IntegrityError, match="people_user_identifier_once"):
        identifier.save()


def test_the_database_keeps_a_sign_ins_personal_number_to_twelve_digits():
    user = delegate_with_number()

    with pytest.raises(IntegrityError, match="people_user_identifier_twelve_digits"):
        user.identifiers.update(value="1912121212")
