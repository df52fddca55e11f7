"""50 clients book one clinician's times: the action against the bare insert that it stands on."""

import datetime
import multiprocessing
import random
import statistics
import time
import uuid
from collections import Counter

from django.db import connection
from django.db.models import Max
from django.utils import timezone

from benchmarks import clock
from patientkontrakt.people.actor import Actor
from patientkontrakt.people.models import Assignment, Patient
from scheduling.actions import book
from scheduling.models import Appointment
from scheduling.slots import TimeTaken

CLIENTS = 50
TRIES = 80
# Half of them book: psycopg keeps a statement from the sixth time on, PostgreSQL its plan after five more.
WARM = 26
ROUNDS = 6
PATIENCE = 900  # seconds that a busy machine may take to start all clients, or to let them finish
QUARTER = datetime.timedelta(minutes=15)


def measure(slots: int) -> None:
    """Bookings a second, action ÷ bare insert, round by round; and what the clients were told."""
    assignment = Assignment.objects.select_related("staff__user", "unit__parent__parent").first()
    patients = list(Patient.objects.filter(care_relations__unit=assignment.unit)[:CLIENTS])
    by = Actor.for_assignment(assignment)
    start = _after_all_times(assignment.staff)
    for _ in range(2):  # once booked and once refused: the clients are forked from a warm process
        _book(by, patients[0], start - QUARTER)
    ratios, processor, answers = [], [], Counter()
    for turn in range(ROUNDS):
        days = [start + datetime.timedelta(days=100 * (2 * turn + k)) for k in range(2)]
        bare, bare_cpu, _ = _fight(_insert_bare, by, patients, days[0], slots)
        action, action_cpu, told = _fight(_book, by, patients, days[1], slots)
        ratios.append(action / bare)
        processor.append(bare_cpu / action_cpu)
        answers.update(told)
        print(f"  bookings a second: action {action:.0f}, bare insert {bare:.0f}")
    print(f"bookings a second, action ÷ bare insert: {statistics.median(ratios):.2f}  (goal ≥ 0.6)")
    print(f"bookings a second of processor, the same: {statistics.median(processor):.2f}")
    print(f"what {CLIENTS} clients were told: {dict(answers)}")


def _after_all_times(staff):
    """Times are never deleted, so a kept database is used further on: there the calendar is empty."""
    last = Appointment.objects.filter(staff=staff).aggregate(last=Max("ends_at"))["last"] or timezone.now()
    return max(last, timezone.now()).replace(minute=0, second=0, microsecond=0) + datetime.timedelta(days=100)


def _fight(way, by, patients, day, slots):
    """All clients at once, each trying its own draw of the same times.

    Bookings a second, seconds of processor for a booking (clients and their servers), and answers.
    """
    times = [day + n * QUARTER for n in range(slots)]
    connection.close()
    context = multiprocessing.get_context("fork")
    gate, results = context.Barrier(CLIENTS + 1), context.Queue()
    clients = [
        context.Process(target=_client, args=(way, by, patient, times, n, gate, results))
        for n, patient in enumerate(patients)
    ]
    for client in clients:
        client.start()
    gate.wait(timeout=PATIENCE)
    started = time.perf_counter()
    answers, processor = Counter(), 0
    for _ in clients:
        told, used = results.get(timeout=PATIENCE)
        answers.update(told)
        processor += used
    seconds = time.perf_counter() - started
    for client in clients:
        client.join()
    return answers["booked"] / seconds, processor / answers["booked"], answers


def _client(way, by, patient, times, seed, gate, results):
    draw = random.Random(seed).sample(times, TRIES)  # noqa: S311  a draw, no secret
    for n in range(WARM):  # on a day before: a web process has used its connection before, too
        way(by, patient, times[0] - (1 + (WARM * seed + n) // 2) * QUARTER)
    gate.wait(timeout=PATIENCE)
    before = clock.processor()
    answers = Counter()
    for starts_at in draw:
        try:
            answers[way(by, patient, starts_at)] += 1
        except Exception as error:  # a deadlock or any other failure is what we look for
            answers[type(error).__name__] += 1
    used = clock.processor() - before
    connection.close()
    results.put((answers, used))


def _book(by, patient, starts_at):
    try:
        book(
            patient=patient, staff=by.staff, starts_at=starts_at, ends_at=starts_at + QUARTER,
            purpose="Besök", channel="visit", by=by,
        )  # fmt: skip
    except TimeTaken:
        return "taken"
    return "booked"


BARE = """
INSERT INTO scheduling_appointment (id, created_at, updated_at, version, patient_id, unit_id, staff_id,
    starts_at, ends_at, purpose, channel, place, video_link, preparation, bring, needs, agreed_how, status,
    cancel_reason)
VALUES (%s, now(), now(), 1, %s, %s, %s,
    %s, %s, 'Besök', 'visit', '', '', '', '', '', 'in_room', 'agreed',
    '')
ON CONFLICT DO NOTHING RETURNING id
"""


def _insert_bare(by, patient, starts_at):
    values = [uuid.uuid4(), patient.pk, by.unit.pk, by.staff.pk, starts_at, starts_at + QUARTER]
    with connection.cursor() as cursor:
        cursor.execute(BARE, values)
        return "booked" if cursor.fetchone() else "taken"
