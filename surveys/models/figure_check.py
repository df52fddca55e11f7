from django.contrib.postgres.fields import ArrayField
from django.db import models

from patientkontrakt.base_model import BaseModel


class FigureCheckQuerySet(models.QuerySet):
    def found_wrong(self) -> bool:
        """Whether the newest check found figures that are not what their answers add up to."""
        newest = self.order_by("-created_at").first()
        return bool(newest and newest.wrong)


class FigureCheck(BaseModel):
    """The nightly comparison of all sums with the raw answers; `wrong` holds the numbers of rounds."""

    wrong = ArrayField(models.IntegerField(), default=list)

    objects = FigureCheckQuerySet.as_manager()

    class Privacy:
        personal = set()
        plain = {"wrong"}

    def __str__(self):
        return f"{len(self.wrong)} wrong on {self.created_at:%Y-%m-%d}"
