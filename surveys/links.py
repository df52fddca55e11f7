"""Which round a link to the questions asks about, and of whom."""

import hashlib
from typing import NamedTuple

from surveys.bands import Way
from surveys.instruments import Audience
from surveys.models import OpenLink, Round


class Asked(NamedTuple):
    """What a link stands for; `link` is None for a patient's own."""

    round: Round
    audience: Audience
    way: Way
    link: OpenLink | None = None

    @property
    def questions(self):
        return self.round.instrument.questions(self.audience)


def hash_of(token: str) -> str:
    """All that is kept of a patient's link. The token has 128 random bits, so it needs no salt."""
    return hashlib.sha256(token.encode()).hexdigest()


def asked_by(token: str) -> Asked | None:
    """None for a link that is used, unknown or too old: they look the same on purpose."""
    rounds = Round.objects.open().select_related("unit", "instrument")
    if round := rounds.filter(links__token_hash=hash_of(token)).first():
        return Asked(round, Audience.PATIENT, Way.LINK)
    if round := rounds.filter(open_links__token=token).prefetch_related("open_links").first():
        link = next(link for link in round.open_links.all() if link.token == token)
        return Asked(round, link.audience, Way(link.way), link)
    return None
