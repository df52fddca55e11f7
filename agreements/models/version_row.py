"""What goals, promises and warning signs share: they are rows of one version, and live on in the next."""

import uuid
from urllib.parse import urlsplit

from django.db import models
from django.db.models import Exists, OuterRef

from agreements.models.acceptance import Acceptance
from patientkontrakt.base_model import BaseModel
from patientkontrakt.people.models import Patient

# Where a new row stands: after all that have a place of their own, in the order in which they were written.
LAST = 32767


class VersionRowQuerySet(models.QuerySet):
    def with_disputed(self):
        """Annotates `is_disputed`: a party disagrees on this very point."""
        return self.annotate(is_disputed=Exists(self._objections()))

    def undisputed(self):
        return self.filter(~Exists(self._objections()))

    def _objections(self):
        point = self.model._meta.get_field("acceptances").field.name
        return Acceptance.objects.open_disagreements().filter(**{point: OuterRef("pk")})


class KnowledgeLinkModel(models.Model):
    """One link to patient information: https, from the region's list of places (settings.KNOWLEDGE_HOSTS)."""

    link_title = models.CharField(max_length=200, blank=True)
    link_url = models.URLField(max_length=500, blank=True)

    class Meta:
        abstract = True

    @property
    def link_host(self):
        """Where the link leads, for those who want to know before they follow it."""
        return urlsplit(self.link_url).hostname or ""


class VersionRow(BaseModel):
    """`lineage` is the same in each version that the row has been carried over to: it tells what changed."""

    TERMS: tuple[str, ...] = ()  # what the two sides agree on; a change of one of these is told

    agreement_version = models.ForeignKey("agreements.AgreementVersion", models.PROTECT)
    patient = models.ForeignKey(Patient, models.PROTECT)
    lineage = models.UUIDField(default=uuid.uuid4, editable=False)
    order = models.PositiveSmallIntegerField(default=0)
    easy_read = models.CharField(
        max_length=500,
        blank=True,
        help_text="the same in easy Swedish, when someone has written it; never made",
    )
    suggested_by = models.CharField(
        max_length=100,
        blank=True,
        help_text="the template that it came from, until someone has said yes to it",
    )

    objects = VersionRowQuerySet.as_manager()

    class Meta:
        abstract = True
        default_related_name = "%(class)ss"
        ordering = ["order", "created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement_version", "lineage"], name="agreements_%(class)s_once_a_version"
            )
        ]

    @property
    def column(self):
        """The rows that a row stands among on the page."""
        return type(self).__name__

    @property
    def is_suggestion(self):
        """A template brought it in and nobody has said yes to it yet: it cannot be proposed."""
        return self.suggested_by != ""

    @property
    def terms(self) -> dict:
        return {name: getattr(self, name) for name in self.TERMS}

    @property
    def stored_terms(self) -> dict:
        """By key where a row names another row: comparing must not fetch it."""
        stored = {name: self._meta.get_field(name).attname for name in self.TERMS}
        return {name: getattr(self, attname) for name, attname in stored.items()}
