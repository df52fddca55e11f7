"""What people say about days, as it is understood on Thursday 26 November 2026."""

import datetime

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from agreements.models import Commitment, WhenKind
from agreements.when_words import FARTHEST, read_day, read_when

TODAY = datetime.date(2026, 11, 26)
DATE, PERIOD, RECURRING, NEEDED = WhenKind.DATE, WhenKind.PERIOD, WhenKind.RECURRING, WhenKind.WHEN_NEEDED
IN_WORDS = WhenKind.IN_WORDS


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("i dag", "2026-11-26"), ("i morgon", "2026-11-27"), ("Imorgon", "2026-11-27"),
        ("i övermorgon", "2026-11-28"), ("om två veckor", "2026-12-10"), ("om 3 dagar", "2026-11-29"),
        ("inom en månad", "2026-12-26"), ("om ett par veckor", "2026-12-10"), ("om ett år", "2027-11-26"),
        ("på fredag", "2026-11-27"), ("torsdag", "2026-12-03"), ("nästa fredag", "2026-12-04"),
        ("fredag nästa vecka", "2026-12-04"), ("den här veckan", "2026-11-29"), ("nästa vecka", "2026-12-06"),
        ("vecka 50", "2026-12-13"), ("v. 3", "2027-01-24"), ("nästa månad", "2026-12-31"),
        ("i maj", "2027-05-31"), ("senast 15/1", "2027-01-15"), ("15/1-27", "2027-01-15"),
        ("den 3 mars", "2027-03-03"), ("3:e mars", "2027-03-03"), ("senast den 3 mars 2028", "2028-03-03"),
        ("torsdag 10 december", "2026-12-10"), ("den 15:e", "2026-12-15"), ("2027-01-15", "2027-01-15"),
        ("29 februari", "2028-02-29"), ("före jul", "2026-12-23"), ("senast nyår", "2026-12-31"),
        ("på luciadagen", "2026-12-13"),
        ("midsommar", "2027-06-25"), ("today", "2026-11-26"), ("tomorrow", "2026-11-27"),
        ("in two weeks", "2026-12-10"), ("within a month", "2026-12-26"), ("by Friday", "2026-11-27"),
        ("next week", "2026-12-06"), ("on 3 March 2027", "2027-03-03"), ("March 3rd", "2027-03-03"),
        ("no later than 3 March", "2027-03-03"), ("week 50", "2026-12-13"),
    ],
)  # fmt: skip
def test_a_day(words, day):
    assert read_when(words, TODAY) == (DATE, datetime.date.fromisoformat(day), "")


@pytest.mark.parametrize(
    ("words", "day", "rest"),
    [
        ("på fredag före lunch", "2026-11-27", "före lunch"),
        ("i morgon kl. 10", "2026-11-27", "kl. 10"),
        ("3 mars, hos Sara", "2027-03-03", "hos Sara"),
        ("on Friday at 10", "2026-11-27", "at 10"),
    ],
)
def test_a_day_and_more(words, day, rest):
    assert read_when(words, TODAY) == (DATE, datetime.date.fromisoformat(day), rest)


@pytest.mark.parametrize(
    ("words", "day", "meanwhile"),
    [
        ("i 4 veckor", "2026-12-24", ""), ("de närmaste två veckorna", "2026-12-10", ""),
        ("till 3 mars", "2027-03-03", ""), ("t.o.m. 3 mars", "2027-03-03", ""),
        ("till jul", "2026-12-24", ""),
        ("varje morgon till 3 mars", "2027-03-03", "varje morgon"),
        ("varje dag i två veckor", "2026-12-10", "varje dag"),
        ("till 3 mars, varje morgon", "2027-03-03", "varje morgon"),
        ("every day for two weeks", "2026-12-10", "every day"), ("until 3 March", "2027-03-03", ""),
    ],
)  # fmt: skip
def test_a_period(words, day, meanwhile):
    assert read_when(words, TODAY) == (PERIOD, datetime.date.fromisoformat(day), meanwhile)


@pytest.mark.parametrize(
    "words",
    [
        "varje morgon", "två gånger i veckan", "varannan vecka", "måndagar och torsdagar", "dagligen",
        "vid varje besök", "var tredje dag", "every Monday", "twice a week", "på fredagar, varje vecka",
        "på morgnarna", "före maten", "vid måltiderna", "2 ggr/dag", "mån–fre", "lördag och söndag",
        "minst 30 minuter om dagen, gärna delat", "tills vidare", "alltid", "hela dygnet", "på vardagar",
        "måndagskvällar",
        "tills vi har sagt något annat", "så ofta jag kan", "in the mornings", "with meals", "always",
    ],
)  # fmt: skip
def test_again_and_again(words):
    assert read_when(words, TODAY) == (RECURRING, None, words)


@pytest.mark.parametrize(
    ("words", "rest"),
    [
        ("", ""), ("vid behov", ""), ("Vid behov: om jag blir yr", "om jag blir yr"), ("när det behövs", ""),
        ("om jag blir yr", "om jag blir yr"), ("when needed", ""), ("if I feel dizzy", "if I feel dizzy"),
        ("om dagen blir varm", "om dagen blir varm"), ("när de kommer", "när de kommer"),
    ],
)  # fmt: skip
def test_when_needed(words, rest):
    assert read_when(words, TODAY) == (NEEDED, None, rest)


@pytest.mark.parametrize(
    "words",
    ["2020-01-01", "31 februari", "i början av januari", "under hösten", "efter besöket", "3 mars 2020",
     "om 999 år", "vecka 60", "99/99", "tre månader", "i förrgår", "snart", "så fort som möjligt",
     "i morgon kanske", "på nästa besök", "asap", "the other day", "i måndags",
     "förra fredagen"],
)  # fmt: skip
def test_what_is_not_understood_or_has_been_stands_in_the_persons_own_words(words):
    kind, day, text = read_when(words, TODAY)

    assert (day, text) == (None, words)
    assert kind == IN_WORDS


def test_a_field_for_a_day_takes_lengths_and_tells_what_has_been():
    assert read_day("i tre månader", TODAY) == datetime.date(2027, 2, 26)
    assert read_day("om tre månader", TODAY) == datetime.date(2027, 2, 26)
    assert read_day("2020-01-01", TODAY) == datetime.date(2020, 1, 1)
    assert read_day("varje morgon", TODAY) is None


PIECES = (
    "om i på till senast varje den 3 15/1 mars fredag fredagar två ett veckor vecka dag år jul , : "
    "2027-01-15 vid behov nästa morgon 31 februari kl 10 until every in by week före 99 0"
)
SAID = st.lists(st.sampled_from(PIECES.split()), max_size=7).map(" ".join)
DAYS = st.dates(datetime.date(2024, 1, 1), datetime.date(2032, 12, 31))


@given(words=st.one_of(st.text(max_size=60), SAID), today=DAYS)
def test_whatever_is_said_is_kept_and_no_day_has_been(words, today):
    kind, day, text = read_when(words, today)

    assert (day is not None) == (kind in (DATE, PERIOD))
    assert day is None or today <= day <= today + FARTHEST
    assert kind not in (RECURRING, IN_WORDS) or text
    assert text in " ".join(words.split())
    assert day or kind == NEEDED or text == " ".join(words.split())


@given(
    today=DAYS,
    ahead=st.integers(0, 700),
    kind=st.sampled_from([DATE, PERIOD]),
    language=st.sampled_from(["sv", "en"]),
)
def test_what_the_page_says_is_read_as_the_same(today, ahead, kind, language):
    day = today + datetime.timedelta(days=ahead)
    with translation.override(language):
        shown = Commitment(when_kind=kind, due_date=day).when

    read = read_when(shown, today)

    # The page leaves out the year of its own today: then the next such day is meant.
    assert (read.kind, read.when_text) == (kind, "")
    assert (read.due_date.month, read.due_date.day) == (day.month, day.day)


@given(words=SAID, today=DAYS, language=st.sampled_from(["sv", "en"]))
def test_reading_what_was_understood_changes_nothing_but_the_words_for_the_day(words, today, language):
    first = read_when(words, today)
    with translation.override(language):
        shown = Commitment(when_kind=first.kind, due_date=first.due_date, when_text=first.when_text).when

    assert read_when(shown, today).when_text == first.when_text
