from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import Func, Q, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from patientkontrakt.people.models import OrganizationUnit, Patient, Staff
from patientkontrakt.triggers import keeps_its_patient, never_deleted, same_patient
from scheduling.models.meeting import LONGEST, Meeting, sane_length
from scheduling.models.room import Room


class AppointmentStatus(models.TextChoices):
    AGREED = "agreed", _("Agreed")
    ARRIVED = "arrived", _("Arrived")
    FULFILLED = "fulfilled", _("Took place")
    NO_SHOW = "no_show", _("Did not come")
    CANCELLED_BY_PATIENT = "cancelled_by_patient", _("Cancelled by the patient")
    CANCELLED_BY_CARE = "cancelled_by_care", _("Cancelled by care")


S = AppointmentStatus

# What came to be is corrected between the three last ones of a meeting; what is cancelled stays cancelled.
ALLOWED_CHANGES = {
    S.AGREED: {S.ARRIVED, S.FULFILLED, S.NO_SHOW, S.CANCELLED_BY_PATIENT, S.CANCELLED_BY_CARE},
    S.ARRIVED: {S.FULFILLED, S.NO_SHOW, S.CANCELLED_BY_CARE},
    S.FULFILLED: {S.NO_SHOW},
    S.NO_SHOW: {S.FULFILLED},
    S.CANCELLED_BY_PATIENT: set(),
    S.CANCELLED_BY_CARE: set(),
}
OPEN = [S.AGREED, S.ARRIVED]
CANCELLED = [S.CANCELLED_BY_PATIENT, S.CANCELLED_BY_CARE]
# A cancelled or missed time is free for others; a time that was used stays used.
OCCUPYING = [S.AGREED, S.ARRIVED, S.FULFILLED]


class AgreedHow(models.TextChoices):
    """How the patient said yes."""

    IN_ROOM = "in_room", _("In the room")
    TELEPHONE = "telephone", _("By telephone")
    PAPER = "paper", _("On paper")
    DIGITAL = "digital", _("Here in Patientkontrakt")
    DELEGATE = "delegate", _("By a delegate")


class CancelReason(models.TextChoices):
    """A patient's usual reasons. Any other reason is told in own words."""

    DOES_NOT_FIT = "does_not_fit", _("The time does not suit me")
    ILL = "ill", _("I am ill")
    NOT_NEEDED = "not_needed", _("I do not need the time any more")


class AppointmentQuerySet(models.QuerySet):
    def with_people(self):
        return self.select_related("staff", "unit", "room")

    def held(self):
        """Locked until the transaction ends, with what checks and sentences need."""
        held = self.select_for_update(no_key=True, of=("self",))
        return held.select_related("patient", "unit", "staff", "room")

    def upcoming(self, now=None):
        """Agreed and not over yet, the next one first."""
        return self.filter(status__in=OPEN, ends_at__gt=now or timezone.now()).order_by("starts_at", "id")

    def unfinished(self):
        """Agreed, and nobody has said yet how it went, whatever the clock says."""
        return self.filter(status__in=OPEN).order_by("starts_at", "id")

    def past(self):
        """Over, or never to be, the latest first."""
        return self.filter(~Q(status__in=OPEN) | Q(ends_at__lte=timezone.now())).order_by("-starts_at", "id")

    def finished(self):
        """It has been said how it went, or it was cancelled; the latest first."""
        return self.exclude(status__in=OPEN).order_by("-starts_at", "id")

    def cancelled(self):
        return self.filter(status__in=CANCELLED)

    def called_off(self):
        """Cancelled by care before their day, and nothing offered or asked for instead yet."""
        return self.filter(
            status=S.CANCELLED_BY_CARE, starts_at__gt=timezone.now(), new_proposal__isnull=True
        ).order_by("starts_at", "id")

    def occupying(self):
        return self.filter(status__in=OCCUPYING)

    def overlapping(self, starts_at, ends_at):
        """Times that share a moment with the period; the end itself is free.

        The first bound says nothing new, but lets the index find the few that can overlap.
        """
        return self.filter(starts_at__gt=starts_at - LONGEST, starts_at__lt=ends_at, ends_at__gt=starts_at)


PERIOD = Func("starts_at", "ends_at", Value("[)"), function="tstzrange", output_field=DateTimeRangeField())


def _one_at_a_time(whose):
    """Nobody is double-booked, whatever the load (invariant 4). Therefore insert with `slots` alone."""
    return ExclusionConstraint(
        name=f"scheduling_one_time_per_{whose}",
        expressions=[(whose, RangeOperators.EQUAL), (PERIOD, RangeOperators.OVERLAPS)],
        condition=Q(status__in=OCCUPYING),
    )


class Appointment(Meeting):
    """A time that both sides have said yes to."""

    patient = models.ForeignKey(Patient, models.PROTECT, related_name="appointments")
    unit = models.ForeignKey(OrganizationUnit, models.PROTECT, related_name="appointments")
    staff = models.ForeignKey(Staff, models.PROTECT, related_name="appointments")
    room = models.ForeignKey(Room, models.PROTECT, null=True, blank=True, related_name="appointments")
    proposed_time = models.OneToOneField(
        "scheduling.ProposedTime", models.PROTECT, null=True, blank=True, related_name="appointment"
    )
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    agreed_how = models.CharField(max_length=10, choices=AgreedHow, default=AgreedHow.IN_ROOM)
    status = models.CharField(max_length=20, choices=AppointmentStatus, default=AppointmentStatus.AGREED)
    cancel_reason = models.CharField(max_length=300, blank=True)

    objects = AppointmentQuerySet.as_manager()

    class Meta(Meeting.Meta):
        ordering = ["starts_at", "id"]
        indexes = [
            models.Index(fields=["patient", "starts_at"], name="scheduling_by_patient"),
            models.Index(fields=["staff", "starts_at"], name="scheduling_by_staff"),
        ]
        constraints = [
            *Meeting.Meta.constraints,
            _one_at_a_time("staff"),
            _one_at_a_time("room"),
            _one_at_a_time("patient"),
            sane_length("scheduling_appointment_length"),
            models.CheckConstraint(
                condition=Q(status__in=CANCELLED) & ~Q(cancel_reason="")
                | ~Q(status__in=CANCELLED) & Q(cancel_reason=""),
                name="scheduling_cancelled_with_reason",
            ),
        ]
        triggers = [
            never_deleted(),
            keeps_its_patient(),
            same_patient("proposed_time", "scheduling_proposedtime"),
        ]

    class Privacy(Meeting.Privacy):
        personal = Meeting.Privacy.personal | {"cancel_reason"}
        plain = Meeting.Privacy.plain | {"starts_at", "ends_at", "status", "agreed_how"}

    def __str__(self):
        return f"{self.starts_at:%Y-%m-%d %H:%M} {self.get_status_display()}"

    @property
    def period(self):
        return self.starts_at, self.ends_at

    @property
    def has_begun(self):
        return self.starts_at <= timezone.now()

    @property
    def is_today_or_over(self):
        return timezone.localdate(self.starts_at) <= timezone.localdate()

    @property
    def is_open(self):
        return self.status in OPEN

    @property
    def is_cancelled(self):
        return self.status in CANCELLED

    @property
    def may_be_cancelled_by_patient(self):
        return self.status == AppointmentStatus.AGREED and not self.has_begun

    @property
    def cancel_reason_words(self):
        reason = self.cancel_reason
        return CancelReason(reason).label if reason in CancelReason.values else reason

    def can_become(self, status):
        return status in ALLOWED_CHANGES[AppointmentStatus(self.status)]
