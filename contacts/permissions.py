from patientkontrakt.people.actor import Actor
from patientkontrakt.people.models import Patient


def may_see_location(actor: Actor, patient: Patient) -> bool:
    """Where a person with protected identity goes for care is hidden from delegates (domain, §4)."""
    return not (patient.is_protected and actor.is_delegate)
