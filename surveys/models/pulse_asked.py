from django.db import models

from patientkontrakt.people.models import Patient


class PulseAsked(models.Model):
    """The day when a patient was last asked after a visit. Not where, nor whether they answered."""

    patient = models.OneToOneField(Patient, models.PROTECT, primary_key=True, related_name="pulse_asked")
    asked_on = models.DateField()

    class Privacy:
        personal = set()
        plain = {"asked_on"}

    def __str__(self):
        return f"Asked on {self.asked_on}"
