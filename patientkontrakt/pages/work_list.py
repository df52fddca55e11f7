"""The clinician's work list: the unit's patients who need something now, most urgent reason first."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef
from django.utils.translation import gettext_lazy as _

from agreements.models import Agreement, AgreementState, Commitment, Question
from contacts.models import CareContact
from patientkontrakt.access.patients import visible_patients
from patientkontrakt.people.actor import Actor
from patientkontrakt.people.models import Patient
from planning.alarms import without_contact_path
from planning.models import Need, Plan
from planning.next_step import without_next_step
from scheduling.models import TimeProposal

# In the order of the list: what stands first is what a patient waits for most.
REASONS = {
    "no_next_step": _("No next step"),
    "no_contact_path": _("No way to make contact"),
    "disagrees": _("Does not agree"),
    "has_question": _("Has a question"),
    "asks_for_times": _("Asks for other times"),
    "new_wish": _("Has a new wish"),
    "own_overdue": _("Our own promise is overdue"),
    "care_overdue": _("Care's promise is overdue"),
    "awaits_answer": _("Waits for an answer to the agreement"),
    "review_passed": _("Time to look at the agreement again"),
}
RANK = {key: rank for rank, key in enumerate(REASONS)}
STATES = (AgreementState.DISAGREED, AgreementState.PROPOSED, AgreementState.NEEDS_RENEWAL)


@dataclass(frozen=True)
class Line:
    """One patient on the list, by key and order, with every reason to stand there."""

    patient_id: object
    sort_name: str
    reasons: tuple

    @property
    def rank(self):
        return RANK[self.reasons[0]], self.sort_name


def work_list(actor: Actor, *, only_mine: bool = False) -> list[Line]:
    """A line for each visible patient who needs someone, most urgent first; seven queries, set by set."""
    patients = visible_patients(actor)
    if only_mine:
        mine = CareContact.objects.current().filter(patient=OuterRef("pk"), staff=actor.staff)
        patients = patients.filter(Exists(mine))
    reasons = defaultdict(set)
    for patient_id, sort_name, reason in _found(patients, actor.unit):
        reasons[patient_id, sort_name].add(reason)
    lines = [Line(*who, tuple(sorted(why, key=RANK.get))) for who, why in reasons.items()]
    return sorted(lines, key=lambda line: line.rank)


def counts(lines: list[Line]) -> list[tuple]:
    """Each reason with its words and how many patients it concerns."""
    number = Counter(reason for line in lines for reason in line.reasons)
    return [(key, words, number[key]) for key, words in REASONS.items()]


def with_patients(lines: list[Line]) -> list[tuple]:
    """The lines of one page as (patient, words of the reasons)."""
    keys = [line.patient_id for line in lines]
    patients = Patient.objects.prefetch_related("identifiers").in_bulk(keys)
    return [(patients[line.patient_id], [(key, REASONS[key]) for key in line.reasons]) for line in lines]


def _found(patients, unit):
    """Patient, order and reason, from each room's own facts about the patients that may be seen."""
    who = "patient_id", "patient__sort_name"
    seen = {"patient__in": patients}
    agreements = Agreement.objects.living().filter(unit=unit, **seen).with_state()
    for row in agreements.in_state(*STATES).annotate(sort_name=F("patient__sort_name")):
        yield row.patient_id, row.sort_name, _reason(row)
    late = Commitment.objects.filter(**seen).in_force().overdue().by_care_or(unit)
    for *patient, promised_by in late.values_list(*who, "responsible_unit"):
        yield *patient, "own_overdue" if promised_by == unit.pk else "care_overdue"
    asking = TimeProposal.objects.filter(unit=unit, **seen).awaiting_care()
    wishes = Need.objects.filter(**seen).new_wishes()
    asked = Question.objects.filter(agreement_version__agreement__unit=unit, **seen).unanswered().to_care()
    for reason, rows in (("asks_for_times", asking), ("new_wish", wishes), ("has_question", asked)):
        for patient in rows.values_list(*who):
            yield *patient, reason
    begun = _with_contract(patients)
    for reason, alarmed in (
        ("no_next_step", without_next_step(begun)),
        ("no_contact_path", without_contact_path(begun)),
    ):
        for patient in alarmed.values_list("pk", "sort_name"):
            yield *patient, reason


def _reason(agreement):
    """Of an agreement with_state(), in one of STATES."""
    if agreement.state == AgreementState.DISAGREED:
        return "disagrees"
    return "review_passed" if agreement.is_due_for_review else "awaits_answer"


def _with_contract(patients):
    """Patients with whom care has begun to agree on something: only they can lack a next step."""
    own = {"patient": OuterRef("pk")}
    return patients.filter(
        Exists(Agreement.objects.living().filter(**own))
        | Exists(CareContact.objects.current().filter(**own))
        | Exists(Plan.objects.active().filter(**own))
    )
