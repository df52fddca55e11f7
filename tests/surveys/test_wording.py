from fractions import Fraction

import pytest
from django.utils import translation

from surveys import spc, wording
from surveys.instruments import Audience
from surveys.intervals import Share

BASELINE = [50, 52] * 6


@pytest.fixture(autouse=True)
def swedish():
    with translation.override("sv"):
        yield


def series(*percents, **how):
    return spc.read([Share(number, 100) for number in percents], **how)


@pytest.mark.parametrize(
    ("first", "now", "words"),
    [
        (40, 60, "En större del av patienterna säger ja än vid första mätningen. Skillnaden är större än"),
        (60, 40, "En mindre del av patienterna säger ja än vid första mätningen. Skillnaden är större än"),
        (50, 55, "En större del av patienterna säger ja än vid första mätningen. Men det kan vara slump."),
        (50, 45, "En mindre del av patienterna säger ja än vid första mätningen. Men det kan vara slump."),
        (50, 50, "Lika stor del av patienterna säger ja som vid första mätningen."),
    ],
)
def test_change_since_the_first_measurement(first, now, words):
    said = wording.since_first(Audience.PATIENT, Share(first, 100), Share(now, 100))

    assert said.startswith(words)


def test_of_staff_it_speaks_of_staff():
    assert "medarbetarna" in wording.since_first(Audience.STAFF, Share(4, 10), Share(5, 10))


@pytest.mark.parametrize(
    ("patient", "staff", "words"),
    [
        (40, 80, "Medarbetarna säger ja oftare än patienterna. Skillnaden är större än slumpen brukar ge."),
        (80, 40, "Patienterna säger ja oftare än medarbetarna. Skillnaden är större än slumpen brukar ge."),
        (50, 55, "Medarbetarna säger ja oftare än patienterna. Men det kan vara slump."),
        (50, 50, "Patienter och medarbetare säger ja lika ofta."),
    ],
)
def test_the_gap(patient, staff, words):
    assert wording.gap(Share(patient, 100), Share(staff, 100)) == words


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (series(50, 60, 70, 80, 90), "Mätningarna är för få för att visa en riktning. Fortsätt att mäta."),
        (series(50, 60, 50, 60, 50, 60), "Mätningarna går upp och ner som slumpen brukar ge. Inget tyder på"),
        (series(40, 41, 42, 43, 44, 45), "Det blir bättre. Minst 6 mätningar i rad, var och en högre än den"),
        (series(*BASELINE, 80, baseline=12), "Det blir bättre. Mätningen ligger över det som är vanligt."),
        (series(*BASELINE, 20, baseline=12), "Det blir sämre. Mätningen ligger under det som är vanligt."),
        (
            series(*BASELINE, 20, baseline=12, improves=spc.DOWN),
            "Det blir bättre. Mätningen ligger under det som är vanligt.",
        ),
    ],
)
def test_what_the_newest_measurement_tells(found, words):
    assert wording.now(found).startswith(words)


def test_where_improvement_is_shown_it_is_improvement_that_is_explained():
    """The end of a fall that lies outside above: a trend down, and outside up."""
    found = series(*BASELINE, 99, 98, 97, 96, 95, 94, 93, baseline=12)

    assert wording.now(found).startswith("Det blir bättre. Mätningen ligger över")


def test_every_signal_of_every_chart_has_words():
    control = {(rule, way) for rule in spc.CONTROL_RULES for way in (1, -1)}
    run = {(rule, way) for rule in spc.RUN_RULES for way in (1, -1)}

    assert wording.SIGNALS.keys() == control
    assert wording.RUN_SIGNALS.keys() == run


@pytest.mark.parametrize(
    ("target", "words"),
    [
        (20, "Så som ni arbetar nu når ni målet 20\N{NO-BREAK SPACE}% varje gång."),
        (55, "Så som ni arbetar nu avgör slumpen om ni når målet 55\N{NO-BREAK SPACE}%."),
        (90, "Så som ni arbetar nu når ni inte målet 90\N{NO-BREAK SPACE}%."),
    ],
)
def test_whether_the_target_can_be_counted_on(target, words):
    assert wording.assurance(series(*BASELINE, 50), Fraction(target, 100)).startswith(words)


def test_while_something_changes_the_old_limits_promise_nothing():
    better = wording.assurance(series(*BASELINE, 90, baseline=12), Fraction(4, 5))

    assert better.startswith("Om ni når målet 80\N{NO-BREAK SPACE}% även framöver")
    assert wording.assurance(series(*BASELINE, 10, baseline=12), Fraction(4, 5)) == ""
    assert wording.assurance(series(50, 52), Fraction(4, 5)) == ""
