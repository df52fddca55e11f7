"""Figures of 200 units at 1, 10 and 50 million answers, and answers that come in while they are counted."""

import datetime
import statistics
import time
import uuid
from contextlib import ExitStack, contextmanager
from functools import partial
from random import Random

from django.core.handlers.wsgi import WSGIHandler
from django.db import connection, connections
from django.urls import reverse
from django.utils import timezone

from benchmarks import by_hand, survey_region
from benchmarks.at_once import at_once, milliseconds_at_once
from benchmarks.clock import interleaved, milliseconds, processor, ratio
from benchmarks.pages import get
from patientkontrakt.people.actor import Actor
from patientkontrakt.people.models import Assignment, OrganizationUnit
from patientkontrakt.prepared import save_together
from surveys import actions
from surveys.actions.answering import receive
from surveys.bands import Way
from surveys.figures import figures_of
from surveys.figures_past import history_of
from surveys.instruments import COLUMNS, PASSED_OVER, Answer, Audience
from surveys.models import ReceivedForm, Response, Round
from surveys.rollups import OVER_TIME, STANDING, shown_sums
from surveys.seeing import with_what_is_next_below
from surveys.tasks import fold_answers

MANAGERS, PAGES_OF_EACH = 20, 15
CLIENTS, FORMS, TURNS = 8, 8000, 5
FOLD_EACH = 2  # seconds; the house does each minute
DISK = """
SELECT sum(pg_total_relation_size(name::regclass))
FROM unnest(ARRAY['surveys_response', 'surveys_incoming', 'surveys_receivedform', 'surveys_rollup']) AS name
"""


def measure(sizes: list[int], rounds: int) -> None:
    connection.close()
    connection.settings_dict["CONN_MAX_AGE"] = None  # one server process, whose CPU we read, for all rounds
    survey_region.load_units()
    with ExitStack() as stack:
        aliases = [stack.enter_context(_copy_for(size)) for size in sizes]
        statements = [_measure_size(alias, rounds) for alias in aliases]
        _compare_sizes(dict(zip(aliases, statements, strict=True)), rounds)
        _managers_at_once()
        _intake()


@contextmanager
def _copy_for(size):
    """The alias of a database with so many answers, a copy of the one with units; the default leads there."""
    alias, base = f"{size:,} answers", connection.settings_dict["NAME"]
    name = f"{base}_{size}"
    connection.close()
    _server(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)', f'CREATE DATABASE "{name}" TEMPLATE "{base}"')
    connections.settings[alias] = {**connection.settings_dict, "NAME": name}
    _lead_to(connections.settings[alias]["NAME"])
    survey_region.load_answers(size)
    with connection.cursor() as cursor:
        cursor.execute(DISK)
        print(f"{'':10} {cursor.fetchone()[0] / size:.1f} bytes of disk an answer  (goal ≤ 15)")
    _lead_to(base)
    try:
        yield alias
    finally:
        connections[alias].close()
        _lead_to(base)
        _server(f'DROP DATABASE "{name}" WITH (FORCE)')


def _server(*statements):
    with connection.creation._nodb_cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _lead_to(name):
    """The default connection leads to this database from now on."""
    connection.close()
    connection.settings_dict["NAME"] = name


def _region():
    return OrganizationUnit.objects.get(parent=None)


def _measure_size(alias, rounds):
    """Pages and the figures' SQL at one size, each by hand as well; gives the first screen's statements."""
    print(alias)
    _lead_to(connections.settings[alias]["NAME"])
    region = _region()
    units = with_what_is_next_below(region)
    _must_say_the_same(units)
    works = {}
    for name, address in _addresses(region).items():
        page = get(WSGIHandler(), address, _manager_of(region))
        works[name] = page
        works[f"{name} by hand"] = partial(_by_hand, page)
    works |= {
        "SQL": lambda: (shown_sums(units, STANDING), shown_sums([region], OVER_TIME)),
        "SQL by hand": lambda: (by_hand.standing(units), by_hand.monthly([region])),
    }
    statements = _statements_of(works["first screen"])
    costs = interleaved(works, rounds)
    for name in (name for name in works if f"{name} by hand" in works):
        goal = "goal ≤ 1.4" if name != "SQL" else ""
        print(
            f"  {name:14} ÷ by hand: CPU {ratio(costs, name, f'{name} by hand', 'cpu')}"
            f"   {milliseconds(costs, name, 'cpu'):.1f} ms   {goal}"
        )
    started = time.perf_counter()
    by_hand.standing_of_raw_answers(units)
    raw = 1000 * (time.perf_counter() - started)
    print(
        f"  two measurements of raw answers ÷ all from sums: {raw / milliseconds(costs, 'SQL', 'wall'):.0f}"
    )
    return statements


def _addresses(region):
    administration = OrganizationUnit.objects.filter(parent=region).first()
    return {
        "first screen": reverse("surveys:unit", args=[region.pk]),
        "question page": reverse("surveys:question", args=[region.pk, 4]),
        "another level": reverse("surveys:unit", args=[administration.pk]),
    }


def _manager_of(unit):
    assignments = Assignment.objects.select_related("staff__user", "unit")
    return Actor.for_assignment(assignments.get(unit=unit))


def _by_hand(page):
    with by_hand.figures_by_hand():
        return page()


def _must_say_the_same(units):
    """The statements by hand give what the house shows, or the ratio means nothing."""
    ours = figures_of(units), history_of(units[0])
    with by_hand.figures_by_hand():
        if ours != (figures_of(units), history_of(units[0])):
            raise RuntimeError("The figures by hand are others")


def _statements_of(page):
    """What the page asks of the surveys' tables."""
    found = []

    def keep(execute, sql, params, many, context):
        if "surveys_" in sql and sql.lstrip().startswith(("SELECT", "WITH")):
            found.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(keep):
        page()
    return found


def _compare_sizes(statements, rounds):
    """The first screen's SQL at each size, taking turns, each in its own database."""
    costs = interleaved({alias: partial(_run, alias, own) for alias, own in statements.items()}, rounds)
    first, *others = statements
    print(f"SQL of the first screen, {len(statements[first])} statements")
    for alias in others:
        for kind in ("cpu", "wall"):
            print(f"  {alias} ÷ {first}: {kind:4} {ratio(costs, alias, first, kind)}   goal ≤ 1.2")


def _run(alias, statements):
    with connections[alias].cursor() as cursor:
        for sql, values in statements:
            cursor.execute(sql, values)
            cursor.fetchall()


def _managers_at_once():
    """Each opens its own level's first screen, again and again; the last database is the largest."""
    units = list(OrganizationUnit.objects.order_by("path")[:MANAGERS])
    pages = [get(WSGIHandler(), reverse("surveys:unit", args=[unit.pk]), _manager_of(unit)) for unit in units]
    turns = {
        "alone": lambda: milliseconds_at_once(pages, 1),
        "at once": lambda: milliseconds_at_once(pages * PAGES_OF_EACH, MANAGERS),
        "by hand": lambda: milliseconds_at_once(
            [partial(_by_hand, page) for page in pages] * PAGES_OF_EACH, MANAGERS
        ),
    }
    times = [{name: turn() for name, turn in turns.items()} for _turn in range(TURNS)]
    for place, name in enumerate(("p50", "p95")):
        at_once_, by_hand_ = (statistics.median(t[n][place] for t in times) for n in ("at once", "by hand"))
        print(
            f"{MANAGERS} managers at once, {name}: {at_once_:.0f} ms, ÷ by hand {at_once_ / by_hand_:.2f}"
            f"   (alone: {statistics.median(t['alone'][place] for t in times):.0f} ms)"
        )


def _intake():
    """Forms a second with exact sums, folded all the while, ÷ the same rows without queue and sums."""
    last_day = timezone.localdate() + datetime.timedelta(days=30)
    for unit in OrganizationUnit.objects.care_units()[:20]:
        actions.open_round(unit=unit, kind="follow_up", closes=last_day, staff=0, by=survey_region.SYSTEM)
    asking = list(Round.objects.filter(is_closed=False))
    chance, wall, cpu = Random(2), [], []  # noqa: S311  a draw, no secret
    for _turn in range(TURNS):
        without = _fight([partial(_write_raw, chance.choice(asking), Random(n)) for n in range(FORMS)])  # noqa: S311
        exact = _fight(
            [partial(_receive, chance.choice(asking), Random(n)) for n in range(FORMS)],  # noqa: S311
            fold=True,
        )
        wall.append(exact[0] / without[0])
        cpu.append(exact[1] / without[1])
        print(f"  forms a second: exact {FORMS / exact[0]:.0f}, without sums {FORMS / without[0]:.0f}")
    print(f"intake with exact sums ÷ without: wall {statistics.median(wall):.2f}   goal ≤ 1.4")
    print(f"{'':33} CPU  {statistics.median(cpu):.2f}")


def _fight(works, fold=False):
    """Seconds until all is written (and counted), and seconds of processor."""
    last = [time.perf_counter()]

    def fold_now_and_then():
        if fold and time.perf_counter() - last[0] > FOLD_EACH:
            fold_answers()
            last[0] = time.perf_counter()

    started, before = time.perf_counter(), processor()
    done = at_once(works, CLIENTS, meanwhile=fold_now_and_then)
    if fold:
        for round in Round.objects.filter(is_closed=False):
            actions.fold(round=round, by=survey_region.SYSTEM)
    seconds = time.perf_counter() - started
    return seconds, processor() - before + sum(client.processor for client in done)


def _chosen(chance):
    return {column: chance.choice([Answer.YES, Answer.PARTLY, Answer.NO]) for column in COLUMNS}


def _receive(round, chance):
    receive(round=round, audience=Audience.PATIENT, key=uuid.uuid4(), answers=_chosen(chance), way=Way.POSTER)


def _write_raw(round, chance):
    given = {column: value or PASSED_OVER for column, value in _chosen(chance).items()}
    save_together(
        ReceivedForm(key=uuid.uuid4(), round=round),
        Response(round=round, audience=Audience.PATIENT, way=Way.POSTER, **given),
    )
