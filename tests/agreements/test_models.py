"""What the database itself refuses, tried by raw SQL and by the ORM past the actions."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from agreements import actions
from agreements.models import (
    Acceptance,
    Agreement,
    AgreementVersion,
    Answer,
    Commitment,
    CommitmentParty,
    Goal,
    How,
    Party,
    WarningSign,
    WhatMatters,
    WhenKind,
)
from tests.builders.agreements import agreed_version, filled_draft, in_days, proposed_version
from tests.factories import as_patient, make_clinician, make_patient, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def clinician():
    return make_clinician(make_unit())


@pytest.fixture
def patient(clinician):
    return make_patient(clinician.unit)


def refused(statement, *values):
    with (
        pytest.raises(DatabaseError) as refusal,
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement, values)
    return str(refusal.value)


@pytest.mark.parametrize("table", ["goal", "commitment", "warningsign"])
def test_rows_of_a_proposed_version_are_frozen(patient, clinician, table):
    version = proposed_version(patient, clinician)
    rows = f"agreements_{table}"
    word = "sign" if table == "warningsign" else "what" if table == "commitment" else "text"

    where = "WHERE agreement_version_id = %s"
    assert "never changes" in refused(f"UPDATE {rows} SET {word} = 'x' {where}", version.pk)
    assert "never changes" in refused(f"DELETE FROM {rows} {where}", version.pk)
    columns = ", ".join(f'"{f.column}"' for f in Goal._meta.concrete_fields)
    copied = columns.replace('"id"', "gen_random_uuid()").replace('"lineage"', "gen_random_uuid()")
    if table == "goal":
        statement = f"INSERT INTO {rows} ({columns}) SELECT {copied} FROM {rows} {where}"
        assert "never changes" in refused(statement, version.pk)


@pytest.mark.parametrize("model", [Goal, Commitment, WarningSign])
def test_rows_are_not_moved_into_or_out_of_a_proposed_version(patient, clinician, model):
    version = agreed_version(patient, clinician)
    draft = actions.start_new_version(agreement=version.agreement, by=clinician)
    move = f"UPDATE {model._meta.db_table} SET agreement_version_id = %s WHERE agreement_version_id = %s"

    assert "never changes" in refused(move, draft.pk, version.pk)
    assert "never changes" in refused(move, version.pk, draft.pk)


def test_only_how_a_promise_goes_lives_on(patient, clinician):
    version = proposed_version(patient, clinician)

    assert Commitment.objects.filter(agreement_version=version).update(status="done", status_by="Eva") == 4


@pytest.mark.parametrize("column", ["review_date", "contact_text", "number", "proposed_at", "agreement_id"])
def test_a_proposed_version_itself_is_frozen(patient, clinician, column):
    version = proposed_version(patient, clinician)

    refused(f"UPDATE agreements_agreementversion SET {column} = NULL WHERE id = %s", version.pk)
    refused("DELETE FROM agreements_agreementversion WHERE id = %s", version.pk)


def test_answers_and_words_are_append_only(patient, clinician):
    agreed_version(patient, clinician)

    for table in ("agreements_acceptance", "agreements_whatmatters"):
        assert "Cannot update or delete" in refused(f"UPDATE {table} SET updated_at = now()")
        assert "Cannot update or delete" in refused(f"DELETE FROM {table}")


def test_an_agreement_is_never_deleted(patient, clinician):
    filled_draft(patient, clinician)

    assert "Cannot delete" in refused("DELETE FROM agreements_agreement")


def test_rows_belong_to_the_patient_of_their_version(patient, clinician):
    draft = filled_draft(patient, clinician)
    other = make_patient(clinician.unit)

    for change in (
        lambda: Goal.objects.update(patient=other),
        lambda: AgreementVersion.objects.update(patient=other),
        lambda: Goal.objects.create(agreement_version=draft, patient=other, text="Fel"),
    ):
        with pytest.raises(IntegrityError, match="different patients"), transaction.atomic():
            change()


def make_answer(version, **details):
    answer = {"party": Party.PATIENT, "answer": Answer.AGREE, "how": How.DIGITAL, "number": 1}
    with transaction.atomic():
        return Acceptance.objects.create(
            **{"agreement_version": version, "patient": version.patient} | answer | details
        )


def test_only_a_proposed_version_is_answered(patient, clinician):
    with pytest.raises(IntegrityError, match="proposed"):
        make_answer(filled_draft(patient, clinician))


def test_an_answer_is_the_patients_own(patient, clinician):
    with pytest.raises(IntegrityError, match="same patient"):
        make_answer(proposed_version(patient, clinician), patient=make_patient(clinician.unit))


def test_the_point_of_a_disagreement_stands_in_the_version(patient, clinician):
    version = proposed_version(patient, clinician)
    other = make_patient(clinician.unit)
    strange = proposed_version(other, make_clinician(clinician.unit)).goals.get()

    with pytest.raises(IntegrityError, match="another version"):
        make_answer(version, answer=Answer.DISAGREE, reason="Nej", goal=strange)


@pytest.mark.parametrize(
    ("constraint", "details"),
    [
        ("no_has_a_reason", {"answer": Answer.DISAGREE}),
        ("no_has_a_reason", {"answer": Answer.WITHDRAWN}),
        ("point_only_when_disagree", {"own_proposal": "Hellre simma"}),
        ("care_signs_in", {"party": Party.CARE, "how": How.TELEPHONE}),
        ("mutual_yes", {"answer": Answer.DISAGREE, "reason": "Nej", "is_mutual": True}),
    ],
)
def test_an_answer_makes_sense(patient, clinician, constraint, details):
    with pytest.raises(IntegrityError, match=constraint):
        make_answer(proposed_version(patient, clinician), **details)


def test_a_disagreement_is_about_one_point(patient, clinician):
    version = proposed_version(patient, clinician)
    points = {"goal": version.goals.get(), "commitment": version.commitments.first()}

    with pytest.raises(IntegrityError, match="one_point"):
        make_answer(version, answer=Answer.DISAGREE, reason="Nej", **points)


def test_answers_are_numbered_once(patient, clinician):
    version = proposed_version(patient, clinician)
    make_answer(version)

    with pytest.raises(IntegrityError, match="numbered"):
        make_answer(version, party=Party.CARE)


def test_an_agreement_has_one_draft(patient, clinician):
    draft = filled_draft(patient, clinician)

    with pytest.raises(IntegrityError, match="one_draft"):
        AgreementVersion.objects.create(agreement=draft.agreement, patient=patient, number=2)


def test_ended_and_error_have_a_reason(patient, clinician):
    filled_draft(patient, clinician)

    for column in ("ended_at", "error_at"):
        assert "with_reason" in refused(f"UPDATE agreements_agreement SET {column} = now()")


def test_a_unit_has_one_living_agreement_with_a_patient(patient, clinician):
    agreement = filled_draft(patient, clinician).agreement

    with pytest.raises(IntegrityError, match="one_living_per_unit"):
        Agreement.objects.create(patient=patient, unit=agreement.unit)


def test_words_are_not_empty(patient):
    with pytest.raises(IntegrityError, match="words_not_empty"):
        WhatMatters.objects.create(patient=patient, author="patient", written_by_name="Astrid")


def promise(draft, clinician, **details):
    given = {"party": CommitmentParty.PATIENT, "what": "Promenera", "when_kind": WhenKind.WHEN_NEEDED}
    with transaction.atomic():
        return actions.add_commitment(version=draft, **given | details, by=clinician)


@pytest.mark.parametrize(
    ("party", "who"),
    [
        ("patient", []), ("relative", ["name"]), ("other", ["name"]), ("care", ["staff"]),
        ("care", ["unit"]), ("municipality", ["unit"]), ("municipality", ["name"]),
    ],
)  # fmt: skip
def test_a_promise_has_one_responsible(patient, clinician, party, who):
    assert promise(filled_draft(patient, clinician), clinician, party=party, **responsible(who, clinician))


@pytest.mark.parametrize(
    ("party", "who"),
    [
        ("patient", ["name"]), ("patient", ["staff"]), ("relative", []), ("other", ["unit"]),
        ("care", []), ("care", ["staff", "unit"]), ("care", ["name"]), ("municipality", ["staff"]),
        ("municipality", ["unit", "name"]),
    ],
)  # fmt: skip
def test_a_promise_has_no_other_and_no_second_responsible(patient, clinician, party, who):
    with pytest.raises(IntegrityError, match="one_responsible"):
        promise(filled_draft(patient, clinician), clinician, party=party, **responsible(who, clinician))


def responsible(who, clinician):
    values = {"staff": clinician.staff, "unit": clinician.unit, "name": "Eva"}
    return {f"responsible_{key}": values[key] for key in who}


@pytest.mark.parametrize(
    "when",
    [
        {"when_kind": "date"},
        {"when_kind": "period", "when_text": "under hösten"},
        {"when_kind": "recurring"},
        {"when_kind": "in_words"},
        {"when_kind": "recurring", "when_text": "varje dag", "due_date": in_days(3)},
        {"when_kind": "when_needed", "due_date": in_days(3)},
    ],
)
def test_a_promise_says_when(patient, clinician, when):
    with pytest.raises(IntegrityError, match="says_when"):
        promise(filled_draft(patient, clinician), clinician, **when)


def test_not_done_has_a_reason(patient, clinician):
    filled_draft(patient, clinician)

    assert "reason_when_not_done" in refused("UPDATE agreements_commitment SET status = 'not_done'")


def test_when_is_said_in_words(patient, clinician):
    draft = filled_draft(patient, clinician)

    dated = promise(draft, clinician, when_kind="date", due_date=in_days(0))
    needed = promise(draft, clinician, when_kind="when_needed", when_text="vid andnöd")

    assert dated.when.startswith("senast i dag, ")
    assert needed.when == "vid behov: vid andnöd"
    assert str(as_patient(patient).patient) == dated.who
