"""The questions to answer by hand, with the numbers that are keyed in afterwards. Layout: form.typ."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from agreements.paper.words import words, written_in
from patientkontrakt.ui import dates
from surveys.forms.answers import BandForm
from surveys.instruments import Audience
from surveys.models import Round


def form(round: Round) -> dict:
    """In the language that is active; nothing on it tells whose it is."""
    questions = round.instrument.questions(Audience.PATIENT)
    about = [BandForm.base_fields[name] for name in ("age_band", "spoken")]
    return {
        "title": round.instrument.title_for(Audience.PATIENT),
        "language": get_language(),
        **written_in(get_language()),
        "foot": [_("Measurement %(number)s. %(unit)s") % {"number": round.number, "unit": round.unit}],
        "words": words(),
        "lead": _(
            "Put one cross for each question that you want to answer. Do not write your name. Nobody can see "
            "who has answered what, and your care is not affected."
        ),
        "back": _("Leave the paper to us by %(day)s.") % {"day": dates.full_day(round.closes)},
        "questions": [
            {"ask": question.text, "choices": _choices(question.choices)} for question in questions
        ],
        "about": _("Voluntary, about you"),
        "more": [{"ask": str(field.label), "choices": _choices(field.choices)} for field in about],
        "number": _("Number (the unit writes)"),
    }


def _choices(choices):
    return [{"number": value, "label": str(label)} for value, label in choices if value]
