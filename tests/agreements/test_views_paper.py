import pytest
from django.conf import settings
from django.db import ProgrammingError, transaction
from django.db.utils import IntegrityError
from django.urls import reverse

from agreements import actions
from agreements.models import Copy, PaperForm
from patientkontrakt.access.actions import start_care_relation
from patientkontrakt.access.models import Ground
from patientkontrakt.audit.models import Activity, AuditEvent
from tests.builders.agreements import agreed_version, filled_draft, proposed_version
from tests.factories import SYSTEM, as_patient, make_clinician, make_patient, make_unit

pytestmark = pytest.mark.django_db
# A session is read from the database, or from Redis where there is one.
SESSION_QUERIES = 0 if settings.REDIS_URL else 1
QUERIES_OF_A_PRINT = 12 + SESSION_QUERIES


@pytest.fixture
def clinician():
    return make_clinician(make_unit())


@pytest.fixture
def patient(clinician):
    return make_patient(clinician.unit)


@pytest.fixture
def version(patient, clinician):
    return agreed_version(patient, clinician)


@pytest.fixture
def neighbour(patient):
    """A clinician of another unit in a care relation with the patient."""
    other = make_clinician(make_unit("Rehab Väst"))
    start_care_relation(patient=patient, unit=other.unit, ground=Ground.REFERRAL, by=SYSTEM)
    return other


def my(name, *args):
    return reverse(f"agreements:{name}", args=args)


def care(name, patient, *args):
    return reverse(f"agreements:{name}", args=[patient.pk, *args])


def copy_of(version, by, **details):
    details = {"form": PaperForm.LARGE, "language": "sv"} | details
    return actions.hand_over_copy(version=version, by=by, **details)


@pytest.mark.parametrize("form", PaperForm.values)
def test_a_paper_is_a_pdf_that_is_kept_nowhere_and_named_for_nobody(sign_in, patient, version, form):
    address = my("my_paper", version.pk, form)
    response = sign_in(as_patient(patient)).get(address)

    assert response.content.startswith(b"%PDF")
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == f'inline; filename="agreement-{form}.pdf"'
    assert "no-store" in response["Cache-Control"]
    assert patient.family_name.lower() not in address


def test_only_papers_that_there_are_can_be_had(sign_in, patient, version):
    page = sign_in(as_patient(patient))

    assert page.get(my("my_paper", version.pk, "poster")).status_code == 404


def test_a_draft_is_not_printed(sign_in, patient, clinician):
    draft = filled_draft(patient, clinician)

    assert sign_in(clinician).get(care("paper", patient, draft.pk, "folder")).status_code == 404
    assert sign_in(as_patient(patient)).get(my("my_paper", draft.pk, "folder")).status_code == 404


def test_a_print_costs_the_same_whatever_stands_on_it(sign_in, patient, version, django_assert_num_queries):
    page = sign_in(as_patient(patient))
    page.get(my("my_paper", version.pk, "folder"))

    with django_assert_num_queries(QUERIES_OF_A_PRINT):
        page.get(my("my_paper", version.pk, "folder"))


def test_the_language_of_the_headings_is_chosen(sign_in, patient, version):
    page = sign_in(as_patient(patient))

    assert "language=sv" in page.get(my("my_papers", version.pk)).content.decode()
    english = page.get(my("my_papers", version.pk), {"language": "en"}).content.decode()
    assert my("my_paper", version.pk, "large") + "?language=en" in english
    assert page.get(my("my_paper", version.pk, "large"), {"language": "xx"}).status_code == 200


def test_staff_hand_over_a_paper_with_one_button(sign_in, patient, clinician, version):
    page = sign_in(clinician)
    page.post(care("copies", patient, version.pk, "large"), {"language": "en"})

    copy = version.copies.get()
    assert (copy.form, copy.language, copy.patient) == (PaperForm.LARGE, "en", patient)
    assert copy.handed_over_by_name == str(clinician.staff)
    told = "Med stor text, engelska: i dag"
    agreement = page.get(care("agreement", patient, version.agreement_id)).content.decode()
    assert "På papper: lämnat i dag" in agreement
    assert told in page.get(care("papers", patient, version.pk)).content.decode()
    assert told in sign_in(as_patient(patient)).get(my("my_papers", version.pk)).content.decode()


def test_only_the_owning_unit_notes_what_it_has_handed_over(sign_in, patient, neighbour, version):
    page = sign_in(neighbour)

    assert page.post(care("copies", patient, version.pk, "large")).status_code == 403
    assert (
        care("copies", patient, version.pk, "large")
        not in page.get(care("papers", patient, version.pk)).content.decode()
    )
    assert not Copy.objects.exists()


@pytest.mark.parametrize("change", ["update", "delete"])
def test_a_note_of_what_was_handed_over_never_changes(version, clinician, change):
    copies = Copy.objects.filter(pk=copy_of(version, clinician).pk)

    with pytest.raises(ProgrammingError), transaction.atomic():
        copies.update(language="en") if change == "update" else copies.delete()


def test_a_draft_cannot_be_handed_over(patient, clinician):
    with pytest.raises(IntegrityError), transaction.atomic():
        copy_of(filled_draft(patient, clinician), clinician)


def test_a_copy_goes_to_the_patient_whose_version_it_is(version, clinician):
    version.patient = make_patient(clinician.unit)

    with pytest.raises(IntegrityError), transaction.atomic():
        copy_of(version, clinician)


def test_the_text_for_the_record_is_logged_as_a_print_each_time_it_is_shown(
    sign_in, patient, clinician, version
):
    page = sign_in(clinician)
    text = page.get(care("record_text", patient, version.pk)).content.decode()

    assert "Överenskommelse\nVersion 1" in text
    assert AuditEvent.objects.filter(activity=Activity.PRINT, resource_id=version.pk).count() == 1


def test_a_code_on_a_paper_tells_which_version_it_is_and_whether_it_holds(
    sign_in, patient, clinician, version
):
    newer = actions.propose(
        version=actions.start_new_version(agreement=version.agreement, by=clinician), by=clinician
    )
    page, address = sign_in(clinician), care("check_code", patient)

    def told(code):
        return page.get(address, {"code": code}).content.decode()

    assert "Det är versionen som gäller nu" in told(version.check_code.lower())
    assert "Det är ett förslag" in told(newer.check_code)
    assert "har den koden" in told("0000 0000")
    assert "har den koden" in told("åäö")


def test_a_code_of_another_patient_s_paper_is_not_found(sign_in, patient, clinician):
    other = proposed_version(make_patient(clinician.unit), clinician)

    found = sign_in(clinician).get(care("check_code", patient), {"code": other.check_code})

    assert "har den koden" in found.content.decode()


def test_the_history_shows_the_code(sign_in, patient, version):
    assert (
        version.check_code in sign_in(as_patient(patient)).get(my("my_version", version.pk)).content.decode()
    )


def test_papers_are_reached_from_where_they_are_looked_for(sign_in, patient, clinician, version):
    mine = sign_in(as_patient(patient))
    card, papers = my("my_paper", version.pk, "card"), my("my_papers", version.pk)

    assert papers in mine.get(my("my_agreement")).content.decode()
    assert papers in mine.get(my("my_version", version.pk)).content.decode()
    assert card in mine.get(my("my_warning_signs")).content.decode()
    assert my("my_sheet") in mine.get(my("what_matters")).content.decode()
    staff = sign_in(clinician)
    page = staff.get(care("agreement", patient, version.agreement_id)).content.decode()
    assert care("papers", patient, version.pk) in page
    assert care("record_text", patient, version.pk) in page
    assert care("sheet", patient) in staff.get(care("agreements", patient)).content.decode()
