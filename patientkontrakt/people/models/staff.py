from django.conf import settings
from django.db import models
from django.db.models import Count

from patientkontrakt.audit.models import Purpose
from patientkontrakt.base_model import BaseModel, PeriodModel, PeriodQuerySet
from patientkontrakt.people.models.organization import OrganizationUnit
from patientkontrakt.people.roles import STAFF_ROLES, Role


class StaffQuerySet(models.QuerySet):
    def managing(self, unit):
        """Those who are managers of the unit today."""
        current = Assignment.objects.current().filter(unit=unit, role=Role.UNIT_MANAGER)
        return self.filter(pk__in=current.values("staff"))


class Staff(BaseModel):
    """A person who works in care, at a municipality, or with improving it."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="staff"
    )
    name = models.CharField(max_length=200)
    title = models.CharField(max_length=100)
    hsa_id = models.CharField(max_length=32, unique=True)

    objects = StaffQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "staff"
        ordering = ["name", "id"]

    class Privacy:
        personal = {"name", "hsa_id"}
        plain = {"title"}

    def __str__(self):
        return f"{self.name}, {self.title}"


class AssignmentQuerySet(PeriodQuerySet):
    def meeting_patients(self):
        """Assignments of people who meet patients."""
        return self.filter(role__in=[Role.CLINICIAN, Role.COORDINATING_CONTACT, Role.MUNICIPAL_STAFF])

    def people_at(self, units) -> dict:
        """{key of a unit: how many people have them there}: one may have several."""
        of_unit = self.filter(unit__in=units).order_by().values_list("unit")
        return dict(of_unit.annotate(people=Count("staff", distinct=True)))


class Assignment(PeriodModel):
    """Medarbetaruppdrag: who works as what, where, for what purpose. One is chosen for a session."""

    staff = models.ForeignKey(Staff, models.PROTECT, related_name="assignments")
    unit = models.ForeignKey(OrganizationUnit, models.PROTECT, related_name="assignments")
    role = models.CharField(max_length=30, choices=[(r.value, r.label) for r in STAFF_ROLES])
    purpose = models.CharField(max_length=40, choices=Purpose, default=Purpose.CARE)

    objects = AssignmentQuerySet.as_manager()

    class Meta(PeriodModel.Meta):
        ordering = ["unit__path", "role"]
        constraints = [
            *PeriodModel.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(role__in=STAFF_ROLES), name="people_assignment_staff_role"
            ),
        ]

    class Privacy:
        personal = set()
        plain = {"role", "purpose", "starts", "ends"}

    def __str__(self):
        return f"{self.get_role_display()}, {self.unit}"
