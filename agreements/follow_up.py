"""What a unit's agreements wait for: drafts, answers, objections, questions, reviews and late promises."""

import datetime
from collections import Counter
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreements.models import (
    Agreement,
    AgreementState,
    AgreementVersion,
    Commitment,
    CommitmentParty,
    Question,
)
from contacts.models import CareContact
from patientkontrakt.access.patients import visible_patients
from patientkontrakt.people.actor import Actor
from patientkontrakt.people.models import Patient

# In the order of the list: first where the two do not agree, last what only care itself has begun.
GROUPS = {
    "disagrees": _("Does not agree"),
    "has_question": _("Has asked a question"),
    "care_overdue": _("Care's promise is overdue"),
    "review_passed": _("Time to look at the agreement again"),
    "awaits_answer": _("Waits for an answer to the agreement"),
    "drafts": _("Draft of an agreement"),
}
RANK = {key: rank for rank, key in enumerate(GROUPS)}
# A review is prepared and booked before its day has come.
REVIEW_IS_NEAR = datetime.timedelta(days=14)


class Line(NamedTuple):
    """One thing to do something about, with as much as its row says: no name and no number yet."""

    group: str
    since: datetime.date
    sort_name: str
    patient_id: object
    key: object  # the agreement's, the draft's, the question's or the promise's
    about: str  # the promise, the question, of whom an answer is awaited, or that a review has been asked for

    @property
    def rank(self):
        return RANK[self.group], self.since, self.sort_name

    @property
    def words(self):
        return GROUPS[self.group]


@dataclass(frozen=True)
class Scope:
    """Whose agreements are looked at: the whole unit's, or those that concern one person."""

    actor: Actor
    only_mine: bool

    @property
    def patients(self):
        return visible_patients(self.actor)

    def agreements(self):
        """Where I am the patient's fixed contact, or named for a promise of a version that counts."""
        rows = Agreement.objects.filter(unit=self.actor.unit, patient__in=self.patients)
        rows = rows.living().with_state()
        counts = [Q(agreement_version=OuterRef(f"{name}_id")) for name in ("draft", "current", "in_force")]
        named = Commitment.objects.filter(counts[0] | counts[1] | counts[2])
        return rows.filter(self._contact | Exists(named.filter(self._named))) if self.only_mine else rows

    def late_promises(self):
        """What someone at the unit has promised, and what care has promised in the unit's agreements."""
        promises = Commitment.objects.filter(patient__in=self.patients).in_force().overdue()
        own = Q(party=CommitmentParty.CARE, agreement_version__agreement__unit=self.actor.unit)
        promises = promises.filter(own | Q(responsible_unit=self.actor.unit) | self._named)
        return promises.filter(self._contact | self._named) if self.only_mine else promises

    @property
    def _named(self):
        return Q(responsible_staff=self.actor.staff)

    @property
    def _contact(self):
        mine = CareContact.objects.current().filter(patient=OuterRef("patient"), staff=self.actor.staff)
        return Q(Exists(mine))


def follow_up(actor: Actor, *, only_mine: bool = False) -> list[Line]:
    """Every line, most urgent group first and the oldest first in it; three queries."""
    scope = Scope(actor, only_mine)
    lines = [*_of_agreements(scope), *_of_questions(scope), *_of_promises(scope)]
    return sorted(lines, key=lambda line: line.rank)


def counts(lines: list[Line]) -> list[tuple]:
    """Each group with its words and how many lines it has."""
    number = Counter(line.group for line in lines)
    return [(key, words, number[key]) for key, words in GROUPS.items()]


def with_patients(lines: list[Line]) -> list[tuple[Patient, Line]]:
    """The lines of one page, each with its patient."""
    keys = {line.patient_id for line in lines}
    patients = Patient.objects.prefetch_related("identifiers").in_bulk(keys)
    return [(patients[line.patient_id], line) for line in lines]


def _of_agreements(scope):
    begun = Subquery(AgreementVersion.objects.filter(pk=OuterRef("draft_id")).values("created_at"))
    rows = scope.agreements().annotate(draft_begun=begun, sort_name=F("patient__sort_name"))
    near = timezone.localdate() + REVIEW_IS_NEAR
    for row in rows:
        who = row.sort_name, row.patient_id
        if row.draft_id:
            yield Line("drafts", _day(row.draft_begun), *who, row.draft_id, "")
        if row.state == AgreementState.DISAGREED:
            yield Line("disagrees", _day(row.waiting_since), *who, row.pk, "")
        elif awaited := _awaited(row):
            yield Line("awaits_answer", _day(row.waiting_since), *who, row.pk, awaited)
        is_near = row.in_force_id and row.review_date and row.review_date <= near
        if row.is_due_for_review or is_near:
            yield Line("review_passed", row.review_date, *who, row.pk, "asked" if row.review_asked else "")


def _of_questions(scope):
    asked = (
        Question.objects.unanswered()
        .to_care()
        .filter(agreement_version__agreement__in=scope.agreements().values("pk"))
    )
    columns = "created_at", "patient__sort_name", "patient_id", "pk", "text"
    for at, *rest in asked.order_by().values_list(*columns):
        yield Line("has_question", _day(at), *rest)


def _of_promises(scope):
    columns = "due_date", "patient__sort_name", "patient_id", "pk", "what"
    for day, *rest in scope.late_promises().order_by().values_list(*columns):
        yield Line("care_overdue", day, *rest)


def _awaited(agreement):
    """Of whom an answer is awaited; empty when of nobody."""
    if agreement.waits_for_patient and agreement.waits_for_care:
        return "both"
    sides = "patient", "care", "others"
    return next((side for side in sides if getattr(agreement, f"waits_for_{side}")), "")


def _day(moment):
    return timezone.localtime(moment).date()
