"""Which round a link to the questions asks about, and of whom."""

import hashlib
import uuid
from typing import NamedTuple

from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from surveys.bands import Way
from surveys.instruments import Audience
from surveys.models import OpenLink, ReceivedForm, Round

# Asked after a visit: does the patient feel safe, and know the next step?
PULSE_COLUMNS = ("q1", "q5")
# A ticket is the link, a key and our seal of both, 32 hexadecimal digits each of the last two.
KEY = 32


class Asked(NamedTuple):
    """What a link stands for; `link` is None for a patient's own. `key`: of the one answer to a ticket."""

    round: Round
    audience: Audience
    way: Way
    link: OpenLink | None = None
    key: uuid.UUID | None = None

    @property
    def questions(self):
        """In the round's own wording; after a visit only two of them."""
        questions = self.round.instrument.questions(self.audience)
        return [q for q in questions if self.way != Way.PULSE or q.column in PULSE_COLUMNS]

    @property
    def title(self):
        return _("After the visit") if self.is_pulse else self.round.instrument.title_for(self.audience)

    @property
    def language(self):
        """The language that the questions are shown in: the reader's, or the first."""
        return self.round.instrument.shown_language

    @property
    def is_kiosk(self):
        return self.way == Way.KIOSK

    @property
    def is_pulse(self):
        return self.way == Way.PULSE

    @property
    def is_answered(self):
        """Whether the ticket has been used. Of other links: never, for a used one asks nothing."""
        return self.key is not None and ReceivedForm.objects.filter(pk=self.key).exists()

    @property
    def begins_with_first(self):
        """One question at a time, until the person chooses otherwise."""
        return self.audience == Audience.PATIENT and not self.is_pulse

    @property
    def token(self):
        """Of an open link; a patient's own is not ours to tell."""
        return self.link and self.link.token


def hash_of(token: str) -> str:
    """All that is kept of a patient's link. The token has 128 random bits, so it needs no salt."""
    return hashlib.sha256(token.encode()).hexdigest()


def asked_by(token: str) -> Asked | None:
    """None for a link that is used, unknown or too old: they look the same on purpose."""
    rounds = Round.objects.open().select_related("unit", "instrument")
    if round := rounds.filter(links__token_hash=hash_of(token)).first():
        return Asked(round, Audience.PATIENT, Way.LINK)
    open_token, key = _opened(token)
    if round := rounds.filter(open_links__token=open_token).prefetch_related("open_links").first():
        link = next(link for link in round.open_links.all() if link.token == open_token)
        if link.way != Way.PULSE or key:
            return Asked(round, link.audience, Way(link.way), link, key)
    return None


def ticket(link: OpenLink, key: uuid.UUID) -> str:
    """Opens the questions after a visit to one answer. Kept nowhere: no row ties it to who was asked."""
    return f"{link.token}{key.hex}{_seal(link.token, key.hex)}"


def _opened(token):
    """(open link's token, key of the ticket or None)."""
    link, key, seal = token[: -2 * KEY], token[-2 * KEY : -KEY], token[-KEY:]
    if link and constant_time_compare(seal, _seal(link, key)):
        return link, uuid.UUID(key)
    return token, None


def _seal(link, key):
    return salted_hmac("surveys.ticket", f"{link} {key}").hexdigest()[:KEY]
