"""On which days of the week something comes again: "varje måndag", "mån–fre", "every day except Sundays".

Pure. Codes of days are Monday 0 … Sunday 6. Words that name no day mean every day, as in the diary.
"""

import re

from agreements.habit_words import WEEKDAYS

EVERY_DAY, WORKDAYS, WEEKEND = frozenset(range(7)), frozenset(range(5)), frozenset({5, 6})
# The Swedish and the English name with whatever ends it ("måndagskvällar", "Mondays"), and "mån".
NAMES = [rf"{sv}\w*|{short}|{en}\w*" for sv, short, en, _short in map(str.split, WEEKDAYS)]
DAYS_OF = {f"day{code}": frozenset({code}) for code in EVERY_DAY} | {"work": WORKDAYS, "weekend": WEEKEND}
KINDS = dict(
    zip(DAYS_OF, [*NAMES, r"(?:vardag|arbetsdag|weekday)\w*", r"(?:helg(?!fri)|weekend)\w*"], strict=True)
)
DAY = re.compile(rf"\b(?:{'|'.join(f'(?P<{kind}>{words})' for kind, words in KINDS.items())})\b")
UP_TO = re.compile(r"\s*(?:[-–]|till|till och med|t\.?o\.?m\.?|to|through)\s*")
EXCEPT = re.compile(r"\b(?:(?:f\wr)?utom|except)\b")


def weekdays_said(words: str) -> frozenset[int]:
    """The days that a promise's own words name."""
    named, *excepted = EXCEPT.split(words.lower(), maxsplit=1)
    days = _named(named) or EVERY_DAY
    return days - _named("".join(excepted)) or EVERY_DAY


def _named(words):
    days, before = frozenset(), None
    for found in DAY.finditer(words):
        own = DAYS_OF[found.lastgroup]
        if before and UP_TO.fullmatch(words[before.end() : found.start()]):
            own |= _between(*(min(DAYS_OF[day.lastgroup]) for day in (before, found)))
        days, before = days | own, found
    return days


def _between(first, last):
    """Also over the end of a week: Saturday to Monday."""
    return frozenset((first + step) % 7 for step in range((last - first) % 7 + 1))
