import pgtrigger
from django.contrib.postgres.aggregates import ArrayAgg
from django.db import models
from django.db.models import F, Func, Max, Value
from django.db.models.functions import TruncDate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Activity(models.TextChoices):
    """The activities of RIV-TA StoreLog; the values are its codes, written as the log wants them."""

    READ = "Läsa", pgettext_lazy("log", "Read")
    WRITE = "Skriva", pgettext_lazy("log", "Wrote")
    SIGN = "Signera", pgettext_lazy("log", "Signed")
    PRINT = "Utskrift", pgettext_lazy("log", "Printed")
    CONFIRM = "Vidimera", pgettext_lazy("log", "Countersigned")
    DELETE = "Radera", pgettext_lazy("log", "Erased")
    EMERGENCY = "Nödöppning", pgettext_lazy("log", "Emergency opening")


class Purpose(models.TextChoices):
    """Why a person may process data (patientdatalagen 2 kap. 4 §); the values are StoreLog's codes."""

    CARE = "Vård och behandling", _("Care and treatment")
    QUALITY = "Kvalitetssäkring", _("Quality assurance")
    OTHER_LAW = "Annan dokumentation enligt lag", _("Other documentation by law")
    STATISTICS = "Statistik", _("Statistics")
    ADMINISTRATION = "Administration", _("Administration")
    REGISTER = "Kvalitetsregister", _("Quality register")


class Outcome(models.TextChoices):
    DONE = "done", pgettext_lazy("log", "Done")
    REFUSED = "refused", pgettext_lazy("log", "Refused")


class AuditEventQuerySet(models.QuerySet):
    def about(self, patient, since):
        """What was done with one patient's data since a moment; always bounded in time."""
        return self.filter(patient_id=patient.pk, at__gte=since).order_by("-at", "-id")

    def by_units(self, units, since):
        """What was done at these units since a moment, newest first; for the systematic review."""
        hsa_ids = units.values("hsa_id")
        return self.filter(unit_hsa_id__in=hsa_ids, at__gte=since).order_by("-at", "-id")

    def by_others(self, user):
        """Events of other people than `user`: the ones a patient wants to judge."""
        return self.exclude(user_id=user.pk).exclude(user_id=None)

    def in_days(self):
        """One row for what one person at one unit did with one part in one day, and when: see audit.days."""
        said = ("user_name", "title", "unit_name", "provider_name", "activity", "outcome", "purpose")
        area = Func(
            F("resource_type"), Value("."), Value(1), function="split_part", output_field=models.TextField()
        )
        days = self.order_by().values("user_id", *said, day=TruncDate("at"), area=area)
        return days.annotate(last=Max("at"), moments=ArrayAgg("at", order_by="at")).order_by("-last", *said)


class AuditEvent(models.Model):
    """One look, one change or one refusal. No foreign keys: the log outlives what it speaks of."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField(auto_now_add=True)
    activity = models.CharField(max_length=20, choices=Activity)
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.DONE)
    purpose = models.CharField(max_length=40, choices=Purpose)
    user_id = models.UUIDField(null=True)
    user_name = models.CharField(max_length=200)
    user_hsa_id = models.CharField(max_length=32, blank=True)
    role = models.CharField(max_length=30)
    title = models.CharField(max_length=100, blank=True)
    unit_hsa_id = models.CharField(max_length=32, blank=True)
    unit_name = models.CharField(max_length=200, blank=True)
    provider_hsa_id = models.CharField(max_length=32, blank=True)
    provider_name = models.CharField(max_length=200, blank=True)
    patient_id = models.UUIDField(null=True)
    resource_type = models.CharField(max_length=50)
    resource_id = models.UUIDField(null=True)

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["patient_id", "-at"], name="audit_by_patient"),
            models.Index(fields=["user_id", "-at"], name="audit_by_user"),
            models.Index(fields=["unit_hsa_id", "-at"], name="audit_by_unit"),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="never_emptied",
                level=pgtrigger.Statement,
                when=pgtrigger.Before,
                operation=pgtrigger.Truncate,
                func="RAISE EXCEPTION 'pgtrigger: The log is never emptied'; RETURN NULL;",
            ),
        ]

    class Privacy:
        personal = {"user_id", "user_name", "user_hsa_id", "title", "patient_id", "resource_id"}
        plain = {
            "at", "activity", "outcome", "purpose", "role", "unit_hsa_id", "unit_name",
            "provider_hsa_id", "provider_name", "resource_type",
        }  # fmt: skip

    def __str__(self):
        return f"{self.activity} {self.resource_type}"

    @property
    def area(self):
        """The part of the contract that the event is about: the first word of the resource's type."""
        return self.resource_type.split(".")[0]

    @property
    def is_refused(self):
        return self.outcome == Outcome.REFUSED
