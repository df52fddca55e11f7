import datetime

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreements.models import triggers
from patientkontrakt.base_model import BaseModel
from patientkontrakt.people.models import OrganizationUnit, Patient
from patientkontrakt.triggers import keeps_its_patient, never_deleted


class OneMind(models.TextChoices):
    SAME = "same", _("We mean the same")
    PARTLY = "partly", _("We mean partly the same")
    DIFFERENT = "different", _("We mean different things")


STILL_TELLS = datetime.timedelta(days=90)
WRITTEN = Q(patient_at__isnull=False, care_at__isnull=False)
# Whoever answers later must not have read the first answer, and neither may be polished afterwards.
VIEWS = (
    "patient_goal", "patient_next_step", "patient_at", "patient_by_name",
    "care_goal", "care_next_step", "care_at", "care_by_name",
)  # fmt: skip


class ConcordanceQuerySet(models.QuerySet):
    def open(self):
        """Not yet compared."""
        return self.filter(outcome="")

    def open_to_both(self):
        """Both sides have written, so that both may read."""
        return self.filter(WRITTEN)

    def fresh(self):
        """Not so old that it tells nothing of the agreement that is being made."""
        return self.filter(created_at__gte=timezone.now() - STILL_TELLS)


class Concordance(BaseModel):
    """Are we of one mind? The most important goal and the next step, as the patient and as care see them.

    Each side writes without seeing the other's answer; when both have, both are shown and compared. A
    difference stops nothing: it is what to talk about first.
    """

    patient = models.ForeignKey(Patient, models.PROTECT, related_name="concordances")
    unit = models.ForeignKey(OrganizationUnit, models.PROTECT, related_name="concordances")
    patient_goal = models.CharField(max_length=500, blank=True)
    patient_next_step = models.CharField(max_length=500, blank=True)
    patient_at = models.DateTimeField(null=True)
    patient_by_name = models.CharField(max_length=200, blank=True)
    care_goal = models.CharField(max_length=500, blank=True)
    care_next_step = models.CharField(max_length=500, blank=True)
    care_at = models.DateTimeField(null=True)
    care_by_name = models.CharField(max_length=200, blank=True)
    outcome = models.CharField(max_length=10, choices=OneMind, blank=True)
    outcome_at = models.DateTimeField(null=True)
    outcome_by_name = models.CharField(max_length=200, blank=True)

    objects = ConcordanceQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["patient", "unit"], condition=Q(outcome=""), name="agreements_concordance_one_open"
            ),
            models.CheckConstraint(
                condition=Q(outcome="", outcome_at=None)
                | (WRITTEN & ~Q(outcome="") & Q(outcome_at__isnull=False)),
                name="agreements_concordance_compared_when_both_wrote",
            ),
        ]
        triggers = [
            never_deleted(),
            keeps_its_patient(),
            triggers.fixed_when_both_have_written(VIEWS),
            triggers.outcome_fixed_when_proposed(),
        ]

    class Privacy:
        personal = {
            "patient_goal", "patient_next_step", "patient_by_name", "care_goal", "care_next_step",
            "care_by_name", "outcome", "outcome_by_name",
        }  # fmt: skip
        plain = {"patient_at", "care_at", "outcome_at"}

    def __str__(self):
        return str(self.get_outcome_display() or _("Are we of one mind?"))

    @property
    def is_written_by_both(self):
        return self.patient_at is not None and self.care_at is not None
