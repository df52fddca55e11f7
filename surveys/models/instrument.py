import datetime

import pgtrigger
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from patientkontrakt.base_model import BaseModel
from surveys.instruments import (
    FIRST_LANGUAGE,
    SEVEN_QUESTIONS,
    Audience,
    in_language,
    own_questions,
    questions,
)

FREEZE_ONCE_ANSWERED = """
IF EXISTS (
    SELECT 1 FROM surveys_round asked WHERE asked.instrument_id = OLD.id AND (
        EXISTS (SELECT 1 FROM surveys_incoming WHERE round_number = asked.number)
        OR EXISTS (SELECT 1 FROM surveys_response WHERE round_number = asked.number)
    )
) THEN
    RAISE EXCEPTION 'An instrument that has been answered never changes.';
END IF;
IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
RETURN NEW;
"""


class InstrumentQuerySet(models.QuerySet):
    def newest_first(self):
        return self.filter(slug=SEVEN_QUESTIONS["instrument"]).order_by("-created_at", "-edition")

    def in_use(self):
        """The edition that new rounds ask: the newest one of the newest wording of the seven."""
        return self.newest_first().filter(content__version=SEVEN_QUESTIONS["version"]).first()


class Instrument(BaseModel):
    """Questions in one wording. A new wording is a new edition, so that answers keep their question."""

    slug = models.CharField(max_length=40)
    edition = models.CharField(max_length=40)
    content = models.JSONField()

    objects = InstrumentQuerySet.as_manager()

    class Meta:
        ordering = ["slug", "edition"]
        constraints = [
            models.UniqueConstraint(fields=["slug", "edition"], name="surveys_instrument_edition_once")
        ]
        triggers = [
            pgtrigger.Trigger(
                name="frozen_once_answered",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                func=FREEZE_ONCE_ANSWERED,
            )
        ]

    class Privacy:
        personal = set()
        plain = {"slug", "edition", "content"}

    def __str__(self):
        return f"{self.slug} {self.edition}"

    @property
    def title(self):
        return in_language(self.content["title"])

    def title_for(self, audience: str):
        return self.title if audience == Audience.PATIENT else _("Seven questions to you who meet patients")

    @property
    def shown_language(self):
        """The reader's language when the questions are in it, else the first."""
        language = (get_language() or FIRST_LANGUAGE)[:2]
        return language if language in self.content["title"] else FIRST_LANGUAGE

    def questions(self, audience: str):
        """As this edition asks them, in the reader's language."""
        return [*questions(self.content, audience), *own_questions(self.content, audience)]

    @property
    def own(self):
        """The region's own questions as they were written."""
        return self.content.get("own", [])

    @property
    def approved(self):
        """Language → {"by": who approved the translation, "on": which day}."""
        approved = self.content.get("approved", {})
        return {name: by | {"on": datetime.date.fromisoformat(by["on"])} for name, by in approved.items()}
