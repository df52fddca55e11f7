"""CPU of the application and of its database server process, and wall time, of a piece of work."""

import os
import statistics
import time
from dataclasses import dataclass
from pathlib import Path

from django.db import connections

TICK = os.sysconf("SC_CLK_TCK")
SECONDS = 0.4  # of each work in each round


@dataclass
class Cost:
    """Seconds for one call."""

    cpu: float
    wall: float


def cost(work, times: int) -> Cost:
    cpu, wall = processor(), time.perf_counter()
    for _ in range(times):
        work()
    wall = time.perf_counter() - wall
    return Cost((processor() - cpu) / times, wall / times)


def processor() -> float:
    """Seconds that this process and the server processes of its connections have used."""
    own = [alias.connection for alias in connections.all(initialized_only=True) if alias.connection]
    return time.process_time() + sum(_server_cpu(alias.info.backend_pid) for alias in own)


def interleaved(works: dict, rounds: int) -> dict[str, list[Cost]]:
    """A B C, A B C, …: whatever the machine does meanwhile, all of them feel it. Two rounds warm up."""
    for work in works.values():
        cost(work, 12)  # what is prepared at the fifth time and planned at the tenth is so by now
    times = {name: max(5, round(SECONDS / cost(work, 5).cpu)) for name, work in works.items()}
    costs = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            costs[name].append(cost(work, times[name]))
    return costs


def milliseconds(costs, name, kind) -> float:
    return 1000 * statistics.median(getattr(cost, kind) for cost in costs[name])


def ratio(costs, name, base, kind) -> str:
    """Median of the ratios round by round, and the middle half of them."""
    pairs = zip(costs[name], costs[base], strict=True)
    ratios = [getattr(a, kind) / getattr(b, kind) for a, b in pairs]
    low, middle, high = statistics.quantiles(ratios, n=4)
    return f"{middle:6.2f}  ({low:.2f}–{high:.2f})"


def _server_cpu(pid):
    """The kernel's figures for the server process; nothing where it is on another machine."""
    exact, rough = Path(f"/proc/{pid}/schedstat"), Path(f"/proc/{pid}/stat")
    if exact.exists():
        return int(exact.read_text().split()[0]) / 1e9
    if not rough.exists():
        return 0.0
    user, system = rough.read_text().rsplit(")", 1)[1].split()[11:13]
    return (int(user) + int(system)) / TICK
