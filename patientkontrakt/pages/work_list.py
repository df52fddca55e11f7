"""The clinician's work list: the unit's patients who need something now, most urgent reason first."""

from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Q, Value, When
from django.utils.translation import gettext_lazy as _

from agreements.models import Agreement, AgreementState, Commitment
from contacts.models import CareContact
from patientkontrakt.access.patients import visible_patients
from patientkontrakt.people.actor import Actor
from patientkontrakt.people.models import Patient
from planning.models import Plan
from planning.next_step import without_next_step
from scheduling.models import TimeProposal

# In the order of the list: what stands first is what a patient waits for most.
REASONS = {
    "no_next_step": _("No next step"),
    "disagrees": _("Does not agree"),
    "asks_for_times": _("Asks for other times"),
    "care_overdue": _("Care's promise is overdue"),
    "awaits_answer": _("Waits for an answer to the agreement"),
    "review_passed": _("Time to look at the agreement again"),
}


def work_list(actor: Actor, *, reason: str = "", only_mine: bool = False):
    """Visible patients with at least one reason, annotated with a yes or no for each; one query."""
    patients = visible_patients(actor).annotate(**_reasons_of(OuterRef("pk"), actor.unit))
    if only_mine:
        mine = CareContact.objects.current().filter(patient=OuterRef("pk"), staff=actor.staff)
        patients = patients.filter(Exists(mine))
    chosen = [reason] if reason in REASONS else list(REASONS)
    order = [When(**{key: True}, then=Value(rank)) for rank, key in enumerate(REASONS)]
    needs_someone = Q(*[(key, True) for key in chosen], _connector=Q.OR)
    return (
        patients.filter(needs_someone)
        .annotate(rank=Case(*order, default=Value(len(REASONS)), output_field=IntegerField()))
        .prefetch_related("identifiers")
        .order_by("rank", "sort_name", "id")
    )


def counts(actor: Actor) -> dict:
    """How many patients there are for each reason; one query."""
    patients = visible_patients(actor).annotate(**_reasons_of(OuterRef("pk"), actor.unit))
    return patients.aggregate(**{f"n_{key}": Count("pk", filter=Q(**{key: True})) for key in REASONS})


def reasons_of(patient) -> list:
    """The words for why a patient of the work list stands there."""
    return [(key, label) for key, label in REASONS.items() if getattr(patient, key)]


def with_contract(patients):
    """Patients with whom care has begun to agree on something: only they can lack a next step."""
    of_patient = {"patient": OuterRef("pk")}
    return patients.filter(
        Exists(Agreement.objects.living().filter(**of_patient))
        | Exists(CareContact.objects.current().filter(**of_patient))
        | Exists(Plan.objects.active().filter(**of_patient))
    )


def _reasons_of(patient_id, unit):
    agreements = Agreement.objects.with_state().filter(patient=patient_id, unit=unit)
    return {
        "no_next_step": Exists(without_next_step(with_contract(Patient.objects.filter(pk=patient_id)))),
        "disagrees": Exists(agreements.filter(state=AgreementState.DISAGREED)),
        "asks_for_times": Exists(TimeProposal.objects.awaiting_care().filter(patient=patient_id, unit=unit)),
        "care_overdue": Exists(Commitment.objects.in_force().overdue().by_care().filter(patient=patient_id)),
        "awaits_answer": Exists(agreements.filter(state=AgreementState.PROPOSED)),
        "review_passed": Exists(agreements.filter(state=AgreementState.NEEDS_RENEWAL)),
    }
