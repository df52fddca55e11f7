from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from agreements.models import triggers
from agreements.models.version_row import KnowledgeLinkModel, VersionRow, VersionRowQuerySet
from patientkontrakt.people.models import OrganizationUnit, Staff
from patientkontrakt.ui import dates


class CommitmentParty(models.TextChoices):
    PATIENT = "patient", gettext_lazy("The patient")
    RELATIVE = "relative", gettext_lazy("A relative")
    CARE = "care", gettext_lazy("Care")
    MUNICIPALITY = "municipality", gettext_lazy("The municipality")
    OTHER = "other", gettext_lazy("Another authority or organisation")


class WhenKind(models.TextChoices):
    DATE = "date", gettext_lazy("No later than a day")
    PERIOD = "period", gettext_lazy("For a period")
    RECURRING = "recurring", gettext_lazy("Again and again")
    WHEN_NEEDED = "when_needed", gettext_lazy("When needed")
    IN_WORDS = "in_words", gettext_lazy("In own words, not read as a time")


SAID_IN_WORDS = (WhenKind.RECURRING, WhenKind.IN_WORDS)


class CommitmentStatus(models.TextChoices):
    AGREED = "agreed", pgettext_lazy("promise", "Holds")
    DONE = "done", pgettext_lazy("promise", "Done")
    NOT_DONE = "not_done", pgettext_lazy("promise", "Not done")
    RENEGOTIATE = "renegotiate", pgettext_lazy("promise", "To be talked about")
    CANCELLED = "cancelled", pgettext_lazy("promise", "Struck out")


Status = CommitmentStatus
ALLOWED_CHANGES = {
    Status.AGREED: {Status.DONE, Status.NOT_DONE, Status.RENEGOTIATE, Status.CANCELLED},
    Status.DONE: {Status.AGREED},
    Status.NOT_DONE: {Status.AGREED, Status.DONE, Status.RENEGOTIATE, Status.CANCELLED},
    Status.RENEGOTIATE: {Status.AGREED, Status.DONE, Status.NOT_DONE, Status.CANCELLED},
    Status.CANCELLED: set(),
}
NEEDS_REASON = (Status.NOT_DONE, Status.CANCELLED)
LIVING = ("status", "status_reason", "status_at", "status_by", "updated_at", "version")


class CommitmentQuerySet(VersionRowQuerySet):
    def in_force(self):
        """Promises of versions that both sides agreed to, except those that someone disagrees on."""
        versions = self.model._meta.get_field("agreement_version").related_model.objects.in_force()
        return self.filter(agreement_version__in=versions.values("pk")).undisputed()

    def open(self):
        """Promises that are still to be kept."""
        return self.filter(status__in=[Status.AGREED, Status.RENEGOTIATE])

    def overdue(self, on=None):
        """The day has passed, and nobody has said that it was done or why not."""
        return self.filter(due_date__lt=on or timezone.localdate(), status=Status.AGREED)

    def by_care_or(self, unit):
        """Care's promises, and those that name this unit, as the municipality's do."""
        return self.filter(Q(party=CommitmentParty.CARE) | Q(responsible_unit=unit))

    def with_diary(self):
        """Promises that come again and again, and are still to be kept: a diary can be kept of them."""
        return self.in_force().open().filter(when_kind=WhenKind.RECURRING)

    def with_who(self):
        """Costs no further query to say who is responsible."""
        return self.select_related("responsible_staff", "responsible_unit")


NOBODY = Q(responsible_staff=None, responsible_unit=None, responsible_name="")
STAFF = Q(responsible_staff__isnull=False, responsible_unit=None, responsible_name="")
UNIT = Q(responsible_staff=None, responsible_unit__isnull=False, responsible_name="")
NAMED = Q(responsible_staff=None, responsible_unit=None) & ~Q(responsible_name="")
ONE_RESPONSIBLE = (
    (NOBODY & Q(party=CommitmentParty.PATIENT))
    | (NAMED & Q(party__in=[CommitmentParty.RELATIVE, CommitmentParty.OTHER]))
    | ((STAFF | UNIT) & Q(party=CommitmentParty.CARE))
    | ((UNIT | NAMED) & Q(party=CommitmentParty.MUNICIPALITY))
)


class Commitment(KnowledgeLinkModel, VersionRow):
    """A promise: who does what, and when. Its status lives on after the version has been proposed."""

    TERMS = (
        "party", "responsible_staff", "responsible_unit", "responsible_name", "what", "why",
        "when_kind", "due_date", "when_text", "done_when", "easy_read", "link_title", "link_url",
    )  # fmt: skip

    party = models.CharField(max_length=20, choices=CommitmentParty)
    responsible_staff = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True)
    responsible_unit = models.ForeignKey(OrganizationUnit, models.PROTECT, null=True, blank=True)
    responsible_name = models.CharField(max_length=200, blank=True)
    what = models.CharField(max_length=500)
    why = models.CharField(max_length=500, blank=True)
    when_kind = models.CharField(max_length=20, choices=WhenKind, default=WhenKind.DATE)
    due_date = models.DateField(null=True, blank=True)
    when_text = models.CharField(max_length=200, blank=True)
    done_when = models.CharField(max_length=300, blank=True, help_text="how we know that it is done")
    status = models.CharField(max_length=20, choices=CommitmentStatus, default=CommitmentStatus.AGREED)
    status_reason = models.TextField(blank=True)
    status_at = models.DateTimeField(null=True, blank=True)
    status_by = models.CharField(max_length=200, blank=True)

    objects = CommitmentQuerySet.as_manager()

    class Meta(VersionRow.Meta):
        default_related_name = "commitments"
        indexes = [
            models.Index(
                fields=["due_date"], condition=Q(status=Status.AGREED), name="agreements_promises_by_day"
            )
        ]
        constraints = [
            *VersionRow.Meta.constraints,
            models.CheckConstraint(condition=ONE_RESPONSIBLE, name="agreements_commitment_one_responsible"),
            models.CheckConstraint(
                condition=Q(when_kind__in=[WhenKind.DATE, WhenKind.PERIOD], due_date__isnull=False)
                | Q(Q(when_kind__in=SAID_IN_WORDS) & ~Q(when_text=""), due_date=None)
                | Q(when_kind=WhenKind.WHEN_NEEDED, due_date=None),
                name="agreements_commitment_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=NEEDS_REASON) | ~Q(status_reason=""),
                name="agreements_commitment_reason_when_not_done",
            ),
        ]
        triggers = [triggers.frozen_when_proposed(living=LIVING)]

    class Privacy:
        personal = {
            "what", "why", "when_text", "done_when", "due_date", "responsible_name", "status_reason",
            "status_by", "easy_read", "link_title", "link_url",
        }  # fmt: skip
        plain = {"lineage", "order", "suggested_by", "party", "when_kind", "status", "status_at"}

    def __str__(self):
        return self.what

    @property
    def column(self):
        own = (CommitmentParty.PATIENT, CommitmentParty.CARE)
        return self.party if self.party in own else CommitmentParty.OTHER

    @property
    def who(self) -> str:
        """The one who is responsible, by name; the patient by the patient's name."""
        named = self.responsible_staff or self.responsible_unit or self.responsible_name
        return str(named or self.patient)

    @property
    def responsible_key(self) -> str:
        """Of the one in care who is responsible, as it is chosen in a form."""
        return str(self.responsible_staff_id or self.responsible_unit_id or "")

    @property
    def when(self) -> str:
        """When, in words: "senast fredag 4 december", "varje morgon", "vid behov: …"."""
        between = ": " if self.when_kind == WhenKind.WHEN_NEEDED else ", "
        return between.join(filter(None, [self.when_words(dates.day), self.when_text]))

    def when_words(self, day_in_words) -> str:
        """The part of `when` that is ours and not the writer's; `day_in_words` says how days are told."""
        day = day_in_words(self.due_date) if self.due_date else ""
        return {
            WhenKind.DATE: _("no later than %(day)s") % {"day": day},
            WhenKind.PERIOD: _("until %(day)s") % {"day": day},
            WhenKind.RECURRING: "",
            WhenKind.WHEN_NEEDED: _("when needed"),
            WhenKind.IN_WORDS: "",
        }[WhenKind(self.when_kind)]

    @property
    def summary(self):
        who = "" if self.party == CommitmentParty.PATIENT else str(self.who)
        return ". ".join(filter(None, [self.what.rstrip("."), who, capfirst(self.when)]))

    @property
    def is_overdue(self):
        is_late = self.due_date is not None and self.due_date < timezone.localdate()
        return is_late and self.status == Status.AGREED

    @property
    def is_open(self):
        return self.status in (Status.AGREED, Status.RENEGOTIATE)
