"""Keeps the demo's processes alive and stops them together."""

import sys
import time
from dataclasses import dataclass, field

from local.processes import last_line, spawn, wait_for_end

FIRST_PAUSE, LONGEST_PAUSE, STEADY_AFTER = 1, 30, 10  # seconds


def say(text):
    print(text, flush=True)


@dataclass
class Service:
    """One command that shall always run. A crash is followed by a pause that grows with the next one."""

    name: str
    command: list
    env: dict
    log: object
    process: object = None
    started: float = 0
    pause: float = FIRST_PAUSE
    due: float = field(default=0, repr=False)

    def start(self):
        self.started, self.due = time.monotonic(), 0
        self.process = spawn(self.command, log=self.log, env=self.env)

    def ends_unasked(self):
        return self.process.poll() is not None

    def restart_when_due(self):
        if not self.due:
            lived = time.monotonic() - self.started
            self.pause = FIRST_PAUSE if lived > STEADY_AFTER else min(self.pause * 2, LONGEST_PAUSE)
            self.due = time.monotonic() + self.pause
            say(f"{self.name} ended unexpectedly ({self.process.returncode}); starting it again …")
        if time.monotonic() >= self.due:
            self.start()


class Supervisor:
    def __init__(self, cluster, services):
        self.cluster, self.services = cluster, services

    def start(self):
        for service in self.services:
            service.start()

    def watch(self):
        """One round: start again what has ended."""
        if self.cluster and self.cluster.has_ended():
            say("The database ended unexpectedly; starting it again …")
            self.cluster.start()
            say("The database is back.")
        for service in self.services:
            if service.ends_unasked():
                service.restart_when_due()

    def watch_until(self, is_ready, seconds):
        """Before the first ready answer a service that ends is a fault to tell, not to hide."""
        deadline = time.monotonic() + seconds
        while not is_ready():
            ended = [service for service in self.services if service.ends_unasked()]
            if ended or time.monotonic() > deadline:
                log = (ended or self.services)[0].log
                sys.exit(f"The demo does not start. {log} ends: {last_line(log)}")
            time.sleep(0.1)

    def stop(self):
        running = [service.process for service in self.services if service.process]
        for process in running:
            process.terminate()
        wait_for_end(running, 4.5)
