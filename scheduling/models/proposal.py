from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from patientkontrakt.base_model import BaseModel
from patientkontrakt.people.models import OrganizationUnit, Patient, Staff
from patientkontrakt.triggers import keeps_its_patient, never_deleted, same_patient
from scheduling.models.appointment import Appointment
from scheduling.models.meeting import Meeting, sane_length


class ProposalStatus(models.TextChoices):
    OPEN = "open", _("Waiting for the patient's answer")
    ACCEPTED = "accepted", _("The patient has chosen a time")
    OTHER_TIMES_ASKED = "other_times_asked", _("The patient asks for other times")
    REPLACED = "replaced", _("Answered with another time")
    WITHDRAWN = "withdrawn", _("Withdrawn")


P = ProposalStatus

ALLOWED_CHANGES = {
    P.OPEN: {P.ACCEPTED, P.OTHER_TIMES_ASKED, P.REPLACED, P.WITHDRAWN},
    P.OTHER_TIMES_ASKED: {P.REPLACED, P.WITHDRAWN},
    P.ACCEPTED: set(),
    P.REPLACED: set(),
    P.WITHDRAWN: set(),
}
UNSETTLED = [P.OPEN, P.OTHER_TIMES_ASKED]


class TimeProposalQuerySet(models.QuerySet):
    def held(self):
        """Locked until the transaction ends: two answers to one proposal wait for each other."""
        held = self.select_for_update(no_key=True, of=("self",))
        return held.select_related("patient", "unit", "staff")

    def unsettled(self):
        """One of the sides still has something to answer, the oldest first."""
        return self.filter(status__in=UNSETTLED).order_by("created_at", "id")

    def awaiting_patient(self):
        """Open, with at least one time that is yet to come."""
        return self.unsettled().filter(_has_time_left(), status=P.OPEN)

    def awaiting_care(self):
        """The patient has asked for other times, or let all of them pass: care must say something."""
        return self.unsettled().filter(Q(status=P.OTHER_TIMES_ASKED) | ~_has_time_left())

    def with_time_left(self, now=None):
        """Annotates `has_time_left`: at least one of the times is yet to come. Costs no further query."""
        return self.select_related("staff", "unit").annotate(has_time_left=_has_time_left(now))

    def with_times(self):
        """With staff and unit, and the times that know whether they are taken, in two queries."""
        times = Prefetch("times", ProposedTime.objects.with_availability())
        return self.select_related("staff", "unit").prefetch_related(times)


def _has_time_left(now=None):
    later = ProposedTime.objects.filter(proposal=OuterRef("pk"), starts_at__gt=now or timezone.now())
    return Exists(later)


class TimeProposal(Meeting):
    """One to three times that care offers, or (without times) a patient's wish for a new one."""

    patient = models.ForeignKey(Patient, models.PROTECT, related_name="time_proposals")
    unit = models.ForeignKey(OrganizationUnit, models.PROTECT, related_name="time_proposals")
    staff = models.ForeignKey(Staff, models.PROTECT, related_name="time_proposals")
    status = models.CharField(max_length=20, choices=ProposalStatus, default=ProposalStatus.OPEN)
    patient_message = models.TextField(max_length=1000, blank=True)
    cancelled_appointment = models.OneToOneField(
        Appointment, models.PROTECT, null=True, blank=True, related_name="new_proposal"
    )

    objects = TimeProposalQuerySet.as_manager()

    class Meta(Meeting.Meta):
        ordering = ["created_at", "id"]
        indexes = [
            models.Index(
                fields=["patient", "created_at"],
                condition=Q(status__in=UNSETTLED),
                name="scheduling_unsettled",
            )
        ]
        triggers = [
            never_deleted(),
            keeps_its_patient(),
            same_patient("cancelled_appointment", "scheduling_appointment"),
        ]

    class Privacy(Meeting.Privacy):
        personal = Meeting.Privacy.personal | {"patient_message"}
        plain = Meeting.Privacy.plain | {"status"}

    def __str__(self):
        return f"{self.purpose}: {self.get_status_display()}"

    @property
    def is_open(self):
        return self.status == ProposalStatus.OPEN

    @property
    def has_times_left(self):
        """Whether the patient can still say yes to one of them. Select `with_times` first."""
        return any(time.may_be_accepted for time in self.times.all())

    def can_become(self, status):
        return status in ALLOWED_CHANGES[ProposalStatus(self.status)]


class ProposedTimeQuerySet(models.QuerySet):
    def with_availability(self):
        """`is_taken`: the staff member or the patient has got something else at the time."""
        clashes = (
            Appointment.objects.occupying()
            .overlapping(OuterRef("starts_at"), OuterRef("ends_at"))
            .filter(Q(staff=OuterRef("proposal__staff")) | Q(patient=OuterRef("patient")))
        )
        return self.annotate(is_taken=Exists(clashes))


class ProposedTime(BaseModel):
    """One of the times in a proposal. Nothing is held: who comes first gets it."""

    proposal = models.ForeignKey(TimeProposal, models.PROTECT, related_name="times")
    patient = models.ForeignKey(Patient, models.PROTECT, related_name="proposed_times")
    number = models.PositiveSmallIntegerField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    objects = ProposedTimeQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "number"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "number"], name="scheduling_proposed_number_once"),
            models.CheckConstraint(condition=Q(number__range=(1, 3)), name="scheduling_at_most_three_times"),
            sane_length("scheduling_proposed_length"),
        ]
        triggers = [
            never_deleted(),
            keeps_its_patient(),
            same_patient("proposal", "scheduling_timeproposal"),
        ]

    class Privacy:
        personal = set()
        plain = {"number", "starts_at", "ends_at"}

    def __str__(self):
        return f"{self.starts_at:%Y-%m-%d %H:%M}"

    @property
    def period(self):
        return self.starts_at, self.ends_at

    @property
    def is_over(self):
        return self.starts_at <= timezone.now()

    @property
    def may_be_accepted(self):
        """Yet to come, and free as far as we know. Select `with_availability` first."""
        return not self.is_over and not self.is_taken
