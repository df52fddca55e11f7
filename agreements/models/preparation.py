import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from agreements.models import triggers
from agreements.models.what_matters import Author
from patientkontrakt.base_model import BaseModel
from patientkontrakt.people.models import Patient
from patientkontrakt.triggers import keeps_its_patient, never_deleted


class PreparationQuerySet(models.QuerySet):
    def open(self):
        """Still written on: no agreement has quoted it."""
        return self.filter(quoted_in=None)

    def written(self):
        """With something in it."""
        empty = dict.fromkeys(Preparation.TEXTS, "")
        return self.exclude(**empty)

    def at_hand_for(self, draft):
        """What care reads while it writes the draft: what waits to be quoted, and what it has quoted."""
        return self.written().filter(Q(quoted_in=None) | Q(quoted_in=draft))


class Preparation(BaseModel):
    """What the patient, or a delegate, thinks through at home before a meeting. Nothing in it is required.

    Its writer changes it until care quotes it in a draft; from then on it never changes, and the next
    one begins from it. Care never writes in it.
    """

    TEXTS = ("text", "strengths", "helpers", "goals", "talk_about")

    patient = models.ForeignKey(Patient, models.PROTECT, related_name="preparations")
    text = models.TextField(blank=True, help_text="what is important to the patient")
    strengths = models.TextField(blank=True)
    helpers = models.TextField(blank=True)
    goals = models.TextField(blank=True, help_text="own goals, one a line")
    talk_about = models.TextField(blank=True, help_text="what the patient wants to talk about")
    author = models.CharField(max_length=10, choices=Author)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="preparations_written"
    )
    written_by_name = models.CharField(max_length=200)
    quoted_in = models.ForeignKey(
        "agreements.AgreementVersion", models.PROTECT, null=True, related_name="preparations"
    )
    quoted_at = models.DateTimeField(null=True)

    objects = PreparationQuerySet.as_manager()

    class Meta:
        ordering = ["-updated_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["patient", "written_by"],
                condition=Q(quoted_in=None),
                name="agreements_preparation_one_open",
            ),
            models.CheckConstraint(
                condition=Q(author__in=[Author.PATIENT, Author.DELEGATE]),
                name="agreements_preparation_by_the_patients_side",
            ),
            models.CheckConstraint(
                condition=Q(quoted_in=None, quoted_at=None)
                | Q(quoted_in__isnull=False, quoted_at__isnull=False),
                name="agreements_preparation_quoted_when",
            ),
        ]
        triggers = [
            never_deleted(),
            keeps_its_patient(),
            triggers.same_patient_as_version("quoted_in_id"),
            pgtrigger.Protect(
                name="frozen_when_quoted",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__quoted_in__isnull=False),
            ),
        ]

    class Privacy:
        personal = {"text", "strengths", "helpers", "goals", "talk_about", "written_by_name"}
        plain = {"author", "quoted_at"}

    def __str__(self):
        return next(filter(None, self.texts.values()), "")

    @property
    def texts(self) -> dict:
        return {name: getattr(self, name) for name in self.TEXTS}

    @property
    def words(self) -> dict:
        """What an agreement quotes as WhatMatters."""
        return {name: getattr(self, name) for name in ("text", "strengths", "helpers")}

    @property
    def goal_lines(self) -> list[str]:
        return [line.strip() for line in self.goals.splitlines() if line.strip()]
