"""The 7 questions as data: what is asked, of whom, in which words. Gettext never translates these words."""

import json
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.db import models
from django.utils.text import format_lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

# Verbatim from SKR's and Region Halland's material; a new wording is a new file and a new edition.
SEVEN_QUESTIONS = json.loads((Path(__file__).parent / "data" / "seven_questions.json").read_text("utf-8"))
FIRST_LANGUAGE = "sv"


class Audience(models.TextChoices):
    PATIENT = "patient", _("Patients")
    STAFF = "staff", _("Staff")


# What a question holds that was passed over: a row of answers has no NULLs (docs/adr/0014).
PASSED_OVER = 0


class Answer(models.IntegerChoices):
    """What a response stores for one question, or PASSED_OVER."""

    YES = 1, _("Yes")
    PARTLY = 2, _("Partly")
    NO = 3, _("No")
    DONT_KNOW = 4, _("Don't know")
    NOT_RELEVANT = 5, _("Not relevant")


# Those that a share of yes is counted from; the others stand beside, never inside (domain.md §7).
COUNTED = (Answer.YES, Answer.PARTLY, Answer.NO)

# The words of the data file for the stored answers.
ANSWER_OF_WORD = {
    "ja": Answer.YES,
    "delvis": Answer.PARTLY,
    "nej": Answer.NO,
    "vet_ej": Answer.DONT_KNOW,
    "inte_aktuellt": Answer.NOT_RELEVANT,
}
COLUMNS = [f"q{question['number']}" for question in SEVEN_QUESTIONS["questions"]]
# Places for a region's own questions.
OWN_COLUMNS = ["own1", "own2", "own3"]
ALL_COLUMNS = [*COLUMNS, *OWN_COLUMNS]
# Questions that may be answered with "not relevant": those about what is given if needed.
MAY_BE_NOT_RELEVANT = {
    f"q{question['number']}"
    for question in SEVEN_QUESTIONS["questions"]
    if "inte_aktuellt" in question["answers"]
}

SHORT_NAMES = {
    "trygghet": _("Confidence"),
    "overenskommelse": _("Agreement"),
    "kontaktvagar": _("Simple ways to make contact"),
    "fast_vardkontakt": _("Fixed care contact"),
    "nasta_steg": _("Next step"),
    "overenskommen_tid": _("Agreed time"),
    "sammanhallen_planering": _("Coordinated planning"),
}


@dataclass(frozen=True)
class Question:
    """One question as one audience meets it, in one language."""

    number: int
    name: str
    text: str
    choices: list[tuple[int, str]]
    # One of the region's own, numbered from 1, beside the seven.
    is_own: bool = False
    is_asked_of_staff: bool = True
    # Of one of the region's own in figures: the newest that asks it in these words.
    edition: UUID | None = None

    @property
    def column(self):
        return f"own{self.number}" if self.is_own else f"q{self.number}"

    def is_for(self, audience) -> bool:
        return audience == Audience.PATIENT or self.is_asked_of_staff

    @property
    def key(self):
        """What names it among figures: a region's own may change under the same column."""
        return f"{self.column}-{self.edition}" if self.is_own else self.column


def questions(content: dict, audience: str) -> list[Question]:
    """The questions of an instrument in the reader's language, else in Swedish, word for word."""
    return [
        Question(
            number=question["number"],
            name=SHORT_NAMES[question["theme"]],
            text=in_language(question[audience]),
            choices=[
                (ANSWER_OF_WORD[word].value, in_language(content["answers"][word]))
                for word in question["answers"]
            ],
        )
        for question in content["questions"]
    ]


def own_questions(content: dict, audience: str) -> list[Question]:
    """A region's own questions of this audience, to be asked after the seven."""
    asked = [own for own in content.get("own", []) if own[audience][FIRST_LANGUAGE]]
    return [own_question(content, own, audience) for own in asked]


def own_question(content: dict, own: dict, audience: str, edition: UUID | None = None) -> Question:
    # Not as the words stand in the content: the database keeps no order of theirs, and keys count by place.
    words = content["answers"]
    choices = [(answer.value, in_language(words[word])) for word, answer in ANSWER_OF_WORD.items()]
    return Question(
        own["number"], in_language(own["name"]), in_language(own[audience]), choices, is_own=True,
        is_asked_of_staff=bool(own[Audience.STAFF][FIRST_LANGUAGE]), edition=edition,
    )  # fmt: skip


def in_language(texts: dict) -> str:
    return texts.get((get_language() or FIRST_LANGUAGE)[:2]) or texts[FIRST_LANGUAGE]


# To choose one of the seven: (column, "2. Agreement").
QUESTIONS = [
    (f"q{question['number']}", format_lazy("{}. {}", question["number"], SHORT_NAMES[question["theme"]]))
    for question in SEVEN_QUESTIONS["questions"]
]
