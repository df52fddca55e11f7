"""What the editor's page shows: read here, and nowhere else."""

from agreements import presence
from agreements.draft_step import draft_step
from agreements.forms.agreement import DraftForm
from agreements.models import Acceptance, AgreementVersion, CommitmentParty, GoalOwner, Urgency
from agreements.offers import UNIT, read_offers
from agreements.row_kinds import OTHERS, ROW_KINDS
from patientkontrakt.people.models import Patient

QUICK_MONTHS = (1, 3, 6)


def editor_context(patient: Patient, draft: AgreementVersion, window: str) -> dict:
    """Everything of the draft, and what is offered beside it. `draft` is with_rows()."""
    named, ways = read_offers(draft)
    return {
        "patient": patient,
        "draft": draft,
        "preparations": patient.preparations.at_hand_for(draft),
        "newest_words": patient.what_matters.first(),
        "frame": DraftForm.initial_of(draft),
        "objections": Acceptance.objects.to_answer_in(draft).with_points() if draft.number > 1 else [],
        "ways": ways,
        "step": draft_step(draft, patient.appointments.upcoming().with_people().first()),
        "quick_months": QUICK_MONTHS,
        "seen": str(presence.saved_by_others(draft.pk, window)),
        "sections": {
            noun.replace("-", "_"): {"kind": kind, "rows": kind.rows(draft)}
            for noun, kind in ROW_KINDS.items()
        },
        "known_names": known_names(draft, named),
        **choices(named),
    }


def known_names(draft, named) -> list[str]:
    """Offered for others' promises: who is named already, and the units in the care."""
    written = [row.who for row in draft.promises_by_others]
    return list(dict.fromkeys([*written, *(str(one.who) for one in named.values() if one.rank == UNIT)]))


def choices(named) -> dict:
    """What the fields of a row are chosen from."""
    return {
        "named": named,
        "parties": [(party.value, CommitmentParty(party).label) for party in OTHERS],
        "urgencies": Urgency.choices,
        "owners": GoalOwner.choices,
    }
