"""A real Celery worker, a process of its own, empties the outbox of the test's database."""

import os
import subprocess
import sys
import time

import pytest
from django.conf import settings
from django.db import connection

from patientkontrakt.notifications.actions import tell
from patientkontrakt.notifications.models import Delivery
from patientkontrakt.notifications.tasks import sweep
from tests.factories import make_patient
from tests.failing_tasks import NUMBER, write_what_the_database_refuses

pytestmark = [pytest.mark.worker, pytest.mark.django_db(transaction=True)]
CELERY = [sys.executable, "-m", "celery", "--app", "patientkontrakt"]
PATIENCE = 90
SWEEP = "patientkontrakt.notifications.tasks.sweep"


@pytest.fixture
def environment(tmp_path):
    """The worker's own queue, and the database of this test."""
    server, _, _ = os.environ["DATABASE_URL"].rpartition("/")  # the address may hold a socket's folder
    url = f"{server}/{connection.settings_dict['NAME']}"
    (tmp_path / "queue" / "messages").mkdir(parents=True)
    return os.environ | {"DATABASE_URL": url, "DATA_DIR": str(tmp_path), "REDIS_URL": ""}


@pytest.fixture
def start_worker(environment):
    """`start_worker()`: a new process that takes tasks until the test is over."""
    command = [
        *CELERY,
        "worker",
        "--loglevel",
        "INFO",
        "--without-mingle",
        "--include",
        "tests.failing_tasks",
    ]
    workers = []

    def start(*pool):
        workers.append(
            subprocess.Popen(
                [*command, *(pool or ["--pool", "solo"])], cwd=settings.BASE_DIR, env=environment,
                stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            )
        )  # fmt: skip
        return workers[-1]

    yield start
    for worker in workers:
        worker.terminate()
        worker.communicate(timeout=PATIENCE)


def ask_for(task, environment):
    subprocess.run(
        [*CELERY, "call", task],
        cwd=settings.BASE_DIR, env=environment, check=True, capture_output=True, timeout=PATIENCE,
    )  # fmt: skip


def wait_until_sent(message, worker):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and worker.poll() is None:
        message.refresh_from_db()
        if message.delivery == Delivery.SENT:
            return
        time.sleep(0.1)
    pytest.fail(f"The worker did not send the message; it ended with {worker.poll()}.")


def test_a_worker_sends_what_waits_also_what_was_asked_for_before_it_started(environment, start_worker):
    message = tell(patient=make_patient())
    ask_for(SWEEP, environment)

    wait_until_sent(message, start_worker())


def test_a_worker_that_was_killed_leaves_everything_to_the_next_one(environment, start_worker):
    first = tell(patient=make_patient())
    ask_for(SWEEP, environment)
    worker = start_worker()
    wait_until_sent(first, worker)
    worker.kill()
    worker.wait(timeout=PATIENCE)

    second = tell(patient=make_patient())
    ask_for(SWEEP, environment)

    wait_until_sent(second, start_worker())


def test_the_workers_log_tells_of_an_error_and_not_the_row_that_was_refused(environment, start_worker):
    environment["DEBUG"] = ""
    ask_for(write_what_the_database_refuses.name, environment)
    worker = start_worker("--concurrency", "1")
    message = tell(patient=make_patient())
    ask_for(SWEEP, environment)
    wait_until_sent(message, worker)
    worker.terminate()

    told = worker.communicate(timeout=PATIENCE)[0].decode()

    assert "raised unexpected: django.db.utils.IntegrityError" in told
    assert "psycopg.errors.CheckViolation" in told
    assert NUMBER not in told


def test_sweeping_an_empty_outbox_sends_nothing():
    assert sweep() == 0
