from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from patientkontrakt.base_model import BaseModel


class UnitKind(models.TextChoices):
    REGION = "region", _("Region")
    ADMINISTRATION = "administration", pgettext_lazy("unit", "Administration")
    CARE_UNIT = "care_unit", _("Care unit")
    MUNICIPALITY = "municipality", _("Municipality")


MEET_PATIENTS = [UnitKind.CARE_UNIT, UnitKind.MUNICIPALITY]


class OrganizationUnitQuerySet(models.QuerySet):
    def within(self, unit):
        """The unit itself and everything below it."""
        return self.filter(path__startswith=unit.path)

    def above(self, unit):
        """What the unit is a part of, the root first."""
        codes = unit.path.rstrip("/").split("/")
        return self.filter(path__in=["/".join(codes[:depth]) + "/" for depth in range(1, len(codes))])

    def care_units(self):
        return self.filter(kind__in=MEET_PATIENTS)


class OrganizationUnit(BaseModel):
    """A node of the tree region → administration → care unit; a municipality is a root of its own.

    A root is the provider (vårdgivare), the legal controller of what its units write.
    """

    kind = models.CharField(max_length=20, choices=UnitKind)
    name = models.CharField(max_length=200)
    hsa_id = models.CharField(max_length=32, unique=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="units")
    path = models.CharField(max_length=200, unique=True, help_text="codes from the root, each ended by /")
    phone = models.CharField(max_length=30, blank=True)
    address = models.CharField(max_length=300, blank=True)

    objects = OrganizationUnitQuerySet.as_manager()

    class Meta:
        ordering = ["path"]
        indexes = [models.Index(fields=["path"], name="people_unit_below", opclasses=["varchar_pattern_ops"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(parent__isnull=True, kind__in=[UnitKind.REGION, UnitKind.MUNICIPALITY])
                | Q(parent__isnull=False, kind__in=[UnitKind.ADMINISTRATION, UnitKind.CARE_UNIT]),
                name="people_unit_roots_are_providers",
            ),
            models.CheckConstraint(condition=Q(path__endswith="/"), name="people_unit_path_ends"),
        ]

    class Privacy:
        personal = set()
        plain = {"kind", "name", "hsa_id", "path", "phone", "address"}

    def __str__(self):
        return self.name

    @property
    def meets_patients(self):
        """Whether it is a unit of care, and not a level above such units."""
        return self.kind in MEET_PATIENTS

    @property
    def name_and_phone(self):
        """Whom to ring, for a sentence that sends a person on."""
        return f"{self.name}, {self.phone}" if self.phone else self.name

    @property
    def provider(self):
        """The root of the tree: vårdgivaren. Select `parent__parent` beforehand to save queries."""
        return self if self.parent is None else self.parent.provider
