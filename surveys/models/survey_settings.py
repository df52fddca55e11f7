import uuid

from django.db import models
from django.db.models import Q

from patientkontrakt.base_model import BaseModel
from surveys.small_groups import SMALL_GROUP

THE_ROW = uuid.UUID("00000000-0000-4000-8000-000000000004")


class SurveySettingsManager(models.Manager):
    def current(self):
        """The region's settings; until somebody has changed them, the usual ones."""
        return self.first() or SurveySettings()


class SurveySettings(BaseModel):
    """What a region decides about its surveys. One row; one deployment serves one region.

    `small_group` is the fewest answers that are shown, never below SMALL_GROUP. `rest_days`: nobody is asked
    more often. `receipt_percent`: from which share of yes a question counts as introduced. `grace_days`: so
    long after its last day a round closes for good, and paper may be entered until then.
    """

    id = models.UUIDField(primary_key=True, default=THE_ROW, editable=False)
    small_group = models.PositiveSmallIntegerField(default=SMALL_GROUP)
    rest_days = models.PositiveSmallIntegerField(default=90)
    receipt_percent = models.PositiveSmallIntegerField(default=80)
    grace_days = models.PositiveSmallIntegerField(default=14)

    objects = SurveySettingsManager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(id=THE_ROW), name="surveys_settings_one_row"),
            models.CheckConstraint(
                condition=Q(small_group__gte=SMALL_GROUP), name="surveys_settings_small_group_only_raised"
            ),
            models.CheckConstraint(
                condition=Q(receipt_percent__gte=1, receipt_percent__lte=100),
                name="surveys_settings_receipt_is_a_share",
            ),
        ]

    class Privacy:
        personal = set()
        plain = {"small_group", "rest_days", "receipt_percent", "grace_days"}

    def __str__(self):
        return f"Fewest shown {self.small_group}, rest {self.rest_days} days"
