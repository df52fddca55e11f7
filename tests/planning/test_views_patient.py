import pytest
from django.urls import reverse

from patientkontrakt.audit.models import Activity, AuditEvent
from patientkontrakt.people.models import ProtectedIdentity
from patientkontrakt.people.roles import Scope
from planning import actions
from planning.models import Need, Source
from tests.builders.agreements import proposed_version
from tests.builders.planning import PDF, make_need, make_plan, make_sip, pdf
from tests.builders.scheduling import booked
from tests.factories import as_patient, make_clinician, make_delegate, make_patient, make_unit

pytestmark = pytest.mark.django_db
MY_PLANS = "/my/plans/"
NEW_WISH = "/my/wishes/new/"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def unit():
    return make_unit()


@pytest.fixture
def patient(unit):
    return make_patient(unit)


@pytest.fixture
def signed_in(sign_in, patient):
    return sign_in(as_patient(patient))


def document_url(plan):
    return reverse("planning:my_plan_document", args=[plan.pk])


def test_the_overview_says_what_who_how_long_and_how_fresh(signed_in, patient):
    make_sip(patient, responsible="Kim Ek, kurator", follow_up_on="2030-05-06")

    page = signed_in.get(MY_PLANS).content.decode()

    for words in (
        "Klara vardagen hemma",
        "Kim Ek, kurator",
        "Ser över medicinerna",
        "Hjälper till med inköp",
    ):
        assert words in page
    assert "2026" in page
    assert "Björkens vårdcentral" in page


def test_plans_that_have_ended_are_shown_apart_and_mistakes_not_at_all(signed_in, patient, unit):
    by = make_clinician(unit)
    ended = make_plan(patient, by, title="Träna balans")
    actions.end_plan(plan=ended, ends=ended.starts, reason="Målet är nått", by=by)
    actions.mark_plan_in_error(plan=make_plan(patient, by, title="Fel plan"), reason="Fel person", by=by)

    response = signed_in.get(MY_PLANS)

    page = response.content.decode()
    assert "Träna balans" in page.partition("<details")[2]
    assert "Målet är nått" in page
    assert "Fel plan" not in page


def test_an_empty_overview_says_what_to_do(signed_in):
    page = signed_in.get(MY_PLANS).content.decode()

    assert page.count('class="empty"') == 2
    assert NEW_WISH in page


def test_the_overview_costs_the_same_however_many_plans(
    signed_in, patient, unit, django_assert_max_num_queries
):
    by = make_clinician(unit)
    for _ in range(5):
        make_plan(patient, by, document=pdf(), source=Source.DOCUMENT)
        make_need(patient, by, responsible=by.staff)

    with django_assert_max_num_queries(11):
        signed_in.get(MY_PLANS)


def test_a_wish_lands_at_the_unit_and_on_the_overview(signed_in, patient):
    response = signed_in.post(NEW_WISH, {"text": "Jag vill kunna simma igen"}, follow=True)

    page = response.content.decode()
    assert response.redirect_chain == [(MY_PLANS, 302)]
    assert "Jag vill kunna simma igen" in page
    assert "Björkens vårdcentral" in page
    assert patient.needs.get().is_wish


@pytest.mark.parametrize(
    "page", ["/my/", MY_PLANS, NEW_WISH, "/my/times/", "/my/contacts/", "/my/agreement/"]
)
def test_the_unit_of_someone_with_protected_identity_is_named_to_the_patient_alone(sign_in, unit, page):
    patient = make_patient(unit, protected_identity=ProtectedIdentity.MARKED)
    by = make_clinician(unit)
    make_plan(patient, by)
    make_need(patient, by)
    booked(patient, unit, by=by)
    proposed_version(patient, by)

    assert unit.name not in sign_in(make_delegate(patient)).get(page).content.decode()
    if page in ("/my/", MY_PLANS, NEW_WISH):
        assert unit.name in sign_in(as_patient(patient)).get(page).content.decode()


def test_a_wish_for_someone_with_protected_identity_names_no_unit_to_a_delegate(sign_in, unit):
    patient = make_patient(unit, protected_identity=ProtectedIdentity.MARKED)

    answer = sign_in(make_delegate(patient)).post(NEW_WISH, {"text": "Mamma vill simma"}, follow=True)

    assert "Mamma vill simma" in answer.content.decode()
    assert unit.name not in answer.content.decode()


def test_an_empty_wish_is_sent_back_with_words(signed_in):
    response = signed_in.post(NEW_WISH, {"text": "  "})

    assert response.context["form"].errors["text"]
    assert not Need.objects.exists()


def test_a_patient_without_a_unit_is_told_to_call(sign_in):
    page = sign_in(as_patient(make_patient())).get(NEW_WISH).content.decode()

    assert "<textarea" not in page


def test_a_delegate_who_may_only_read_adds_no_wish(sign_in, patient):
    signed_in = sign_in(make_delegate(patient, scopes=[Scope.READ]))

    assert NEW_WISH not in signed_in.get(MY_PLANS).content.decode()
    assert signed_in.get(NEW_WISH).status_code == 403
    assert signed_in.post(NEW_WISH, {"text": "Hon vill simma"}).status_code == 403


def test_a_delegate_with_the_right_writes_in_the_own_name(sign_in, patient):
    sign_in(make_delegate(patient)).post(NEW_WISH, {"text": "Mamma vill simma"})

    assert patient.needs.get().author.name == "Eva Lindqvist"


def test_the_document_comes_as_a_file_to_keep_and_is_logged_as_print(signed_in, patient):
    plan = make_plan(patient, document=pdf(), source=Source.DOCUMENT)

    response = signed_in.get(document_url(plan))

    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith('attachment; filename="VP-')
    assert "no-store" in response["Cache-Control"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert AuditEvent.objects.filter(activity=Activity.PRINT, patient_id=patient.pk).count() == 1


def test_someone_elses_document_or_a_mistake_is_not_found(signed_in, patient, unit):
    by = make_clinician(unit)
    others = make_plan(make_patient(unit), by, document=pdf(), source=Source.DOCUMENT)
    mistake = make_plan(patient, by, document=pdf(), source=Source.DOCUMENT)
    actions.mark_plan_in_error(plan=mistake, reason="Fel", by=by)

    for plan in (others, mistake, make_plan(patient, by)):
        assert signed_in.get(document_url(plan)).status_code == 404
    assert not AuditEvent.objects.filter(activity=Activity.PRINT).exists()


def test_staff_do_not_use_the_patients_pages(sign_in, unit):
    assert sign_in(make_clinician(unit)).get(MY_PLANS).status_code == 403
