from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from patientkontrakt.base_model import BaseModel
from patientkontrakt.people.models import Assignment, OrganizationUnit, Patient, Staff
from patientkontrakt.people.roles import Role
from patientkontrakt.triggers import append_only, keeps_its_patient, never_deleted, same_patient

RESPONSIBLE_COLUMNS = ["responsible_unit", "responsible_staff", "responsible_patient", "other_party"]
PATIENTS_SIDE = [Role.PATIENT, Role.DELEGATE]


class NeedStatus(models.TextChoices):
    OPEN = "open", _("Open")
    MET = "met", _("Met")
    ENTERED_IN_ERROR = "entered_in_error", _("Entered by mistake")


ALLOWED_CHANGES = {
    NeedStatus.OPEN: {NeedStatus.MET, NeedStatus.ENTERED_IN_ERROR},
    NeedStatus.MET: {NeedStatus.ENTERED_IN_ERROR},
    NeedStatus.ENTERED_IN_ERROR: set(),
}


class NeedQuerySet(models.QuerySet):
    def open(self):
        return self.filter(status=NeedStatus.OPEN)

    def not_mistaken(self):
        """All needs that there are or have been; mistakes are kept but not shown."""
        return self.exclude(status=NeedStatus.ENTERED_IN_ERROR)

    def new_wishes(self):
        """Wishes from the patient's side that no one has taken yet: care owes an answer."""
        taken = ResponsibilityChange.objects.filter(need=models.OuterRef("pk"))
        return self.open().filter(~models.Exists(taken), author_role__in=PATIENTS_SIDE)

    def for_overview(self, on=None):
        """With the responsible party, the writer and where a responsible staff member works, in one query."""
        work = Assignment.objects.current(on).filter(staff=models.OuterRef("responsible_staff"))
        return self.select_related(
            "responsible_unit", "responsible_staff", "responsible_patient", "author"
        ).annotate(staff_units=ArraySubquery(work.values("unit")))


class Need(BaseModel):
    """What the patient needs, in plain words, and the one party that answers for it (invariant 2).

    The responsible party changes only by `actions.give_responsibility`, which says why.
    """

    patient = models.ForeignKey(Patient, models.PROTECT, related_name="needs")
    text = models.TextField()
    responsible_unit = models.ForeignKey(OrganizationUnit, models.PROTECT, null=True, related_name="needs")
    responsible_staff = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="needs")
    responsible_patient = models.ForeignKey(Patient, models.PROTECT, null=True, related_name="own_needs")
    other_party = models.CharField(max_length=200, null=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="needs_written"
    )
    author_unit = models.ForeignKey(OrganizationUnit, models.PROTECT, null=True, related_name="needs_written")
    author_role = models.CharField(max_length=30, choices=Role)
    status = models.CharField(max_length=16, choices=NeedStatus, default=NeedStatus.OPEN)
    status_reason = models.TextField(blank=True)

    objects = NeedQuerySet.as_manager()

    class Meta:
        ordering = ["-status", "created_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Exact(
                    Func(
                        *map(F, RESPONSIBLE_COLUMNS),
                        function="num_nonnulls",
                        output_field=models.IntegerField(),
                    ),
                    1,
                ),
                name="planning_need_one_responsible_party",
            ),
            models.CheckConstraint(
                condition=Q(other_party__isnull=True) | ~Q(other_party=""),
                name="planning_need_other_party_is_named",
            ),
            models.CheckConstraint(
                condition=Q(responsible_patient__isnull=True) | Q(responsible_patient=F("patient")),
                name="planning_need_of_the_patient_herself",
            ),
            models.CheckConstraint(
                condition=~Q(status=NeedStatus.ENTERED_IN_ERROR) | ~Q(status_reason=""),
                name="planning_need_mistake_with_reason",
            ),
        ]
        triggers = [never_deleted(), keeps_its_patient()]

    class Privacy:
        personal = {"text", "other_party", "status_reason"}
        plain = {"author_role", "status"}

    def __str__(self):
        return self.text

    @property
    def is_open(self):
        return self.status == NeedStatus.OPEN

    def can_become(self, status):
        return status in ALLOWED_CHANGES[self.status]

    @property
    def is_wish(self):
        """Written by the patient's side: their own words, which care does not rewrite."""
        return self.author_role in PATIENTS_SIDE

    @property
    def units(self):
        """Keys of the units that answer for the need or wrote it. Needs `for_overview`."""
        return {self.responsible_unit_id, self.author_unit_id, *self.staff_units} - {None}

    @property
    def responsible(self):
        """The one party that answers for the need: a unit, a staff member, the patient, or a name."""
        return next(filter(None, (getattr(self, column) for column in RESPONSIBLE_COLUMNS)))


class ResponsibilityChange(BaseModel):
    """Who answered for a need before and after, and why it changed. Append-only history."""

    patient = models.ForeignKey(Patient, models.PROTECT, related_name="responsibility_changes")
    need = models.ForeignKey(Need, models.PROTECT, related_name="responsibility_changes")
    given_by = models.CharField(max_length=300)
    given_to = models.CharField(max_length=300)
    reason = models.TextField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="responsibility_changes"
    )

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="planning_change_says_why")]
        triggers = [append_only(), same_patient("need", "planning_need")]

    class Privacy:
        personal = {"given_by", "given_to", "reason"}
        plain = set()

    def __str__(self):
        return f"{self.given_by} → {self.given_to}"
