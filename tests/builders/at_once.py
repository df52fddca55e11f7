"""Two who do something at the same moment, on the real database."""

import time
from concurrent.futures import Future, ThreadPoolExecutor

from django.db import connection

WAITING = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
)


def beside(work) -> Future:
    """Does it in a thread and connection of its own."""

    def working():
        try:
            return work()
        finally:
            connection.close()

    pool = ThreadPoolExecutor(1)
    future = pool.submit(working)
    pool.shutdown(wait=False)
    return future


def wait_until_somebody_waits():
    for _turn in range(200):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(WAITING)
            if cursor.fetchone()[0]:
                return
        time.sleep(0.05)
    raise AssertionError("Nobody waits.")
