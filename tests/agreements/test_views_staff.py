import pytest
from django.urls import reverse

from agreements import actions
from agreements.models import (
    Acceptance,
    AgreementVersion,
    Answer,
    Commitment,
    CommitmentStatus,
    How,
    WhenKind,
)
from patientkontrakt.access.actions import start_care_relation
from patientkontrakt.access.models import Ground
from patientkontrakt.audit.models import AuditEvent
from patientkontrakt.people.roles import Role
from tests.builders.agreements import (
    add_promise,
    agreed_version,
    filled_draft,
    in_days,
    object_to,
    proposed_version,
    started_draft,
    state_of,
)
from tests.factories import SYSTEM, as_patient, make_clinician, make_patient, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def clinician():
    return make_clinician(make_unit())


@pytest.fixture
def patient(clinician):
    return make_patient(clinician.unit)


@pytest.fixture
def page(sign_in, clinician):
    """The clinician's browser."""
    return sign_in(clinician)


@pytest.fixture
def neighbour(patient):
    """A clinician of another unit in a care relation with the patient."""
    other = make_clinician(make_unit("Rehab Väst"))
    start_care_relation(patient=patient, unit=other.unit, ground=Ground.REFERRAL, by=SYSTEM)
    return other


def care(name, patient, *args):
    return reverse(f"agreements:{name}", args=[patient.pk, *args])


def text_of(response):
    assert response.status_code == 200
    return response.content.decode()


def test_a_whole_agreement_is_made_with_small_forms(page, patient, clinician):
    started = page.post(care("start", patient))
    draft = AgreementVersion.objects.get()
    assert started.url == care("editor", patient, draft.pk)

    def add(noun, **fields):
        response = page.post(care("new_row", patient, draft.pk, noun), fields)
        assert response.status_code == 302, response.context["form"].errors

    page.post(care("words", patient, draft.pk), {"text": "Att få bo hemma"})
    add("goals", text="Gå till torget", whose="patient")
    add("patient-promises", what="Promenera", when="varje dag")
    add("care-promises", what="Ringa", who=clinician.staff.pk, when="om en vecka")
    add("other-promises", what="Handla", party="relative", who="Eva, dotter")
    add("warning-signs", sign="Yrsel", own_action="Vilar", urgency="1177")
    draft.refresh_from_db()
    page.post(
        care("frame", patient, draft.pk),
        {
            "contact_text": "Sara",
            "contact_phone": "010",
            "review": "om två månader",
            "seen_version": draft.version,
        },
    )
    editor = text_of(page.get(care("editor", patient, draft.pk)))
    for words in ("Att få bo hemma", "Gå till torget", "Promenera", "Ringa", "Eva, dotter", "Yrsel"):
        assert words in editor

    draft.refresh_from_db()
    page.post(care("proposal", patient, draft.pk), {"care_agrees": "yes", "seen": draft.as_read})
    page.post(
        care("answer", patient, draft.pk), {"party": "patient", "how": "in_the_room", "answer": "agree"}
    )

    assert state_of(draft.agreement) == "proposed", "Eva has not been told"
    page.post(care("informed", patient, draft.pk), {"others": "relative:Eva, dotter"})
    assert state_of(draft.agreement) == "agreed"
    assert Acceptance.objects.get(party="patient").how == How.IN_THE_ROOM


def test_starting_twice_says_so_kindly(page, patient):
    page.post(care("start", patient))

    response = page.post(care("start", patient), follow=True)

    assert [message.level_tag for message in response.context["messages"]] == ["error"]
    assert patient.agreements.count() == 1


def test_what_is_missing_stands_on_the_page_and_proposing_is_refused_kindly(page, patient, clinician):
    draft = started_draft(patient, clinician)
    text = text_of(page.get(care("editor", patient, draft.pk)))
    assert all(sentence in text for sentence in draft.missing)

    response = page.post(care("proposal", patient, draft.pk), {"seen": draft.as_read}, follow=True)

    assert [message.level_tag for message in response.context["messages"]] == ["error"]
    draft.refresh_from_db()
    assert draft.is_draft


@pytest.mark.parametrize(
    ("when", "stored"),
    [
        ({"due_date": in_days(3)}, WhenKind.DATE),
        ({"when": "om tre dagar"}, WhenKind.DATE),
        ({"when": "varje dag"}, WhenKind.RECURRING),
        ({}, WhenKind.WHEN_NEEDED),
        ({"when": "varje dag", "due_date": in_days(3)}, WhenKind.PERIOD),
        ({"when": "när det är hett"}, WhenKind.WHEN_NEEDED),
    ],
)
def test_when_is_taken_as_it_was_meant(page, patient, clinician, when, stored):
    draft = started_draft(patient, clinician)

    page.post(care("new_row", patient, draft.pk, "patient-promises"), {"what": "Promenera", **when})

    assert Commitment.objects.get().when_kind == stored


@pytest.mark.parametrize(
    ("when", "field"),
    [
        ({"due_date": in_days(-1)}, "due_date"),
        ({"when": in_days(-1).isoformat()}, "when"),
        ({"due_date": "i går"}, "due_date"),
        ({"link_url": "https://example.com/"}, "link_url"),
    ],
)
def test_what_was_typed_is_kept_when_the_form_is_not_right(page, patient, clinician, when, field):
    draft = started_draft(patient, clinician)

    response = page.post(
        care("new_row", patient, draft.pk, "patient-promises"), {"what": "Promenera", **when}
    )

    assert field in response.context["form"].errors
    assert "Promenera" in text_of(response)
    assert not Commitment.objects.exists()


def test_a_second_editor_sees_both_texts_and_loses_nothing(page, patient, clinician):
    draft = filled_draft(patient, clinician)
    promise = draft.commitments.first()
    address = care("row", patient, draft.pk, "patient-promises", promise.pk)
    seen = page.get(address).context["form"].initial["seen_version"]
    actions.edit_commitment(commitment=promise, seen_version=seen, what="Deras text", by=clinician)

    mine = {"what": "Min text", "when": "varje dag", "seen_version": seen}
    response = page.post(address, mine)

    text = text_of(response)
    assert "Deras text" in text
    assert "Min text" in text
    newest = response.context["form"]["seen_version"].value()
    assert page.post(address, mine | {"seen_version": newest}).status_code == 302
    assert draft.commitments.get(pk=promise.pk).what == "Min text"


def test_each_kind_of_row_is_changed_and_removed(page, patient, clinician):
    draft = filled_draft(patient, clinician)
    rows = {
        "goals": draft.goals.get(),
        "patient-promises": draft.commitments.get(what="Väga mig"),
        "care-promises": draft.commitments.get(what="Ringa om provsvaren"),
        "warning-signs": draft.warning_signs.get(),
    }
    for noun, row in rows.items():
        address = care("row", patient, draft.pk, noun, row.pk)
        form = page.get(address).context["form"]
        fields = {name: form[name].value() for name in form.fields if form[name].value() is not None}
        first = next(name for name in ("text", "what", "sign") if name in fields)
        assert page.post(address, fields | {first: "Nytt"}).status_code == 302
        row.refresh_from_db()
        assert str(row) == "Nytt"
        page.post(care("row_removal", patient, draft.pk, noun, row.pk))
        assert not type(row).objects.filter(pk=row.pk).exists()


def test_a_row_is_found_only_under_its_own_kind_and_version(page, patient, clinician):
    draft = filled_draft(patient, clinician)
    goal, promise = draft.goals.get(), draft.commitments.get(what="Väga mig")
    other = filled_draft(make_patient(clinician.unit), clinician)

    for noun, row in [
        ("care-promises", promise),
        ("goals", promise),
        ("goals", other.goals.get()),
        ("x", goal),
    ]:
        assert page.get(care("row", patient, draft.pk, noun, row.pk)).status_code == 404
    assert page.get(care("editor", patient, other.pk)).status_code == 404


def test_when_someone_has_proposed_meanwhile_the_text_is_kept_and_it_is_said(page, patient, clinician):
    version = proposed_version(patient, clinician)

    response = page.post(
        care("new_row", patient, version.pk, "goals"), {"text": "I sista stund", "whose": "patient"}
    )

    assert "I sista stund" in text_of(response)
    assert response.context["form"].non_field_errors()
    assert page.get(care("editor", patient, version.pk)).status_code == 302


def test_newer_words_are_offered_and_can_be_quoted(page, patient, clinician):
    draft = filled_draft(patient, clinician)
    newer = actions.write_what_matters(patient=patient, text="Nya ord", by=as_patient(patient))
    assert "Nya ord" in text_of(page.get(care("editor", patient, draft.pk)))

    page.post(care("quotation", patient, draft.pk), {"what_matters": newer.pk})

    draft.refresh_from_db()
    assert draft.what_matters == newer


def test_another_unit_reads_but_finds_no_buttons_and_may_not_write(sign_in, patient, clinician, neighbour):
    version = proposed_version(patient, clinician)
    browser = sign_in(neighbour)
    text = text_of(browser.get(care("agreement", patient, version.agreement_id)))

    assert "Väga mig" in text
    assert care("answer", patient, version.pk) not in text
    for name, key in [("editor", version.pk), ("answer", version.pk), ("ending", version.agreement_id)]:
        assert browser.get(care(name, patient, key)).status_code == 403
    assert browser.post(care("versions", patient, version.agreement_id)).status_code == 403


@pytest.mark.parametrize(
    ("name", "keys"),
    [("frame", []), ("words", []), ("new_row", ["goals"]), ("row", ["patient-promises", "promise"])],
)
def test_another_unit_reads_no_draft(sign_in, patient, clinician, neighbour, name, keys):
    draft = filled_draft(patient, clinician)
    promise = draft.commitments.filter(party="patient").first()
    keys = [promise.pk if key == "promise" else key for key in keys]
    browser = sign_in(neighbour)

    assert browser.get(care(name, patient, draft.pk, *keys)).status_code == 403
    assert browser.get(care("report", patient, promise.pk)).status_code == 404


@pytest.mark.parametrize("seen", ["", "not-a-key", "00000000-0000-4000-8000-000000000000"])
def test_words_that_are_not_the_patients_are_not_quoted(page, patient, clinician, seen):
    draft = filled_draft(patient, clinician)

    answer = page.post(care("quotation", patient, draft.pk), {"what_matters": seen})

    assert answer.status_code == 404


def test_staff_without_a_care_relation_find_nothing(sign_in, patient, clinician):
    version = proposed_version(patient, clinician)
    browser = sign_in(make_clinician(make_unit("Annan vårdcentral")))

    for name, keys in [("agreements", []), ("agreement", [version.agreement_id]), ("editor", [version.pk])]:
        assert browser.get(care(name, patient, *keys)).status_code == 404


def test_municipal_staff_read_and_do_not_write(sign_in, patient, clinician):
    version = proposed_version(patient, clinician)
    browser = sign_in(make_clinician(clinician.unit, Role.MUNICIPAL_STAFF))

    assert "Väga mig" in text_of(browser.get(care("agreement", patient, version.agreement_id)))
    assert browser.post(care("start", patient)).status_code == 403


def test_the_patients_disagreement_by_telephone_is_recorded_with_its_reason(page, patient, clinician):
    version = proposed_version(patient, clinician)
    point = version.warning_signs.get()
    answer = {"party": "patient", "how": "telephone", "answer": "disagree", f"{point.pk}-on": "on"}
    asked = page.post(care("answer", patient, version.pk), answer)
    assert f"{point.pk}-reason" in asked.context["form"].errors

    page.post(care("answer", patient, version.pk), answer | {f"{point.pk}-reason": "Jag vill ringa direkt"})

    saved = Acceptance.objects.get()
    assert (saved.answer, saved.how, saved.point) == (Answer.DISAGREE, How.TELEPHONE, point)
    assert "Jag vill ringa direkt" in text_of(page.get(care("agreement", patient, version.agreement_id)))


def test_an_answer_can_be_taken_back_with_a_reason(page, patient, clinician):
    version = agreed_version(patient, clinician)

    page.post(
        care("answer", patient, version.pk), {"party": "care", "answer": "withdrawn", "why": "Fel datum"}
    )

    assert state_of(version.agreement) == "proposed"


def test_a_new_version_tells_what_is_new_and_older_ones_can_be_read(page, patient, clinician):
    version = agreed_version(patient, clinician)
    page.post(care("versions", patient, version.agreement_id))
    draft = AgreementVersion.objects.drafts().get()
    add_promise(draft, clinician, what="Simma")
    page.post(care("proposal", patient, draft.pk), {"seen": draft.as_read})

    newest = page.get(care("agreement", patient, version.agreement_id))
    oldest = page.get(care("version", patient, version.agreement_id, version.pk))

    assert [change.body for change in newest.context["changes"]] == ["Simma. Varje dag."]
    assert "Simma" not in text_of(oldest)
    other = agreed_version(make_patient(clinician.unit), clinician)
    assert page.get(care("version", patient, version.agreement_id, other.pk)).status_code == 404


def test_what_was_objected_to_stands_before_the_writers_eyes(page, patient, clinician):
    version = proposed_version(patient, clinician)
    object_to(version=version, reason="Jag hinner inte", by=as_patient(patient))

    draft = actions.start_new_version(agreement=version.agreement, by=clinician)

    assert "Jag hinner inte" in text_of(page.get(care("editor", patient, draft.pk)))


def test_promises_are_reported_and_ends_have_reasons(page, patient, clinician):
    version = agreed_version(patient, clinician)
    promise = version.commitments.first()

    page.post(care("report", patient, promise.pk), {"status": "not_done", "reason": "Halt"})
    promise.refresh_from_db()
    assert promise.status == CommitmentStatus.NOT_DONE
    assert page.post(care("ending", patient, version.agreement_id), {"reason": ""}).status_code == 200
    page.post(care("ending", patient, version.agreement_id), {"reason": "Målet är nått"})
    assert state_of(version.agreement) == "ended"
    page.post(care("error_mark", patient, version.agreement_id), {"reason": "Fel person"})
    assert state_of(version.agreement) == "entered_in_error"
    assert "Fel person" in text_of(page.get(care("agreements", patient)))


def test_reading_is_written_in_the_log(page, patient, clinician):
    version = proposed_version(patient, clinician)

    page.get(care("agreement", patient, version.agreement_id))

    assert AuditEvent.objects.filter(patient_id=patient.pk, activity="Läsa").count() == 1


@pytest.mark.parametrize("rows", [1, 8])
def test_pages_take_few_queries_whatever_the_number_of_rows(
    page, patient, clinician, rows, django_assert_max_num_queries
):
    draft = filled_draft(patient, clinician)
    for number in range(rows):
        add_promise(draft, clinician, what=f"Sak {number}")
        actions.add_goal(version=draft, text=f"Mål {number}", by=clinician)
    with django_assert_max_num_queries(15):
        page.get(care("editor", patient, draft.pk))
    version = actions.propose(version=draft, by=clinician)
    object_to(version=version, reason="Nej", point=draft.goals.first(), by=as_patient(patient))

    with django_assert_max_num_queries(12):
        page.get(care("agreement", patient, version.agreement_id))
    with django_assert_max_num_queries(12):
        page.get(care("agreements", patient))
