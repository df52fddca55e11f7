import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from agreements import actions
from agreements.models import Author, Preparation
from patientkontrakt.audit.models import Activity, AuditEvent
from patientkontrakt.base_model import EditConflict
from patientkontrakt.people.roles import Scope
from tests.builders.agreements import prepared, started_draft
from tests.factories import as_patient, make_clinician, make_delegate, make_patient, make_unit

pytestmark = pytest.mark.django_db
MINE = reverse("agreements:my_preparation")


@pytest.fixture
def clinician():
    return make_clinician(make_unit())


@pytest.fixture
def patient(clinician):
    return make_patient(clinician.unit)


@pytest.fixture
def page(sign_in, patient):
    return sign_in(as_patient(patient))


def test_nothing_is_required_and_each_save_is_logged(patient):
    preparation = actions.write_preparation(patient=patient, seen_version=0, by=as_patient(patient))

    assert preparation.author == Author.PATIENT
    event = AuditEvent.objects.get(resource_id=preparation.pk)
    assert (event.activity, event.patient_id) == (Activity.WRITE, patient.pk)


def test_what_is_typed_goes_on_in_the_same_preparation(patient):
    first = prepared(patient, text="Att")

    again = actions.write_preparation(
        patient=patient, seen_version=first.version, text="Att orka mer", by=as_patient(patient)
    )

    assert (again.pk, again.text, Preparation.objects.count()) == (first.pk, "Att orka mer", 1)


def test_two_windows_of_one_person_lose_nothing(patient):
    first = prepared(patient, text="Från telefonen")

    with pytest.raises(EditConflict) as conflict:
        actions.write_preparation(patient=patient, seen_version=0, text="Från datorn", by=as_patient(patient))

    assert conflict.value.saved == first


def test_the_patient_and_a_delegate_each_have_their_own(patient):
    karin = make_delegate(patient)
    mine, hers = prepared(patient, text="Mitt"), prepared(patient, by=karin, text="Karins")

    assert {mine.author, hers.author} == {Author.PATIENT, Author.DELEGATE}
    assert hers.written_by_name == karin.name


def test_a_delegate_who_may_not_write_is_refused(patient):
    with pytest.raises(PermissionDenied):
        prepared(patient, by=make_delegate(patient, scopes=[Scope.READ]))


def test_staff_never_write_in_it(patient, clinician):
    prepared(patient)

    with pytest.raises(PermissionDenied):
        actions.write_preparation(patient=patient, seen_version=1, text="Nej", by=clinician)


def test_quoting_keeps_the_words_in_the_writers_name(patient, clinician):
    karin = make_delegate(patient)
    preparation = prepared(patient, by=karin, text="Mamma vill bo hemma", helpers="Jag")

    draft = actions.quote_preparation(
        version=started_draft(patient, clinician), preparation=preparation, by=clinician
    )

    words = draft.what_matters
    assert (words.text, words.helpers) == ("Mamma vill bo hemma", "Jag")
    assert (words.author, words.written_by_name) == (Author.DELEGATE, karin.name)


def test_goals_alone_are_quoted_without_taking_the_words_away(patient, clinician):
    actions.write_what_matters(patient=patient, text="Trädgården", by=as_patient(patient))
    draft = started_draft(patient, clinician)

    draft = actions.quote_preparation(
        version=draft, preparation=prepared(patient, goals="Gå ut"), by=clinician
    )

    assert draft.what_matters.text == "Trädgården"


def test_it_is_quoted_once(patient, clinician):
    draft, preparation = started_draft(patient, clinician), prepared(patient)
    actions.quote_preparation(version=draft, preparation=preparation, by=clinician)

    with pytest.raises(ValidationError):
        actions.quote_preparation(version=draft, preparation=preparation, by=clinician)


def test_what_has_been_quoted_never_changes_whoever_tries(patient, clinician):
    preparation = prepared(patient)
    actions.quote_preparation(
        version=started_draft(patient, clinician), preparation=preparation, by=clinician
    )

    for change in ("text = 'Annat'", "quoted_in_id = NULL, quoted_at = NULL"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE agreements_preparation SET {change} WHERE id = %s", [preparation.pk])


def test_it_is_never_deleted(patient):
    with pytest.raises(DatabaseError), transaction.atomic():
        Preparation.objects.filter(pk=prepared(patient).pk).delete()


def test_it_cannot_be_quoted_in_another_persons_agreement(patient, clinician):
    other = make_patient(clinician.unit, given_name="Nils")
    draft, preparation = started_draft(other, clinician), prepared(patient)

    with pytest.raises(Preparation.DoesNotExist):
        actions.quote_preparation(version=draft, preparation=preparation, by=clinician)
    with pytest.raises(DatabaseError), transaction.atomic():
        Preparation.objects.filter(pk=preparation.pk).update(quoted_in=draft, quoted_at=draft.created_at)


def test_the_next_one_begins_from_the_last(page, patient, clinician):
    actions.quote_preparation(
        version=started_draft(patient, clinician),
        preparation=prepared(patient, text="Att plocka svamp", goals="Gå ut"),
        by=clinician,
    )

    text = page.get(MINE).content.decode()

    assert "Att plocka svamp" in text
    assert "Gå ut" not in text


def test_the_page_saves_with_the_button(page, patient):
    response = page.post(MINE, {"talk_about": "Medicinerna", "seen_version": ""}, follow=True)

    assert "Medicinerna" in response.content.decode()
    assert patient.preparations.get().talk_about == "Medicinerna"


def test_the_page_saves_as_it_is_typed_and_says_when(page, patient):
    answer = page.post(MINE, {"text": "Att", "seen_version": ""}, headers={"HX-Request": "true"})
    counter = patient.preparations.get().version

    text = answer.content.decode()
    assert "Sparat" in text
    assert f'name="seen_version" value="{counter}"' in text
    assert "<html" not in text


def test_another_window_is_told_and_then_sees_both_texts(page, patient):
    prepared(patient, text="Från telefonen")
    typed = {"text": "Från datorn", "seen_version": "0"}

    quiet = page.post(MINE, typed, headers={"HX-Request": "true"}).content.decode()
    both = page.post(MINE, typed).content.decode()

    assert "annat fönster" in quiet
    assert "Från telefonen" in both
    assert "Från datorn" in both


def test_care_reads_it_in_the_record(sign_in, patient, clinician):
    prepared(patient, text="Att plocka svamp", talk_about="Sömnen")

    text = sign_in(clinician).get(reverse("pages:record", args=[patient.pk])).content.decode()

    assert "Att plocka svamp" in text
    assert "Sömnen" in text


def test_care_quotes_it_from_the_editor(sign_in, patient, clinician):
    draft, preparation = started_draft(patient, clinician), prepared(patient)

    sign_in(clinician).post(
        reverse("agreements:preparation_quotation", args=[patient.pk, draft.pk, preparation.pk])
    )

    draft.refresh_from_db()
    assert draft.what_matters.text == preparation.text
