from django.db import models
from django.utils.translation import gettext_lazy as _

from patientkontrakt.base_model import PeriodModel, PeriodQuerySet
from patientkontrakt.people.models import OrganizationUnit, Patient


class Ground(models.TextChoices):
    """Why there is a care relation (patientdatalagen 4 kap. 1 §)."""

    LISTED = "listed", _("Chosen unit")
    REFERRAL = "referral", _("Referral")
    VISIT = "visit", _("Visit")
    COORDINATION = "coordination", _("Coordinated individual plan")


class CareRelation(PeriodModel):
    """A unit takes part in a patient's care, from one day to another."""

    patient = models.ForeignKey(Patient, models.PROTECT, related_name="care_relations")
    unit = models.ForeignKey(OrganizationUnit, models.PROTECT, related_name="care_relations")
    ground = models.CharField(max_length=20, choices=Ground)

    objects = PeriodQuerySet.as_manager()

    class Meta(PeriodModel.Meta):
        ordering = ["starts", "id"]
        constraints = [
            *PeriodModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["patient", "unit"],
                condition=models.Q(ends__isnull=True),
                name="access_one_open_relation_per_unit",
            ),
        ]

    class Privacy:
        personal = set()
        plain = {"ground", "starts", "ends"}

    def __str__(self):
        return f"{self.get_ground_display()}, {self.unit}"
