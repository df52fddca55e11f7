import datetime

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError

from patientkontrakt.people import actions
from patientkontrakt.people.models import OrganizationUnit, Patient, UnitKind
from tests.factories import SYSTEM, make_clinician, make_patient, make_unit, make_user

pytestmark = pytest.mark.django_db
K = UnitKind


@pytest.fixture
def region():
    return make_unit("Region Exempel", kind=K.REGION)


@pytest.fixture
def administration(region):
    return make_unit("Närsjukvården", kind=K.ADMINISTRATION, parent=region)


def test_a_unit_knows_its_provider_at_every_level(region, administration):
    unit = make_unit(parent=administration)
    municipality = make_unit("Exempelstads kommun", kind=K.MUNICIPALITY)

    assert [u.provider for u in (region, administration, unit)] == [region] * 3
    assert municipality.provider == municipality


def test_within_holds_the_unit_and_all_below_and_nobody_beside(region, administration):
    unit = make_unit(parent=administration)
    beside = make_unit("Sjukhuset", kind=K.ADMINISTRATION, parent=region)

    assert set(OrganizationUnit.objects.within(administration)) == {administration, unit}
    assert set(OrganizationUnit.objects.within(region)) == {region, administration, unit, beside}


def test_a_unit_whose_code_begins_alike_is_not_within(region):
    details = {"kind": K.CARE_UNIT, "parent": region, "by": SYSTEM}
    north = actions.create_unit(name="Norr", hsa_id="SE1", code="nor", **details)
    actions.create_unit(name="Norrby", hsa_id="SE2", code="norr", **details)

    assert list(OrganizationUnit.objects.within(north)) == [north]


def test_those_who_meet_patients_are_care_units_and_municipalities(region, administration):
    unit, municipality = make_unit(parent=administration), make_unit("Kommunen", kind=K.MUNICIPALITY)

    assert set(OrganizationUnit.objects.care_units()) == {unit, municipality}


@pytest.mark.parametrize(("kind", "has_parent"), [(K.REGION, True), (K.MUNICIPALITY, True)])
def test_a_provider_is_a_root(region, kind, has_parent):
    with pytest.raises(IntegrityError, match="people_unit_roots_are_providers"):
        make_unit(kind=kind, parent=region)


@pytest.mark.parametrize("kind", [K.ADMINISTRATION, K.CARE_UNIT])
def test_a_unit_has_a_provider(kind):
    with pytest.raises(IntegrityError, match="people_unit_roots_are_providers"):
        actions.create_unit(name="Lös", kind=kind, hsa_id="SE1", code="los", by=SYSTEM)


def test_hsa_ids_and_paths_are_unique_and_paths_end_with_a_slash(region):
    details = {"name": "Två", "kind": K.CARE_UNIT, "parent": region, "by": SYSTEM}
    actions.create_unit(hsa_id="SE1", code="a", **details)

    with pytest.raises(IntegrityError, match="hsa_id"):
        actions.create_unit(hsa_id="SE1", code="b", **details)


def test_two_units_do_not_share_a_path(region):
    details = {"name": "Två", "kind": K.CARE_UNIT, "parent": region, "by": SYSTEM}
    actions.create_unit(hsa_id="SE1", code="a", **details)

    with pytest.raises(IntegrityError, match="path"):
        actions.create_unit(hsa_id="SE2", code="a", **details)


def test_a_path_without_its_last_slash_is_refused(region):
    with pytest.raises(IntegrityError, match="people_unit_path_ends"):
        OrganizationUnit.objects.filter(pk=region.pk).update(path="re")


def test_patients_are_listed_in_swedish_order():
    names = ["Öberg", "Zorn", "Åberg", "Andersson", "Ärlig", "élan", "Wide", "Vik", "Müller", "Mård"]
    for name in reversed(names):
        make_patient(family_name=name)

    in_order = list(Patient.objects.values_list("family_name", flat=True))

    assert in_order == [
        "Andersson", "élan", "Müller", "Mård", "Vik", "Wide", "Zorn", "Åberg", "Ärlig", "Öberg",
    ]  # fmt: skip


def test_the_same_family_name_is_ordered_by_given_name():
    for name in ("Örjan", "Åsa", "Anna", "Ärla"):
        make_patient(given_name=name, family_name="Ek")

    assert [p.given_name for p in Patient.objects.all()] == ["Anna", "Åsa", "Ärla", "Örjan"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Åsa", {"Åsa"}),
        ("åsa", {"Åsa"}),
        ("lindq", {"Åsa", "Bo"}),
        ("Åsa Lindqvist", {"Åsa"}),
        ("Lindqvist, Bo", set()),
        ("qvist", set()),
        ("L_ndqvist", set()),
        ("%", set()),
        ("", set()),
        ("   ", set()),
        ("19500907-2553", {"Bo"}),
        ("19500907 2553", {"Bo"}),
        ("195009072553", {"Bo"}),
        ("19500907", set()),
    ],
)
def test_a_search_finds_names_from_their_beginning_and_whole_numbers(words, found):
    make_patient(given_name="Åsa")
    bo = make_patient(given_name="Bo")
    number = "http://electronichealth.se/identifier/personnummer"
    actions.replace_identifier(patient=bo, system=number, value="195009072553", by=SYSTEM)

    assert {p.given_name for p in Patient.objects.search(words)} == found


def test_a_name_with_a_hyphen_is_found_by_both_its_parts():
    patient = make_patient(given_name="Karl-Erik", family_name="Ek")

    for words in ("Karl-Erik", "Karl-Erik Ek", "karl"):
        assert list(Patient.objects.search(words)) == [patient], words


def test_a_search_finds_a_local_number_as_it_is_written():
    patient = make_patient()
    local = "urn:patientkontrakt:local-reserve-number"
    actions.replace_identifier(patient=patient, system=local, value="rvx-12/7", by=SYSTEM)

    assert list(Patient.objects.search("rvx-12/7")) == [patient]


@pytest.mark.parametrize(
    ("today", "age"),
    [("2026-09-06", 75), ("2026-09-07", 76), ("2027-01-01", 76)],
)
def test_age_grows_on_the_birthday(today, age):
    with time_machine.travel(datetime.datetime.fromisoformat(f"{today}T12:00+00:00")):
        assert make_patient().age == age


def test_someone_born_on_leap_day_grows_on_the_first_of_march():
    patient = make_patient(birth_date=datetime.date(2004, 2, 29))

    with time_machine.travel(datetime.datetime(2026, 2, 28, 12, tzinfo=datetime.UTC)):
        assert patient.age == 21
    with time_machine.travel(datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.UTC)):
        assert patient.age == 22


def test_a_patient_exists_without_a_sign_in_and_gets_one_later():
    patient = make_patient(user=None)

    actions.link_sign_in(patient=patient, user=make_user(), by=SYSTEM)

    assert Patient.objects.get().user.patient == patient


def test_a_patients_sign_in_is_never_handed_to_someone_else():
    patient = make_patient()

    with pytest.raises(ValidationError):
        actions.link_sign_in(patient=patient, user=make_user(), by=SYSTEM)


def test_only_those_who_manage_accounts_make_people_and_units():
    clinician = make_clinician()
    unit = {"name": "Ny", "kind": K.REGION, "hsa_id": "SE9", "code": "ny"}

    for change in (
        lambda: actions.create_user(username="x", name="X", by=clinician),
        lambda: actions.create_unit(by=clinician, **unit),
        lambda: actions.create_staff(name="X", title="läkare", hsa_id="SE9", by=clinician),
        lambda: actions.assign(staff=clinician.staff, unit=clinician.unit, role="clinician", by=clinician),
        lambda: actions.link_sign_in(patient=make_patient(), user=clinician.user, by=clinician),
        lambda: actions.grant_delegation(
            patient=make_patient(), user=clinician.user, relation="", scopes=["read"], by=clinician
        ),
    ):
        with pytest.raises(PermissionDenied):
            change()


def test_a_sign_in_without_a_password_cannot_be_used_with_one():
    assert not make_user().has_usable_password()


def test_two_people_do_not_share_an_e_mail_address():
    actions.create_user(username="a", name="A", email="a@example.se", by=SYSTEM)

    with pytest.raises(IntegrityError, match="people_user_one_per_email"):
        actions.create_user(username="b", name="B", email="a@example.se", by=SYSTEM)
