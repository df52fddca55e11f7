"""Swedish telephone numbers, grouped as people read them and written as phones dial them."""

import re
from functools import lru_cache

# Area codes of two and three digits; all others have four (0340, 0771 …).
SHORT_AREA = re.compile(r"0(?:8|1[013689]|2[0136]|3[1356]|4[0246]|54|6[03]|7[02369]|90)")
GROUPS = {5: (3, 2), 6: (2, 2, 2), 7: (3, 2, 2), 8: (3, 3, 2)}


@lru_cache(maxsize=4096)
def shown(number: str) -> str:
    """0340-12 34 56; a short number or a foreign one is shown as it is."""
    national = _national(number)
    if not national.startswith("0"):
        return number.strip()
    short = SHORT_AREA.match(national)
    area = short.group() if short else national[:4]
    rest, groups = national[len(area) :], []
    for size in GROUPS.get(len(rest), (len(rest),)):
        groups.append(rest[:size])
        rest = rest[size:]
    return f"{area}-{' '.join(groups)}"


@lru_cache(maxsize=4096)
def dialled(number: str) -> str:
    """+46340123456, for a tel: link; 1177 and 112 are dialled as they are."""
    national = _national(number)
    return f"+46{national[1:]}" if national.startswith("0") else national


def is_landline(number: str) -> bool:
    """A Swedish number that takes no text messages: all but those that begin with 07."""
    national = _national(number)
    return national.startswith("0") and not national.startswith("07")


def _national(number):
    digits = re.sub(r"[^\d+]", "", number.replace("(0)", ""))
    return re.sub(r"^(\+|00)46", "0", digits)
