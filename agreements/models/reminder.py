import datetime
from functools import reduce
from operator import or_

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from patientkontrakt.base_model import BaseModel
from patientkontrakt.people.models import Patient, ProtectedIdentity
from patientkontrakt.triggers import append_only, keeps_its_patient, never_deleted
from patientkontrakt.ui import dates

# What can be chosen: nobody is woken, and no clock is turned between these hours.
FIRST_HOUR, LAST_HOUR = 6, 22
# As late as this a reminder is still of use; after that there is none that day.
HOURS_LATE = 2


def every_day():
    return [*WEEKDAYS]


class ReminderChoiceQuerySet(models.QuerySet):
    def of(self, patient) -> "ReminderChoice":
        """The patient's choice; one that is not written, and off, for who has made none."""
        return self.filter(patient=patient).first() or ReminderChoice(patient=patient)

    def due(self, now=None):
        """Those who want to be told in this hour, by Swedish time, or in one of the last two if nobody was
        told then: the task may be late. Who chose after the hour had begun waits for the next day."""
        here = dates.local(now or timezone.now())
        if not FIRST_HOUR <= here.hour <= LAST_HOUR:
            return self.none()
        hours = range(max(FIRST_HOUR, here.hour - HOURS_LATE), here.hour + 1)
        told = Reminder.objects.filter(patient=OuterRef("patient"), day=here.date())
        return self.filter(
            reduce(or_, (Q(hour=hour, updated_at__lt=begins(here, hour)) for hour in hours)),
            ~Exists(told),
            is_on=True,
            weekdays__contains=[here.weekday()],
            patient__protected_identity=ProtectedIdentity.NONE,
        )


def begins(day: datetime.date, hour: int) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(hour), dates.STOCKHOLM)


class ReminderChoice(BaseModel):
    """Whether the patient wants a message on days with something planned, in which hour, on which days.

    Off until the patient's side turns it on. Hours are Swedish time; days are Monday 0 … Sunday 6.
    """

    TERMS = ("is_on", "hour", "weekdays")

    patient = models.OneToOneField(Patient, models.PROTECT, related_name="reminder_choice")
    is_on = models.BooleanField(default=False)
    hour = models.PositiveSmallIntegerField(default=8)
    weekdays = ArrayField(models.PositiveSmallIntegerField(), default=every_day)

    objects = ReminderChoiceQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["hour"], condition=Q(is_on=True), name="agreements_reminders_by_hour")
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(hour__gte=FIRST_HOUR, hour__lte=LAST_HOUR), name="agreements_reminder_by_day"
            ),
            models.CheckConstraint(
                condition=Q(weekdays__contained_by=every_day()) & ~Q(weekdays=[]),
                name="agreements_reminder_known_days",
            ),
        ]
        triggers = [never_deleted(), keeps_its_patient()]

    class Privacy:
        personal = {"hour", "weekdays"}
        plain = set()

    def __str__(self):
        return f"{self.clock}, {self.days}"

    @property
    def terms(self) -> dict:
        return {name: getattr(self, name) for name in self.TERMS}

    @property
    def seen_version(self):
        """What an edit of it carries: 0 before the first choice."""
        return 0 if self._state.adding else self.version

    @property
    def clock(self):
        """kl. 08.00"""
        return dates.clock(begins(datetime.date.min, self.hour))

    @property
    def days(self):
        if self.weekdays == every_day():
            return _("every day")
        return ", ".join(str(WEEKDAYS[day]) for day in self.weekdays)


class Reminder(BaseModel):
    """A reminder has been sent to the patient that day: never a second one, whoever tries and when."""

    patient = models.ForeignKey(Patient, models.PROTECT, related_name="reminders")
    day = models.DateField()

    class Meta:
        ordering = ["-day"]
        constraints = [
            models.UniqueConstraint(fields=["patient", "day"], name="agreements_reminder_one_a_day")
        ]
        triggers = [append_only()]

    class Privacy:
        personal = set()
        plain = {"day"}

    def __str__(self):
        return f"{self.day}"
