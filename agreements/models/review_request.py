from django.conf import settings
from django.db import models
from django.db.models import Q

from agreements.models import triggers
from agreements.models.side import HAS_A_NAME, OfSideModel
from patientkontrakt.base_model import BaseModel
from patientkontrakt.people.models import Patient
from patientkontrakt.triggers import append_only


class ReviewRequest(OfSideModel, BaseModel):
    """A side asks to look at what holds again, before the day. Stands until a newer version is proposed."""

    agreement_version = models.ForeignKey(
        "agreements.AgreementVersion", models.PROTECT, related_name="review_requests"
    )
    patient = models.ForeignKey(Patient, models.PROTECT, related_name="review_requests")
    reason = models.TextField()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="review_requests"
    )
    asked_by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="agreements_review_request_has_a_reason"),
            models.CheckConstraint(condition=HAS_A_NAME, name="agreements_review_request_has_a_name"),
        ]
        triggers = [append_only(), triggers.about_a_proposed_version(points=False)]

    class Privacy:
        personal = {"reason", "asked_by_name", "party_name"}
        plain = {"party"}

    def __str__(self):
        return self.reason

    @property
    def at(self):
        return self.created_at
