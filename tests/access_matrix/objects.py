"""What the keys in addresses stand for: a row of each kind about a patient, made by the rooms' builders."""

from tests.builders import contacts, planning, surveys


def objects_about(patient, by) -> dict[str, object]:
    """Key in addresses → what stands for it: a row of the patient, or of the unit of `by`."""
    round = surveys.make_round(by.unit)
    return {
        "patient_id": patient.pk,
        "unit_id": by.unit.pk,
        # contacts
        "contact_id": contacts.appointed_contact(patient, by.unit, by=by).pk,
        "path_id": contacts.contact_path(by.unit).pk,
        # planning
        "need_id": planning.make_need(patient, by).pk,
        "plan_id": planning.make_plan(patient, by, document=planning.pdf()).pk,
        # surveys
        "round_id": round.pk,
        "token": round.staff_token,
    }


def special_objects(patient, by) -> dict[str, dict[str, object]]:
    """Addresses that want a row in another stage of its life: name → key → row."""
    return {}
