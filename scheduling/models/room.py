from django.db import models

from patientkontrakt.base_model import BaseModel
from patientkontrakt.people.models import OrganizationUnit


class Room(BaseModel):
    """A room of a unit that can be booked together with a time."""

    unit = models.ForeignKey(OrganizationUnit, models.PROTECT, related_name="rooms")
    name = models.CharField(max_length=100)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "name"], name="scheduling_room_name_once"),
        ]

    class Privacy:
        personal = set()
        plain = {"name"}

    def __str__(self):
        return self.name
