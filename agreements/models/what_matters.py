from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from patientkontrakt.base_model import BaseModel
from patientkontrakt.people.models import Patient
from patientkontrakt.triggers import append_only


class Author(models.TextChoices):
    """Who held the pen; the words are the patient's all the same."""

    PATIENT = "patient", _("The patient")
    DELEGATE = "delegate", _("Delegate")
    STAFF = "staff", _("Care, as the patient told it")

    @classmethod
    def of(cls, actor):
        if actor.is_patient:
            return cls.PATIENT
        return cls.DELEGATE if actor.is_delegate else cls.STAFF


class WhatMatters(BaseModel):
    """What is important to the patient, and the patient's own resources. Never changed, only followed.

    New words are a new row; an agreement's version points at the row that it quotes.
    """

    patient = models.ForeignKey(Patient, models.PROTECT, related_name="what_matters")
    text = models.TextField(blank=True)
    strengths = models.TextField(blank=True, help_text="what the patient can do and feels well by")
    helpers = models.TextField(blank=True, help_text="people who help in daily life")
    author = models.CharField(max_length=10, choices=Author)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="what_matters_written"
    )
    written_by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["patient", "-created_at"], name="agreements_words_newest")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text="") | ~Q(strengths="") | ~Q(helpers=""), name="agreements_words_not_empty"
            )
        ]
        triggers = [append_only()]

    class Privacy:
        personal = {"text", "strengths", "helpers", "written_by_name"}
        plain = {"author"}

    def __str__(self):
        return self.text or self.strengths or self.helpers

    @property
    def written_at(self):
        return self.created_at
