"""A unit that answers is known by its key, whatever it is called; who is only named, by the name."""

from importlib import import_module

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction

from agreements import actions
from agreements.models import Acceptance, How, Party, Side
from patientkontrakt.people.permissions import Role
from tests.builders.agreements import EVA, object_to, state_of, version_with_others
from tests.factories import make_clinician, make_patient, make_unit

pytestmark = pytest.mark.django_db
FILL = import_module("agreements.migrations.0017_keys_of_sides").FILL


@pytest.fixture
def clinician():
    return make_clinician(make_unit())


@pytest.fixture
def patient(clinician):
    return make_patient(clinician.unit)


@pytest.fixture
def home_care(clinician):
    return make_clinician(clinician.unit, Role.MUNICIPAL_STAFF)


def of_unit(actor):
    return Side(Party.MUNICIPALITY, str(actor.unit), actor.unit.pk)


def renamed(actor, name="Hemtjänst Norr"):
    actor.unit.name = name
    actor.unit.save()


def both_say_yes(version, by):
    actions.accept(version=version, by=by)
    actions.accept(version=version, told=How.IN_THE_ROOM, by=by)


def test_a_unit_that_has_been_renamed_answers_its_old_no(patient, clinician, home_care):
    version = version_with_others(patient, clinician, of_unit(home_care))
    both_say_yes(version, clinician)
    object_to(version=version, reason="Vi hinner inte", by=home_care)
    renamed(home_care)

    answer = actions.accept(version=version, by=home_care)

    assert answer.is_mutual
    assert not Acceptance.objects.open_disagreements().exists()
    assert state_of(version.agreement) == "agreed"


def test_staff_records_the_answer_of_a_renamed_unit_once(patient, clinician, home_care):
    version = version_with_others(patient, clinician, of_unit(home_care))
    told = {"version": version, "others": [of_unit(home_care)], "by": clinician}
    first = actions.record_informed(**told)
    renamed(home_care)

    assert actions.record_informed(**told | {"others": version.agreement.versions.get().others}) == first


def test_a_name_in_words_gives_a_unit_of_that_name_no_right_to_answer(patient, clinician, home_care):
    in_words = Side(Party.MUNICIPALITY, str(home_care.unit))
    version = version_with_others(patient, clinician, in_words)

    with pytest.raises(PermissionDenied):
        actions.accept(version=version, by=home_care)
    with pytest.raises(DatabaseError, match="names no such side"), transaction.atomic():
        Acceptance.objects.create(
            agreement_version=version, patient=patient, number=1, answer="agree", how="digital",
            **Acceptance.of_side(of_unit(home_care)),
        )  # fmt: skip


def test_a_unit_and_a_name_in_words_alike_are_two_sides(patient, clinician, home_care):
    in_words = Side(Party.MUNICIPALITY, str(home_care.unit))
    version = version_with_others(patient, clinician, of_unit(home_care), in_words)
    objection = object_to(version=version, reason="Nej", by=home_care)

    actions.accept(version=version, told=How.TELEPHONE, side=in_words, by=clinician)

    assert list(Acceptance.objects.open_disagreements()) == [objection]
    assert set(version.others) == {in_words, of_unit(home_care)}
    actions.accept(version=version, by=home_care)
    assert not Acceptance.objects.open_disagreements().exists()


@pytest.mark.parametrize("name", ["", "Hemtjänst Norr"])
def test_who_has_answered_before_gets_the_key_of_the_unit(patient, clinician, home_care, name):
    version = version_with_others(patient, clinician, of_unit(home_care), EVA)
    answers = [
        object_to(version=version, reason="Nej", by=home_care),
        *actions.record_informed(version=version, others=[EVA], by=clinician),
    ]
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE agreements_acceptance DISABLE TRIGGER USER")
        cursor.execute("UPDATE agreements_acceptance SET party_unit_id = NULL")
        renamed(home_care, name or home_care.unit.name)
        cursor.execute(FILL.format(table="acceptance"))

    assert [type(row).objects.get(pk=row.pk).side for row in answers] == [of_unit(home_care), EVA]


def test_a_name_in_words_from_before_gets_no_key(patient, clinician, home_care):
    in_words = Side(Party.MUNICIPALITY, "Hemtjänsten")
    version = version_with_others(patient, clinician, of_unit(home_care), in_words)
    [answer] = actions.record_informed(version=version, others=[in_words], by=clinician)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(FILL.format(table="acceptance"))

    assert Acceptance.objects.get(pk=answer.pk).party_unit is None
