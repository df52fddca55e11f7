"""200 units that have asked twice a year for six years, written straight into the tables: only to measure on.

Answers come by COPY; each round is then counted and closed by the actions that do so in the house.
"""

import datetime
import time
from itertools import groupby
from random import Random

from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from patientkontrakt.people.actor import Actor
from patientkontrakt.people.models import Assignment, OrganizationUnit, Staff, User
from surveys import actions
from surveys.actions.counting import ANSWER_COLUMNS
from surveys.bands import AgeBand, Language, Way
from surveys.instruments import COLUMNS, OWN_COLUMNS, PASSED_OVER, Answer
from surveys.models import RecordedDay, Round
from surveys.models.recorded_day import Measure
from surveys.models.response import AudienceField, possible_answers, random_key

ADMINISTRATIONS, UNITS_OF_EACH, HALF_YEARS, DAYS = 10, 20, 12, 365
STAFF_SHARE = 6  # every sixth person
NO_PASSWORD = "!"  # noqa: S105  nobody signs in with it
TODAY = timezone.localdate()
SYSTEM = Actor.system()
WEIGHTS = {Answer.YES: 60, Answer.PARTLY: 18, Answer.NO: 12, Answer.DONT_KNOW: 6, Answer.NOT_RELEVANT: 4}
# Given to each unit and day, so that figures differ and the chart has something to draw.
RECORDED = """
INSERT INTO surveys_recordedday (unit_id, day, measure, part, whole)
SELECT id, %(today)s::date - day, measure, (abs(hashtext(path || measure)) + day) %% 81 + 20, 110
FROM people_organizationunit, generate_series(1, %(days)s) AS day, unnest(%(measures)s::text[]) AS measure
WHERE kind = 'care_unit'
"""


def load_units() -> None:
    """Units with a manager each, their rounds (still open), and a year of what care recorded."""
    call_command("migrate", verbosity=0)
    with transaction.atomic():
        units = _organization()
        instrument = actions.load_seven_questions(by=SYSTEM)
        Round.objects.bulk_create(
            Round(
                unit=unit, instrument=instrument, kind="follow_up" if half else "baseline",
                opens=opens, closes=opens + datetime.timedelta(days=28),
            )
            for half, opens in enumerate(_first_days())
            for unit in units
        )  # fmt: skip
        with connection.cursor() as cursor:
            cursor.execute(RECORDED, {"today": TODAY, "days": DAYS, "measures": Measure.values})
    assert RecordedDay.objects.exists()  # noqa: S101


def load_answers(count: int) -> None:
    """So many answers to questions: a person answers seven. Each round is closed by its action."""
    started = time.perf_counter()
    rounds = list(Round.objects.select_related("unit").order_by("opens", "unit__path"))
    people = count // len(COLUMNS) // len(rounds)
    tails = _tails(Random(1))  # noqa: S311  a draw, no secret
    for _opens, together in groupby(rounds, lambda round: round.opens):
        for round in together:
            _ask(round, people, tails)
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE surveys_response")  # as the server does by itself in half a year
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    answers, seconds = people * len(COLUMNS) * len(rounds), time.perf_counter() - started
    print(f"{answers:,} answers of {people} people in each of {len(rounds)} rounds, in {seconds:.0f} s")


def _organization():
    region = OrganizationUnit(name="Region", kind="region", hsa_id="B", path="b/", phone="08-465 004 00")
    administrations = [
        OrganizationUnit(
            name=f"Förvaltning {a}", kind="administration", hsa_id=f"B-{a}", path=f"b/{a:02}/", parent=region
        )
        for a in range(ADMINISTRATIONS)
    ]
    units = [
        OrganizationUnit(
            name=f"Enhet {above.hsa_id}-{n}", kind="care_unit", hsa_id=f"{above.hsa_id}-{n}",
            path=f"{above.path}{n:03}/", parent=above, phone="08-465 004 10",
        )
        for above in administrations
        for n in range(UNITS_OF_EACH)
    ]  # fmt: skip
    everything = [region, *administrations, *units]
    OrganizationUnit.objects.bulk_create(everything)
    users = [User(username=unit.hsa_id, name="Chef", password=NO_PASSWORD) for unit in everything]
    staff = [Staff(name="Chef", title="chef", hsa_id=f"P-{user.username}", user=user) for user in users]
    User.objects.bulk_create(users)
    Staff.objects.bulk_create(staff)
    roles = {"region": "region_developer", "administration": "area_manager", "care_unit": "unit_manager"}
    Assignment.objects.bulk_create(
        Assignment(staff=person, unit=unit, role=roles[unit.kind], starts=TODAY - datetime.timedelta(days=9))
        for person, unit in zip(staff, everything, strict=True)
    )
    return units


def _first_days():
    year = TODAY.year - HALF_YEARS // 2
    return [datetime.date(year + half // 2, (2, 9)[half % 2], 1) for half in range(HALF_YEARS)]


def _tails(chance, count=20_000):
    """Lines for COPY but for key and round: an audience, its bands, and what a person chose."""
    own = [str(PASSED_OVER)] * len(OWN_COLUMNS)
    possible = {column: [a for a in possible_answers(column) if a != PASSED_OVER] for column in COLUMNS}
    tails = []
    for number in range(count):
        is_staff = number % STAFF_SHARE == 0
        audience = AudienceField.NUMBERS["staff" if is_staff else "patient"]
        way = Way.STAFF_LINK if is_staff else chance.choice([Way.LINK, Way.LINK, Way.POSTER, Way.KIOSK])
        age = AgeBand.NOT_GIVEN if is_staff else chance.choice(list(AgeBand))
        language = chance.choices(list(Language), [10, 80, 8, 2])[0]
        chosen = [chance.choices(kinds, [WEIGHTS[a] for a in kinds])[0] for kinds in possible.values()]
        tails.append("\t".join(map(str, [audience, int(way), int(age), int(language), *chosen, *own])))
    return tails


def _ask(round, people, tails):
    start = round.number * people
    with transaction.atomic():
        with (
            connection.cursor() as cursor,
            cursor.copy(f"COPY surveys_response (id, {ANSWER_COLUMNS}) FROM STDIN") as copy,
        ):
            for number in range(start, start + people):
                copy.write(f"{random_key()}\t{round.number}\t{tails[number % len(tails)]}\n")
        actions.rebuild(round=round, by=SYSTEM)
        actions.close_round(round=round, by=SYSTEM)
