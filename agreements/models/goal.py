from django.db import models
from django.utils.translation import gettext_lazy as _

from agreements.models import triggers
from agreements.models.version_row import KnowledgeLinkModel, VersionRow


class GoalOwner(models.TextChoices):
    PATIENT = "patient", _("The patient's own goal")
    PROFESSION = "profession", _("Care's goal")


class Goal(KnowledgeLinkModel, VersionRow):
    """Where the two sides want to go, and whose wish it is."""

    TERMS = ("whose", "text", "target_date", "easy_read", "link_title", "link_url")

    whose = models.CharField(max_length=10, choices=GoalOwner, default=GoalOwner.PATIENT)
    text = models.CharField(max_length=500)
    target_date = models.DateField(null=True, blank=True)

    class Meta(VersionRow.Meta):
        default_related_name = "goals"
        triggers = [triggers.frozen_when_proposed()]

    class Privacy:
        personal = {"whose", "text", "target_date", "easy_read", "link_title", "link_url"}
        plain = {"lineage", "order", "suggested_by"}

    def __str__(self):
        return self.text

    @property
    def summary(self):
        return self.text
