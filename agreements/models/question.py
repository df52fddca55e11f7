from django.conf import settings
from django.db import models
from django.db.models import Q

from agreements.models import triggers
from agreements.models.side import HAS_A_NAME, ONE_POINT, AboutPointModel, OfSideModel, Party
from patientkontrakt.base_model import BaseModel
from patientkontrakt.people.models import Patient
from patientkontrakt.triggers import never_deleted

NO_REPLY = Q(reply="", replied_at=None, replied_by_name="", replied_by=None)
REPLY = ~Q(reply="") & Q(replied_at__isnull=False) & ~Q(replied_by_name="")


class QuestionQuerySet(models.QuerySet):
    def unanswered(self):
        """Still waiting for a reply, in an agreement that lives."""
        living = {
            "agreement_version__agreement__ended_at": None,
            "agreement_version__agreement__error_at": None,
        }
        return self.filter(replied_at=None, **living)

    def to_care(self):
        """Asked by the patient or by others: care is to reply."""
        return self.exclude(party=Party.CARE)

    def with_points(self):
        return self.select_related("goal", "commitment", "warning_sign")


class Question(OfSideModel, AboutPointModel, BaseModel):
    """What a side wants to know before it answers. It changes no state, is never changed, replied to once."""

    agreement_version = models.ForeignKey(
        "agreements.AgreementVersion", models.PROTECT, related_name="questions"
    )
    patient = models.ForeignKey(Patient, models.PROTECT, related_name="agreement_questions")
    text = models.TextField()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="agreement_questions"
    )
    asked_by_name = models.CharField(max_length=200)
    reply = models.TextField(blank=True)
    replied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="agreement_replies"
    )
    replied_by_name = models.CharField(max_length=200, blank=True)
    replied_at = models.DateTimeField(null=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "id"]
        indexes = [
            models.Index(fields=["patient"], condition=Q(replied_at=None), name="agreements_questions_open")
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="agreements_question_not_empty"),
            models.CheckConstraint(condition=NO_REPLY | REPLY, name="agreements_question_whole_reply"),
            models.CheckConstraint(condition=ONE_POINT, name="agreements_question_one_point"),
            models.CheckConstraint(condition=HAS_A_NAME, name="agreements_question_others_have_a_name"),
        ]
        triggers = [
            never_deleted(),
            triggers.answered_once("reply", "replied_by_id", "replied_by_name", "replied_at"),
            triggers.about_a_proposed_version(),
        ]

    class Privacy:
        personal = {"text", "reply", "asked_by_name", "replied_by_name", "party_name"}
        plain = {"party", "replied_at"}

    def __str__(self):
        return self.text

    @property
    def at(self):
        return self.created_at

    @property
    def is_to_care(self):
        return self.party != Party.CARE
