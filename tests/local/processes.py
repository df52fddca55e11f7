"""Looking at processes from outside, without a library: Linux's /proc."""

import time
from contextlib import closing
from pathlib import Path
from socket import socket


def children_of(pid):
    """{process: command line} of the direct children."""
    return {int(stat.parent.name): _command(stat.parent) for stat in _stats() if _parent(stat) == pid}


def processes_naming(text):
    return {stat.parent.name: _command(stat.parent) for stat in _stats() if text in _command(stat.parent)}


def is_running(pid):
    """A process that has ended but was not yet buried by its parent has no command line."""
    return bool(_command(Path(f"/proc/{pid}")))


def free_port():
    with closing(socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def eventually(question, seconds=60):
    """The first answer that is true, asked again and again; a failure when none came in time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if answer := question():
            return answer
        time.sleep(0.1)
    raise AssertionError(f"{question} was not true within {seconds} s")


def _stats():
    return list(Path("/proc").glob("[0-9]*/stat"))


def _parent(stat):
    try:
        return int(stat.read_text().rpartition(")")[2].split()[1])
    except OSError:
        return None


def _command(folder):
    try:
        return (folder / "cmdline").read_text().replace("\0", " ")
    except OSError:
        return ""
