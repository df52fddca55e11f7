"""The rules that the database keeps by itself (invariants 1 and 7), whoever writes and by whatever way."""

# ruff: noqa: S608 (all names in the SQL are constants of this file)

import pgtrigger

from patientkontrakt.triggers import REFUSE


def frozen_when_proposed(living: tuple[str, ...] = ()):
    """Rows of a proposed version, or of an ended agreement, are not added, changed, moved or removed, except
    `living` columns.

    The version is share-locked while it is looked at: a row that is written while the version is being
    proposed either comes before, and is part of it, or is refused. The row's patient is the version's.
    """
    kept = "to_jsonb({row}) - ARRAY[" + ", ".join(f"'{name}'" for name in living) + "]::text[]"
    look = (
        "SELECT v.proposed_at IS NOT NULL, a.ended_at IS NOT NULL OR a.error_at IS NOT NULL, v.patient_id "
        "INTO frozen, over, owner FROM agreements_agreementversion v "
        "JOIN agreements_agreement a ON a.id = v.agreement_id "
    )
    refuse_frozen = (
        f"IF frozen THEN RAISE EXCEPTION 'A proposed version never changes' {REFUSE} END IF; "
        f"IF over THEN RAISE EXCEPTION 'An ended agreement never changes' {REFUSE} END IF;"
    )
    return pgtrigger.Trigger(
        name="frozen_when_proposed",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        declare=[("frozen", "BOOLEAN"), ("over", "BOOLEAN"), ("owner", "UUID")],
        func=f"""
            IF TG_OP = 'UPDATE' AND {kept.format(row="OLD")} = {kept.format(row="NEW")} THEN
                RETURN NEW;
            END IF;
            IF TG_OP <> 'INSERT' THEN
                {look} WHERE v.id = OLD.agreement_version_id FOR SHARE OF v;
                {refuse_frozen}
            END IF;
            IF TG_OP = 'DELETE' THEN
                RETURN OLD;
            END IF;
            {look} WHERE v.id = NEW.agreement_version_id FOR SHARE OF v;
            {refuse_frozen}
            IF owner <> NEW.patient_id THEN
                RAISE EXCEPTION 'The row and its version belong to different patients' {REFUSE}
            END IF;
            RETURN NEW;
        """,
    )


def version_frozen_when_proposed():
    """Nor does the version itself change, nor the draft of an agreement that has ended."""
    return pgtrigger.Trigger(
        name="frozen_when_proposed",
        when=pgtrigger.Before,
        operation=pgtrigger.Update | pgtrigger.Delete,
        func=f"""
            IF OLD.proposed_at IS NOT NULL THEN
                RAISE EXCEPTION 'A proposed version never changes' {REFUSE}
            END IF;
            IF EXISTS (SELECT 1 FROM agreements_agreement WHERE id = OLD.agreement_id
                       AND (ended_at IS NOT NULL OR error_at IS NOT NULL)) THEN
                RAISE EXCEPTION 'An ended agreement never changes' {REFUSE}
            END IF;
            IF TG_OP = 'DELETE' THEN
                RETURN OLD;
            END IF;
            RETURN NEW;
        """,
    )


def no_suggestions_when_proposed():
    """What a template suggested stands in no proposed version until someone has said yes to it."""
    suggested = " OR ".join(
        f"EXISTS (SELECT 1 FROM agreements_{table} "
        "WHERE agreement_version_id = NEW.id AND suggested_by <> '')"
        for table in ("goal", "commitment", "warningsign")
    )
    return pgtrigger.Trigger(
        name="no_suggestions_when_proposed",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=pgtrigger.Q(old__proposed_at__isnull=True, new__proposed_at__isnull=False),
        func=f"""
            IF {suggested} THEN
                RAISE EXCEPTION 'Someone must answer what the template suggested first' {REFUSE}
            END IF;
            RETURN NEW;
        """,
    )


def same_patient_as_agreement():
    return pgtrigger.Trigger(
        name="same_patient",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        func=f"""
            IF NEW.patient_id <>
               (SELECT patient_id FROM agreements_agreement WHERE id = NEW.agreement_id) THEN
                RAISE EXCEPTION 'The version and its agreement belong to different patients' {REFUSE}
            END IF;
            RETURN NEW;
        """,
    )


def same_patient_as_version(column: str):
    """The version that the row names, if it names one, belongs to the row's patient."""
    return pgtrigger.Trigger(
        name="same_patient",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        func=f"""
            IF NEW.{column} IS NOT NULL AND NEW.patient_id <>
               (SELECT patient_id FROM agreements_agreementversion WHERE id = NEW.{column}) THEN
                RAISE EXCEPTION 'The row and its version belong to different patients' {REFUSE}
            END IF;
            RETURN NEW;
        """,
    )


def fixed_when_both_have_written(columns: tuple[str, ...]):
    """What either side wrote stays as it is once the other may read it."""
    changed = " OR ".join(f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in columns)
    return pgtrigger.Trigger(
        name="fixed_when_both_have_written",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        func=f"""
            IF OLD.patient_at IS NOT NULL AND OLD.care_at IS NOT NULL AND ({changed}) THEN
                RAISE EXCEPTION 'Both have written: neither view changes any more' {REFUSE}
            END IF;
            RETURN NEW;
        """,
    )


def copy_of_a_proposed_version():
    """A paper is of a version that cannot change any more, and goes to the patient whose version it is."""
    return pgtrigger.Trigger(
        name="copy_of_a_proposed_version",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        func=f"""
            IF NOT EXISTS (SELECT 1 FROM agreements_agreementversion WHERE id = NEW.agreement_version_id
                           AND patient_id = NEW.patient_id AND proposed_at IS NOT NULL) THEN
                RAISE EXCEPTION 'Only a proposed version of the same patient is handed over' {REFUSE}
            END IF;
            RETURN NEW;
        """,
    )


def about_a_proposed_version(points=True):
    """A row of one side is about a proposed version of the same patient, its point stands in that version,
    and another side than the patient and care is named by a promise there."""
    point_elsewhere = " OR ".join(
        f"(NEW.{name}_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM agreements_{name.replace('_', '')} "
        f"WHERE id = NEW.{name}_id AND agreement_version_id = NEW.agreement_version_id))"
        for name in ("goal", "commitment", "warning_sign")
    )
    return pgtrigger.Trigger(
        name="about_a_proposed_version",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        func=f"""
            IF NOT EXISTS (SELECT 1 FROM agreements_agreementversion WHERE id = NEW.agreement_version_id
                           AND patient_id = NEW.patient_id AND proposed_at IS NOT NULL) THEN
                RAISE EXCEPTION 'Only a proposed version of the same patient can be answered' {REFUSE}
            END IF;
            IF {point_elsewhere if points else "FALSE"} THEN
                RAISE EXCEPTION 'The point stands in another version' {REFUSE}
            END IF;
            IF NEW.party NOT IN ('patient', 'care') AND NOT EXISTS (
                SELECT 1 FROM agreements_commitment promise
                WHERE promise.agreement_version_id = NEW.agreement_version_id AND promise.party = NEW.party
                AND promise.responsible_unit_id IS NOT DISTINCT FROM NEW.party_unit_id
                AND (NEW.party_unit_id IS NOT NULL OR promise.responsible_name = NEW.party_name)
            ) THEN
                RAISE EXCEPTION 'The version names no such side' {REFUSE}
            END IF;
            RETURN NEW;
        """,
    )


def answered_once(*answer):
    """Nothing but the columns of the answer is ever written, and those only once."""
    rest = "to_jsonb({row}) - ARRAY[" + ", ".join(f"'{name}'" for name in (*answer, "updated_at")) + "]"
    return pgtrigger.Trigger(
        name="answered_once",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        func=f"""
            IF OLD.replied_at IS NOT NULL OR {rest.format(row="OLD")} <> {rest.format(row="NEW")} THEN
                RAISE EXCEPTION 'A question never changes, and is answered once' {REFUSE}
            END IF;
            RETURN NEW;
        """,
    )


def scan_of_a_paper():
    """What was photographed is an answer on paper of the same patient."""
    return pgtrigger.Trigger(
        name="scan_of_a_paper",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        func=f"""
            IF NOT EXISTS (SELECT 1 FROM agreements_acceptance WHERE id = NEW.acceptance_id
                           AND patient_id = NEW.patient_id AND how = 'paper') THEN
                RAISE EXCEPTION 'Only an answer on paper of the same patient has a scan' {REFUSE}
            END IF;
            RETURN NEW;
        """,
    )


def of_a_recurring_promise():
    """A diary is kept of a promise that comes again and again, of the same patient, once it is proposed."""
    return pgtrigger.Trigger(
        name="of_a_recurring_promise",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        func=f"""
            IF NOT EXISTS (SELECT 1 FROM agreements_commitment c
                           JOIN agreements_agreementversion v ON v.id = c.agreement_version_id
                           WHERE c.id = NEW.promise_id AND c.patient_id = NEW.patient_id
                           AND c.lineage = NEW.lineage AND c.when_kind = 'recurring'
                           AND v.proposed_at IS NOT NULL) THEN
                RAISE EXCEPTION 'A diary is of a proposed, recurring promise of the same patient' {REFUSE}
            END IF;
            RETURN NEW;
        """,
    )


def outcome_fixed_when_proposed():
    """What a proposed version says the two meant of each other stays as it was read (invariant 1)."""
    return pgtrigger.Trigger(
        name="outcome_fixed_when_proposed",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        func=f"""
            IF OLD.outcome <> '' AND NEW.outcome <> OLD.outcome AND EXISTS (
               SELECT FROM agreements_agreementversion
               WHERE concordance_id = OLD.id AND proposed_at IS NOT NULL) THEN
                RAISE EXCEPTION 'A proposed version quotes this outcome' {REFUSE}
            END IF;
            RETURN NEW;
        """,
    )
