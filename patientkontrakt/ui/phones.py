"""Swedish telephone numbers as people read them (post och telestyrelsen's grouping) and as phones dial them."""

import re
from functools import lru_cache

# Area codes of two and three digits; all others have four (0340, 0771 …).
SHORT_AREAS = {"08"}
AREAS = set(
    [
        "010",
        "011",
        "013",
        "016",
        "018",
        "019",
        "020",
        "021",
        "023",
        "026",
        "031",
        "033",
        "035",
        "036",
        "040",
        "042",
        "044",
        "046",
        "054",
        "060",
        "063",
        "070",
        "072",
        "073",
        "076",
        "079",
        "090",
    ]
)
GROUPS = {5: (3, 2), 6: (2, 2, 2), 7: (3, 2, 2), 8: (3, 3, 2)}


@lru_cache(maxsize=4096)
def shown(number: str) -> str:
    """0340-12 34 56; a short number or a foreign one is shown as it is."""
    national = _national(number)
    if not national.startswith("0"):
        return number.strip()
    area = national[: 2 if national[:2] in SHORT_AREAS else 3 if national[:3] in AREAS else 4]
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


def _national(number):
    digits = re.sub(r"[^\d+]", "", number.replace("(0)", ""))
    return re.sub(r"^(\+|00)46", "0", digits)
