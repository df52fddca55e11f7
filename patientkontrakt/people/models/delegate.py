from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from patientkontrakt.base_model import PeriodModel, PeriodQuerySet
from patientkontrakt.people.models.patient import Patient
from patientkontrakt.people.roles import Scope


class DelegateKind(models.TextChoices):
    DELEGATE = "delegate", _("Delegate")
    GUARDIAN = "guardian", _("Guardian")


class Delegate(PeriodModel):
    """Someone with a sign-in of their own who acts for a patient, within scopes and a period."""

    patient = models.ForeignKey(Patient, models.PROTECT, related_name="delegates")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="delegations")
    kind = models.CharField(max_length=10, choices=DelegateKind, default=DelegateKind.DELEGATE)
    relation = models.CharField(max_length=100)
    scopes = ArrayField(models.CharField(max_length=10, choices=Scope))

    objects = PeriodQuerySet.as_manager()

    class Meta(PeriodModel.Meta):
        constraints = [
            *PeriodModel.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(scopes__contained_by=Scope.values)
                & models.Q(scopes__contains=[Scope.READ]),
                name="people_delegate_known_scopes",
            ),
        ]

    class Privacy:
        personal = {"kind", "relation"}
        plain = {"scopes", "starts", "ends"}

    def __str__(self):
        return f"{self.user.name} ({self.relation})"
