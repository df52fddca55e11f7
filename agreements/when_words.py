"""Days and times as people say them, in Swedish and in English: "om två veckor", "by 3 March".

Pure: no clock, no database. What is not understood stands in the person's own words, and is no time. Nothing
is ever promised for a day that has been. Codes of days are Monday 0 … Sunday 6.
"""

import calendar
import datetime
import re
from typing import NamedTuple

from agreements.habit_words import AGAIN, HABIT, MEALS, WEEKDAYS, any_of
from agreements.models import WhenKind

DAY = datetime.timedelta(days=1)
FARTHEST = 20 * 365 * DAY  # a day beyond is a slip of the pen
NUMBERS = {
    word: number
    for number, words in enumerate(
        ["", "en ett a an one", "två två två par two couple", "tre three", "fyra four", "fem five", "sex six",
         "sju seven", "åtta eight", "nio nine", "tio ten", "elva eleven", "tolv twelve"]
    )
    for word in words.split()
}  # fmt: skip
UNITS = {
    "day": "dag dagar dygn day days", "week": "vecka veckor week weeks",
    "month": "månad månader month months", "year": "år year years",
}  # fmt: skip
UNIT_OF = {word: unit for unit, words in UNITS.items() for word in words.split()}
MONTHS = [
    "", "januari january jan", "februari february feb", "mars march mar", "april apr", "maj may",
    "juni june jun", "juli july jul", "augusti august aug", "september sept sep", "oktober october okt oct",
    "november nov", "december dec",
]  # fmt: skip
MONTH_OF = {word: number for number, words in enumerate(MONTHS) for word in words.split()}
WEEKDAY_OF = {word: number for number, words in enumerate(WEEKDAYS) for word in words.split()}
FEASTS = {
    "jul": (12, 24), "julafton": (12, 24), "christmas": (12, 24), "juldagen": (12, 25),
    "annandag jul": (12, 26), "lucia": (12, 13), "luciadagen": (12, 13), "nyår": (12, 31),
    "nyårsafton": (12, 31), "nyårsdagen": (1, 1), "trettondagen": (1, 6),
    "new year": (12, 31), "new year's eve": (12, 31),
}  # fmt: skip


N, UNIT, MONTH, WEEKDAY = (
    r"(?:\d{1,3}|" + any_of(NUMBERS) + ")",
    any_of(UNIT_OF),
    any_of(MONTH_OF),
    any_of(WEEKDAY_OF),
)
LENGTH = rf"(?:ett |a )?(?P<n>{N})(?: of)? (?P<unit>{UNIT})"
DATE_OF = r"(?P<day>\d{1,2})(?::[ae]|:de|st|nd|rd|th)?"
LED = rf"(?:(?:i dag|idag|today|i morgon|tomorrow), )?(?:(?:på |on )?(?:{WEEKDAY}),? )?(?:on )?(?:den |the )?"
YEAR = r"(?:,? (?P<year>\d{4}))?"
BEFORE = r"(?:före|innan|before)"
BY = r"(?:no later than|not later than|senast|by|at the latest|latest)"
UNTIL = r"(?:till och med|t\.? ?o\.? ?m\.?|fram till|ända till|till|until|till|through|up to)"
DURING = r"(?:i|under|de närmaste|den närmaste|de kommande|for|during|for the next|the next)"
NEEDED = re.compile(
    r"(?:vid behov|när det behövs|om det behövs|when needed|as needed|if needed|when necessary)"
    r"(?:\s*[:,–-]?\s+(?P<rest>.+))?",
    re.IGNORECASE | re.DOTALL,
)
ONLY_IF = re.compile(r"(?:om|när|vid|ifall|if|when|whenever|in case)\b", re.IGNORECASE)
# What may follow upon a day without a comma and is kept as words: "på fredag före lunch", "3 mars kl. 10".
GOES_ON = re.compile(
    r"(?:kl\b|klockan|at|före|efter|innan|before|after|hos|med|with"
    r"|på (?:morgonen|förmiddagen|eftermiddagen|kvällen)"
    r"|in the|förmiddag|eftermiddag|kväll|morgon|bitti|morning|afternoon|evening|per telefon|by phone)"
)


class When(NamedTuple):
    """What a promise keeps of its when."""

    kind: WhenKind
    due_date: datetime.date | None = None
    when_text: str = ""


def read_when(words: str, today: datetime.date) -> When:
    """What the words mean, said today. Nothing said means "when needed"."""
    said = " ".join(words.split())
    if not said:
        return When(WhenKind.WHEN_NEEDED)
    if needed := NEEDED.fullmatch(said):
        return When(WhenKind.WHEN_NEEDED, when_text=needed["rest"] or "")
    reading = _period(said, today) or _deadline(said, today)
    if reading and today <= reading.due_date <= today + FARTHEST:
        return reading
    return When(_kind_of_words(said, is_day=_deadline(said, today) is not None), when_text=said)


def read_day(words: str, today: datetime.date) -> datetime.date | None:
    """The day that the words name and nothing else; also one that has been, and None for other words."""
    said = " ".join(words.split())
    if bare := _day(_strip(f"(?:{BY}|{UNTIL}) ", said), today):
        return bare
    return _length(_strip(f"{DURING} ", said), today)


def _kind_of_words(said, *, is_day):
    """Of words without a day to come. `is_day`: they name one that has been."""
    said = said.lower()
    if is_day:
        return WhenKind.IN_WORDS
    if ONLY_IF.match(said) and not (AGAIN.search(said) or MEALS.match(said)):  # "vid varje besök"
        return WhenKind.WHEN_NEEDED
    return WhenKind.RECURRING if AGAIN.search(said) or HABIT.search(said) else WhenKind.IN_WORDS


def _deadline(said, today):
    """A day, with or without "senast"; a comma or a word like "före lunch" lets own words follow."""
    if AGAIN.search(said.lower()):
        return None
    for day_words, rest in _splits(said):
        if AGAIN.search(day_words.lower()):
            continue
        if day := _limit(day_words, today):
            return When(WhenKind.DATE, day, rest)
    return None


def _limit(said, today):
    if (before := _strip(f"{BEFORE} ", said)) != said:
        day = _day(before, today)
        return day and day - DAY
    return _day(_strip(f"{BY} ", said), today)


def _period(said, today):
    """ "till 3 mars", "i fyra veckor", and both with what is done meanwhile before or after."""
    if day := _until(said, today):
        return When(WhenKind.PERIOD, day)
    for cut in re.finditer(rf",? (?={UNTIL} |{DURING} )", said, re.IGNORECASE):
        if day := _until(said[cut.end() :], today):
            return When(WhenKind.PERIOD, day, said[: cut.start()].rstrip(","))
    for period_words, rest in _splits(said):
        if rest and (day := _until(period_words, today)):
            return When(WhenKind.PERIOD, day, rest)
    return None


def _until(said, today):
    if (until := _strip(f"{UNTIL} ", said)) != said:
        return _day(until, today)
    if (length := _strip(f"{DURING} ", said)) != said:
        return _length(length, today)
    return None


def _splits(said):
    """The whole, and what a day may be of it: (words, rest)."""
    yield said, ""
    for cut in reversed(list(re.finditer(r",? ", said))):
        before, after = said[: cut.start()], said[cut.end() :]
        if cut.group().startswith(",") or GOES_ON.match(after.lower()):
            yield before, after


def _strip(prefix, said):
    return re.sub(f"^{prefix}", "", said, count=1, flags=re.IGNORECASE)


def _length(said, today):
    if found := re.fullmatch(rf"(?:the next |närmaste )?{LENGTH}(?:na)?", said.lower().rstrip(".")):
        return _after(found, today)
    return None


def _after(found, today):
    number, unit = found["n"], UNIT_OF[found["unit"]]
    count = int(number) if number.isdigit() else NUMBERS[number]
    if unit in ("day", "week"):
        return today + count * (7 if unit == "week" else 1) * DAY
    return _add_months(today, count * (12 if unit == "year" else 1))


def _add_months(day, months):
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _day(said, today):
    """The day, or None. Without a year it is the next one."""
    said = said.lower().strip().rstrip(".")
    for pattern, meaning in MEANINGS:
        if found := pattern.fullmatch(said):
            try:
                return meaning(found, today)
            except (ValueError, OverflowError):  # no such day: 31 February, week 60
                return None
    return None


def _date(found, today):
    month = found["month"]
    return _next(today, int(month) if month.isdigit() else MONTH_OF[month], int(found["day"]), found["year"])


def _next(today, month, day, year=None):
    if year:
        return datetime.date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    years = range(today.year, today.year + 9)
    if month == 2 and day == 29:
        years = [year for year in years if calendar.isleap(year)]
    return next(found for year in years if (found := datetime.date(year, month, day)) >= today)


def _day_of_month(found, today):
    for months in range(12):
        first = _add_months(today.replace(day=1), months)
        number = int(found["day"])
        if number <= calendar.monthrange(first.year, first.month)[1] and first.replace(day=number) >= today:
            return first.replace(day=number)
    return None


def _weekday(found, today):
    """The next one, never today; of next week when that is said."""
    day = WEEKDAY_OF[found["weekday"]]
    if found["next"] or found["week"]:
        return today + (7 - today.weekday() + day) * DAY
    return today + ((day - today.weekday() - 1) % 7 + 1) * DAY


def _week(found, today):
    number = int(found["number"])
    sundays = (datetime.date.fromisocalendar(year, number, 7) for year in (today.year, today.year + 1))
    return next((sunday for sunday in sundays if sunday >= today), None)


def _end_of_month(day):
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def _in_month(found, today):
    month = MONTH_OF[found["month"]]
    return _end_of_month(datetime.date(today.year + (month < today.month), month, 1))


def _midsummer(found, today):
    for year in (today.year, today.year + 1):
        eve = next(d for d in range(19, 26) if datetime.date(year, 6, d).weekday() == 4)
        if datetime.date(year, 6, eve) >= today:
            return datetime.date(year, 6, eve)
    return None


def _sunday(today, weeks=0):
    return today + (6 - today.weekday() + 7 * weeks) * DAY


MEANINGS = [
    (re.compile(pattern), meaning)
    for pattern, meaning in [
        (r"i ?dag|i ?kväll|today|tonight", lambda found, today: today),
        (r"i ?morgon|imorn|i ?morgon bitti|tomorrow", lambda found, today: today + DAY),
        (r"(?:i ?)?övermorgon|the day after tomorrow", lambda found, today: today + 2 * DAY),
        (rf"{LED}(?P<year>\d{{4}})-(?P<month>\d\d)-(?P<day>\d\d)", _date),
        (rf"{LED}(?P<day>\d{{1,2}})/(?P<month>\d{{1,2}})(?:(?: |-|/| -)(?P<year>\d{{4}}|\d\d))?", _date),
        (rf"{LED}{DATE_OF}(?: of)? (?P<month>{MONTH})\.?{YEAR}", _date),
        (rf"{LED}(?P<month>{MONTH}) {DATE_OF}{YEAR}", _date),
        (r"(?:den |on the |the )(?P<day>\d{1,2})(?::[ae]|:de|st|nd|rd|th)?", _day_of_month),
        (rf"(?:om|inom|in|within) {LENGTH}", _after),
        (
            rf"(?:nu )?(?:på |on |this )?(?P<next>nästa |next )?(?P<weekday>{WEEKDAY})"
            r"(?P<week>,? (?:i )?nästa vecka| next week)?",
            _weekday,
        ),
        (r"(?:i |den här |denna |this )(?:veckan?|week)", lambda found, today: _sunday(today)),
        (r"(?:under |i )?nästa vecka|next week", lambda found, today: _sunday(today, 1)),
        (r"(?:i )?(?:vecka|v\.?|week) ?(?P<number>\d{1,2})", _week),
        (r"(?:den här |denna |this )(?:månaden?|month)", lambda found, today: _end_of_month(today)),
        (
            r"(?:under |i )?nästa månad|next month",
            lambda found, today: _end_of_month(_add_months(today.replace(day=1), 1)),
        ),
        (rf"(?:i|in|under) (?P<month>{MONTH})", _in_month),
        (
            rf"(?:på |on )?(?P<feast>{any_of(FEASTS)})",
            lambda found, today: _next(today, *FEASTS[found["feast"]]),
        ),
        (r"midsommar(?:afton)?|midsummer(?: eve)?", _midsummer),
    ]
]
