"""The card for the wallet: what to do if I get worse. Layout: card.typ."""

from django.utils.translation import gettext as _

from agreements.models import AgreementVersion, PaperForm
from agreements.paper.folder import Reader
from agreements.paper.standing import holds, sentence
from agreements.paper.words import always_numbers, frame, number


def card(version: AgreementVersion, hides_location: bool) -> dict:
    """Of a version from contract.read_version: one panel a sign, and one in front with the numbers."""
    reader = Reader(version, is_easy=False, hides_location=hides_location)
    care = {"label": _("Care"), "phone": number(version.contact_phone)}
    return frame(version, PaperForm.CARD, _("If I get worse")) | {
        "standing": "" if holds(version) else sentence(version),
        "numbers": [row for row in [care, *always_numbers()] if row["phone"]],
        "signs": [reader.sign(row) for row in version.warning_signs.all()],
        "how_to": _("Cut along the whole lines. Fold along the dotted lines, like an accordion."),
        "none": _("You and care have not yet written down what you are to watch for."),
    }
