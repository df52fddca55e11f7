"""For the waiting room: what it is, a code to photograph, and the address. Layout: poster.typ."""

import segno
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from agreements.paper.words import words, written_in
from patientkontrakt.ui import dates
from surveys.instruments import Audience
from surveys.models import Round


def poster(round: Round, address: str) -> dict:
    """In the language that is active."""
    short = address.partition("://")[2]
    return {
        "title": round.instrument.title_for(Audience.PATIENT),
        "language": get_language(),
        **written_in(get_language()),
        "foot": [],
        "words": words(),
        "unit": str(round.unit),
        "lead": _("A few short questions. Nobody can see who has answered, and your care is not affected."),
        "how": _("Point your telephone's camera at the square."),
        "code": segno.make(address, error="m").svg_inline(border=0, omitsize=True),
        "code_says": _("QR code that leads to %(address)s") % {"address": short},
        "or": _("Or write the address:"),
        "address": short,
        "paper": _("Would you rather answer on paper? Ask us."),
        "until": _("Until and including %(day)s.") % {"day": dates.full_day(round.closes)},
    }
