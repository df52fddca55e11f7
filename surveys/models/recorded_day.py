from django.db import models
from django.db.models import F, Q

from patientkontrakt.people.models import OrganizationUnit


class RecordedDay(models.Model):
    """What care had recorded at a unit on one day: so many of so many. Written nightly, never changed."""

    id = models.BigAutoField(primary_key=True)
    unit = models.ForeignKey(OrganizationUnit, models.PROTECT, db_index=False, related_name="recorded_days")
    day = models.DateField()
    measure = models.CharField(max_length=30)
    part = models.PositiveIntegerField()
    whole = models.PositiveIntegerField()

    class Meta:
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "day", "measure"], name="surveys_recordedday_once"),
            models.CheckConstraint(
                condition=Q(part__lte=F("whole")), name="surveys_recordedday_part_of_whole"
            ),
        ]

    class Privacy:
        personal = set()
        plain = {"day", "measure", "part", "whole"}

    def __str__(self):
        return f"{self.measure} {self.part}/{self.whole} on {self.day}"
