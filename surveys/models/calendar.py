import datetime

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from patientkontrakt.base_model import BaseModel
from patientkontrakt.people.models import OrganizationUnit
from surveys.models.round_states import Asks, InviteRule


class CalendarQuerySet(models.QuerySet):
    def active(self):
        return self.filter(is_active=True)

    def touching(self, unit):
        """Those that open rounds at the unit, or at some unit below it."""
        codes = unit.path.rstrip("/").split("/")
        above = ["/".join(codes[:depth]) + "/" for depth in range(1, len(codes))]
        found = self.filter(Q(unit__path__in=above) | Q(unit__path__startswith=unit.path))
        return found.select_related("unit")


class Calendar(BaseModel):
    """Rounds that open by themselves: every so many months from a first day, at each care unit below `unit`.

    `last_opened` is the newest day whose rounds have been opened: each day's are opened once.
    """

    unit = models.ForeignKey(OrganizationUnit, models.PROTECT, related_name="survey_calendars")
    audience = models.CharField(max_length=7, choices=Asks, default=Asks.BOTH)
    invite = models.CharField(max_length=9, choices=InviteRule, default=InviteRule.IN_CARE)
    every_months = models.PositiveSmallIntegerField()
    first_day = models.DateField()
    days_open = models.PositiveSmallIntegerField()
    remind_after_days = models.PositiveSmallIntegerField(null=True, blank=True)
    target = models.PositiveIntegerField(null=True, blank=True)
    is_active = models.BooleanField(default=True)
    last_opened = models.DateField(null=True, blank=True)

    objects = CalendarQuerySet.as_manager()

    class Meta:
        ordering = ["unit__path", "first_day"]
        constraints = [
            models.CheckConstraint(
                condition=Q(every_months__gte=1, days_open__gte=1), name="surveys_calendar_goes_on"
            ),
            models.CheckConstraint(
                condition=Q(last_opened__isnull=True) | Q(last_opened__gte=F("first_day")),
                name="surveys_calendar_opened_from_first_day",
            ),
        ]

    class Privacy:
        personal = set()
        plain = {
            "audience", "invite", "every_months", "first_day", "days_open", "remind_after_days", "target",
            "last_opened",
        }  # fmt: skip

    def __str__(self):
        return f"{self.unit_id} from {self.first_day} every {self.every_months} months"

    @property
    def next_day(self) -> datetime.date:
        """The day after today on which rounds open next."""
        today = timezone.localdate()
        turn = max(0, self._months_to(today) // self.every_months)
        return next(d for n in range(turn, turn + 3) if (d := self._opening(n)) > today)

    def due_day(self, today: datetime.date) -> datetime.date | None:
        """The newest day up to today on which rounds should open and have not; None when all is done."""
        turns = self._months_to(today) // self.every_months
        day = next((d for n in (turns, turns - 1) if n >= 0 and (d := self._opening(n)) <= today), None)
        return day if day and (self.last_opened is None or day > self.last_opened) else None

    def _months_to(self, day):
        return (day.year - self.first_day.year) * 12 + day.month - self.first_day.month

    def _opening(self, turn):
        """The same day of a later month, or that month's last."""
        months = self.first_day.month - 1 + turn * self.every_months
        first_of_month = datetime.date(self.first_day.year + months // 12, months % 12 + 1, 1)
        next_month = (first_of_month + datetime.timedelta(days=31)).replace(day=1)
        last = (next_month - datetime.timedelta(days=1)).day
        return first_of_month.replace(day=min(self.first_day.day, last))
