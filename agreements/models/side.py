"""Who the sides of an agreement are, and what an answer or a question is about."""

import re
from dataclasses import dataclass
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from patientkontrakt.people.models import OrganizationUnit


class Party(models.TextChoices):
    """As CommitmentParty: whoever promises something has a say."""

    PATIENT = "patient", _("The patient")
    CARE = "care", _("Care")
    RELATIVE = "relative", _("A relative")
    MUNICIPALITY = "municipality", _("The municipality")
    OTHER = "other", _("Another authority or organisation")


@dataclass(frozen=True, eq=False)
class Side:
    """One of those whose answer a version waits for; others than the patient and care have a name.

    A unit of ours is the same side whatever it is called today, and nobody else is by having its name.
    """

    party: str
    name: str = ""
    unit_id: UUID | None = None

    def __eq__(self, other):
        return isinstance(other, Side) and self.key == other.key

    def __hash__(self):
        return hash(self.key)

    def __str__(self):
        return self.name or str(Party(self.party).label)

    @property
    def key(self) -> str:
        """What it is known by, also in forms."""
        known = f"/{self.unit_id}" if self.unit_id else f":{self.name}" if self.name else ""
        return f"{self.party}{known}"

    @property
    def in_a_list(self) -> str:
        """”Karin, dotter” as ”Karin (dotter)”: a comma does not part one person into two."""
        return re.sub(r"^([^,()]+), ([^,()]+)$", r"\1 (\2)", str(self))

    @property
    def is_other(self):
        return self.party not in (Party.PATIENT, Party.CARE)


PATIENT, CARE = Side(Party.PATIENT), Side(Party.CARE)
HAS_A_NAME = Q(party__in=[Party.PATIENT, Party.CARE], party_name="", party_unit=None) | (
    ~Q(party__in=[Party.PATIENT, Party.CARE]) & ~Q(party_name="")
)
ONE_POINT = (
    Q(goal=None, commitment=None) | Q(goal=None, warning_sign=None) | Q(commitment=None, warning_sign=None)
)


class OfSideModel(models.Model):
    """A row that comes from one side."""

    party = models.CharField(max_length=20, choices=Party)
    party_name = models.CharField(
        max_length=200, blank=True, help_text="as Commitment.who, for others than the patient and care"
    )
    party_unit = models.ForeignKey(
        OrganizationUnit, models.PROTECT, null=True, related_name="+", help_text="as in the promise"
    )

    class Meta:
        abstract = True

    @property
    def side(self):
        return Side(self.party, self.party_name, self.party_unit_id)

    @classmethod
    def of_side(cls, side: Side) -> dict:
        """The side as fields of such a row."""
        return {"party": side.party, "party_name": side.name, "party_unit_id": side.unit_id}


class AboutPointModel(models.Model):
    """A row about one point of a version, or about the version as a whole."""

    goal = models.ForeignKey("agreements.Goal", models.PROTECT, null=True, related_name="%(class)ss")
    commitment = models.ForeignKey(
        "agreements.Commitment", models.PROTECT, null=True, related_name="%(class)ss"
    )
    warning_sign = models.ForeignKey(
        "agreements.WarningSign", models.PROTECT, null=True, related_name="%(class)ss"
    )

    class Meta:
        abstract = True

    @property
    def point(self):
        """The row that it is about; None means the agreement as a whole."""
        return self.goal or self.commitment or self.warning_sign

    @classmethod
    def about(cls, point) -> dict:
        """The point as fields of such a row."""
        return {point._meta.get_field(f"{cls._meta.model_name}s").field.name: point} if point else {}
