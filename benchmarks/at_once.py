"""Many processes at once, as web processes are, each with a connection and its own share of the work."""

import multiprocessing
import statistics
import time
from collections.abc import Callable

from django.db import connection

from benchmarks import clock

PATIENCE = 900  # seconds that a busy machine may take to start all, or to let them finish


def milliseconds_at_once(works: list[Callable], clients: int) -> tuple[float, float]:
    """Of the middle and of the slowest twentieth, when each client does its share one after another."""
    seconds = [second for client in at_once(works, clients) for second in client.seconds]
    return 1000 * statistics.median(seconds), 1000 * statistics.quantiles(seconds, n=20)[-1]


def at_once(works: list[Callable], clients: int, meanwhile: Callable = lambda: None) -> list["Done"]:
    """What each client needed. `meanwhile` is called again and again by this process until all have done."""
    connection.close()
    context = multiprocessing.get_context("fork")
    gate, results = context.Barrier(clients), context.Queue()
    shares = [works[number::clients] for number in range(clients)]
    processes = [context.Process(target=_client, args=(share, gate, results)) for share in shares]
    for process in processes:
        process.start()
    until, done = time.monotonic() + PATIENCE, []
    while len(done) < clients and time.monotonic() < until:
        meanwhile()
        while not results.empty():
            done.append(results.get())
        if any(process.exitcode for process in processes):
            break
        time.sleep(0.01)
    if len(done) < clients:
        raise RuntimeError(f"Only {len(done)} of {clients} clients got done")
    for process in processes:
        process.join()
    return done


class Done:
    """The seconds of each work of one client, and the processor's seconds of all of them."""

    def __init__(self, seconds, processor):
        self.seconds, self.processor = seconds, processor


def _client(works, gate, results):
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")  # a web process has its connection already
    gate.wait(timeout=PATIENCE)
    before, seconds = clock.processor(), []
    for work in works:
        started = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - started)
    results.put(Done(seconds, clock.processor() - before))
    connection.close()
