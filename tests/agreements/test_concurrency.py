"""At the same moment, on own connections: nothing doubled, nothing lost, each gets a clear answer."""

import threading
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from agreements import actions
from agreements.models import Acceptance, AgreementVersion, Goal
from patientkontrakt.base_model import EditConflict
from tests.builders.agreements import EVA, filled_draft, proposed_version, state_of, version_with_others
from tests.factories import as_patient, make_clinician, make_patient, make_unit

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def clinician():
    return make_clinician(make_unit())


@pytest.fixture
def patient(clinician):
    return make_patient(clinician.unit)


def at_once(*calls):
    """Run all at the same moment; the result or the refusal of each, in order."""
    start, outcomes = threading.Barrier(len(calls)), [None] * len(calls)

    def run(index, call):
        try:
            start.wait(timeout=30)
            outcomes[index] = call()
        except (ValidationError, EditConflict, DatabaseError) as refusal:
            outcomes[index] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
        assert not thread.is_alive()
    return outcomes


def test_both_sides_say_yes_at_once(patient, clinician):
    version = proposed_version(patient, clinician)

    first, second = at_once(
        lambda: actions.accept(version=version, by=as_patient(patient)),
        lambda: actions.accept(version=version, by=clinician),
    )

    assert {first.party, second.party} == {"patient", "care"}
    assert sorted([first.is_mutual, second.is_mutual]) == [False, True]
    assert state_of(version.agreement) == "agreed"


def test_of_three_answers_at_once_exactly_one_is_the_last(patient, clinician):
    version = version_with_others(patient, clinician)

    first, second, [third] = at_once(
        lambda: actions.accept(version=version, by=as_patient(patient)),
        lambda: actions.accept(version=version, by=clinician),
        lambda: actions.record_informed(version=version, others=[EVA], by=clinician),
    )

    assert sorted(answer.is_mutual for answer in (first, second, third)) == [False, False, True]
    assert state_of(version.agreement) == "agreed"


def test_a_question_answered_twice_at_once_is_answered_once(patient, clinician):
    version = proposed_version(patient, clinician)
    asked = actions.ask_question(version=version, text="Hur?", by=as_patient(patient))

    outcomes = at_once(*[lambda: actions.reply_to_question(question=asked, reply="Så", by=clinician)] * 2)

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Question", "ValidationError"]


def test_a_double_click_is_one_yes(patient, clinician):
    version = proposed_version(patient, clinician)

    answers = at_once(*[lambda: actions.accept(version=version, by=as_patient(patient))] * 4)

    assert len(set(answers)) == 1
    assert Acceptance.objects.count() == 1


def test_of_two_edits_of_one_row_the_second_sees_both_texts(patient, clinician):
    goal = filled_draft(patient, clinician).goals.get()

    def edit(text):
        return lambda: actions.edit_goal(
            goal=Goal.objects.get(pk=goal.pk), seen_version=1, text=text, by=clinician
        )

    outcomes = at_once(edit("Ena texten"), edit("Andra texten"))

    conflict = next(outcome for outcome in outcomes if isinstance(outcome, EditConflict))
    saved = next(outcome for outcome in outcomes if isinstance(outcome, Goal))
    assert conflict.saved.text == saved.text == Goal.objects.get().text
    assert Goal.objects.get().version == 2


def test_edits_of_different_rows_at_once_are_both_kept(patient, clinician):
    rows = list(filled_draft(patient, clinician).commitments.all())

    outcomes = at_once(
        *[
            lambda row=row: actions.edit_commitment(
                commitment=row, seen_version=1, what=f"Ny {row.order}", by=clinician
            )
            for row in rows
        ]
    )

    assert [row.what for row in outcomes] == [f"Ny {row.order}" for row in rows]


def test_an_edit_while_proposing_is_part_of_it_or_gets_a_clear_answer(patient, clinician):
    draft = filled_draft(patient, clinician)

    proposed, added = at_once(
        lambda: actions.propose(version=draft, by=clinician),
        lambda: actions.add_goal(version=draft, text="I sista stund", by=clinician),
    )

    assert isinstance(proposed, AgreementVersion)
    is_in_it = draft.goals.filter(text="I sista stund").exists()
    assert is_in_it == isinstance(added, Goal)
    assert is_in_it or isinstance(added, ValidationError)


def test_an_answer_while_a_newer_version_is_proposed_counts_or_gets_a_clear_answer(patient, clinician):
    version = proposed_version(patient, clinician)
    newer = actions.start_new_version(agreement=version.agreement, by=clinician)

    proposed, answer = at_once(
        lambda: actions.propose(version=newer, by=clinician),
        lambda: actions.accept(version=version, by=as_patient(patient)),
    )

    assert isinstance(proposed, AgreementVersion)
    assert isinstance(answer, Acceptance | ValidationError)
    assert Acceptance.objects.count() == isinstance(answer, Acceptance)


def test_proposing_twice_at_once_proposes_once(patient, clinician):
    draft = filled_draft(patient, clinician)

    outcomes = at_once(*[lambda: actions.propose(version=draft, by=clinician)] * 2)

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["AgreementVersion", "ValidationError"]


def test_starting_twice_at_once_starts_one(patient, clinician):
    outcomes = at_once(*[lambda: actions.start_agreement(patient=patient, by=clinician)] * 3)

    assert sorted(type(outcome).__name__ for outcome in outcomes).count("Agreement") == 1
    assert patient.agreements.count() == 1


def test_starting_a_new_version_twice_at_once_gives_one_draft(patient, clinician):
    agreement = proposed_version(patient, clinician).agreement

    first, second = at_once(*[lambda: actions.start_new_version(agreement=agreement, by=clinician)] * 2)

    assert first == second


def test_the_database_lets_no_row_slip_in_while_a_version_is_frozen(patient, clinician):
    """Past the actions: a raw insert waits for the freeze and is then refused."""
    draft = filled_draft(patient, clinician)
    frozen = threading.Event()

    def freeze():
        with transaction.atomic():
            AgreementVersion.objects.filter(pk=draft.pk).update(proposed_at=timezone.now())
            frozen.set()
            threading.Event().wait(0.5)

    def insert():
        frozen.wait(timeout=30)
        return Goal.objects.create(agreement_version=draft, patient=patient, text="Smyg")

    _frozen, inserted = at_once(freeze, insert)

    assert isinstance(inserted, DatabaseError)
    assert "never changes" in str(inserted)


def test_a_row_that_is_sent_twice_at_once_is_added_once(patient, clinician):
    draft, key = filled_draft(patient, clinician), uuid.uuid4()

    outcomes = at_once(
        *[lambda: actions.add_goal(version=draft, text="Simma", lineage=key, by=clinician)] * 3
    )

    assert len({goal.pk for goal in outcomes}) == 1
    assert draft.goals.filter(text="Simma").count() == 1


def test_rows_of_one_draft_are_changed_moved_and_taken_out_at_once_without_waiting_for_ever(
    patient, clinician
):
    draft = filled_draft(patient, clinician)
    first, second, third, fourth = draft.commitments.all()

    outcomes = at_once(
        lambda: actions.edit_commitment(commitment=first, seen_version=1, what="Ett", by=clinician),
        lambda: actions.move_row(row=second, to="up", by=clinician),
        lambda: actions.move_row(row=fourth, to="up", by=clinician),
        lambda: actions.remove_row(row=third, by=clinician),
        lambda: actions.edit_draft(
            version=draft, seen_version=draft.version, contact_text="Vi", by=clinician
        ),
    )

    refused = [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    assert [type(refusal) for refusal in refused if not isinstance(refusal, ValidationError)] == []
    assert draft.commitments.get(pk=first.pk).what == "Ett"
    assert draft.commitments.count() == 3


def test_what_is_written_while_it_is_proposed_is_part_of_it_or_refused(patient, clinician):
    draft = filled_draft(patient, clinician)
    goal = draft.goals.get()

    proposed, edited = at_once(
        lambda: actions.propose(version=draft, by=clinician),
        lambda: actions.edit_goal(goal=goal, seen_version=1, text="I sista stund", by=clinician),
    )

    assert isinstance(proposed, AgreementVersion)
    is_in = draft.goals.get().text == "I sista stund"
    assert isinstance(edited, Goal) == is_in
    assert is_in or isinstance(edited, ValidationError)


def test_what_the_patient_writes_while_care_quotes_is_kept(patient, clinician):
    """It begins the next preparation: the quoted one never changes."""
    draft, me = filled_draft(patient, clinician), as_patient(patient)
    prepared = actions.write_preparation(patient=patient, seen_version=0, text="Sova", by=me)
    quoted = threading.Event()

    def quote():
        with transaction.atomic():
            actions.quote_preparation(version=draft, preparation=prepared, by=clinician)
            quoted.set()
            threading.Event().wait(0.5)

    def write():
        quoted.wait(timeout=30)
        return actions.write_preparation(patient=patient, seen_version=1, text="Sova gott", by=me)

    _quoted, written = at_once(quote, write)

    assert (written.text, written.quoted_in) == ("Sova gott", None)
