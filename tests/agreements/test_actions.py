"""Start, write, new version, end: what may be done when, and by whom. Answers: test_answers.py."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from agreements import actions
from agreements.models import Agreement, AgreementVersion, Author, Commitment, CommitmentStatus, GoalOwner
from patientkontrakt.access.actions import start_care_relation
from patientkontrakt.access.models import Ground
from patientkontrakt.audit.models import AuditEvent
from patientkontrakt.base_model import EditConflict
from patientkontrakt.notifications.models import OutboxMessage
from patientkontrakt.people.roles import Role, Scope
from tests.builders.agreements import (
    add_care_promise,
    add_promise,
    agree_in_the_room,
    agreed_version,
    filled_draft,
    in_days,
    proposed_version,
    started_draft,
    state_of,
)
from tests.factories import SYSTEM, as_patient, make_clinician, make_delegate, make_patient, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def clinician():
    return make_clinician(make_unit())


@pytest.fixture
def patient(clinician):
    return make_patient(clinician.unit)


def neighbour(patient):
    """A clinician of another unit that takes part in the care."""
    other = make_clinician(make_unit("Rehab Väst"))
    start_care_relation(patient=patient, unit=other.unit, ground=Ground.REFERRAL, by=SYSTEM)
    return other


def test_a_new_agreement_quotes_the_patients_newest_words_and_names_the_unit(patient, clinician):
    words = actions.write_what_matters(patient=patient, text="Att få bo hemma", by=as_patient(patient))

    draft = actions.start_agreement(patient=patient, by=clinician).versions.get()

    assert (draft.what_matters, draft.number, draft.is_draft) == (words, 1, True)
    assert (draft.contact_text, draft.contact_phone) == (clinician.unit.name, clinician.unit.phone)


def test_a_unit_has_one_living_agreement_with_a_patient(patient, clinician):
    agreement = started_draft(patient, clinician).agreement

    with pytest.raises(ValidationError, match="already|redan"):
        actions.start_agreement(patient=patient, by=clinician)

    actions.end_agreement(agreement=agreement, reason="Flyttar", by=clinician)
    assert actions.start_agreement(patient=patient, by=clinician) != agreement


def test_every_change_is_written_in_the_log(patient, clinician):
    draft = filled_draft(patient, clinician)
    goal = draft.goals.get()
    actions.edit_goal(goal=goal, seen_version=1, text="Gå till affären", by=clinician)
    actions.remove_row(row=goal, by=clinician)

    kinds = AuditEvent.objects.filter(patient_id=patient.pk).values_list("resource_type", "activity")
    assert ("agreements.Goal", "Skriva") in kinds
    assert ("agreements.Commitment", "Skriva") in kinds
    assert ("agreements.WarningSign", "Skriva") in kinds
    assert ("agreements.WhatMatters", "Skriva") in kinds
    assert ("agreements.AgreementVersion", "Radera") in kinds


def test_words_say_who_wrote_them(patient, clinician):
    daughter = make_delegate(patient)

    by_patient = actions.write_what_matters(patient=patient, text="Musik", by=as_patient(patient))
    by_delegate = actions.write_what_matters(patient=patient, helpers="Eva", by=daughter)
    by_staff = actions.write_what_matters(patient=patient, strengths="Envis", by=clinician)

    assert by_patient.author == Author.PATIENT
    assert (by_delegate.author, by_delegate.written_by_name) == (Author.DELEGATE, daughter.name)
    assert (by_staff.author, by_staff.written_by_name) == (Author.STAFF, clinician.name)
    assert list(patient.what_matters.all()) == [by_staff, by_delegate, by_patient]


def test_words_are_at_least_one_word(patient):
    with pytest.raises(ValidationError):
        actions.write_what_matters(patient=patient, by=as_patient(patient))


def test_a_delegate_who_may_only_read_writes_nothing(patient):
    with pytest.raises(PermissionDenied):
        actions.write_what_matters(patient=patient, text="x", by=make_delegate(patient, [Scope.READ]))


def test_a_draft_does_not_quote_another_patients_words(patient, clinician):
    other = make_patient(clinician.unit)
    words = actions.write_what_matters(patient=other, text="Hemligt", by=as_patient(other))

    with pytest.raises(ValidationError):
        actions.quote_what_matters(
            version=started_draft(patient, clinician), what_matters=words, by=clinician
        )


def test_an_edit_of_what_someone_else_has_changed_shows_the_saved_row(patient, clinician):
    goal = filled_draft(patient, clinician).goals.get()
    colleague = make_clinician(clinician.unit)
    actions.edit_goal(goal=goal, seen_version=1, text="Deras text", by=colleague)

    with pytest.raises(EditConflict) as conflict:
        actions.edit_goal(goal=goal, seen_version=1, text="Min text", by=clinician)

    assert conflict.value.saved.text == "Deras text"
    assert conflict.value.saved.version == 2


def test_edits_of_different_rows_both_stand(patient, clinician):
    draft = filled_draft(patient, clinician)
    first, second = draft.commitments.all()[:2]

    actions.edit_commitment(commitment=first, seen_version=1, what="Ett", by=clinician)
    actions.edit_commitment(commitment=second, seen_version=1, what="Två", by=clinician)

    assert [row.what for row in draft.commitments.all()[:2]] == ["Ett", "Två"]


def test_new_rows_come_last(patient, clinician):
    draft = started_draft(patient, clinician)
    for what in ("Ett", "Två", "Tre"):
        add_promise(draft, clinician, what=what)

    assert [row.what for row in draft.commitments.all()] == ["Ett", "Två", "Tre"]


def test_staff_of_another_unit_in_the_care_reads_but_does_not_write(patient, clinician):
    draft = filled_draft(patient, clinician)
    other = neighbour(patient)

    for attempt in (
        lambda: add_promise(draft, other),
        lambda: actions.remove_row(row=draft.goals.get(), by=other),
        lambda: actions.propose(version=draft, by=other),
        lambda: actions.end_agreement(agreement=draft.agreement, reason="x", by=other),
    ):
        with pytest.raises(PermissionDenied, match=clinician.unit.name):
            attempt()


@pytest.mark.parametrize("role", [Role.MUNICIPAL_STAFF, Role.UNIT_MANAGER, Role.ADMINISTRATOR])
def test_other_roles_start_no_agreement(patient, clinician, role):
    with pytest.raises(PermissionDenied):
        actions.start_agreement(patient=patient, by=make_clinician(clinician.unit, role))


def test_patients_do_not_write_drafts(patient, clinician):
    with pytest.raises(PermissionDenied):
        add_promise(started_draft(patient, clinician), as_patient(patient))


def test_an_empty_draft_is_refused_with_what_is_missing(patient, clinician):
    draft = started_draft(patient, clinician)
    actions.edit_draft(
        version=draft, seen_version=1, contact_text="", contact_phone="", review_date=in_days(-1),
        by=clinician,
    )  # fmt: skip

    with pytest.raises(ValidationError) as refusal:
        actions.propose(version=draft, by=clinician)

    draft.refresh_from_db()
    assert len(draft.missing) == 4
    assert all(sentence in refusal.value.message for sentence in draft.missing)
    assert draft.is_draft


def test_the_least_agreement_is_a_goal_a_promise_of_care_a_contact_and_a_review_date(patient, clinician):
    draft = started_draft(patient, clinician)
    actions.add_goal(version=draft, text="Sova", whose=GoalOwner.PATIENT, by=clinician)
    add_care_promise(draft, clinician)
    actions.edit_draft(
        version=draft, seen_version=1, contact_text="Vårdcentralen", contact_phone="",
        review_date=in_days(30), by=clinician,
    )  # fmt: skip

    assert not actions.propose(version=draft, by=clinician).is_draft


def test_proposing_tells_the_patient_and_says_who_proposed(patient, clinician):
    version = proposed_version(patient, clinician)

    assert OutboxMessage.objects.get(patient=patient).path == "/my/agreement/"
    assert version.proposed_by_name == str(clinician.staff)


def test_a_proposed_version_cannot_be_edited(patient, clinician):
    version = proposed_version(patient, clinician)
    goal = version.goals.get()

    for attempt in (
        lambda: add_promise(version, clinician),
        lambda: actions.edit_goal(goal=goal, seen_version=1, text="Annat", by=clinician),
        lambda: actions.remove_row(row=goal, by=clinician),
        lambda: actions.propose(version=version, by=clinician),
    ):
        with pytest.raises(ValidationError):
            attempt()


def test_a_new_version_starts_where_the_last_one_stands(patient, clinician):
    version = agreed_version(patient, clinician)
    words = actions.write_what_matters(patient=patient, text="Nya ord", by=as_patient(patient))

    draft = actions.start_new_version(agreement=version.agreement, by=clinician)

    assert (draft.number, draft.what_matters, draft.review_date) == (2, words, version.review_date)
    for rows in ("goals", "commitments", "warning_signs"):
        old, new = getattr(version, rows).all(), getattr(draft, rows).all()
        assert [row.lineage for row in old] == [row.lineage for row in new]
        assert [row.terms for row in old] == [row.terms for row in new]


def test_promises_that_are_kept_or_cancelled_are_not_carried_over(patient, clinician):
    version = agreed_version(patient, clinician)
    kept, late, called, referred = version.commitments.all()
    actions.report_commitment(commitment=kept, status=CommitmentStatus.DONE, by=as_patient(patient))
    actions.report_commitment(
        commitment=called, status=CommitmentStatus.CANCELLED, reason="Behövs inte", by=clinician
    )

    draft = actions.start_new_version(agreement=version.agreement, by=clinician)

    assert [row.what for row in draft.commitments.all()] == [late.what, referred.what]


def test_what_was_not_done_is_promised_anew_by_a_new_agreement(patient, clinician):
    version = agreed_version(patient, clinician)
    promise = version.commitments.first()
    actions.report_commitment(
        commitment=promise, status=CommitmentStatus.NOT_DONE, reason="Halt ute", by=as_patient(patient)
    )

    draft = actions.start_new_version(agreement=version.agreement, by=clinician)
    copy = draft.commitments.get(lineage=promise.lineage)
    assert (copy.status, copy.status_reason) == (CommitmentStatus.NOT_DONE, "Halt ute")

    agree_in_the_room(actions.propose(version=draft, by=clinician), clinician)
    copy.refresh_from_db()
    assert (copy.status, copy.status_reason) == (CommitmentStatus.AGREED, "")


def test_starting_twice_gives_the_same_draft(patient, clinician):
    agreement = agreed_version(patient, clinician).agreement

    first = actions.start_new_version(agreement=agreement, by=clinician)

    assert actions.start_new_version(agreement=agreement, by=clinician) == first


def test_a_review_date_that_has_passed_is_not_carried_over(patient, clinician, time_machine):
    agreement = agreed_version(patient, clinician, review_date=in_days(10)).agreement
    time_machine.move_to(timezone.now() + datetime.timedelta(days=20))

    assert actions.start_new_version(agreement=agreement, by=clinician).review_date is None


def test_an_ended_agreement_holds_nothing_and_changes_no_more(patient, clinician):
    version = agreed_version(patient, clinician)
    actions.end_agreement(agreement=version.agreement, reason="Målet är nått", by=clinician)

    assert state_of(version.agreement) == "ended"
    assert not Commitment.objects.in_force().exists()
    for attempt in (
        lambda: actions.start_new_version(agreement=version.agreement, by=clinician),
        lambda: actions.accept(version=version, by=clinician),
        lambda: actions.end_agreement(agreement=version.agreement, reason="igen", by=clinician),
    ):
        with pytest.raises(ValidationError):
            attempt()


def test_a_draft_of_an_ended_agreement_is_not_edited(patient, clinician):
    draft = started_draft(patient, clinician)
    actions.end_agreement(agreement=draft.agreement, reason="Flyttar", by=clinician)

    with pytest.raises(ValidationError):
        add_promise(draft, clinician)


def test_an_error_is_marked_once_with_its_reason_and_nothing_is_deleted(patient, clinician):
    agreement = agreed_version(patient, clinician).agreement
    actions.end_agreement(agreement=agreement, reason="Klart", by=clinician)
    actions.mark_entered_in_error(agreement=agreement, reason="Fel person", by=clinician)

    assert state_of(agreement) == "entered_in_error"
    assert AgreementVersion.objects.count() == 1
    assert Agreement.objects.get().error_reason == "Fel person"
    with pytest.raises(ValidationError):
        actions.mark_entered_in_error(agreement=agreement, reason="igen", by=clinician)
