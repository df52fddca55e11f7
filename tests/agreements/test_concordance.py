import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse

from agreements import actions
from agreements.models import Concordance, OneMind
from patientkontrakt.people.models import ProtectedIdentity
from patientkontrakt.people.roles import Scope
from tests.builders.agreements import asked_of_one_mind, proposed_version
from tests.factories import as_patient, make_clinician, make_delegate, make_patient, make_unit

pytestmark = pytest.mark.django_db
HIS = {"goal": "Sova hela natten", "next_step": "Jag ringer om jag inte sover"}
CARES = {"goal": "Lägre blodtryck", "next_step": "Vi tar nya prover"}


@pytest.fixture
def clinician():
    return make_clinician(make_unit())


@pytest.fixture
def patient(clinician):
    return make_patient(clinician.unit)


@pytest.fixture
def asked(patient, clinician):
    return asked_of_one_mind(patient, clinician)


@pytest.fixture
def both(asked, patient, clinician):
    actions.write_view(concordance=asked, **CARES, by=clinician)
    return actions.write_view(concordance=asked, **HIS, by=as_patient(patient))


def mine(concordance):
    return reverse("agreements:my_concordance", args=[concordance.pk])


def cares(concordance):
    return reverse("agreements:concordance", args=[concordance.patient_id, concordance.pk])


def test_asking_twice_is_one_question(asked, patient, clinician):
    assert asked_of_one_mind(patient, clinician) == asked


def test_neither_sees_the_others_view_before_both_have_written(asked, sign_in, patient, clinician):
    actions.write_view(concordance=asked, **CARES, by=clinician)

    page = sign_in(as_patient(patient)).get(mine(asked)).content.decode()
    list_page = sign_in(as_patient(patient)).get(reverse("agreements:my_preparation")).content.decode()

    assert not [words for words in CARES.values() if words in page + list_page]


def test_care_does_not_see_the_patients_view_either(asked, sign_in, patient, clinician):
    actions.write_view(concordance=asked, **HIS, by=as_patient(patient))

    staff = sign_in(clinician)
    page = staff.get(cares(asked)).content.decode()
    record = staff.get(reverse("pages:record", args=[patient.pk])).content.decode()

    assert not [words for words in HIS.values() if words in page + record]


def test_when_both_have_written_both_see_both(both, sign_in, patient, clinician):
    for actor, address in ((as_patient(patient), mine(both)), (clinician, cares(both))):
        text = sign_in(actor).get(address).content.decode()
        assert all(words in text for words in [*HIS.values(), *CARES.values()])


def test_a_view_may_be_written_anew_only_until_the_other_has_written(asked, patient, clinician):
    first = actions.write_view(concordance=asked, **CARES, by=clinician)
    anew = {"goal": "Annat", "next_step": "Annat", "seen_version": first.version}
    actions.write_view(concordance=asked, **anew, by=clinician)
    actions.write_view(concordance=asked, **HIS, by=as_patient(patient))

    with pytest.raises(ValidationError):
        actions.write_view(concordance=asked, **CARES, by=clinician)
    with pytest.raises(IntegrityError), transaction.atomic():
        Concordance.objects.filter(pk=asked.pk).update(care_goal="Samma som patienten")


def test_in_the_room_care_writes_what_the_patient_says(asked, sign_in, clinician):
    staff = sign_in(clinician)
    staff.post(cares(asked), CARES)
    staff.post(cares(asked), HIS | {"told": True})

    asked.refresh_from_db()
    assert (asked.patient_goal, asked.patient_by_name) == (HIS["goal"], clinician.name)


def test_it_is_compared_when_both_have_written(asked, both, sign_in, clinician):
    sign_in(clinician).post(cares(both), {"outcome": "partly"})

    both.refresh_from_db()
    assert (both.outcome, both.outcome_by_name) == (OneMind.PARTLY, clinician.name)


def test_nothing_is_compared_before(asked, clinician):
    with pytest.raises(ValidationError):
        actions.compare_views(concordance=asked, outcome=OneMind.SAME, by=clinician)
    with pytest.raises(IntegrityError), transaction.atomic():
        Concordance.objects.filter(pk=asked.pk).update(outcome="same", outcome_at=asked.created_at)


def test_a_new_question_may_be_asked_when_the_last_is_compared(both, patient, clinician):
    actions.compare_views(concordance=both, outcome=OneMind.DIFFERENT, by=as_patient(patient))

    assert asked_of_one_mind(patient, clinician) != both


def test_another_unit_takes_no_part(asked, patient):
    with pytest.raises(PermissionDenied):
        actions.write_view(concordance=asked, **CARES, by=make_clinician(make_unit()))


def test_the_patient_may_begin_with_a_unit_that_takes_part_in_the_care(sign_in, patient, clinician):
    page = sign_in(as_patient(patient))

    page.post(reverse("agreements:my_concordances", args=[clinician.unit.pk]))
    stranger = page.post(reverse("agreements:my_concordances", args=[make_unit().pk]))

    assert Concordance.objects.get().unit == clinician.unit
    assert stranger.status_code == 404


def test_a_delegate_of_someone_with_protected_identity_learns_no_unit(sign_in, clinician):
    patient = make_patient(clinician.unit, protected_identity=ProtectedIdentity.MARKED)
    asked_of_one_mind(patient, clinician)

    text = sign_in(make_delegate(patient)).get(reverse("agreements:my_preparation")).content.decode()

    assert str(clinician.unit) not in text


def test_what_both_said_stands_on_the_draft_that_is_being_written(asked, patient, clinician):
    draft = actions.start_agreement(patient=patient, by=clinician).versions.get()
    actions.write_view(concordance=asked, **CARES, by=clinician)
    actions.write_view(concordance=asked, **HIS, by=as_patient(patient))

    draft.refresh_from_db()
    assert draft.concordance == asked


def test_what_both_said_before_stands_on_the_next_draft(both, patient, clinician):
    assert actions.start_agreement(patient=patient, by=clinician).versions.get().concordance == both


def test_what_was_said_long_ago_stands_on_no_new_draft(both, patient, clinician):
    Concordance.objects.filter(pk=both.pk).update(created_at=both.created_at - datetime.timedelta(days=91))

    assert actions.start_agreement(patient=patient, by=clinician).versions.get().concordance is None


def test_cares_view_sent_twice_is_not_taken_for_the_patients(asked, sign_in, clinician):
    staff = sign_in(clinician)
    form = staff.get(cares(asked)).context["form"]
    sent = CARES | {"told": form["told"].value()}

    staff.post(cares(asked), sent)
    staff.post(cares(asked), sent)

    asked.refresh_from_db()
    assert asked.care_goal == CARES["goal"]
    assert asked.patient_at is None


OTHER = {"goal": "Gå ner i vikt", "next_step": "Dietisten ringer"}


@pytest.mark.parametrize(("first", "second"), [(CARES, OTHER), (OTHER, CARES)])
def test_of_two_clinicians_who_write_at_once_the_second_sees_both_texts(
    asked, sign_in, clinician, first, second
):
    read = sign_in(clinician).get(cares(asked)).context["form"].initial
    sign_in(clinician).post(cares(asked), first | read)
    colleague = sign_in(make_clinician(clinician.unit))

    answer = colleague.post(cares(asked), second | read)

    text = answer.content.decode()
    assert all(words in text for words in [*first.values(), *second.values()])
    asked.refresh_from_db()
    assert asked.care_goal == first["goal"]
    read = answer.context["form"]["seen_version"].value()
    assert colleague.post(cares(asked), second | {"seen_version": read}).status_code == 302
    asked.refresh_from_db()
    assert asked.care_goal == second["goal"]


def test_a_delegate_and_the_patient_do_not_overwrite_each_other(asked, sign_in, patient):
    actions.write_view(concordance=asked, **HIS, by=as_patient(patient))
    delegate = make_delegate(patient, [Scope.READ, Scope.WRITE])

    answer = sign_in(delegate).post(mine(asked), OTHER | {"seen_version": 1})

    assert all(words in answer.content.decode() for words in [*HIS.values(), *OTHER.values()])
    asked.refresh_from_db()
    assert asked.patient_goal == HIS["goal"]


def test_the_other_sides_writing_is_no_conflict_and_stays_unseen(asked, sign_in, patient, clinician):
    page = sign_in(clinician)
    sent = page.get(cares(asked)).context["form"].initial
    actions.write_view(concordance=asked, **HIS, by=as_patient(patient))

    assert page.post(cares(asked), CARES | sent).status_code == 302


def test_what_comes_when_both_have_written_is_refused_and_kept(both, sign_in, clinician):
    answer = sign_in(clinician).post(cares(both), OTHER)

    text = answer.content.decode()
    assert "Båda har skrivit" in text
    assert all(words in text for words in OTHER.values())


def test_what_a_proposed_version_quotes_is_not_compared_anew(both, patient, clinician):
    actions.compare_views(concordance=both, outcome=OneMind.DIFFERENT, by=clinician)
    version = proposed_version(patient, clinician)

    assert version.concordance == both
    with pytest.raises(ValidationError):
        actions.compare_views(concordance=both, outcome=OneMind.SAME, by=as_patient(patient))
    with pytest.raises(DatabaseError), transaction.atomic():
        Concordance.objects.filter(pk=both.pk).update(outcome=OneMind.SAME)
