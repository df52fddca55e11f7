"""What every table shares: a key that tells nothing, two time stamps, and a version against lost edits."""

import datetime
import uuid

from django.db import models
from django.db.models import F, Q
from django.db.models.base import ModelState
from django.utils import timezone


class EditConflict(Exception):
    """Someone else saved first. `saved` is the row as it stands now; the caller shows both texts."""

    def __init__(self, saved):
        super().__init__("The row was changed by someone else in the meantime.")
        self.saved = saved


class BaseModel(models.Model):
    """UUID key, time stamps, and `version`, which grows by one with each edit (invariant 9)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

    @classmethod
    def from_db(cls, db, field_names, values):
        """As Django's, without setting field by field: nobody listens to pre_init, no field computes."""
        if len(values) != len(cls._meta.concrete_fields):
            return super().from_db(db, field_names, values)
        row = cls.__new__(cls)
        row.__dict__.update(zip(field_names, values, strict=True), _state=ModelState())
        row._state.adding, row._state.db = False, db
        return row

    def _get_FIELD_display(self, field):
        """As Django's, which translates every choice to find the one."""
        value = getattr(self, field.attname)
        return next((str(label) for choice, label in field.flatchoices if choice == value), value)


def save_edit(row: models.Model, *, seen_version: int, **changes) -> models.Model:
    """Save `changes` only if the row still is the version that the editor saw, in one statement.

    Raises EditConflict, with the row as it stands now, when it is not. Call it from actions.
    """
    manager = type(row)._default_manager
    edited = manager.filter(pk=row.pk, version=seen_version).update(
        version=F("version") + 1, updated_at=timezone.now(), **changes
    )
    if edited and row.version == seen_version:  # the row is as it was read: nothing else can have changed
        for name, value in {**changes, "version": seen_version + 1}.items():
            setattr(row, name, value)
        return row
    row.refresh_from_db()
    if not edited:
        raise EditConflict(saved=row)
    return row


class PeriodQuerySet(models.QuerySet):
    def current(self, on: datetime.date | None = None):
        """Rows whose period holds the day `on` (today): both ends included, no end means on-going."""
        day = on or timezone.localdate()
        return self.filter(Q(ends__isnull=True) | Q(ends__gte=day), starts__lte=day)


class PeriodModel(BaseModel):
    """A row that holds from one day to another (both included); no end means that it goes on."""

    starts = models.DateField(default=timezone.localdate)
    ends = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")),
                name="%(app_label)s_%(class)s_ends_after_start",
            )
        ]

    @property
    def is_current(self):
        today = timezone.localdate()
        return self.starts <= today and (self.ends is None or self.ends >= today)
