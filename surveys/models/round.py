import secrets

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Count, Exists, F, Func, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from agreements.models import Agreement, AgreementState
from patientkontrakt.access.models import CareRelation
from patientkontrakt.base_model import BaseModel
from patientkontrakt.notifications.models import Delivery
from patientkontrakt.people.models import OrganizationUnit, Patient
from scheduling.models import Appointment
from surveys.bands import EVERYONE, Way, band
from surveys.instruments import Audience
from surveys.models.instrument import Instrument
from surveys.models.invitation import InvitationState
from surveys.small_groups import SMALL_GROUP, or_hidden


class RoundKind(models.TextChoices):
    BASELINE = "baseline", _("First measurement")
    FOLLOW_UP = "follow_up", _("Follow-up")
    # A month's questions after visits: a point of a trend, never a measurement that others are held against.
    PULSE = "pulse", _("After visits")


class Asks(models.TextChoices):
    PATIENT = "patient", _("Patients")
    STAFF = "staff", _("Staff")
    BOTH = "both", _("Patients and staff")


class InviteRule(models.TextChoices):
    """Which patients get a link of their own."""

    IN_CARE = "in_care", _("All who are in care at the unit")
    VISIT = "visit", _("All with a visit in a period")
    AGREEMENT = "agreement", _("All with an agreement in force")
    NOBODY = "nobody", _("Nobody: an open link only")


class RoundState(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("round", "Planned")
    OPEN = "open", pgettext_lazy("round", "Open")
    PAUSED = "paused", pgettext_lazy("round", "Paused")
    ENDED = "ended", pgettext_lazy("round", "Ended, being counted")
    CLOSED = "closed", pgettext_lazy("round", "Closed")
    WITHDRAWN = "withdrawn", pgettext_lazy("round", "Withdrawn")


S = RoundState
ALLOWED_CHANGES = {
    S.PLANNED: {S.OPEN, S.WITHDRAWN},
    S.OPEN: {S.PAUSED, S.ENDED, S.CLOSED, S.WITHDRAWN},
    S.PAUSED: {S.OPEN, S.ENDED, S.CLOSED, S.WITHDRAWN},
    S.ENDED: {S.CLOSED, S.WITHDRAWN},
    S.CLOSED: {S.WITHDRAWN},
    S.WITHDRAWN: set(),
}


def new_token() -> str:
    """128 random bits, short enough for a text message."""
    return secrets.token_urlsafe(16)


# Both days included.
PERIOD = Func("opens", "closes", Value("[]"), function="daterange", output_field=DateRangeField())
NEXT_NUMBER = Func(Value("surveys_round_number"), function="nextval", output_field=models.IntegerField())


class RoundQuerySet(models.QuerySet):
    def open(self):
        """Rounds whose links take answers today; a paused one asks nobody more, but takes answers."""
        today = timezone.localdate()
        return self.filter(is_closed=False, withdrawn_at__isnull=True, opens__lte=today, closes__gte=today)

    def closed(self):
        """Rounds that are closed for good and stand: only their answers are counted in figures."""
        return self.filter(is_closed=True, withdrawn_at__isnull=True)

    def to_close(self, grace_days: int):
        """Rounds whose last day was more than the days of grace ago. No paper comes for a pulse: no grace."""
        today = timezone.localdate()
        last = today - timezone.timedelta(days=grace_days)
        return self.filter(Q(closes__lt=last) | Q(kind=RoundKind.PULSE, closes__lt=today), is_closed=False)

    def compared(self):
        """Closed measurements that stand for their unit: the newest, and the newest first measurement."""
        measured = Round.objects.closed().exclude(kind=RoundKind.PULSE)
        later = measured.filter(unit=OuterRef("unit"), opens__gt=OuterRef("opens"))
        return (
            self.closed()
            .exclude(kind=RoundKind.PULSE)
            .annotate(
                is_newest=~Exists(later),
                is_baseline=Q(kind=RoundKind.BASELINE) & ~Exists(later.filter(kind=RoundKind.BASELINE)),
            )
            .filter(Q(is_newest=True) | Q(is_baseline=True))
        )

    def with_counts(self):
        """With how many were asked, told, and have answered; see `Round.invitation_counts`."""
        is_sent = Q(invitations__message__delivery=Delivery.SENT)
        return (
            self.annotate(
                invited=_of_the_round(Count("invitations")),
                sent=_of_the_round(Count("invitations", filter=is_sent)),
                patient_answers=_answered(EVERYONE, audience=Audience.PATIENT),
                staff_answers=_answered(EVERYONE, audience=Audience.STAFF),
                link_answers=_answered(band("way", Way.LINK), way=Way.LINK),
                staff_link_answers=_answered(band("way", Way.STAFF_LINK), way=Way.STAFF_LINK),
            )
            .prefetch_related("open_links")
            .order_by("-opens", "id")
        )


def _answered(band, **columns):
    """How many have answered: those that are folded, and those that still wait in the queue."""
    folded = {name: value for name, value in columns.items() if name == "audience"} | {"band": band}
    return Coalesce(_of_the_round(Sum("rollups__people", filter=_all("rollups", folded))), 0) + (
        _of_the_round(Count("incomings", filter=_all("incomings", columns)))
    )


def _all(relation, columns):
    return Q(**{f"{relation}__{name}": value for name, value in columns.items()})


def _of_the_round(number):
    """A subquery for each: joined to each other the counts would multiply."""
    return Subquery(
        Round.objects.filter(pk=OuterRef("pk")).order_by().values("pk").annotate(n=number).values("n"),
        output_field=models.IntegerField(),
    )


class Round(BaseModel):
    """A unit asks the questions of its patients and its staff, from one day to another (both included).

    `number` stands for the round in its answers. After the last day a round has ended; its links take no more
    answers, but paper may be entered. `is_closed` means closed for good: nothing is added, links and the
    order in which people answered are forgotten, and the figures are shown. Withdrawn rounds never are.
    """

    unit = models.ForeignKey(OrganizationUnit, models.PROTECT, related_name="survey_rounds")
    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="rounds")
    number = models.IntegerField(unique=True, editable=False, db_default=NEXT_NUMBER)
    kind = models.CharField(max_length=10, choices=RoundKind)
    audience = models.CharField(max_length=7, choices=Asks, default=Asks.BOTH)
    invite = models.CharField(max_length=9, choices=InviteRule, default=InviteRule.IN_CARE)
    visits_from = models.DateField(null=True, blank=True)
    visits_to = models.DateField(null=True, blank=True)
    opens = models.DateField(default=timezone.localdate)
    closes = models.DateField()
    remind_after_days = models.PositiveSmallIntegerField(null=True, blank=True)
    target = models.PositiveIntegerField(null=True, blank=True)
    to_ask = models.PositiveIntegerField(default=0)
    paused_at = models.DateTimeField(null=True, blank=True)
    is_closed = models.BooleanField(default=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)

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
                condition=~Q(kind=RoundKind.PULSE) & Q(withdrawn_at__isnull=True),
            ),
            models.UniqueConstraint(
                fields=["unit", "opens"],
                condition=Q(kind=RoundKind.PULSE),
                name="surveys_round_one_pulse_a_month",
            ),
            models.CheckConstraint(
                condition=~Q(kind=RoundKind.PULSE) | Q(opens__day=1),
                name="surveys_round_pulse_from_first_of_month",
            ),
            models.CheckConstraint(
                condition=Q(invite=InviteRule.VISIT, visits_from__isnull=False, visits_to__isnull=False)
                | (~Q(invite=InviteRule.VISIT) & Q(visits_from__isnull=True, visits_to__isnull=True)),
                name="surveys_round_visits_have_a_period",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_reason="")
                | (Q(withdrawn_at__isnull=False, is_closed=True) & ~Q(withdrawn_reason="")),
                name="surveys_round_withdrawn_is_closed_with_a_reason",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="asks_the_same", fields=["unit", "instrument", "number", "kind", "audience", "opens"]
            )
        ]

    class Privacy:
        personal = set()
        plain = {
            "number", "kind", "audience", "invite", "visits_from", "visits_to", "opens", "closes",
            "remind_after_days", "target", "to_ask", "paused_at", "withdrawn_at", "withdrawn_reason",
        }  # fmt: skip

    def __str__(self):
        return f"{self.get_kind_display()} {self.opens}–{self.closes}"

    @property
    def state(self):
        today = timezone.localdate()
        if self.withdrawn_at:
            return S.WITHDRAWN
        if self.is_closed:
            return S.CLOSED
        if self.closes < today:
            return S.ENDED
        if self.opens > today:
            return S.PLANNED
        return S.PAUSED if self.paused_at else S.OPEN

    @property
    def is_open(self):
        """Whether its links take answers today."""
        return self.state in {S.OPEN, S.PAUSED}

    @property
    def asks_patients(self):
        return self.audience in {Asks.PATIENT, Asks.BOTH}

    @property
    def asks_staff(self):
        return self.audience in {Asks.STAFF, Asks.BOTH}

    @property
    def staff_token(self):
        """Of the link that the whole staff uses; None when the staff is not asked."""
        return next((link.token for link in self.open_links.all() if link.way == Way.STAFF_LINK), None)

    @property
    def patients_to_ask(self):
        """Patients whom the round asks by a link of their own, and who have not been asked in it."""
        patients = Patient.objects.filter(pk__in=self._patients_by_rule)
        return patients.exclude(survey_invitations__round=self)

    @property
    def _patients_by_rule(self):
        if not self.asks_patients or self.invite == InviteRule.NOBODY:
            return Patient.objects.none().values("pk")
        in_care = CareRelation.objects.current().filter(unit=self.unit_id).values("patient")
        if self.invite == InviteRule.VISIT:
            return Appointment.objects.filter(
                unit=self.unit_id, patient__in=in_care, starts_at__lte=timezone.now(),
                starts_at__date__range=(self.visits_from, self.visits_to),
            ).values("patient")  # fmt: skip
        if self.invite == InviteRule.AGREEMENT:
            in_force = Agreement.objects.living().with_state().in_state(AgreementState.AGREED)
            return in_force.filter(patient__in=in_care).values("patient")
        return in_care

    @property
    def shown_answers(self):
        """(audience, how many answered, or None for a small group). Needs `with_counts`.

        Until the round is closed only whole fives: a count that grows by one tells who was just here (ADR 8).
        """
        step = 1 if self.is_closed else SMALL_GROUP
        counts = {Audience.PATIENT: self.patient_answers, Audience.STAFF: self.staff_answers}
        return [(audience, or_hidden(count - count % step)) for audience, count in counts.items()]

    @property
    def invitation_counts(self) -> dict:
        """How many invitations are in each state; no row tells which (ADR 0008). Needs `with_counts`."""
        waiting = self.sent - self.link_answers if self.is_open else 0
        return {
            InvitationState.CREATED: self.invited - self.sent if self.is_open else 0,
            InvitationState.SENT: waiting,
            InvitationState.ANSWERED: self.link_answers,
            InvitationState.EXPIRED: 0 if self.is_open else self.invited - self.link_answers,
        }
