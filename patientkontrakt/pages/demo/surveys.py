"""Four rounds of the 7 questions: patients see slow, uneven progress; staff saw it rosier from the start.

Each unit has its own story. One is so small that its figures are hidden; at two units the fourth round is
still open, so that a visitor can answer.
"""

import json
import uuid

from django.conf import settings

from patientkontrakt.pages.demo.organization import MANAGER, STAFF
from patientkontrakt.pages.demo.scene import Scene
from patientkontrakt.pages.demo.survey_ways import answer_by_all_ways
from patientkontrakt.people.actor import Actor
from surveys.actions import answer, close_round, invite_patients, open_round, record_day
from surveys.bands import Way
from surveys.instruments import COLUMNS, MAY_BE_NOT_RELEVANT, Answer
from surveys.links import asked_by
from surveys.models import OpenLink, Round, RoundKind

# First and last day of each round; the fourth is still open at the units of OPEN_UNITS.
ROUNDS = [(-345, -320), (-235, -210), (-125, -100), (-20, -5)]
# The nights on which what care had recorded was counted, the last one today.
RECORDED = range(-336, 1, 28)
OPEN_UNITS = {"bjorken": 14, "hamnen": 10}
# How many of a hundred patients said yes to each question at the first measurement.
AT_FIRST = {"q1": 44, "q2": 17, "q3": 52, "q4": 30, "q5": 36, "q6": 38, "q7": 21}
# How far each unit has come of the way to what is possible, in all and for the questions it has worked with.
PROGRESS = {
    "bjorken": (0.55, {"q2": 0.8, "q5": 0.75, "q4": 0.8}),
    "hamnen": (0.25, {"q3": 0.5}),
    "skargarden": (0.3, {}),
    "hjartlung": (0.45, {"q4": 0.85, "q6": 0.1}),
    "medicin": (0.3, {"q6": 0.7}),
    "cancerrehab": (0.5, {"q7": 0.75}),
    "psykiatri": (0.05, {"q3": -0.4}),
    "barn": (0.35, {"q1": 0.6}),
}
POSSIBLE = 92
# How many of those who are asked answer; the big units get fewer.
ANSWERING = {"bjorken": 0.62, "hamnen": 0.5, "skargarden": 0.55}
USUALLY_ANSWERING = 0.72
STAFF_ANSWERS = {"skargarden": 3}
# How many work at a unit, those included who have no sign-in; some of them visitors.
WORK_AT_A_UNIT = 40
LINKS = settings.DATA_DIR / "demo" / "unused_links.json"


def write(scene: Scene) -> int:
    """All rounds of all units. Returns how many answered; keeps some unused links for visitors."""
    unused, answers = [], 0
    for number, (opens, closes) in enumerate(ROUNDS):
        for code in reversed(
            PROGRESS
        ):  # the small ones first: who has been asked rests from the others' questions
            is_last = number == len(ROUNDS) - 1
            last_day = OPEN_UNITS.get(code, closes) if is_last else closes
            left_over, answered = _run(scene, code, number, opens, last_day)
            answers += answered
            unused += left_over if last_day > 0 else []
    _keep(unused)
    for day in RECORDED:
        with scene.at(day, 1):
            record_day(by=Actor.system())
    return answers


def unused_link() -> str | None:
    """The token of a patient's link that nobody has used; the demo keeps some, since the outbox forgets them."""
    tokens = json.loads(LINKS.read_text()) if LINKS.exists() else []
    return next((token for token in tokens if asked_by(token)), None)


def staff_token() -> str | None:
    """The open link for the staff of a unit whose round is open."""
    links = OpenLink.objects.filter(way=Way.STAFF_LINK, round__in=Round.objects.open())
    return links.order_by("round__unit__path").values_list("token", flat=True).first()


def _run(scene, code, number, opens, closes):
    manager = scene.actor(
        next(slug for slug, _name, _title, *places in STAFF if (code, MANAGER) in places), code
    )
    with scene.at(opens, 8):
        survey = open_round(
            unit=manager.unit, kind=RoundKind.FOLLOW_UP if number else RoundKind.BASELINE,
            closes=scene.day(closes), staff=WORK_AT_A_UNIT, by=manager,
        )  # fmt: skip
        invitations = invite_patients(round=survey, by=manager)
        tokens = [invitation.message.path.rstrip("/").split("/")[-1] for invitation in invitations]
    patients = round(len(tokens) * ANSWERING.get(code, USUALLY_ANSWERING))
    staff = STAFF_ANSWERS.get(code, scene.chance.randint(8, 14))
    with scene.at(opens + 3, 12):
        told = _answers(scene, code, number, patients)
        used = answer_by_all_ways(survey, tokens, told, manager, scene.chance)
        for answers in _answers(scene, code, number, staff, is_staff=True):
            answer(token=survey.staff_token, key=uuid.uuid4(), answers=answers)
    if closes < 0:
        with scene.at(closes, 17):
            close_round(round=survey, by=manager)
    return [token for token in tokens if token not in used], patients + staff


def _answers(scene, code, number, people, is_staff=False):
    """What each of the people answers. The shares are as told; who says what is chance."""
    columns = []
    for column in COLUMNS:
        answers = _column(people, column, _percent_yes(code, column, number, is_staff))
        scene.chance.shuffle(answers)
        columns.append(answers)
    return [dict(zip(COLUMNS, row, strict=True)) for row in zip(*columns, strict=True)]


def _column(people, column, percent_yes):
    left_out = [Answer.DONT_KNOW] * round(people * 0.05)
    if column in MAY_BE_NOT_RELEVANT:
        left_out += [Answer.NOT_RELEVANT] * round(people * 0.06)
    others = people - len(left_out)
    yes = round(others * percent_yes / 100)
    partly = round((others - yes) * 0.6)
    return [*left_out, *[Answer.YES] * yes, *[Answer.PARTLY] * partly, *[Answer.NO] * (others - yes - partly)]


def _percent_yes(code, column, number, is_staff):
    """Patients climb a part of the way; staff begin higher and come nearer to what patients say."""
    in_all, of_question = PROGRESS[code]
    part = of_question.get(column, in_all) * number / (len(ROUNDS) - 1)
    first = AT_FIRST[column]
    patients = first + (POSSIBLE - first) * part if part >= 0 else first * (1 + part)
    return min(96, patients + 32 - 6 * number) if is_staff else patients


def _keep(tokens):
    LINKS.parent.mkdir(parents=True, exist_ok=True)
    LINKS.write_text(json.dumps(tokens))
    LINKS.chmod(0o600)
