import datetime

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from patientkontrakt.base_model import BaseModel
from patientkontrakt.people.models import Patient

# Pauses after a failed attempt. When they are used up the message is given up and shown as failed.
PAUSES = [datetime.timedelta(minutes=m) for m in (1, 5, 30, 120, 720)]


class Topic(models.TextChoices):
    """Why we write. Decides text and link; never holds anything about the person."""

    NEWS = "news", _("News in the contract")
    REMINDER = "reminder", _("Reminder")
    SURVEY = "survey", _("The 7 questions")
    # Once more, without the link: who has answered is not known.
    SURVEY_AGAIN = "survey_too", _("The 7 questions, once more")


class Channel(models.TextChoices):
    EMAIL = "email", _("E-mail")
    SMS = "sms", _("Text message")


class Delivery(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Given up")


# How long after it was written a message is still worth sending; others may come whenever they can.
BEST_BEFORE = {Topic.REMINDER: datetime.timedelta(hours=1)}


class OutboxQuerySet(models.QuerySet):
    def due(self):
        """What should be sent now, oldest first."""
        return self.filter(delivery=Delivery.WAITING, next_attempt_at__lte=timezone.now()).order_by(
            "next_attempt_at"
        )


class OutboxMessage(BaseModel):
    """One message to one address. The link's path is erased once sent: it may be a single-use link."""

    patient = models.ForeignKey(Patient, models.PROTECT, related_name="outbox_messages")
    topic = models.CharField(max_length=10, choices=Topic)
    channel = models.CharField(max_length=5, choices=Channel)
    address = models.CharField(max_length=254)
    language = models.CharField(max_length=10, default="sv")
    path = models.CharField(max_length=200, blank=True)
    delivery = models.CharField(max_length=8, choices=Delivery, default=Delivery.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = OutboxQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        indexes = [
            models.Index(
                fields=["next_attempt_at"],
                condition=Q(delivery=Delivery.WAITING),
                name="notifications_due",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(delivery=Delivery.SENT, sent_at__isnull=False)
                | (~Q(delivery=Delivery.SENT) & Q(sent_at__isnull=True)),
                name="notifications_sent_has_a_time",
            )
        ]

    class Privacy:
        personal = {"address", "path"}
        plain = {
            "topic", "channel", "language", "delivery", "attempts", "next_attempt_at", "sent_at",
        }  # fmt: skip

    def __str__(self):
        return f"{self.topic} {self.channel} {self.delivery}"

    @property
    def is_stale(self):
        """A reminder belongs to its hour: at night, or the day after, it is worse than none."""
        longest = BEST_BEFORE.get(self.topic)
        return longest is not None and timezone.now() - self.created_at > longest


class FaultReport(BaseModel):
    """What a visitor could not use (lag 2018:1937): read by the administrators."""

    text = models.TextField()
    page = models.CharField(max_length=200, blank=True)
    reply_to = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-created_at"]

    class Privacy:
        personal = {"text", "reply_to"}
        plain = {"page"}

    def __str__(self):
        return self.page or str(self.pk)
