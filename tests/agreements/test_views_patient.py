import pytest
from django.urls import reverse

from agreements import actions
from agreements.models import Acceptance, Answer, CommitmentStatus, How
from contacts.models import ContactPath, PathChannel
from patientkontrakt.audit.models import AuditEvent
from patientkontrakt.people.models import ProtectedIdentity
from patientkontrakt.people.roles import Scope
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
from tests.factories import as_patient, make_clinician, make_delegate, make_patient, make_unit

pytestmark = pytest.mark.django_db
MINE = reverse("agreements:my_agreement")


@pytest.fixture
def clinician():
    return make_clinician(make_unit())


@pytest.fixture
def patient(clinician):
    return make_patient(clinician.unit)


@pytest.fixture
def page(sign_in, patient):
    """The patient's browser."""
    return sign_in(as_patient(patient))


def of(name, row):
    return reverse(f"agreements:{name}", args=[row.pk])


def text_of(response):
    assert response.status_code == 200
    return response.content.decode()


def test_without_an_agreement_the_page_says_what_to_do(page):
    text = text_of(page.get(MINE))

    assert reverse("contacts:my_contacts") in text
    assert reverse("agreements:what_matters") in text


def test_a_draft_is_not_shown(page, patient, clinician):
    draft = filled_draft(patient, clinician)

    assert "Väga mig" not in text_of(page.get(MINE))
    assert page.get(of("my_version", draft)).status_code == 404


def test_a_proposal_is_read_and_answered_on_one_page(page, patient, clinician):
    version = proposed_version(patient, clinician)
    text = text_of(page.get(MINE))
    for words in ("Att orka leka", "Gå till torget", "Väga mig", "Ringa om provsvaren", "Hjärtmottagningen"):
        assert words in text
    assert of("my_acceptance", version) in text
    assert of("my_disagreement", version) in text

    page.post(of("my_acceptance", version))

    answer = Acceptance.objects.get()
    assert (answer.party, answer.answer, answer.how) == ("patient", Answer.AGREE, How.DIGITAL)
    assert of("my_acceptance", version) not in text_of(page.get(MINE))


def test_a_disagreement_names_the_point_the_reason_and_an_own_proposal(page, patient, clinician):
    version = proposed_version(patient, clinician)
    point = version.commitments.first()

    response = page.post(
        of("my_disagreement", version),
        {
            f"{point.pk}-on": "on",
            f"{point.pk}-reason": "Det är för halt",
            f"{point.pk}-proposal": "Simma på badhuset",
        },
    )

    assert response.url == MINE
    answer = Acceptance.objects.get()
    assert (answer.commitment, answer.reason, answer.own_proposal) == (
        point, "Det är för halt", "Simma på badhuset",
    )  # fmt: skip
    text = text_of(page.get(MINE))
    assert "Det är för halt" in text
    assert state_of(version.agreement) == "disagreed"


def test_what_was_typed_is_kept_when_something_is_missing(page, patient, clinician):
    version = proposed_version(patient, clinician)

    response = page.post(
        of("my_disagreement", version), {"whole-on": "on", "whole-proposal": "Simma på badhuset"}
    )

    assert "Simma på badhuset" in text_of(response)
    assert response.context["form"].errors.keys() == {"whole-reason"}
    assert not Acceptance.objects.exists()


def test_an_answer_to_a_version_that_has_been_replaced_is_refused_kindly(page, patient, clinician):
    version = proposed_version(patient, clinician)
    draft = actions.start_new_version(agreement=version.agreement, by=clinician)
    actions.propose(version=draft, by=clinician)

    response = page.post(of("my_acceptance", version), follow=True)
    kept = page.post(of("my_disagreement", version), {"whole-on": "on", "whole-reason": "Jag vill inte"})

    assert [m.level_tag for m in response.context["messages"]] == ["error"]
    assert "Jag vill inte" in text_of(kept)
    assert kept.context["form"].non_field_errors()
    assert not Acceptance.objects.exists()


def test_a_new_proposal_shows_what_is_new_while_the_old_one_holds(page, patient, clinician):
    version = agreed_version(patient, clinician)
    draft = actions.start_new_version(agreement=version.agreement, by=clinician)
    add_promise(draft, clinician, what="Simma")
    actions.remove_row(row=draft.commitments.get(what="Väga mig"), by=clinician)
    actions.propose(version=draft, by=clinician)

    mine, new = text_of(page.get(MINE)), text_of(page.get(of("my_version", draft)))

    assert "Simma" not in mine
    assert "Väga mig" in mine
    assert of("my_version", draft) in mine
    assert [str(change) for change in page.get(of("my_version", draft)).context["changes"]] == [
        "Jag gör: ny – Simma. Varje dag.", "Borttaget – Jag gör: Väga mig. Varje morgon.",
    ]  # fmt: skip
    assert of("my_acceptance", draft) in new


def test_taking_back_a_yes_makes_the_agreement_wait_again(page, patient, clinician):
    version = agreed_version(patient, clinician)

    page.post(of("my_withdrawal", version), {"reason": "Jag har ändrat mig"})

    assert state_of(version.agreement) == "proposed"


def test_an_own_promise_is_ticked_off_with_one_button(page, patient, clinician):
    version = agreed_version(patient, clinician)
    own = version.commitments.first()

    page.post(of("my_promise", own), {"status": CommitmentStatus.DONE})

    own.refresh_from_db()
    assert (own.status, own.status_by) == (CommitmentStatus.DONE, patient.name)


def test_not_done_asks_why_and_keeps_the_choice(page, patient, clinician):
    own = agreed_version(patient, clinician).commitments.first()

    response = page.post(of("my_promise", own), {"status": CommitmentStatus.NOT_DONE})

    assert response.context["form"].errors.keys() == {"reason"}
    assert page.post(of("my_promise", own), {"status": "not_done", "reason": "Halt"}).url == MINE


def test_about_cares_promise_the_patient_can_only_ask_to_talk(page, patient, clinician):
    cares = agreed_version(patient, clinician).commitments.get(what="Ringa om provsvaren")

    choices = page.get(of("my_promise", cares)).context["form"].fields["status"].choices

    assert [value for value, _label in choices] == ["renegotiate"]


def test_own_words_are_added_and_earlier_ones_stay(page, patient):
    for words in ("Först", "Sedan"):
        page.post(reverse("agreements:what_matters"), {"text": words, "helpers": "Eva"})

    assert [row.text for row in patient.what_matters.all()] == ["Sedan", "Först"]
    assert "Först" in text_of(page.get(reverse("agreements:what_matters")))


def test_empty_words_are_refused_kindly(page):
    response = page.post(reverse("agreements:what_matters"), {"text": ""})

    assert response.context["form"].non_field_errors()


def test_if_i_get_worse_has_a_number_to_tap_and_is_never_empty(page, patient, clinician):
    address = reverse("agreements:my_warning_signs")
    assert 'href="tel:112"' in text_of(page.get(address))

    agreed_version(patient, clinician)

    text = text_of(page.get(address))
    assert "två kilo" in text
    assert "tel:0101011010" in text or "tel:+46101011010" in text


def test_several_agreements_are_one_contract(page, patient, clinician):
    agreed_version(patient, clinician)
    other = make_clinician(make_unit("Rehab Väst"))
    actions_by_other(patient, other)

    text = text_of(page.get(MINE))

    assert "Väga mig" in text
    assert "Träna balans" in text
    assert text.count('id="i-do"') == 1


def actions_by_other(patient, other):
    from patientkontrakt.access.actions import start_care_relation
    from patientkontrakt.access.models import Ground
    from tests.factories import SYSTEM

    start_care_relation(patient=patient, unit=other.unit, ground=Ground.REFERRAL, by=SYSTEM)
    version = proposed_draft(patient, other)
    actions.accept(version=version, by=other)
    return version


def proposed_draft(patient, by):
    draft = started_draft(patient, by)
    actions.add_commitment(
        version=draft, party="care", responsible_unit=by.unit, what="Träna balans",
        when_kind="recurring", when_text="varje vecka", by=by,
    )  # fmt: skip
    actions.edit_draft(
        version=draft, seen_version=1, contact_text="Rehab", contact_phone="", review_date=in_days(60), by=by
    )
    return actions.propose(version=draft, by=by)


def test_other_patients_agreements_do_not_exist(page, clinician):
    version = agreed_version(make_patient(clinician.unit), clinician)
    promise = version.commitments.first()

    for name, row in [
        ("my_version", version), ("my_disagreement", version), ("my_withdrawal", version),
        ("my_promise", promise),
    ]:  # fmt: skip
        assert page.get(of(name, row)).status_code == 404
    assert page.post(of("my_acceptance", version)).status_code == 404


def test_a_delegate_who_may_only_read_sees_no_buttons_and_may_not_answer(sign_in, patient, clinician):
    version = proposed_version(patient, clinician)
    browser = sign_in(make_delegate(patient, [Scope.READ]))

    assert of("my_acceptance", version) not in text_of(browser.get(MINE))
    assert browser.post(of("my_acceptance", version)).status_code == 403
    assert browser.get(reverse("agreements:what_matters")).status_code == 403


def test_a_delegate_answers_as_delegate(sign_in, patient, clinician):
    version = proposed_version(patient, clinician)

    sign_in(make_delegate(patient)).post(of("my_acceptance", version))

    assert Acceptance.objects.get().how == How.DELEGATE


def test_a_delegate_is_not_told_where_a_protected_person_goes(sign_in, clinician):
    patient = make_patient(clinician.unit, protected_identity=ProtectedIdentity.MARKED)
    version = agreed_version(patient, clinician)
    browser = sign_in(make_delegate(patient))

    for address in (MINE, of("my_version", version), reverse("agreements:my_warning_signs")):
        assert clinician.unit.name not in text_of(browser.get(address))


def test_reading_is_written_in_the_log(page, patient, clinician):
    version = proposed_version(patient, clinician)

    page.get(of("my_version", version))

    assert AuditEvent.objects.filter(patient_id=patient.pk, activity="Läsa").count() == 1


@pytest.mark.parametrize("rows", [1, 8])
def test_reading_takes_twelve_queries_whatever_the_number_of_rows(
    page, patient, clinician, rows, django_assert_max_num_queries
):
    ContactPath.objects.create(
        unit=clinician.unit, purpose="Frågor", channel=PathChannel.PHONE, value="010", answer_within_hours=24
    )
    draft = filled_draft(patient, clinician)
    for number in range(rows):
        add_promise(draft, clinician, what=f"Sak {number}")
        actions.add_goal(version=draft, text=f"Mål {number}", by=clinician)
    version = actions.propose(version=draft, by=clinician)
    object_to(version=version, reason="Nej", point=draft.goals.first(), by=as_patient(patient))
    actions.ask_question(version=version, text="Hur?", by=as_patient(patient))

    for address in (MINE, of("my_version", version), reverse("agreements:my_warning_signs")):
        with django_assert_max_num_queries(12):
            page.get(address)
