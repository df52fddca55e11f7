from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class RoundKind(models.TextChoices):
    BASELINE = "baseline", _("First measurement")
    FOLLOW_UP = "follow_up", _("Follow-up")
    # A month's questions after visits: a point of a trend, never a measurement that others are held against.
    PULSE = "pulse", _("After visits")


class Asks(models.TextChoices):
    PATIENT = "patient", _("Patients")
    STAFF = "staff", _("Staff")
    BOTH = "both", _("Patients and staff")


class InviteRule(models.TextChoices):
    """Which patients get a link of their own."""

    IN_CARE = "in_care", _("All who are in care at the unit")
    VISIT = "visit", _("All with a visit in a period")
    AGREEMENT = "agreement", _("All with an agreement in force")
    NOBODY = "nobody", _("Nobody: an open link only")


class RoundState(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("round", "Planned")
    OPEN = "open", pgettext_lazy("round", "Open")
    PAUSED = "paused", pgettext_lazy("round", "Paused")
    ENDED = "ended", pgettext_lazy("round", "Ended, being counted")
    CLOSED = "closed", pgettext_lazy("round", "Closed")
    WITHDRAWN = "withdrawn", pgettext_lazy("round", "Withdrawn")


S = RoundState
ALLOWED_CHANGES = {
    S.PLANNED: {S.OPEN, S.WITHDRAWN},
    S.OPEN: {S.PAUSED, S.ENDED, S.CLOSED, S.WITHDRAWN},
    S.PAUSED: {S.OPEN, S.ENDED, S.CLOSED, S.WITHDRAWN},
    S.ENDED: {S.CLOSED, S.WITHDRAWN},
    S.CLOSED: {S.WITHDRAWN},
    S.WITHDRAWN: set(),
}
