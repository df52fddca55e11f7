"""By what answers may be told apart: how they came, and what people say of themselves. Never two at once.

A band is a short text, `all` or `age:18-39`: the name of a sum of answers in a rollup (docs/adr/0014).
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

EVERYONE = "all"
NOT_GIVEN = 0


class Way(models.IntegerChoices):
    """How an answer came."""

    LINK = 1, _("Personal link")
    POSTER = 2, _("Poster in the waiting room")
    KIOSK = 3, _("Screen at the unit")
    TELEPHONE = 4, _("Telephone")
    PAPER = 5, _("Paper")
    PULSE = 6, _("After a visit")
    STAFF_LINK = 7, _("The staff's link")


class AgeBand(models.IntegerChoices):
    """What a person says of their age, wide enough to tell nobody apart."""

    NOT_GIVEN = 0, _("Not given")
    CHILD = 1, _("Under 18")
    YOUNG = 2, _("18–39")
    MIDDLE = 3, _("40–64")
    OLDER = 4, _("65–79")
    OLDEST = 5, _("80 or older")


class Language(models.IntegerChoices):
    """In which language a person answered; the label is the language's own name or ours."""

    NOT_GIVEN = 0, _("Not given")
    SWEDISH = 1, "Svenska"
    ENGLISH = 2, "English"
    OTHER = 3, _("Another language")


# Each dimension's column, and the name of each of its values: the words after the colon.
DIMENSIONS = {
    "way": ("way", {1: "link", 2: "poster", 3: "kiosk", 4: "telephone", 5: "paper", 6: "pulse", 7: "staff"}),
    "age": ("age_band", {0: "none", 1: "0-17", 2: "18-39", 3: "40-64", 4: "65-79", 5: "80-"}),
    "lang": ("language", {0: "none", 1: "sv", 2: "en", 3: "other"}),
}


def band(dimension: str, value: int) -> str:
    """`band("age", AgeBand.YOUNG)` is `age:18-39`."""
    return f"{dimension}:{DIMENSIONS[dimension][1][value]}"


BANDS = [band(dimension, value) for dimension, (_column, names) in DIMENSIONS.items() for value in names]


DIMENSION_NAMES = {"way": _("Way of answering"), "age": _("Age"), "lang": _("Language")}


def kind_of(band: str) -> str:
    """For people: "Age" for `age:18-39`."""
    return DIMENSION_NAMES[band.partition(":")[0]]


def label_of(band: str) -> str:
    """For people: "18–39" for `age:18-39`; "All" for everyone."""
    if band == EVERYONE:
        return _("All")
    dimension, _colon, name = band.partition(":")
    value = next(value for value, own in DIMENSIONS[dimension][1].items() if own == name)
    return {"way": Way, "age": AgeBand, "lang": Language}[dimension](value).label
