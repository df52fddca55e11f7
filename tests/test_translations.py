"""Swedish is complete and fits its English. (.ci/translations.py asks whether every text is collected.)"""

import re

import polib
import pytest

from tests.conventions.files import ROOT

FILE = ROOT / "locale/sv/LC_MESSAGES/django.po"
MESSAGES = [entry for entry in polib.pofile(FILE) if not entry.obsolete]
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
# Everyday Swedish words: a message id that holds one was written in the wrong language.
SWEDISH_WORDS = re.compile(r"\b(och|att|är|du|inte|din|ditt|som|för|vi)\b", re.IGNORECASE)
# Words that make a person small, or a customer.
NOT_OURS = re.compile(r"\b(kund\w*|brukare\w*|klient\w*|Er|Ert|Era)\b")


def sides(entry):
    """The English and the Swedish of a message, form by form."""
    if entry.msgid_plural:
        return zip((entry.msgid, entry.msgid_plural), entry.msgstr_plural.values(), strict=True)
    return [(entry.msgid, entry.msgstr)]


def faults(is_fault):
    return [
        swedish or english for e in MESSAGES for english, swedish in sides(e) if is_fault(english, swedish)
    ]


def test_there_are_texts():
    assert len(MESSAGES) > 100


def test_every_text_is_translated():
    assert [entry.msgid for entry in MESSAGES if not entry.translated() or entry.fuzzy] == []


def test_the_names_in_a_text_are_kept():
    def differs(english, swedish):
        return sorted(set(PLACEHOLDER.findall(english))) != sorted(set(PLACEHOLDER.findall(swedish)))

    # The singular may say "one" where the plural says a number.
    singular = {entry.msgstr_plural.get(0) for entry in MESSAGES if entry.msgid_plural}
    assert [text for text in faults(differs) if text not in singular] == []


def test_what_is_compiled_is_what_is_written():
    compiled = {
        (e.msgctxt, e.msgid): (e.msgstr, e.msgstr_plural) for e in polib.mofile(FILE.with_suffix(".mo"))
    }

    assert compiled == {(e.msgctxt, e.msgid): (e.msgstr, e.msgstr_plural) for e in MESSAGES}


def test_message_ids_are_english():
    assert [e.msgid for e in MESSAGES if SWEDISH_WORDS.search(e.msgid)] == []


def test_sentences_end_alike():
    def differs(english, swedish):
        return english[-1:] in ".?!:" and swedish[-1:] != english[-1:]

    assert faults(differs) == []


def test_people_are_no_customers():
    assert faults(lambda english, swedish: NOT_OURS.search(swedish)) == []


@pytest.mark.parametrize("text", ["  ", "..", " ,", " ."])
def test_no_slips_of_the_pen(text):
    assert faults(lambda english, swedish: text in swedish) == []
