"""Which round a link to the questions asks about, and of whom."""

import hashlib
from typing import NamedTuple

from surveys.instruments import Audience
from surveys.models import Round


class Asked(NamedTuple):
    """What an open link stands for."""

    round: Round
    audience: Audience

    @property
    def questions(self):
        return self.round.instrument.questions(self.audience)


def hash_of(token: str) -> str:
    """All that is kept of a patient's link. The token has 128 random bits, so it needs no salt."""
    return hashlib.sha256(token.encode()).hexdigest()


def asked_by(token: str, rounds=None) -> Asked | None:
    """None for a link that is used, unknown or too old: they look the same on purpose."""
    rounds = (Round.objects.all() if rounds is None else rounds).open().select_related("unit", "instrument")
    if round := rounds.filter(links__token_hash=hash_of(token)).first():
        return Asked(round, Audience.PATIENT)
    if round := rounds.filter(staff_token=token).first():
        return Asked(round, Audience.STAFF)
    return None
