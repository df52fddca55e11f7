from django.db import models

from patientkontrakt.base_model import BaseModel
from patientkontrakt.notifications.models import OutboxMessage
from patientkontrakt.people.models import Patient


class SurveyInvitation(BaseModel):
    """A patient was asked in a round, once. Never touched again: it does not know whether they answered."""

    round = models.ForeignKey("surveys.Round", models.PROTECT, related_name="invitations")
    patient = models.ForeignKey(Patient, models.PROTECT, related_name="survey_invitations")
    message = models.OneToOneField(OutboxMessage, models.PROTECT, related_name="survey_invitation")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "patient"], name="surveys_invitation_once_a_round")
        ]

    class Privacy:
        personal = set()
        plain = set()

    def __str__(self):
        return f"Invitation in {self.round_id}"


class SurveyLink(models.Model):
    """An unused single-use link of a round: the SHA-256 of its token, and no patient.

    Only the message that carries it knows whose it is, until it is sent. Answering deletes the row.
    """

    token_hash = models.CharField(max_length=64, primary_key=True)
    round = models.ForeignKey("surveys.Round", models.PROTECT, related_name="links")

    class Privacy:
        personal = {"token_hash"}
        plain = set()

    def __str__(self):
        return f"Link in {self.round_id}"
