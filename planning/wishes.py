"""Who answers for what a patient asks for."""

from patientkontrakt.people.models import OrganizationUnit, Patient


def answering_unit(patient: Patient) -> OrganizationUnit | None:
    """The coordinating contact's unit, else the first unit in the patient's care; None without any."""
    contacts = patient.care_contacts.current().filter(is_coordinating=True)
    relations = patient.care_relations.current()
    row = contacts.select_related("unit").first() or relations.select_related("unit").first()
    return row and row.unit
