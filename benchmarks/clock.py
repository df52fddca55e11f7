"""CPU of the application and of its database server process, and wall time, of a piece of work."""

import os
import statistics
import time
from dataclasses import dataclass
from pathlib import Path

from django.db import connection

TICK = os.sysconf("SC_CLK_TCK")


@dataclass
class Cost:
    """Seconds for one call."""

    cpu: float
    wall: float


def cost(work, times: int) -> Cost:
    pid = _server_pid()
    cpu, server, wall = time.process_time(), _server_cpu(pid), time.perf_counter()
    for _ in range(times):
        work()
    wall = time.perf_counter() - wall
    total = time.process_time() - cpu + _server_cpu(pid) - server
    return Cost(total / times, wall / times)


def interleaved(works: dict, rounds: int, times: int) -> dict[str, list[Cost]]:
    """A B C, A B C, …: whatever the machine does meanwhile, all of them feel it. One round warms up."""
    costs = {name: [] for name in works}
    for turn in range(rounds + 1):
        for name, work in works.items():
            measured = cost(work, times)
            if turn:
                costs[name].append(measured)
    return costs


def ratio(costs, name, base, kind) -> str:
    """Median of the ratios round by round, and their spread."""
    ratios = sorted(
        getattr(a, kind) / getattr(b, kind) for a, b in zip(costs[name], costs[base], strict=True)
    )
    return f"{statistics.median(ratios):6.2f}  ({ratios[0]:.2f}–{ratios[-1]:.2f})"


def _server_pid():
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return cursor.fetchone()[0]


def _server_cpu(pid):
    """The kernel's figures for the server process; nothing where it is on another machine."""
    stat = Path(f"/proc/{pid}/stat")
    if not stat.exists():
        return 0.0
    user, system = stat.read_text().rsplit(")", 1)[1].split()[11:13]
    return (int(user) + int(system)) / TICK
