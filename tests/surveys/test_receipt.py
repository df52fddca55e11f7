"""The receipt's three lamps, at their edges."""

import pytest

from surveys.instruments import Audience
from surveys.intervals import Share
from surveys.receipt import Asked, Light, Told, receipt

QUESTIONS = [f"Fråga {number}" for number in range(1, 8)]
ENOUGH = Told(by_patients=2, by_staff=1)


def asked(**other):
    """All seven questions by both sides at 80 %, but for patients' answers to what is named: f5=Share(…)."""
    return [
        Asked(
            name, audience, other.get(f"f{number}", Share(8, 10)) if audience == "patient" else Share(9, 10)
        )
        for number, name in enumerate(QUESTIONS, 1)
        for audience in Audience
    ]


def lights(asked=asked(), agreements=Share(80, 100), told=ENOUGH, percent=80):  # noqa: B008
    found = receipt(asked=asked, agreements=agreements, told=told, percent=percent)
    return [lamp.light for lamp in found.lamps]


def test_all_three_are_lit_on_the_threshold():
    found = receipt(asked=asked(), agreements=Share(80, 100), told=ENOUGH)

    assert [lamp.light for lamp in found.lamps] == [Light.LIT] * 3
    assert (found.is_whole, found.lit, found.percent) == (True, 3, 80)


@pytest.mark.parametrize(
    ("share", "light"),
    [
        (Share(79, 100), Light.NOT_YET),
        (Share(80, 100), Light.LIT),
        (Share(159, 200), Light.LIT),  # 79.5 is shown as 80
        (Share(794, 1000), Light.NOT_YET),
        (None, Light.TOO_FEW),
    ],
)
def test_one_question_of_one_side_decides(share, light):
    assert lights(asked(f5=share))[0] == light


def test_what_is_missing_is_named():
    lamp = receipt(asked=asked(f3=Share(1, 10), f6=None), agreements=None, told=Told()).lamps[0]

    assert lamp.light is Light.NOT_YET
    assert [(a.question, a.audience) for a in lamp.below] == [("Fråga 3", Audience.PATIENT)]
    assert [(a.question, a.audience) for a in lamp.unknown] == [("Fråga 6", Audience.PATIENT)]


def test_staff_counts_as_much_as_patients():
    answers = [a for a in asked() if a.audience == Audience.PATIENT]
    staff = [Asked(name, Audience.STAFF, Share(1, 10)) for name in QUESTIONS]

    assert lights(answers + staff)[0] == Light.NOT_YET


def test_nothing_asked_is_too_few_and_not_lit():
    assert lights(asked=[])[0] == Light.TOO_FEW


@pytest.mark.parametrize(
    ("agreements", "light"),
    [(Share(79, 100), Light.NOT_YET), (Share(4, 5), Light.LIT), (None, Light.TOO_FEW)],
)
def test_agreements_are_documented(agreements, light):
    assert lights(agreements=agreements)[1] == light


@pytest.mark.parametrize(
    ("told", "light"),
    [
        (Told(0, 0), Light.NOT_YET),
        (Told(1, 1), Light.NOT_YET),
        (Told(0, 9), Light.NOT_YET),
        (Told(1, 2), Light.LIT),
        (Told(3, 0), Light.LIT),
    ],
)
def test_three_stories_confirm_it_and_one_is_a_patients(told, light):
    assert lights(told=told)[2] == light


def test_the_region_may_ask_for_more():
    assert lights(percent=90) == [Light.NOT_YET, Light.NOT_YET, Light.LIT]
