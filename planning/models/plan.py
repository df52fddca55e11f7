import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreements.models import How
from patientkontrakt.base_model import BaseModel, PeriodModel
from patientkontrakt.people.models import OrganizationUnit, Patient, Staff
from patientkontrakt.triggers import append_only, keeps_its_patient, never_deleted, same_patient


class PlanKind(models.TextChoices):
    """The type codes of RIV-TA GetCarePlans, and Min vårdplan."""

    SIP = "SIP", _("Coordinated individual plan (SIP)")
    COMPULSORY_CARE = "SPLPTLRV", _("Coordinated plan for compulsory psychiatric care")
    DISCHARGE = "SPU", _("Plan for going home from hospital")
    CARE = "VP", _("Care plan")
    HABILITATION = "HP", _("Habilitation plan")
    REHABILITATION = "RP", _("Rehabilitation plan")
    MUNICIPAL = "GP", _("The municipality's plan for support")
    STANDARD = "SVP", _("Standardised care plan")
    CANCER = "MINVARDPLAN", _("My care plan (cancer)")


class Source(models.TextChoices):
    """Where the plan's text lives, and so how fresh it is."""

    OWN = "own", _("Written here")
    IMPORTED = "imported", _("Fetched from another system")
    DOCUMENT = "document", _("A document")


class PlanStatus(models.TextChoices):
    ACTIVE = "active", _("In force")
    ENDED = "ended", _("Ended")
    ENTERED_IN_ERROR = "entered_in_error", _("Entered by mistake")


ALLOWED_CHANGES = {
    PlanStatus.ACTIVE: {PlanStatus.ENDED, PlanStatus.ENTERED_IN_ERROR},
    PlanStatus.ENDED: {PlanStatus.ENTERED_IN_ERROR},
    PlanStatus.ENTERED_IN_ERROR: set(),
}


class Authority(models.TextChoices):
    """Who has the overall responsibility for a SIP: one of the two that make it together."""

    REGION = "region", _("The region")
    MUNICIPALITY = "municipality", _("The municipality")


class ConsentBy(models.TextChoices):
    PATIENT = "patient", _("The patient")
    GUARDIAN = "guardian", _("A guardian")
    REPRESENTATIVE = "representative", _("A legal representative")


class PlanQuerySet(models.QuerySet):
    def active(self):
        """Plans in force."""
        return self.filter(status=PlanStatus.ACTIVE)

    def not_mistaken(self):
        """All plans that there are or have been; mistakes are kept but not shown."""
        return self.exclude(status=PlanStatus.ENTERED_IN_ERROR)

    def follow_up_coming(self):
        """Plans in force whose follow-up is today or later, the nearest first."""
        return self.active().filter(follow_up_on__gte=timezone.localdate()).order_by("follow_up_on", "id")

    def for_overview(self):
        """Plans in force first, with all that an overview shows of them, in two queries."""
        return self.select_related("unit", "responsible_staff").prefetch_related("documents")


class Plan(PeriodModel):
    """A plan of any kind, as one row: what, who is responsible, for how long, how fresh.

    A SIP holds its legal minimum (HSL 16 kap. 4 §, SoL): the person's consent, the measures of each
    authority and of others, and who has the overall responsibility.
    """

    patient = models.ForeignKey(Patient, models.PROTECT, related_name="plans")
    unit = models.ForeignKey(OrganizationUnit, models.PROTECT, related_name="plans")
    kind = models.CharField(max_length=11, choices=PlanKind)
    title = models.CharField(max_length=200)
    responsible_staff = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="plans")
    responsible_name = models.CharField(max_length=200, blank=True)
    follow_up_on = models.DateField(null=True)
    source = models.CharField(max_length=8, choices=Source, default=Source.OWN)
    fetched_at = models.DateTimeField(null=True)
    fetched_from = models.CharField(max_length=200, blank=True)
    status = models.CharField(max_length=16, choices=PlanStatus, default=PlanStatus.ACTIVE)
    status_reason = models.TextField(blank=True)
    overall_responsible = models.CharField(max_length=12, choices=Authority, blank=True)
    measures_region = models.TextField(blank=True)
    measures_municipality = models.TextField(blank=True)
    measures_others = models.TextField(blank=True)
    consent_by = models.CharField(max_length=14, choices=ConsentBy, blank=True)
    consent_how = models.CharField(max_length=20, choices=How, blank=True)
    consent_on = models.DateField(null=True)

    objects = PlanQuerySet.as_manager()

    class Meta(PeriodModel.Meta):
        ordering = ["status", "-starts", "id"]
        indexes = [
            models.Index(
                fields=["patient", "follow_up_on"],
                condition=Q(status=PlanStatus.ACTIVE, follow_up_on__isnull=False),
                name="planning_plan_follow_ups",
            )
        ]
        constraints = [
            *PeriodModel.Meta.constraints,
            models.CheckConstraint(
                condition=Q(responsible_staff__isnull=False, responsible_name="")
                | (Q(responsible_staff__isnull=True) & ~Q(responsible_name="")),
                name="planning_plan_one_responsible",
            ),
            models.CheckConstraint(
                condition=Q(source=Source.IMPORTED, fetched_at__isnull=False) & ~Q(fetched_from="")
                | (~Q(source=Source.IMPORTED) & Q(fetched_at__isnull=True, fetched_from="")),
                name="planning_plan_imported_says_when",
            ),
            models.CheckConstraint(
                condition=Q(status=PlanStatus.ACTIVE, status_reason="")
                | (~Q(status=PlanStatus.ACTIVE) & ~Q(status_reason="")),
                name="planning_plan_closed_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(consent_by="", consent_how="", consent_on__isnull=True)
                | (~Q(consent_by="") & ~Q(consent_how="") & Q(consent_on__isnull=False)),
                name="planning_plan_consent_is_whole",
            ),
            models.CheckConstraint(
                condition=~Q(kind=PlanKind.SIP)
                | Q(source=Source.IMPORTED)
                | (Q(consent_on__isnull=False) & ~Q(overall_responsible="")),
                name="planning_sip_with_consent",
            ),
            models.CheckConstraint(
                condition=~Q(kind=PlanKind.SIP, source=Source.OWN)
                | (~Q(measures_region="") & ~Q(measures_municipality="")),
                name="planning_sip_names_measures",
            ),
        ]
        triggers = [never_deleted(), keeps_its_patient()]

    class Privacy:
        personal = {
            "kind", "title", "responsible_name", "status_reason", "overall_responsible",
            "measures_region", "measures_municipality", "measures_others",
            "consent_by", "consent_how", "consent_on",
        }  # fmt: skip
        plain = {"starts", "ends", "follow_up_on", "source", "fetched_at", "fetched_from", "status"}

    def __str__(self):
        return self.title

    @property
    def is_sip(self):
        return self.kind == PlanKind.SIP

    @property
    def is_imported(self):
        return self.source == Source.IMPORTED

    @property
    def is_document(self):
        return self.source == Source.DOCUMENT

    @property
    def is_active(self):
        return self.status == PlanStatus.ACTIVE

    def can_become(self, status):
        return status in ALLOWED_CHANGES[self.status]

    @property
    def responsible(self):
        """The person who answers for the plan: a staff member, or a written name."""
        return str(self.responsible_staff) if self.responsible_staff else self.responsible_name

    @property
    def fresh_at(self):
        """When the text that we show was last known to be right."""
        return self.fetched_at or self.updated_at

    @property
    def document(self):
        """The latest document; earlier ones are kept. Prefetch `documents` for lists."""
        return next(iter(self.documents.all()), None)


def random_name(row, filename):
    """A name that says nothing: neither the patient nor the file's own name."""
    return f"plans/{uuid.uuid4().hex}.pdf"


class PlanDocument(BaseModel):
    """A plan as a PDF. Append-only: a new one goes on top of the old."""

    patient = models.ForeignKey(Patient, models.PROTECT, related_name="plan_documents")
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="documents")
    file = models.FileField(upload_to=random_name)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="plan_documents"
    )

    class Meta:
        ordering = ["-created_at", "-id"]
        triggers = [append_only(), same_patient("plan", "planning_plan")]

    class Privacy:
        personal = {"file"}
        plain = set()

    def __str__(self):
        return f"{self.plan}"

    @property
    def download_name(self):
        """What the file is called in the reader's own folder; the kind of plan and the day."""
        return f"{self.plan.kind}-{timezone.localdate(self.created_at):%Y-%m-%d}.pdf"
