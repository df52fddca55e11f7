import secrets

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Count, Exists, F, Func, OuterRef, Q, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from patientkontrakt.access.models import CareRelation
from patientkontrakt.base_model import BaseModel
from patientkontrakt.notifications.models import Delivery
from patientkontrakt.people.models import OrganizationUnit, Patient
from surveys.instruments import Audience
from surveys.models.instrument import Instrument
from surveys.models.invitation import InvitationState
from surveys.small_groups import SMALL_GROUP, or_hidden


class RoundKind(models.TextChoices):
    BASELINE = "baseline", _("First measurement")
    FOLLOW_UP = "follow_up", _("Follow-up")


class RoundState(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("round", "Planned")
    OPEN = "open", pgettext_lazy("round", "Open")
    CLOSED = "closed", pgettext_lazy("round", "Closed")


ALLOWED_CHANGES = {
    RoundState.PLANNED: {RoundState.OPEN},
    RoundState.OPEN: {RoundState.CLOSED},
    RoundState.CLOSED: set(),
}


def new_token() -> str:
    """128 random bits, short enough for a text message."""
    return secrets.token_urlsafe(16)


# Both days included.
PERIOD = Func("opens", "closes", Value("[]"), function="daterange", output_field=DateRangeField())


class RoundQuerySet(models.QuerySet):
    def open(self):
        """Rounds that take answers today."""
        today = timezone.localdate()
        return self.filter(is_closed=False, opens__lte=today, closes__gte=today)

    def closed(self):
        """Rounds whose answers no longer change: only they are counted in figures."""
        return self.filter(Q(is_closed=True) | Q(closes__lt=timezone.localdate()))

    def to_close(self):
        """Rounds whose last day has been, and which still keep links and the order of answers."""
        return self.filter(is_closed=False, closes__lt=timezone.localdate())

    def compared(self):
        """Closed rounds that stand for their unit: the newest, and the newest first measurement."""
        closed = Round.objects.closed().filter(unit=OuterRef("unit"), opens__gt=OuterRef("opens"))
        return (
            self.closed()
            .annotate(
                is_newest=~Exists(closed),
                is_baseline=Q(kind=RoundKind.BASELINE) & ~Exists(closed.filter(kind=RoundKind.BASELINE)),
            )
            .filter(Q(is_newest=True) | Q(is_baseline=True))
        )

    def with_counts(self):
        """With how many were asked, told, and have answered; see `Round.invitation_counts`."""
        return self.annotate(
            invited=Count("invitations", distinct=True),
            sent=Count(
                "invitations", filter=Q(invitations__message__delivery=Delivery.SENT), distinct=True
            ),
            patient_answers=Count(
                "responses", filter=Q(responses__audience=Audience.PATIENT), distinct=True
            ),
            staff_answers=Count("responses", filter=Q(responses__audience=Audience.STAFF), distinct=True),
        ).order_by("-opens", "id")  # fmt: skip


class Round(BaseModel):
    """A unit asks the questions of its patients and its staff, from one day to another (both included).

    Staff share one open link. `is_closed` means closed for good: the unused links are gone, and with
    them the order in which people answered.
    """

    unit = models.ForeignKey(OrganizationUnit, models.PROTECT, related_name="survey_rounds")
    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="rounds")
    kind = models.CharField(max_length=10, choices=RoundKind)
    opens = models.DateField(default=timezone.localdate)
    closes = models.DateField()
    is_closed = models.BooleanField(default=False)
    staff_token = models.CharField(max_length=40, default=new_token, unique=True)

    objects = RoundQuerySet.as_manager()

    class Meta:
        ordering = ["-opens", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes__gte=F("opens")), name="surveys_round_ends_after_start"
            ),
            ExclusionConstraint(
                name="surveys_round_one_at_a_time",
                expressions=[
                    ("unit", RangeOperators.EQUAL),
                    (PERIOD, RangeOperators.OVERLAPS),
                ],
            ),
        ]
        triggers = [pgtrigger.ReadOnly(name="asks_the_same", fields=["unit", "instrument", "kind", "opens"])]

    class Privacy:
        personal = set()
        plain = {"kind", "opens", "closes", "staff_token"}

    def __str__(self):
        return f"{self.get_kind_display()} {self.opens}–{self.closes}"

    @property
    def state(self):
        today = timezone.localdate()
        if self.is_closed or self.closes < today:
            return RoundState.CLOSED
        return RoundState.PLANNED if self.opens > today else RoundState.OPEN

    @property
    def is_open(self):
        return self.state == RoundState.OPEN

    @property
    def patients_to_ask(self):
        """Patients in the unit's care today who have not been asked in this round."""
        relations = CareRelation.objects.current().filter(unit=self.unit_id)
        patients = Patient.objects.filter(pk__in=relations.values("patient"))
        return patients.exclude(survey_invitations__round=self)

    @property
    def shown_answers(self):
        """(audience, how many answered, or None for a small group). Needs `with_counts`.

        While the round is open only whole fives: a count that grows by one tells who was just here (ADR 8).
        """
        step = SMALL_GROUP if self.is_open else 1
        counts = {Audience.PATIENT: self.patient_answers, Audience.STAFF: self.staff_answers}
        return [(audience, or_hidden(count - count % step)) for audience, count in counts.items()]

    @property
    def invitation_counts(self) -> dict:
        """How many invitations are in each state; no row tells which (ADR 0008). Needs `with_counts`."""
        waiting = self.sent - self.patient_answers if self.is_open else 0
        return {
            InvitationState.CREATED: self.invited - self.sent if self.is_open else 0,
            InvitationState.SENT: waiting,
            InvitationState.ANSWERED: self.patient_answers,
            InvitationState.EXPIRED: 0 if self.is_open else self.invited - self.patient_answers,
        }
