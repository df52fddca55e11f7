"""What all papers say: whose it is, which version, the code, the page; and telephone numbers."""

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from patientkontrakt.ui import dates, phones
from patientkontrakt.ui.languages import OTHER_LETTERS


def frame(version, form, title) -> dict:
    """The parts that look.typ wants of a version's paper."""
    return {
        "title": title,
        "form": str(form),
        "language": get_language(),
        **written_in(version.agreement.language),
        "patient": version.patient.name,
        "code": version.check_code,
        "foot": _foot(version),
        "words": words(),
    }


def words() -> dict:
    return {
        "page": _("Page {page} of {pages}"),
        "code": _("Check code"),
        "gaps": _("A square stands for a sign that could not be printed."),
        "nothing": _("Nothing yet."),
        "then": _("Then I do this:"),
        "phone": _("Telephone"),
    }


def written_in(code: str) -> dict:
    """The agreement's language, as typst takes it, and whether a text in Latin letters can be in it.

    Care often writes Swedish in the agreement of someone who reads Arabic: Latin letters are Swedish there.
    """
    language = "sv" if code.startswith("sgn") else code.split("-")[0]
    return {"written_in": language, "in_latin_letters": "sv" if language in OTHER_LETTERS else language}


def number(phone: str) -> str:
    return phones.shown(phone) if phone else ""


def always_numbers() -> list[dict]:
    """Numbers that somebody always answers."""
    return [
        {"label": _("Advice about care, day and night"), "phone": settings.FALLBACK_PHONE},
        {"label": _("Danger to life"), "phone": "112"},
    ]


def _foot(version):
    said = {"number": version.number, "day": dates.short_day(version.proposed_at)}
    return [version.patient.name, _("Version %(number)s of %(day)s") % said]
