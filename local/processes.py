"""Child processes that never outlive us, whatever ends us."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress

LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None
PR_SET_PDEATHSIG = 1


def spawn(command, *, log, ends_by=signal.SIGTERM, **options):
    """Start `command` in a session of its own, so that Ctrl-C reaches only us; its words go to `log`."""
    with open(log, "ab") as output:
        return subprocess.Popen(
            [str(word) for word in command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=end_with_parent(ends_by),
            **options,
        )


def end_with_parent(ends_by):
    """Linux signals the child when its parent is gone, however; elsewhere the next start cleans up."""
    parent = os.getpid()

    def ask_the_kernel():
        if LIBC:
            LIBC.prctl(PR_SET_PDEATHSIG, ends_by)
            if os.getppid() != parent:
                os._exit(1)

    return ask_the_kernel


def run_in_front(command, env):
    """Run `command` in the terminal to its end; it alone answers Ctrl-C. Returns its exit status."""
    children = []
    interrupt = signal.signal(signal.SIGINT, lambda *_: None)
    terminate = signal.signal(signal.SIGTERM, lambda *_: [child.terminate() for child in children])
    children.append(subprocess.Popen(command, env=env, preexec_fn=end_with_parent(signal.SIGTERM)))
    status = children[0].wait()
    signal.signal(signal.SIGINT, interrupt)
    signal.signal(signal.SIGTERM, terminate)
    return status if status >= 0 else 128 - status


def wait_for_end(processes, seconds):
    """True when all have ended in time; those that have not are killed with all their children."""
    deadline = time.monotonic() + seconds
    in_time = True
    for process in processes:
        try:
            process.wait(max(0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            in_time = False
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    return in_time


def last_line(log):
    lines = log.read_text(errors="replace").strip().splitlines() if log.exists() else []
    return lines[-1].strip() if lines else "(nothing)"
