"""What comes again and again, as people say it: with "every" and the like, or as a habit.

Pure. Codes of days are Monday 0 … Sunday 6.
"""

import re

WEEKDAYS = [
    "måndag mån monday mon", "tisdag tis tuesday tue", "onsdag ons wednesday wed",
    "torsdag tors thursday thu", "fredag fre friday fri", "lördag lör saturday sat", "söndag sön sunday sun",
]  # fmt: skip


def any_of(words):
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


AGAIN = re.compile(
    r"\b(?:varje|varannan|vartannat|var(?:t|je)? \w+e|dagligen|veckovis|alla dagar"
    r"|every|each|daily|weekly|monthly"
    r"|gång(?:er)? (?:i|om|per|varje)|times? (?:a|per)|once a|twice a|per (?:dag|vecka|day|week)"
    r"|morgon och kväll|morning and evening"
    rf"|(?:{any_of(d.split()[0] for d in WEEKDAYS)})ar|(?:{any_of(d.split()[2] for d in WEEKDAYS)})s)\b"
)
MEALS = re.compile(
    r"(?:före|efter|till|vid|i samband med) (?:varje )?"
    r"(?:frukost|lunch|middag|mat(?:en)?\b|måltid|läggdags|sänggående)"
    r"|(?:with|before|after|at) (?:food|meals?|breakfast|lunch|dinner|bedtime)"
)
SHORT, SV = (any_of(names.split()[place] for names in WEEKDAYS) for place in (1, 0))
# What comes again without saying "every": "på morgnarna", "före maten", "2 ggr/dag", "mån–fre", "alltid".
HABIT = re.compile(
    "|".join([
        MEALS.pattern, rf"\b(?:{SV})s?(?:morg|förm|efterm|kväll)\w+", rf"\b(?:{SV}),? och (?:{SV})",
        rf"\b(?:{SHORT}) ?[-–] ?(?:{SHORT})\b", r"/(?:dag|vecka|månad|day|week|month)\b",
        r"\bpå (?:morgn\w+|morgonen|förmiddag\w+|eftermiddag\w+|kväll\w+|natten|nätterna|dagarna)",
        r"\bpå (?:vardag|helg)\w*", r"\bom (?:dagen|dagarna|dygnet|kvällarna|nätterna)\b",
        r"\b(?:dagar|timmar|minuter|pass|ggr) i veckan\b", r"\b(?:morgnar|kvällar|ggr)\b",
        r"\b(?:alltid|jämt|hela (?:tiden|dygnet)|löpande|regelbundet|ofta|månadsvis|årligen)\b",
        r"\btills (?:vidare|vi)\b", r"\bin the (?:mornings?|evenings?|afternoons?)\b", r"\bat night\b",
        r"\b(?:nightly|yearly|always|regularly|often|all the time|weekdays|weekends|until we)\b",
    ])
)  # fmt: skip
