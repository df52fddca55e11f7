"""Dates and times in words, always in Swedish time.

Formatting dates was 72 % of what a page cost (stack.md), so each date is put into words once per language and
day. The word orders go through gettext; the names of days and months are Django's own.
"""

from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.utils.dates import MONTHS, MONTHS_3, MONTHS_ALT, WEEKDAYS
from django.utils.translation import get_language, gettext, ngettext, pgettext

STOCKHOLM = ZoneInfo("Europe/Stockholm")
NO_BREAK = "\N{WORD JOINER}"


def local(moment: datetime) -> datetime:
    return moment.astimezone(STOCKHOLM) if moment.tzinfo else moment


def local_date(value: date | datetime) -> date:
    return local(value).date() if isinstance(value, datetime) else value


def today() -> date:
    return datetime.now(STOCKHOLM).date()


def day(value: date | datetime) -> str:
    """tisdag 24 november; with the year unless it is this year; "i dag, …" when it is near."""
    return _day(local_date(value), today(), get_language())


def full_day(value: date | datetime) -> str:
    """tisdag 24 november 2026: for paper, which is read on other days, too."""
    return _full_day(local_date(value), get_language())


def short_day(value: date | datetime) -> str:
    """24 nov. 2026: for tables, where days are compared."""
    return _short_day(local_date(value), get_language())


def period(first: date, last: date | None) -> str:
    """24 nov 2026 – 3 dec 2026; one day by itself; "från 24 nov 2026" while there is no last day."""
    if last is None:
        return gettext("from %(day)s") % {"day": short_day(first)}
    return short_day(first) if first == last else f"{short_day(first)} – {short_day(last)}"


def month(value: date) -> str:
    """november 2026: for what knows no day."""
    return _month(value.month, value.year, get_language())


def clock(value: datetime) -> str:
    """kl. 14.30"""
    return pgettext("clock", "%(clock)s") % {"clock": hour_and_minute(value)}


def moment(value: datetime) -> str:
    """tisdag 24 november kl. 14.30"""
    value = local(value)
    return _moment(value.date(), value.hour, value.minute, today(), get_language())


def day_and_clock(start: datetime, end: datetime | None) -> str:
    """tisdag 24 november kl. 14.30–15.00; both days when the end is on another."""
    if end is None:
        return moment(start)
    if local_date(start) != local_date(end):
        return f"{moment(start)} – {moment(end)}"
    return f"{moment(start)}–{NO_BREAK}{hour_and_minute(end)}"


def age(born: date) -> str:
    """84 år; months for those under two, as in child health care."""
    now = today()
    months = (now.year - born.year) * 12 + now.month - born.month - (now.day < born.day)
    if months < 24:
        return ngettext("%(count)d month", "%(count)d months", months) % {"count": months}
    return ngettext("%(count)d year", "%(count)d years", months // 12) % {"count": months // 12}


def hour_and_minute(value: datetime) -> str:
    """14.30"""
    value = local(value)
    return _clock(value.hour, value.minute, get_language())


def _weekday_and_day(value):
    words = {"weekday": WEEKDAYS[value.weekday()], "day": value.day, "month": MONTHS_ALT[value.month]}
    return pgettext("day", "%(weekday)s %(day)s %(month)s") % words


@lru_cache(maxsize=8192)
def _full_day(value, language):
    return f"{_weekday_and_day(value)} {value.year}"


@lru_cache(maxsize=8192)
def _day(value, now, language):
    text = _weekday_and_day(value)
    near = {
        -1: pgettext("day", "yesterday, %(day)s"),
        0: pgettext("day", "today, %(day)s"),
        1: pgettext("day", "tomorrow, %(day)s"),
    }.get((value - now).days)
    if near:
        return near % {"day": text}
    return text if value.year == now.year else f"{text} {value.year}"


@lru_cache(maxsize=8192)
def _short_day(value, language):
    words = {"day": value.day, "month": MONTHS_3[value.month], "year": value.year}
    return pgettext("day", "%(day)s %(month)s %(year)s") % words


@lru_cache(maxsize=1024)
def _month(number, year, language):
    return pgettext("month", "%(month)s %(year)s") % {"month": MONTHS[number], "year": year}


@lru_cache(maxsize=8192)
def _moment(on_day, hour, minute, now, language):
    words = {"day": _day(on_day, now, language), "clock": _clock(hour, minute, language)}
    return pgettext("moment", "%(day)s at %(clock)s") % words


@lru_cache(maxsize=4096)
def _clock(hour, minute, language):
    words = {"hour": f"{hour:02}", "minute": f"{minute:02}"}
    return pgettext("clock", "%(hour)s:%(minute)s") % words
