import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreements.models import triggers
from agreements.models.acceptance import Acceptance
from patientkontrakt.base_model import BaseModel
from patientkontrakt.people.models import Patient
from patientkontrakt.triggers import append_only


class ScanKind(models.TextChoices):
    JPEG = "image/jpeg", _("Photo")
    PNG = "image/png", _("Picture")
    PDF = "application/pdf", _("PDF")


ENDINGS = {ScanKind.JPEG: "jpg", ScanKind.PNG: "png", ScanKind.PDF: "pdf"}


def random_name(row, filename):
    """A name that says nothing: neither the patient nor the file's own name."""
    return f"answers/{uuid.uuid4().hex}.{ENDINGS[row.content_type]}"


class AnswerScan(BaseModel):
    """The paper on which someone answered, as a photo or a scan. Append-only."""

    patient = models.ForeignKey(Patient, models.PROTECT, related_name="answer_scans")
    acceptance = models.ForeignKey(Acceptance, models.PROTECT, related_name="scans")
    file = models.FileField(upload_to=random_name)
    content_type = models.CharField(max_length=20, choices=ScanKind)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="answer_scans"
    )

    class Meta:
        ordering = ["created_at", "id"]
        triggers = [append_only(), triggers.scan_of_a_paper()]

    class Privacy:
        personal = {"file"}
        plain = {"content_type"}

    def __str__(self):
        return f"{self.acceptance}"

    @property
    def download_name(self):
        """What the file is called in the reader's own folder: nothing about whom it concerns."""
        ending = ENDINGS[self.content_type]
        return f"{_('answer')}-{timezone.localdate(self.created_at):%Y-%m-%d}.{ending}"
