from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from patientkontrakt.people.models import OrganizationUnit


class Measure(models.TextChoices):
    """What care records; each counted as `recorded_words.DEFINITIONS` says."""

    AGREEMENT = "agreement", _("Agreement in force")
    CONTACT_PATHS = "contact_paths", _("Ways to make contact")
    ANSWERED_IN_TIME = "answered_in_time", _("Answered as promised")
    FIXED_CONTACT = "fixed_contact", _("Fixed care contact")
    NEXT_STEP = "next_step", _("Planned next step")
    AGREED_TIME = "agreed_time", _("Times agreed together")
    RESPONSIBLE = "responsible", _("Plans with someone responsible")
    SIP = "sip", _("SIP")


class RecordedDay(models.Model):
    """What care had recorded at a unit on one day: so many of so many. Written nightly, once a day.

    Small groups are in it; read it through `surveys.recorded`, which leaves them out.
    """

    id = models.BigAutoField(primary_key=True)
    unit = models.ForeignKey(OrganizationUnit, models.PROTECT, related_name="recorded_days")
    day = models.DateField()
    measure = models.CharField(max_length=30, choices=Measure)
    part = models.PositiveIntegerField()
    whole = models.PositiveIntegerField()

    class Meta:
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(fields=["day", "unit", "measure"], name="surveys_recordedday_once"),
            models.CheckConstraint(
                condition=Q(part__lte=F("whole")), name="surveys_recordedday_part_of_whole"
            ),
        ]

    class Privacy:
        personal = set()
        plain = {"day", "measure", "part", "whole"}

    def __str__(self):
        return f"{self.measure} {self.part}/{self.whole} on {self.day}"
