from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Subquery, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreements.models.acceptance import Acceptance, Answer
from agreements.models.review_request import ReviewRequest
from agreements.models.side import CARE, PATIENT
from agreements.models.version import AgreementVersion
from patientkontrakt.base_model import BaseModel
from patientkontrakt.people.models import OrganizationUnit, Patient
from patientkontrakt.triggers import keeps_its_patient, never_deleted


class AgreementState(models.TextChoices):
    DRAFT = "draft", _("Draft of an agreement")
    PROPOSED = "proposed", _("Waiting for answers")
    AGREED = "agreed", _("Both have said yes")
    NEEDS_RENEWAL = "needs_renewal", _("Needs to be renewed")
    DISAGREED = "disagreed", _("Not agreed on one point")
    ENDED = "ended", _("Ended")
    ENTERED_IN_ERROR = "entered_in_error", _("Entered in error")


# The state is derived, never set. This is what can follow upon what, and by which events.
State = AgreementState
CLOSING = {State.ENDED, State.ENTERED_IN_ERROR}
ANSWERED = {State.AGREED, State.NEEDS_RENEWAL, State.DISAGREED}
ALLOWED_CHANGES = {
    State.DRAFT: {State.PROPOSED} | CLOSING,
    State.PROPOSED: ANSWERED | CLOSING,
    State.AGREED: {State.NEEDS_RENEWAL, State.DISAGREED, State.PROPOSED} | CLOSING,
    State.NEEDS_RENEWAL: {State.AGREED, State.DISAGREED, State.PROPOSED} | CLOSING,
    State.DISAGREED: {State.AGREED, State.NEEDS_RENEWAL, State.PROPOSED} | CLOSING,
    State.ENDED: {State.ENTERED_IN_ERROR},
    State.ENTERED_IN_ERROR: set(),
}
FOLLOWS_FROM = {
    State.ENTERED_IN_ERROR: "the agreement has been marked as an error",
    State.ENDED: "the agreement has been ended",
    State.DRAFT: "no version has been proposed",
    State.DISAGREED: "a side's latest answer to the current version is that it disagrees",
    State.AGREED: "the patient's and care's yes to the current version stands, everyone else whom a promise "
    "names has said yes or been informed, its review date has not passed, and nobody has asked for a review",
    State.NEEDS_RENEWAL: "a version is in force, but its review date has passed, a side has asked for a "
    "review, or a newer one is proposed",
    State.PROPOSED: "a version is proposed, and no version is in force",
}


class AgreementQuerySet(models.QuerySet):
    def living(self):
        return self.filter(ended_at=None, error_at=None)

    def with_state(self, on=None):
        """Annotates `state` (on a day, today) and what it follows from: the only place that knows.

        `current_id`: the latest proposed version; `in_force_id`: the one that holds; `review_date` and
        `waiting_since` of the current one; `patient_answer` and `care_answer`: the latest answers to it;
        `is_disputed`: a side disagrees with it; `review_asked`: a side has asked
        to look at it again; `draft_id`: the version being written.
        """
        versions = AgreementVersion.objects.filter(agreement=OuterRef("pk")).order_by("-number")
        current = versions.proposed()
        answers = Acceptance.objects.filter(agreement_version=OuterRef("current_id")).order_by("-number")
        facts = self.annotate(
            draft_id=Subquery(versions.drafts().values("pk")[:1]),
            current_id=Subquery(current.values("pk")[:1]),
            waiting_since=Subquery(current.values("proposed_at")[:1]),
            review_date=Subquery(current.values("review_date")[:1]),
            in_force_id=Subquery(versions.in_force().values("pk")[:1]),
        ).annotate(
            patient_answer=Subquery(answers.of(PATIENT).values("answer")[:1]),
            care_answer=Subquery(answers.of(CARE).values("answer")[:1]),
            is_disputed=Exists(answers.open_disagreements()),
            review_asked=Exists(ReviewRequest.objects.filter(agreement_version=OuterRef("current_id"))),
        )
        return facts.annotate(state=_state(on or timezone.localdate()))

    def in_state(self, *states):
        """Of agreements with_state()."""
        return self.filter(state__in=states)

    def awaiting_patient(self):
        """Of agreements with_state(): proposed, and the patient has not answered."""
        return self._awaiting(Q(patient_answer=None) | Q(patient_answer=Answer.WITHDRAWN))

    def awaiting_care(self):
        """Of agreements with_state(): proposed, and care itself has not answered."""
        return self._awaiting(Q(care_answer=None) | Q(care_answer=Answer.WITHDRAWN))

    def due_for_review(self, on=None):
        """Of agreements with_state(): the day to look at it again has passed, or a side has asked."""
        is_due = Q(review_asked=True) | Q(review_date__lt=on or timezone.localdate())
        return self.living().filter(is_due)

    def _awaiting(self, no_answer):
        return self.living().filter(no_answer, current_id__isnull=False)


def _state(day):
    """The first that is true decides: FOLLOWS_FROM in SQL."""
    is_fresh = Q(review_asked=False) & (Q(review_date=None) | Q(review_date__gte=day))
    holds = Q(in_force_id=models.F("current_id")) & is_fresh
    return Case(
        When(error_at__isnull=False, then=Value(State.ENTERED_IN_ERROR)),
        When(ended_at__isnull=False, then=Value(State.ENDED)),
        When(current_id=None, then=Value(State.DRAFT)),
        When(is_disputed=True, then=Value(State.DISAGREED)),
        When(holds, then=Value(State.AGREED)),
        When(in_force_id__isnull=False, then=Value(State.NEEDS_RENEWAL)),
        default=Value(State.PROPOSED),
        output_field=models.CharField(),
    )


class Agreement(BaseModel):
    """A patient's agreement with one care unit. A patient may have several and sees them as one contract."""

    patient = models.ForeignKey(Patient, models.PROTECT, related_name="agreements")
    unit = models.ForeignKey(OrganizationUnit, models.PROTECT, related_name="agreements")
    language = models.CharField(max_length=10, default="sv", help_text="BCP 47")
    ended_at = models.DateTimeField(null=True, blank=True)
    end_reason = models.TextField(blank=True)
    error_at = models.DateTimeField(null=True, blank=True)
    error_reason = models.TextField(blank=True)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["patient", "unit"],
                condition=Q(ended_at=None, error_at=None),
                name="agreements_one_living_per_unit",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, end_reason="") | (Q(ended_at__isnull=False) & ~Q(end_reason="")),
                name="agreements_ended_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(error_at=None, error_reason="")
                | (Q(error_at__isnull=False) & ~Q(error_reason="")),
                name="agreements_error_with_reason",
            ),
        ]
        triggers = [never_deleted(), keeps_its_patient()]

    class Privacy:
        personal = {"end_reason", "error_reason"}
        plain = {"language", "ended_at", "error_at"}

    def __str__(self):
        return str(self.unit)

    @property
    def is_living(self):
        return self.ended_at is None and self.error_at is None

    @property
    def state_label(self):
        """Of an agreement with_state()."""
        return AgreementState(self.state).label

    @property
    def waits_for_patient(self):
        """Of an agreement with_state()."""
        return self._waits(self.patient_answer)

    @property
    def waits_for_care(self):
        """Of an agreement with_state()."""
        return self._waits(self.care_answer)

    @property
    def is_due_for_review(self):
        """Of an agreement with_state(): time to look at what holds again, by its day or by request."""
        return self.state == AgreementState.NEEDS_RENEWAL and self.in_force_id == self.current_id

    @property
    def waits_for_others(self):
        """Of an agreement with_state(): both have said yes, and someone else is yet to be informed."""
        both = self.patient_answer == self.care_answer == Answer.AGREE
        return self.is_living and both and not self.is_disputed and self.in_force_id != self.current_id

    def _waits(self, answer):
        is_open = self.is_living and self.current_id is not None
        return is_open and answer in (None, Answer.WITHDRAWN)
