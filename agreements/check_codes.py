"""Which version does this paper belong to? A short code on each paper, made from what the version says."""

import hashlib
import json

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: nothing that looks like something else
LOOKS_LIKE = str.maketrans("OIL", "011", "- ")
LENGTH = 8
SAID_BY_VERSION = ("contact_text", "contact_phone", "review_date", "teach_back")
SAID_BY_WORDS = ("text", "strengths", "helpers")


def check_code(version, key: str | None = None) -> str:
    """K7QM-2X4P: of a proposed version with_rows(). Another word in it gives another code.

    It proves nothing to someone without our secret key; it finds the version, and tells a paper that
    somebody has written themselves from one of ours.
    """
    said = f"{version.pk} {version.proposed_at.isoformat()} {digest(version)}"
    number = int.from_bytes(salted_hmac("agreements.paper", said, key, algorithm="sha256").digest()[:5])
    code = "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(LENGTH)))
    return f"{code[:4]}-{code[4:]}"


def version_of(code: str, versions):
    """The version whose paper carries the code, however it was typed; also if the key has changed since."""
    typed = code.upper().translate(LOOKS_LIKE)
    for version in versions:
        for key in [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]:
            if constant_time_compare(check_code(version, key).replace("-", ""), typed):
                return version
    return None


def digest(version) -> str:
    """Of all that a version with_rows() says, and that stays once it is proposed.

    Empty fields are left out, and rows stand as they were placed: a field that the tables get later, or
    another order on the page, changes no code on a paper that has been handed over.
    """
    kinds = [version.goals.all(), version.commitments.all(), version.warning_signs.all()]
    rows = [row for kind in kinds for row in sorted(kind, key=lambda row: (row.order, row.created_at))]
    said = [
        {name: getattr(version, name) for name in SAID_BY_VERSION},
        {name: getattr(version.what_matters, name, "") for name in SAID_BY_WORDS},
        *(row.stored_terms for row in rows),
    ]
    filled = [{name: str(value) for name, value in part.items() if value} for part in said]
    return hashlib.sha256(json.dumps(filled, sort_keys=True).encode()).hexdigest()
