"""Who needs care to act now. Derived from facts, so a patient stands on the list the moment it is true."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from agreements.models import AgreementVersion
from contacts.models import CareContact
from patientkontrakt.access.models import CareRelation
from planning.next_step import without_next_step


def alarmed(patients: QuerySet) -> QuerySet:
    """Patients with an agreement in force, and no next step or no way to make contact (invariant 5)."""
    agreed = AgreementVersion.objects.in_force().filter(patient=OuterRef("pk"))
    no_step = Q(pk__in=without_next_step(patients).values("pk"))
    return patients.filter(Exists(agreed)).filter(
        no_step | Q(pk__in=without_contact_path(patients).values("pk"))
    )


def without_contact_path(patients: QuerySet) -> QuerySet:
    """Patients in whose care no unit has a telephone or a written way to reach it: they see a fallback."""
    reachable = Q(unit__contact_paths__isnull=False) | ~Q(unit__phone="")
    return patients.filter(
        ~Exists(CareContact.objects.current().filter(reachable, patient=OuterRef("pk"))),
        ~Exists(CareRelation.objects.current().filter(reachable, patient=OuterRef("pk"))),
    )
