from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from agreements.models import triggers
from agreements.models.commitment import Commitment
from patientkontrakt.base_model import BaseModel
from patientkontrakt.people.models import Patient
from patientkontrakt.triggers import never_deleted


class DiaryOutcome(models.TextChoices):
    DONE = "done", _("Done that day")
    NOT_THIS_DAY = "not_this_day", _("Not that day")


class DiaryEntry(BaseModel):
    """How one day went with a promise that comes again and again. An empty day says nothing: no score.

    `lineage` is the promise's own: the diary goes on when a new version carries the promise over.
    """

    promise = models.ForeignKey(Commitment, models.PROTECT, related_name="diary_entries")
    lineage = models.UUIDField(editable=False)
    patient = models.ForeignKey(Patient, models.PROTECT, related_name="diary_entries")
    day = models.DateField()
    outcome = models.CharField(max_length=20, choices=DiaryOutcome)
    note = models.CharField(max_length=300, blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="diary_entries"
    )
    written_by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(fields=["patient", "lineage", "day"], name="agreements_diary_one_a_day"),
        ]
        triggers = [never_deleted(), triggers.of_a_recurring_promise()]

    class Privacy:
        personal = {"outcome", "note", "written_by_name"}
        plain = {"lineage", "day"}

    def __str__(self):
        return str(self.get_outcome_display())

    @property
    def is_done(self):
        return self.outcome == DiaryOutcome.DONE
