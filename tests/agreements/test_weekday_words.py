import pytest

from agreements.weekday_words import weekdays_said

ALL, WORKDAYS, WEEKEND = {0, 1, 2, 3, 4, 5, 6}, {0, 1, 2, 3, 4}, {5, 6}


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("varje måndag", {0}),
        ("Varje Måndag", {0}),
        ("varannan onsdag", {2}),
        ("måndag, onsdag och fredag", {0, 2, 4}),
        ("måndagar och torsdagskvällar", {0, 3}),
        ("tis och tors kl. 10", {1, 3}),
        ("söndag kväll", {6}),
        ("every Monday", {0}),
        ("Tuesdays and Fridays", {1, 4}),
        ("måndag–fredag", WORKDAYS),
        ("mån-fre", WORKDAYS),
        ("måndag till och med torsdag", {0, 1, 2, 3}),
        ("från tisdag t.o.m. torsdag, och söndag", {1, 2, 3, 6}),
        ("Monday to Wednesday", {0, 1, 2}),
        ("lördag till måndag", {5, 6, 0}),
        ("vardagar", WORKDAYS),
        ("alla vardagsmorgnar", WORKDAYS),
        ("on weekdays", WORKDAYS),
        ("på helgen", WEEKEND),
        ("every weekend", WEEKEND),
        ("vardagar och lördag", WORKDAYS | {5}),
        ("varje dag utom söndag", ALL - {6}),
        ("varje dag förutom helger", WORKDAYS),
        ("every day except Sundays", ALL - {6}),
        ("vardagar utom onsdag", WORKDAYS - {2}),
    ],
)
def test_days_that_are_named(words, days):
    assert weekdays_said(words) == days


@pytest.mark.parametrize(
    "words",
    ["varje dag", "varje morgon", "en gång i veckan", "varje månad", "tre gånger om dagen", "every day",
     "en fri dag", "the sun is up", "utom när det regnar", "måndag utom måndag", ""],
)  # fmt: skip
def test_words_that_name_no_day_mean_every_day(words):
    assert weekdays_said(words) == ALL
