import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError

from patientkontrakt.people.actions import register_patient, replace_identifier
from patientkontrakt.people.identifiers import IdentifierSystem, clean_identifier, shown_identifier
from patientkontrakt.people.models import Patient
from tests.factories import SYSTEM, make_clinician, make_patient

P, S, R, LOCAL = (
    IdentifierSystem.PERSONNUMMER,
    IdentifierSystem.SAMORDNINGSNUMMER,
    IdentifierSystem.RESERVNUMMER,
    IdentifierSystem.LOCAL,
)
PERSONNUMMER = [
    "191212121212",
    "195009072553",
    "196101182803",
    "199002222397",
    "200302022389",
    "200001252386",
    "189602029812",
]
SAMORDNINGSNUMMER = ["196109732393"]
ALLOWED = [(P, n) for n in PERSONNUMMER] + [(S, n) for n in SAMORDNINGSNUMMER] + [(R, "98240301AA06")]


@pytest.mark.parametrize(("system", "number"), ALLOWED)
def test_each_allowed_test_number_is_accepted_as_its_kind(system, number):
    assert clean_identifier(system, number) == number


@pytest.mark.parametrize(("system", "number"), ALLOWED)
def test_hyphens_and_spaces_are_taken_away(system, number):
    assert clean_identifier(system, f" {shown_identifier(number)} ") == number
    assert clean_identifier(system, f"{number[:8]} {number[8:]}") == number


@pytest.mark.parametrize("number", PERSONNUMMER + SAMORDNINGSNUMMER)
@pytest.mark.parametrize("step", range(1, 10))
def test_every_other_check_digit_is_refused(number, step):
    wrong = number[:-1] + str((int(number[-1]) + step) % 10)

    with pytest.raises(ValidationError):
        clean_identifier(S if number in SAMORDNINGSNUMMER else P, wrong)


@pytest.mark.parametrize("number", PERSONNUMMER)
def test_a_personal_number_is_no_coordination_number(number):
    with pytest.raises(ValidationError, match="sort|kind"):
        clean_identifier(S, number)


@pytest.mark.parametrize("number", SAMORDNINGSNUMMER)
def test_a_coordination_number_is_no_personal_number(number):
    with pytest.raises(ValidationError, match="sort|kind"):
        clean_identifier(P, number)


@pytest.mark.parametrize(
    "number",
    [
        "",
        "5009072553",
        "19500907255",
        "1950090725530",
        "195013072553",
        "195009322553",
        "19500907255A",
        "98240301AA06",
        "٢٠٠٣٠٢٠٢٢٣٨٩",
    ],
)
def test_what_is_no_number_is_no_personal_number(number):
    with pytest.raises(ValidationError):
        clean_identifier(P, number)


@pytest.mark.parametrize("number", ["98240301AA0", "98240301AA066", "98240301AÅ06", "98240301_A06", ""])
def test_a_reserve_number_has_twelve_letters_and_digits(number):
    with pytest.raises(ValidationError):
        clean_identifier(R, number)


def test_a_reserve_number_is_kept_in_capitals():
    assert clean_identifier(R, "98240301-aa06") == "98240301AA06"


def test_a_local_number_is_kept_as_the_region_writes_it():
    assert clean_identifier(LOCAL, " rvx-12/7 ") == "RVX-12/7"


def test_people_read_a_hyphen_before_the_last_four():
    assert shown_identifier("195009072553") == "19500907-2553"
    assert shown_identifier("RVX-12/7") == "RVX-12/7"


@pytest.mark.django_db
def test_a_new_number_takes_over_and_the_old_one_is_kept_and_found():
    patient = make_patient()
    old = patient.identifier.value

    replace_identifier(patient=patient, system=P, value="19500907-2553", by=SYSTEM)

    patient = Patient.objects.get()
    assert str(patient.identifier) == "19500907-2553"
    assert list(Patient.objects.search(old)) == [patient]
    assert patient.identifiers.filter(is_current=True).count() == 1


@pytest.mark.django_db
def test_a_number_belongs_to_one_person_and_a_person_has_one_in_use():
    patient = make_patient()
    number = patient.identifier

    with pytest.raises(IntegrityError, match="people_identifier_once"):
        replace_identifier(patient=make_patient(), system=number.system, value=number.value, by=SYSTEM)


@pytest.mark.django_db
def test_two_numbers_in_use_are_refused_by_the_database():
    patient = make_patient()

    with pytest.raises(IntegrityError, match="people_identifier_one_current"):
        patient.identifiers.create(patient=patient, system=P, value="195009072553")


@pytest.mark.django_db
def test_a_personal_number_of_other_than_digits_is_refused_by_the_database():
    with pytest.raises(IntegrityError, match="people_identifier_twelve_digits"):
        make_patient().identifiers.create(system=P, value="19500907-2553", is_current=False)


@pytest.mark.django_db
def test_only_the_system_registers_patients_and_never_with_a_wrong_number():
    details = {"given_name": "Bo", "family_name": "Ek", "birth_date": "1950-09-07"}

    with pytest.raises(ValidationError):
        register_patient(system=P, value="195009072554", by=SYSTEM, **details)
    assert not Patient.objects.exists()

    with pytest.raises(PermissionDenied):
        register_patient(system=P, value="195009072553", by=make_clinician(), **details)
