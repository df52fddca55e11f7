from django.db import models
from django.db.models import Case, When
from django.utils.translation import gettext_lazy as _

from agreements.models import triggers
from agreements.models.version_row import VersionRow, VersionRowQuerySet


class Urgency(models.TextChoices):
    """How soon, and to whom; in the order in which a card at home lists them."""

    EMERGENCY = "112", _("Call 112 at once")
    ADVICE_LINE = "1177", _("Call 1177 for advice")
    UNIT = "unit", _("Call us the same day")
    SELF_CARE = "self_care", _("Wait and see at home")


class WarningSignQuerySet(VersionRowQuerySet):
    def in_force(self):
        """What both sides agreed to watch for, the most urgent first; the version may hold the number."""
        versions = self.model._meta.get_field("agreement_version").related_model.objects.in_force()
        found = self.filter(agreement_version__in=versions.values("pk")).select_related("agreement_version")
        return found.most_urgent_first()

    def most_urgent_first(self):
        """The order on every page and paper; among equally urgent ones as they were placed."""
        rank = Case(*[When(urgency=value, then=rank) for rank, value in enumerate(Urgency.values)])
        return self.order_by(rank, *self.model._meta.ordering)


class WarningSign(VersionRow):
    """If I get worse: what I notice, what I do myself, whom I call and how soon."""

    TERMS = ("sign", "own_action", "contact_text", "contact_phone", "urgency", "easy_read")

    sign = models.CharField(max_length=500)
    own_action = models.CharField(max_length=500)
    contact_text = models.CharField(max_length=200, blank=True)
    contact_phone = models.CharField(max_length=30, blank=True)
    urgency = models.CharField(max_length=10, choices=Urgency, default=Urgency.UNIT)

    objects = WarningSignQuerySet.as_manager()

    class Meta(VersionRow.Meta):
        triggers = [triggers.frozen_when_proposed()]
        default_related_name = "warning_signs"

    class Privacy:
        personal = {"sign", "own_action", "contact_text", "contact_phone", "urgency", "easy_read"}
        plain = {"lineage", "order", "suggested_by"}

    def __str__(self):
        return self.sign

    @property
    def column(self):
        """Placed among equally urgent ones."""
        return self.urgency

    @property
    def summary(self):
        return f"{self.sign} → {self.own_action} ({self.get_urgency_display()})"

    @property
    def phone(self):
        """The number to tap: its own, else the one that the urgency or the version names."""
        if self.contact_phone:
            return self.contact_phone
        if self.urgency in (Urgency.EMERGENCY, Urgency.ADVICE_LINE):
            return self.urgency
        return self.agreement_version.contact_phone if self.urgency == Urgency.UNIT else ""
