"""The writer's own code for a story: the only way back to it. We keep its hash and cannot show it again."""

import secrets

from agreements.check_codes import ALPHABET, LOOKS_LIKE
from surveys.links import hash_of

# 80 random bits, short enough to write down, in groups of four.
LENGTH, GROUP = 16, 4


def new_code() -> str:
    """K7QM-2X4P-9T3A-WD5E"""
    return shown("".join(secrets.choice(ALPHABET) for _letter in range(LENGTH)))


def shown(letters: str) -> str:
    return "-".join(letters[start : start + GROUP] for start in range(0, len(letters), GROUP))


def tidied(typed: str) -> str:
    """As it was given, however it was typed."""
    return shown(_letters(typed))


def is_code(typed: str) -> bool:
    letters = _letters(typed)
    return len(letters) == LENGTH and set(letters) <= set(ALPHABET)


def hash_of_code(typed: str) -> str:
    """The same however the code was typed: small letters, no hyphens, O for 0."""
    return hash_of(_letters(typed))


def _letters(typed):
    return typed.upper().translate(LOOKS_LIKE)
