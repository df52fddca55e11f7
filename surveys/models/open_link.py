import secrets

from django.db import models
from django.db.models import Q

from agreements.check_codes import ALPHABET
from patientkontrakt.base_model import BaseModel
from surveys.bands import Way
from surveys.instruments import Audience
from surveys.models.round import Round, new_token


def short_token() -> str:
    """40 random bits, to be typed from a poster: for all who stand before it, and for nobody who guesses."""
    return "".join(secrets.choice(ALPHABET.lower()) for _letter in range(8))


class OpenLink(BaseModel):
    """A link to a round that many use: on a poster, on a screen at the unit, for the staff, or after a visit.

    `limit` is the most answers that it takes; the staff's takes as many as work at the unit.
    """

    WAYS = (Way.POSTER, Way.KIOSK, Way.PULSE, Way.STAFF_LINK)

    round = models.ForeignKey(Round, models.PROTECT, related_name="open_links")
    way = models.SmallIntegerField(choices=Way)
    token = models.CharField(max_length=40, default=new_token, unique=True)
    limit = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "way"], name="surveys_openlink_once_a_way"),
            models.CheckConstraint(
                condition=Q(way__in=[Way.POSTER, Way.KIOSK, Way.PULSE])
                | Q(way=Way.STAFF_LINK, limit__isnull=False),
                name="surveys_openlink_staffs_is_limited",
            ),
        ]

    class Privacy:
        personal = set()
        plain = {"way", "token", "limit"}

    def __str__(self):
        return f"{self.get_way_display()} in {self.round_id}"

    @property
    def audience(self):
        return Audience.STAFF if self.way == Way.STAFF_LINK else Audience.PATIENT
