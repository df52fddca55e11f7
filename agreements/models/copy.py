from django.conf import settings
from django.db import models
from django.utils.translation import pgettext_lazy

from agreements.models import triggers
from patientkontrakt.base_model import BaseModel
from patientkontrakt.people.models import Patient
from patientkontrakt.triggers import append_only


class PaperForm(models.TextChoices):
    """What paper an agreement can be had as."""

    FOLDER = "folder", pgettext_lazy("paper", "Folder")
    LARGE = "large", pgettext_lazy("paper", "Folder with large print")
    EASY = "easy", pgettext_lazy("paper", "Folder that is easy to read")
    CARD = "card", pgettext_lazy("paper", "Card for the wallet")


class Copy(BaseModel):
    """A version that the patient has been given on paper, by whom and when. Append-only."""

    agreement_version = models.ForeignKey(
        "agreements.AgreementVersion", models.PROTECT, related_name="copies"
    )
    patient = models.ForeignKey(Patient, models.PROTECT, related_name="agreement_copies")
    form = models.CharField(max_length=10, choices=PaperForm)
    language = models.CharField(max_length=10, help_text="BCP 47, of the frame's words")
    handed_over_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="agreement_copies_handed_over"
    )
    handed_over_by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["created_at"]
        triggers = [append_only(), triggers.copy_of_a_proposed_version()]

    class Privacy:
        personal = {"handed_over_by_name"}
        plain = {"form", "language"}

    def __str__(self):
        return str(self.get_form_display())

    @property
    def handed_over_at(self):
        return self.created_at
