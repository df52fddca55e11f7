"""Rules that tables of many rooms let the database keep, whoever writes and by whatever way."""

# ruff: noqa: S608 (all names in the SQL are constants of the models)

import pgtrigger

REFUSE = "USING ERRCODE = 'integrity_constraint_violation';"


def never_deleted():
    return pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete)


def append_only():
    return pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)


def only_allowed_changes(table: dict):
    """The life cycle in `state`: no other arrows than those of the table of allowed changes."""
    arrows = [
        (before.value, after.value) for before in table for after in type(before) if after in table[before]
    ]
    return pgtrigger.FSM(name="only_allowed_changes", field="state", transitions=arrows)


def keeps_its_patient():
    """A row that others refer to by `same_patient` stays with the patient whom they were checked for."""
    return pgtrigger.Protect(
        name="keeps_its_patient",
        operation=pgtrigger.Update,
        condition=pgtrigger.Q(old__patient__df=pgtrigger.F("new__patient")),
    )


def same_patient(reference: str, table: str):
    """What the row refers to belongs to the row's own patient."""
    return pgtrigger.Trigger(
        name=f"same_patient_{reference}",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        condition=pgtrigger.Q(**{f"new__{reference}__isnull": False}),
        func=f"""
            IF NEW.patient_id <> (SELECT patient_id FROM {table} WHERE id = NEW.{reference}_id) THEN
                RAISE EXCEPTION 'The row and its {reference} belong to different patients' {REFUSE}
            END IF;
            RETURN NEW;
        """,
    )
