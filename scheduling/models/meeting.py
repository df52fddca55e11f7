"""What a proposal and an appointment have in common: how the meeting is held and what to prepare."""

import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from patientkontrakt.base_model import BaseModel

SHORTEST = datetime.timedelta(minutes=5)
LONGEST = datetime.timedelta(hours=12)


class MeetingChannel(models.TextChoices):
    VISIT = "visit", _("Visit to care")
    HOME_VISIT = "home_visit", _("Home visit")
    PHONE = "phone", _("Telephone call")
    VIDEO = "video", _("Video call")


class Meeting(BaseModel):
    purpose = models.CharField(max_length=200)
    channel = models.CharField(max_length=10, choices=MeetingChannel, default=MeetingChannel.VISIT)
    place = models.CharField(max_length=300, blank=True)
    video_link = models.CharField(max_length=300, blank=True)
    preparation = models.TextField(max_length=1000, blank=True)
    bring = models.CharField(max_length=300, blank=True)
    needs = models.CharField(max_length=300, blank=True, help_text="interpreter, transport …")

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(condition=~Q(purpose=""), name="%(app_label)s_%(class)s_has_a_purpose"),
            models.CheckConstraint(
                condition=Q(video_link="") | Q(video_link__startswith="https://"),
                name="%(app_label)s_%(class)s_safe_link",
            ),
        ]

    class Privacy:
        personal = {"purpose", "place", "video_link", "preparation", "bring", "needs"}
        plain = {"channel"}

    @property
    def terms(self):
        """What is carried over from a proposal to its appointment, or to the next proposal."""
        return {field.name: getattr(self, field.name) for field in Meeting._meta.fields if _is_term(field)}


def _is_term(field):
    return field.name in Meeting.Privacy.personal | Meeting.Privacy.plain


def sane_length(name):
    """The end comes after the start, in 5 minutes at the least and 12 hours at the most."""
    length = Q(ends_at__gte=F("starts_at") + SHORTEST, ends_at__lte=F("starts_at") + LONGEST)
    return models.CheckConstraint(condition=length, name=name)
