import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from patientkontrakt.access.actions import start_care_relation
from patientkontrakt.access.models import Ground
from patientkontrakt.audit.models import AuditEvent, Outcome
from patientkontrakt.people.roles import Role
from planning import actions
from planning.models import PlanStatus, Source
from tests.builders.planning import PDF, SIP, make_need, make_plan, make_sip, pdf
from tests.factories import SYSTEM, as_patient, make_clinician, make_patient, make_unit

pytestmark = pytest.mark.django_db


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
def by(unit):
    return make_clinician(unit)


@pytest.fixture
def signed_in(sign_in, by):
    return sign_in(by)


def url(name, patient, *row):
    return reverse(f"planning:{name}", args=[patient.pk, *(r.pk for r in row)])


def plan_words(by, **words):
    return {"title": "Gå varje dag", "responsible": by.staff.pk, "starts": "2026-11-01"} | words


def sip_words(by, **words):
    return plan_words(by) | SIP | {"consent_on": "2026-01-15"} | words


def test_the_kind_comes_first_and_decides_what_is_asked(signed_in, patient):
    first = signed_in.get(url("new_plan", patient)).content.decode()
    care = signed_in.post(url("new_plan", patient), {"kind": "VP"}).content.decode()
    sip = signed_in.post(url("new_plan", patient), {"kind": "SIP"}).content.decode()

    assert first.count('type="radio"') == 9
    assert "consent_on" not in care
    assert "consent_on" in sip
    assert '<input type="hidden" name="kind" value="SIP"' in sip
    assert signed_in.post(url("new_plan", patient), {"kind": "NO"}).context["form"].errors


def test_a_plan_is_added_and_the_reader_comes_back_to_the_record(signed_in, patient, by):
    response = signed_in.post(
        url("new_plan", patient), {"kind": "RP"} | plan_words(by, follow_up_on="2027-02-01")
    )

    plan = patient.plans.get()
    assert response.url == f"/care/patients/{patient.pk}/#planning"
    assert (plan.kind, plan.unit, plan.responsible_staff, plan.source) == (
        "RP",
        by.unit,
        by.staff,
        Source.OWN,
    )
    assert plan.follow_up_on == datetime.date(2027, 2, 1)


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"responsible_name": "Eva"}, "responsible_name"),
        ({"responsible": "other"}, "responsible_name"),
        ({"responsible": ""}, "responsible"),
        ({"ends": "2026-10-01"}, "ends"),
        ({"title": ""}, "title"),
        ({"document": SimpleUploadedFile("plan.pdf", b"MZ not a pdf")}, "document"),
        ({"document": SimpleUploadedFile("plan.pdf", b"")}, "document"),
    ],
)
def test_what_is_wrong_with_a_plan_is_said_beside_the_field(signed_in, patient, by, words, field):
    response = signed_in.post(url("new_plan", patient), {"kind": "VP"} | plan_words(by, **words))

    assert list(response.context["form"].errors) == [field]
    assert not patient.plans.exists()


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"consent_on": ""}, "consent_on"),
        ({"consent_on": "2099-01-01"}, "consent_on"),
        ({"consent_by": ""}, "consent_by"),
        ({"consent_how": ""}, "consent_how"),
        ({"overall_responsible": ""}, "overall_responsible"),
        ({"measures_municipality": ""}, "measures_municipality"),
    ],
)
def test_a_sip_asks_for_its_legal_minimum(signed_in, patient, by, words, field):
    response = signed_in.post(url("new_plan", patient), {"kind": "SIP"} | sip_words(by, **words))

    assert list(response.context["form"].errors) == [field]
    assert not patient.plans.exists()


def test_a_sip_may_be_a_document_that_names_the_measures(signed_in, patient, by):
    words = sip_words(by, measures_region="", measures_municipality="", document=SimpleUploadedFile("a", PDF))

    signed_in.post(url("new_plan", patient), {"kind": "SIP"} | words)

    assert patient.plans.get().source == Source.DOCUMENT
    assert patient.plans.get().document


def test_an_edit_that_comes_second_shows_both_texts_and_then_saves(signed_in, patient, by):
    plan = make_plan(patient, by)
    actions.edit_plan(plan=plan, seen_version=1, title="Sova bättre", responsible=by.staff, by=by)

    words = plan_words(by, seen_version=1)
    page = signed_in.post(url("edit_plan", patient, plan), words).content.decode()
    assert "Sova bättre" in page
    assert "Gå varje dag" in page
    assert 'name="seen_version" value="2"' in page

    signed_in.post(url("edit_plan", patient, plan), words | {"seen_version": 2})
    assert patient.plans.get().title == "Gå varje dag"


def test_a_sip_is_edited_with_consent_asked_anew(signed_in, patient, by):
    plan = make_sip(patient, by)

    assert (
        'value="2026-01-15"'
        not in signed_in.get(url("edit_plan", patient, plan)).content.decode().partition("consent_on")[2]
    )
    words = sip_words(by, seen_version=1)
    refused = signed_in.post(url("edit_plan", patient, plan), words | {"consent_on": ""})
    assert list(refused.context["form"].errors) == ["consent_on"]
    assert signed_in.post(url("edit_plan", patient, plan), words).status_code == 302


def test_a_plan_ends_not_before_it_began(signed_in, patient, by):
    plan = make_plan(patient, by)

    early = signed_in.post(url("end_plan", patient, plan), {"ends": "2020-01-01", "reason": "Klart"})
    assert list(early.context["form"].errors) == ["ends"]

    signed_in.post(url("end_plan", patient, plan), {"ends": "2026-11-20", "reason": "Klart"})
    assert patient.plans.get().status == PlanStatus.ENDED


def test_a_mistake_needs_a_reason(signed_in, patient, by):
    plan = make_plan(patient, by)

    assert signed_in.post(url("plan_mistake", patient, plan), {"reason": ""}).context["form"].errors
    signed_in.post(url("plan_mistake", patient, plan), {"reason": "Fel patient"})
    assert patient.plans.get().status == PlanStatus.ENTERED_IN_ERROR


def test_a_newer_document_is_put_on_top_and_downloaded(signed_in, patient, by):
    plan = make_plan(patient, by)

    signed_in.post(url("new_document", patient, plan), {"document": SimpleUploadedFile("x", PDF)})

    response = signed_in.get(url("plan_document", patient, plan))
    assert b"".join(response.streaming_content) == PDF


def test_a_need_is_added_with_one_that_answers(signed_in, patient, by):
    words = {"text": "Skjuts till sjukhuset", "responsible": "other", "other_party": ""}
    assert signed_in.post(url("new_need", patient), words).context["form"].errors

    signed_in.post(url("new_need", patient), words | {"other_party": "Färdtjänsten"})
    assert patient.needs.get().responsible == "Färdtjänsten"


def test_a_need_has_not_two_that_answer(signed_in, patient, by):
    words = {"text": "Skjuts", "responsible": by.unit.pk, "other_party": "Färdtjänsten"}

    assert signed_in.post(url("new_need", patient), words).context["form"].errors


def test_taking_over_a_need_asks_why(signed_in, patient, by):
    need = make_need(patient, by)

    assert (
        signed_in.post(url("responsibility", patient, need), {"responsible": by.staff.pk})
        .context["form"]
        .errors
    )
    again = signed_in.post(url("responsibility", patient, need), {"responsible": by.unit.pk, "reason": "Vi"})
    assert again.context["form"].errors
    signed_in.post(url("responsibility", patient, need), {"responsible": by.staff.pk, "reason": "Jag kan"})
    assert patient.needs.get().responsible == by.staff
    assert "Jag kan" in signed_in.get(url("responsibility", patient, need)).content.decode()


def test_a_need_that_someone_else_changed_shows_both_texts(signed_in, patient, by):
    need = make_need(patient, by)
    actions.reword_need(need=need, text="Hjälp med mat", seen_version=1, by=by)

    page = signed_in.post(
        url("reword_need", patient, need), {"text": "Hjälp med post", "seen_version": 1}
    ).content.decode()

    assert "Hjälp med mat" in page
    assert "Hjälp med post" in page


def test_a_need_is_met_or_marked_as_a_mistake(signed_in, patient, by):
    met, mistake = make_need(patient, by), make_need(patient, by)

    signed_in.post(url("meet_need", patient, met), {"reason": ""})
    signed_in.post(url("need_mistake", patient, mistake), {"reason": "Fel"})

    assert set(patient.needs.values_list("status", flat=True)) == {"met", "entered_in_error"}


def test_the_overview_for_staff_costs_the_same_however_many(
    signed_in, patient, by, django_assert_max_num_queries
):
    for _ in range(5):
        make_plan(patient, by, document=pdf(), source=Source.DOCUMENT)
        actions.add_wish(patient=patient, text="Jag vill simma", by=as_patient(patient))

    with django_assert_max_num_queries(11):
        signed_in.get(url("plans", patient))


def all_urls(patient, plan, need):
    plan_pages = ["edit_plan", "plan_document", "new_document", "end_plan", "plan_mistake"]
    need_pages = ["reword_need", "responsibility", "meet_need", "need_mistake"]
    yield from (url(name, patient) for name in ("plans", "new_plan", "new_need"))
    yield from (url(name, patient, plan) for name in plan_pages)
    yield from (url(name, patient, need) for name in need_pages)


def test_another_units_staff_find_no_patient(sign_in, patient, by):
    signed_in = sign_in(make_clinician(make_unit("Annan vårdcentral")))
    plan, need = make_plan(patient, by, document=pdf(), source=Source.DOCUMENT), make_need(patient, by)

    for address in all_urls(patient, plan, need):
        assert signed_in.get(address).status_code == 404
    refused = AuditEvent.objects.filter(outcome=Outcome.REFUSED, patient_id=patient.pk)
    assert refused.count() == 12


def test_a_plan_is_not_found_through_another_patient(signed_in, patient, by, unit):
    other = make_patient(unit)
    plan, need = make_plan(patient, by, document=pdf(), source=Source.DOCUMENT), make_need(patient, by)

    for address in list(all_urls(other, plan, need))[3:]:
        assert signed_in.get(address).status_code == 404


@pytest.mark.parametrize("role", [Role.UNIT_MANAGER, Role.ADMINISTRATOR, Role.LOG_REVIEWER])
def test_managers_and_administrators_are_refused(sign_in, patient, by, unit, role):
    signed_in = sign_in(make_clinician(unit, role))
    plan, need = make_plan(patient, by), make_need(patient, by)

    for address in all_urls(patient, plan, need):
        assert signed_in.get(address).status_code == 403


def test_patients_do_not_use_the_pages_of_staff(sign_in, patient, by):
    signed_in = sign_in(as_patient(patient))

    for address in all_urls(patient, make_plan(patient, by), make_need(patient, by)):
        assert signed_in.get(address).status_code == 403


def test_the_button_to_mark_a_need_stands_where_the_unit_may(sign_in, patient, by):
    other = make_unit("Hjärtmottagningen")
    start_care_relation(patient=patient, unit=other, ground=Ground.REFERRAL, by=SYSTEM)
    need = make_need(patient, by)
    wish = actions.add_wish(patient=patient, text="Jag vill simma", by=as_patient(patient))
    actions.give_responsibility(need=wish, responsible=by.staff, reason="Hjälper till", by=by)
    pages = [(url("plans", patient), wish), (reverse("pages:record", args=[patient.pk]), wish)]
    pages += [(url("reword_need", patient, need), need)]

    for actor, is_shown in ((by, True), (make_clinician(other), False)):
        client = sign_in(actor)
        for page, row in pages:
            assert (url("need_mistake", patient, row) in client.get(page).content.decode()) is is_shown
        assert client.get(url("need_mistake", patient, need)).status_code == (200 if is_shown else 403)
