"""Answers as told, papers, questions, wishes to look again, and the story: the pages of both sides."""

import pytest
from django.urls import reverse

from agreements import actions
from agreements.models import Answer, AnswerScan, How, Question, ReviewRequest
from patientkontrakt.people.roles import Role, Scope
from tests.builders.agreements import (
    EVA,
    agreed_version,
    filled_draft,
    paper_scan,
    proposed_version,
    state_of,
    version_with_others,
)
from tests.factories import as_patient, make_clinician, make_delegate, make_patient, make_unit

pytestmark = pytest.mark.django_db
MINE = reverse("agreements:my_agreement")
EVAS = f"{EVA.party}:{EVA.name}"


@pytest.fixture
def clinician():
    return make_clinician(make_unit())


@pytest.fixture
def patient(clinician):
    return make_patient(clinician.unit)


def my(name, row):
    return reverse(f"agreements:{name}", args=[row.pk])


def care(name, patient, *args):
    return reverse(f"agreements:{name}", args=[patient.pk, *args])


def text_of(response):
    assert response.status_code == 200
    return response.content.decode()


def test_a_click_records_cares_yes_and_leads_back(sign_in, patient, clinician):
    version = proposed_version(patient, clinician)

    response = sign_in(clinician).post(
        care("answer", patient, version.pk), {"party": "care", "answer": "agree"}
    )

    assert response.url == care("agreement", patient, version.agreement_id)
    assert patient.acceptances.get().answer == Answer.AGREE


def test_a_paper_comes_with_the_answer_and_both_sides_can_have_it(
    sign_in, patient, clinician, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    version = proposed_version(patient, clinician)
    answer = {"party": "patient", "how": "paper", "answer": "agree", "scan": paper_scan()}

    assert sign_in(clinician).post(care("answer", patient, version.pk), answer).status_code == 302

    scan = AnswerScan.objects.get()
    of_patient = my("my_scan", scan)
    for by, address, story in [
        (clinician, care("scan", patient, scan.pk), care("history", patient, version.agreement_id)),
        (as_patient(patient), of_patient, my("my_history", version.agreement)),
    ]:
        browser = sign_in(by)
        assert address in text_of(browser.get(story))
        handed = browser.get(address)
        assert b"".join(handed.streaming_content).startswith(b"\x89PNG")
        assert handed["Content-Disposition"].startswith("attachment")
    browser = sign_in(make_delegate(patient))
    assert of_patient not in text_of(browser.get(my("my_history", version.agreement)))
    assert browser.get(of_patient).status_code == 403


def test_a_better_photo_is_added_later_and_another_file_refused(
    sign_in, patient, clinician, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    version = proposed_version(patient, clinician)
    answer = actions.accept(version=version, told=How.PAPER, by=clinician)
    browser, address = sign_in(clinician), care("new_scan", patient, answer.pk)
    script = paper_scan()
    script.name, script.file = "svar.png", type(script.file)(b"<script>")

    assert browser.post(address, {"scan": script}).context["form"].errors.keys() == {"scan"}
    assert browser.post(address, {"scan": paper_scan()}).status_code == 302
    assert answer.scans.count() == 1


@pytest.mark.parametrize(
    ("answer", "field"),
    [
        ({"party": "patient", "how": "", "answer": "agree"}, "how"),
        ({"party": "patient", "how": "telephone", "answer": "informed"}, "answer"),
        ({"party": "patient", "how": "telephone", "answer": "withdrawn", "why": ""}, "why"),
        ({"party": "patient", "how": "telephone", "answer": "disagree"}, "__all__"),
    ],
)
def test_an_answer_that_says_too_little_is_asked_for_the_rest(sign_in, patient, clinician, answer, field):
    version = proposed_version(patient, clinician)

    response = sign_in(clinician).post(care("answer", patient, version.pk), answer)

    assert response.context["form"].errors.keys() == {field}
    assert not patient.acceptances.exists()


def test_a_relative_is_told_by_one_click_and_someone_not_named_is_not(sign_in, patient, clinician):
    version = version_with_others(patient, clinician)
    browser, address = sign_in(clinician), care("informed", patient, version.pk)
    assert EVAS in text_of(browser.get(care("agreement", patient, version.agreement_id)))

    browser.post(address, {"others": "relative:Olle"})
    assert not patient.acceptances.exists()
    browser.post(address, {"others": EVAS})

    assert patient.acceptances.get().side == EVA


def test_the_municipalitys_unit_answers_for_itself(sign_in, patient, clinician):
    home_care = make_clinician(clinician.unit, Role.MUNICIPAL_STAFF)
    draft = filled_draft(patient, clinician)
    actions.add_commitment(
        version=draft, party="municipality", responsible_unit=home_care.unit, what="Handla",
        when_kind="when_needed", by=clinician,
    )  # fmt: skip
    version = actions.propose(version=draft, by=clinician)
    browser, address = sign_in(home_care), care("unit_answer", patient, version.pk)
    assert address in text_of(browser.get(care("agreement", patient, version.agreement_id)))

    kept = browser.post(address, {"answer": "disagree", "whole-reason": "Vi hinner inte"})
    assert "Vi hinner inte" in text_of(kept)
    assert browser.post(address, {"answer": "informed"}).status_code == 302

    assert patient.acceptances.get().answer == Answer.INFORMED
    other = proposed_version(make_patient(clinician.unit), make_clinician(clinician.unit))
    assert browser.get(care("unit_answer", other.patient, other.pk)).status_code == 403


def test_a_question_goes_to_care_and_the_reply_comes_back(sign_in, patient, clinician):
    version = proposed_version(patient, clinician)
    point = version.commitments.get(what="Väga mig")
    browser = sign_in(as_patient(patient))
    empty = browser.post(my("my_question", version), {"point": point.pk, "text": ""})
    assert f'value="{point.pk}" selected' in text_of(empty)
    browser.post(my("my_question", version), {"point": point.pk, "text": "Före frukost?"})
    question = Question.objects.get()
    assert "Före frukost?" in text_of(browser.get(MINE))
    assert browser.get(my("my_reply", question)).status_code == 403

    browser, address = sign_in(clinician), care("reply", patient, question.pk)
    assert address in text_of(browser.get(care("agreement", patient, version.agreement_id)))
    browser.post(address, {"reply": "Ja, före"})

    late = browser.post(address, {"reply": "Nej, efter"})
    assert "Ja, före" in text_of(late)
    assert "Ja, före" in text_of(sign_in(as_patient(patient)).get(MINE))


def test_care_asks_and_the_patient_replies(sign_in, patient, clinician):
    version = proposed_version(patient, clinician)
    sign_in(clinician).post(
        care("question", patient, version.pk), {"point": "whole", "text": "Orkar du det?"}
    )
    question = Question.objects.get()

    browser = sign_in(as_patient(patient))
    assert my("my_reply", question) in text_of(browser.get(MINE))
    assert browser.post(my("my_reply", question), {"reply": ""}).context["form"].errors
    browser.post(my("my_reply", question), {"reply": "Ja, om vi börjar lugnt"})

    question.refresh_from_db()
    assert question.reply == "Ja, om vi börjar lugnt"


def test_what_is_asked_and_disputed_about_a_new_proposal_is_seen_while_the_old_one_holds(
    sign_in, patient, clinician
):
    version = agreed_version(patient, clinician)
    newer = actions.start_new_version(agreement=version.agreement, by=clinician)
    actions.propose(version=newer, by=clinician)
    actions.ask_question(version=newer, text="Varför nu?", by=as_patient(patient))
    actions.disagree(version=newer, objections=[actions.Objection("För ofta")], by=as_patient(patient))

    text = text_of(sign_in(as_patient(patient)).get(MINE))

    assert "Varför nu?" in text
    assert "För ofta" in text
    assert my("my_version", newer) in text


def test_either_side_asks_to_look_again_and_both_read_why(sign_in, patient, clinician):
    version = agreed_version(patient, clinician)
    browser = sign_in(as_patient(patient))
    assert my("my_review", version) in text_of(browser.get(MINE))
    assert browser.post(my("my_review", version), {"reason": " "}).context["form"].errors

    browser.post(my("my_review", version), {"reason": "Jag har fått ont"})
    sign_in(clinician).post(care("review", patient, version.pk), {"reason": "Ny medicin"})

    assert ReviewRequest.objects.count() == 2
    assert state_of(version.agreement) == "needs_renewal"
    for by, address in [
        (clinician, care("agreement", patient, version.agreement_id)), (as_patient(patient), MINE),
    ]:  # fmt: skip
        text = text_of(sign_in(by).get(address))
        assert "Jag har fått ont" in text
        assert "Ny medicin" in text


def test_what_does_not_hold_yet_is_not_looked_at_again_and_the_words_are_kept(sign_in, patient, clinician):
    version = proposed_version(patient, clinician)

    response = sign_in(as_patient(patient)).post(my("my_review", version), {"reason": "Jag har fått ont"})

    assert "Jag har fått ont" in text_of(response)
    assert response.context["form"].non_field_errors()


def test_a_delegate_who_may_only_read_neither_asks_nor_wants_to_look_again(sign_in, patient, clinician):
    version = agreed_version(patient, clinician)
    question = actions.ask_question(version=version, text="Orkar du?", by=clinician)
    browser = sign_in(make_delegate(patient, [Scope.READ]))

    text = text_of(browser.get(MINE))

    for name, row in [("my_question", version), ("my_review", version), ("my_reply", question)]:
        assert my(name, row) not in text
        assert browser.get(my(name, row)).status_code == 403


def test_two_versions_are_compared_in_either_direction(sign_in, patient, clinician):
    version = agreed_version(patient, clinician)
    newer = actions.start_new_version(agreement=version.agreement, by=clinician)
    actions.remove_row(row=newer.commitments.get(what="Väga mig"), by=clinician)
    actions.propose(version=newer, by=clinician)

    for by, address in [
        (clinician, care("comparison", patient, version.agreement_id)),
        (as_patient(patient), my("my_comparison", version.agreement)),
    ]:
        browser = sign_in(by)
        assert browser.get(address).context["changes"] is None
        [gone] = browser.get(address, {"old": 1, "new": 2}).context["changes"]
        [back] = browser.get(address, {"old": 2, "new": 1}).context["changes"]
        assert str(gone).startswith("Borttaget")
        assert "ny –" in str(back)
        assert browser.get(address, {"old": 1, "new": 9}).context["form"].errors
