"""Whom to remind now, and with which words. Reading only: the choice, what is planned, and what is sent."""

import datetime

from django.db.models import Exists, OuterRef
from django.urls import reverse_lazy
from django.utils import timezone

from agreements.models import Commitment, DiaryEntry, ReminderChoice, WhenKind
from agreements.permissions import OWN_PROMISES
from agreements.weekday_words import weekdays_said
from patientkontrakt.notifications.actions import message_to
from patientkontrakt.notifications.models import OutboxMessage, Topic
from patientkontrakt.people.models import Patient
from patientkontrakt.ui import dates
from scheduling.models import Appointment

# The same place for all: an address of its own for each kind would tell what is planned.
MY_HOME = reverse_lazy("pages:my_home")
TOMORROW = datetime.timedelta(days=1)


def to_remind(now: datetime.datetime | None = None) -> list[ReminderChoice]:
    """Those whose hour it is and who have something of their own planned. Four queries, however many."""
    now = now or timezone.now()
    due = ReminderChoice.objects.due(now).order_by("id")
    patients, day = due.values("patient"), dates.local_date(now)
    planned = _with_times(patients, day, now) | _with_promises(patients, day)
    return [choice for choice in due if choice.patient_id in planned]


def reminder_to(patient: Patient) -> OutboxMessage | None:
    """What is sent, not written yet; None for who is never written to, or has no address (see `tell`)."""
    return message_to(patient=patient, topic=Topic.REMINDER, path=str(MY_HOME))


def _with_times(patients, day, now):
    """An agreed time that day or the next, and not over."""
    soon = Appointment.objects.upcoming(now).filter(starts_at__date__lte=day + TOMORROW)
    return set(soon.filter(patient__in=patients).values_list("patient", flat=True))


def _with_promises(patients, day):
    """What the patient's side promised to do by that day; and what comes again and again, if its words name
    the day or none, and the diary says nothing of it yet. Only of what both have agreed, and nobody disputes.
    """
    own = Commitment.objects.in_force().open().filter(party__in=OWN_PROMISES, patient__in=patients)
    written = DiaryEntry.objects.filter(patient=OuterRef("patient"), lineage=OuterRef("lineage"), day=day)
    by_that_day = own.filter(when_kind=WhenKind.DATE, due_date=day)
    again = own.filter(~Exists(written), when_kind=WhenKind.RECURRING)
    return set(by_that_day.values_list("patient", flat=True)) | {
        patient
        for patient, words in again.values_list("patient", "when_text")
        if day.weekday() in weekdays_said(words)
    }
