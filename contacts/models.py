from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Case, Exists, F, Func, OuterRef, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from patientkontrakt.access.models import CareRelation
from patientkontrakt.base_model import BaseModel, PeriodModel, PeriodQuerySet
from patientkontrakt.people.models import OrganizationUnit, Patient, Staff
from patientkontrakt.triggers import never_deleted


class ContactKind(models.TextChoices):
    CARE = "care", _("Fixed care contact")
    PHYSICIAN = "physician", _("Fixed physician contact")


class AppointReason(models.TextChoices):
    """The two grounds of patientlagen 6 kap. 2 §. Any other reason is told in own words."""

    ASKED_FOR = "asked_for", _("The patient asked for it")
    NEEDED = "needed", _("The patient needs it")


class EndReason(models.TextChoices):
    """Usual reasons to end a period with a contact. Any other reason is told in own words."""

    ASKED_FOR = "asked_for", _("The patient asked to change")
    NOT_NEEDED = "not_needed", _("It is no longer needed")
    LEAVES = "leaves", _("The contact leaves the unit or is away for long")
    HANDED_OVER = "handed_over", _("The coordination changed hands")


class CareContactQuerySet(PeriodQuerySet):
    def with_people(self):
        """With staff and unit in the same query, the coordinating contact first."""
        return self.select_related("staff", "unit").order_by("-is_coordinating", "kind", "starts", "id")

    def coordinating(self):
        return self.filter(is_coordinating=True)

    def past(self):
        """Contacts whose last day has been."""
        return self.filter(ends__lt=timezone.localdate()).order_by("-ends", "kind", "id")

    def planned(self):
        """Contacts whose first day is yet to come."""
        return self.filter(starts__gt=timezone.localdate()).order_by("starts", "kind", "id")


# Both days included; no end means on-going.
PERIOD = Func("starts", "ends", Value("[]"), function="daterange", output_field=DateRangeField())


class CareContact(PeriodModel):
    """A named person whom a patient turns to, in one role, from one day to another.

    When the coordination changes hands a new period begins, so that who coordinated when can always
    be shown; `since` is the first day with this person, whatever the role.
    """

    patient = models.ForeignKey(Patient, models.PROTECT, related_name="care_contacts")
    kind = models.CharField(max_length=10, choices=ContactKind)
    staff = models.ForeignKey(Staff, models.PROTECT, related_name="care_contacts")
    unit = models.ForeignKey(OrganizationUnit, models.PROTECT, related_name="care_contacts")
    role_text = models.CharField(max_length=200, blank=True)
    is_coordinating = models.BooleanField(default=False)
    since = models.DateField()
    reason = models.CharField(max_length=300)
    end_reason = models.CharField(max_length=300, blank=True)
    decided_by = models.ForeignKey(Staff, models.PROTECT, related_name="decided_contacts")

    objects = CareContactQuerySet.as_manager()

    class Meta(PeriodModel.Meta):
        constraints = [
            *PeriodModel.Meta.constraints,
            ExclusionConstraint(
                name="contacts_one_coordinating",
                expressions=[("patient", RangeOperators.EQUAL), (PERIOD, RangeOperators.OVERLAPS)],
                condition=Q(is_coordinating=True),
            ),
            ExclusionConstraint(
                name="contacts_one_physician",
                expressions=[("patient", RangeOperators.EQUAL), (PERIOD, RangeOperators.OVERLAPS)],
                condition=Q(kind=ContactKind.PHYSICIAN),
            ),
            models.CheckConstraint(
                condition=Q(is_coordinating=False) | Q(kind=ContactKind.CARE),
                name="contacts_care_contacts_coordinate",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="contacts_start_has_a_reason"),
            models.CheckConstraint(
                condition=Q(ends__isnull=True, end_reason="") | (Q(ends__isnull=False) & ~Q(end_reason="")),
                name="contacts_end_has_a_reason",
            ),
            models.CheckConstraint(condition=Q(since__lte=F("starts")), name="contacts_since_before_start"),
        ]
        triggers = [never_deleted()]

    class Privacy:
        personal = {"role_text", "reason", "end_reason"}
        plain = {"kind", "starts", "ends", "since"}

    def __str__(self):
        return f"{self.get_kind_display()}: {self.staff}"

    @property
    def reason_words(self):
        """The legal ground in words, or the own text."""
        return AppointReason(self.reason).label if self.reason in AppointReason.values else self.reason

    @property
    def end_reason_words(self):
        return EndReason(self.end_reason).label if self.end_reason in EndReason.values else self.end_reason


class PathChannel(models.TextChoices):
    PHONE = "phone", _("Telephone")
    VIDEO = "video", _("Video")
    E_SERVICE = "e_service", _("E-service")
    MESSAGE = "message", _("Message")
    VISIT = "visit", _("Visit")


LINK_CHANNELS = [PathChannel.VIDEO, PathChannel.E_SERVICE, PathChannel.MESSAGE]


def nearness(patient, unit, on=None):
    """How near a unit is to the patient: 1 where the coordinating contact works; none when it has no part."""
    contacts = CareContact.objects.current(on).filter(patient=patient, unit=unit)
    relations = CareRelation.objects.current(on).filter(patient=patient, unit=unit)
    return Case(
        When(Exists(contacts.coordinating()), then=1),
        When(Exists(contacts), then=2),
        When(Exists(relations), then=3),
    )


class ContactPathQuerySet(models.QuerySet):
    def for_patient(self, patient, on=None):
        """Ways to reach the units that care for the patient today, the coordinating contact's unit first."""
        return (
            self.annotate(nearness=nearness(patient, OuterRef("unit"), on))
            .filter(nearness__isnull=False)
            .select_related("unit")
            .order_by("nearness", "unit__name", "unit", "order", "id")
        )


class ContactPath(BaseModel):
    """One way to reach a unit: for what, by which channel, when it is open, how soon it answers."""

    unit = models.ForeignKey(OrganizationUnit, models.PROTECT, related_name="contact_paths")
    purpose = models.CharField(max_length=200)
    channel = models.CharField(max_length=10, choices=PathChannel)
    value = models.CharField(max_length=300)
    opening_hours = models.CharField(max_length=200, blank=True)
    answer_within_hours = models.PositiveSmallIntegerField(null=True, blank=True)
    order = models.PositiveSmallIntegerField(default=1)

    objects = ContactPathQuerySet.as_manager()

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(channel__in=LINK_CHANNELS) | Q(value__startswith="https://"),
                name="contacts_path_links_are_safe",
            ),
            models.CheckConstraint(
                condition=~Q(channel=PathChannel.PHONE) | Q(value__regex=r"^\+?[0-9][0-9 ()-]*$"),
                name="contacts_path_phone_is_a_number",
            ),
            models.CheckConstraint(
                condition=Q(answer_within_hours__isnull=True) | Q(answer_within_hours__range=(1, 720)),
                name="contacts_path_sane_promise",
            ),
            models.CheckConstraint(
                condition=~Q(value="") & ~Q(purpose=""), name="contacts_path_says_what_and_how"
            ),
        ]

    class Privacy:
        personal = set()
        plain = {"purpose", "channel", "value", "opening_hours", "answer_within_hours", "order"}

    def __str__(self):
        return f"{self.purpose} ({self.get_channel_display()})"

    @property
    def is_link(self):
        return self.channel in LINK_CHANNELS

    @property
    def answer_promise(self):
        """The promised answer time in words, or nothing when none is promised."""
        hours = self.answer_within_hours
        if hours is None:
            return ""
        if hours % 24:
            return ngettext(
                "You get an answer within %(n)s hour.", "You get an answer within %(n)s hours.", hours
            ) % {"n": hours}
        if hours == 24:
            return gettext("You get an answer within a day.")
        return gettext("You get an answer within %(n)s days.") % {"n": hours // 24}
