import secrets

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Count, ExpressionWrapper, F, Func, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Cast, Coalesce, TruncDate
from django.utils import timezone

from patientkontrakt.base_model import BaseModel
from patientkontrakt.notifications.models import Delivery
from patientkontrakt.people.models import OrganizationUnit
from surveys.bands import EVERYONE, Way, band
from surveys.instruments import Audience
from surveys.models.instrument import Instrument
from surveys.models.round_states import Asks, InviteRule, RoundKind, RoundState
from surveys.models.survey_settings import SurveySettings
from surveys.models.whom import patients_to_ask
from surveys.small_groups import SMALL_GROUP, or_hidden

S = RoundState


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

    def to_enter(self):
        """Rounds in which staff enter answers: by telephone until the last day, paper until closed."""
        begun = self.measured().filter(is_closed=False, opens__lte=timezone.localdate())
        return begun.exclude(audience=Asks.STAFF)

    def to_come(self):
        """Rounds that will take answers from patients, the nearest first."""
        planned = self.measured().filter(is_closed=False, opens__gt=timezone.localdate())
        return planned.exclude(audience=Asks.STAFF).order_by("opens")

    def of_branch(self, unit):
        """A unit's measurements, or those of all units below it; withdrawn ones too."""
        rounds = self.filter(unit__path__startswith=unit.path).exclude(kind=RoundKind.PULSE)
        return rounds.select_related("unit")

    def measured(self):
        """Rounds that are a measurement: not withdrawn, and no month's questions after visits."""
        return self.filter(withdrawn_at__isnull=True).exclude(kind=RoundKind.PULSE)

    def to_begin_asking(self):
        """Open rounds that ask patients by links of their own, and nobody has begun to."""
        asks = self.open().filter(asking_since__isnull=True, paused_at__isnull=True)
        return asks.exclude(audience=Asks.STAFF).exclude(invite=InviteRule.NOBODY)

    def being_asked(self):
        """Open rounds in which patients wait to be asked; with `invited`, how many have been."""
        invited = _of_the_round(Count("invitations"))
        return self.open().filter(paused_at__isnull=True).annotate(invited=invited).filter(to_ask__gt=invited)

    def to_remind(self):
        """Open rounds that began to ask so many days ago as they remind after, and have not reminded."""
        rounds = self.open().filter(paused_at__isnull=True, reminded_at__isnull=True)
        remind_on = TruncDate("asking_since") + Cast("remind_after_days", models.IntegerField())
        return rounds.alias(remind_on=ExpressionWrapper(remind_on, output_field=models.DateField())).filter(
            remind_on__lte=timezone.localdate()
        )

    def to_close(self, grace_days: int):
        """Rounds whose last day was more than the days of grace ago. No paper comes for a pulse: no grace."""
        today = timezone.localdate()
        last = today - timezone.timedelta(days=grace_days)
        return self.filter(Q(closes__lt=last) | Q(kind=RoundKind.PULSE, closes__lt=today), is_closed=False)

    def with_counts(self):
        """With how many were asked, told, and have answered, and the region's limit for small groups."""
        is_sent = Q(invitations__message__delivery=Delivery.SENT)
        return (
            self.annotate(
                invited=_of_the_round(Count("invitations")),
                sent=_of_the_round(Count("invitations", filter=is_sent)),
                patient_answers=_answered(EVERYONE, audience=Audience.PATIENT),
                staff_answers=_answered(EVERYONE, audience=Audience.STAFF),
                papers_waiting=_of_the_round(Count("paperentrys__number", distinct=True)),
                small_group=Coalesce(Subquery(SurveySettings.objects.values("small_group")[:1]), SMALL_GROUP),
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
    reminded_at = models.DateTimeField(null=True, blank=True)
    asking_since = models.DateTimeField(null=True, blank=True)
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
            "remind_after_days", "target", "reminded_at", "asking_since", "to_ask", "paused_at",
            "withdrawn_at", "withdrawn_reason",
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
    def is_being_asked(self):
        """Whether patients wait to be asked. Needs `with_counts`."""
        return self.state == S.OPEN and self.to_ask > self.invited

    @property
    def asks_patients(self):
        return self.audience in {Asks.PATIENT, Asks.BOTH}

    @property
    def asks_by_link(self):
        """Whether patients get links of their own, and can be reminded of them."""
        return self.asks_patients and self.invite != InviteRule.NOBODY

    @property
    def asks_staff(self):
        return self.audience in {Asks.STAFF, Asks.BOTH}

    @property
    def staff_token(self):
        """Of the link that the whole staff uses; None when the staff is not asked."""
        return self._token_of(Way.STAFF_LINK)

    @property
    def poster_token(self):
        return self._token_of(Way.POSTER)

    @property
    def kiosk_token(self):
        return self._token_of(Way.KIOSK)

    def _token_of(self, way):
        return next((link.token for link in self.open_links.all() if link.way == way), None)

    @property
    def patients_to_ask(self):
        """Patients whom the round asks by a link of their own; not those who rest (`patients_to_ask`)."""
        return patients_to_ask(self)

    @property
    def shown_answers(self):
        """(audience, how many answered, or None for a small group). Needs `with_counts`.

        An open round tells whole limits only: a count that grows by one tells who was just here (ADR 8).
        """
        step = 1 if self.is_closed else self.small_group
        counts = {Audience.PATIENT: self.patient_answers, Audience.STAFF: self.staff_answers}
        return [
            (audience, or_hidden(count - count % step, self.small_group))
            for audience, count in counts.items()
        ]
