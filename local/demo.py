"""`run.py demo`: the whole house on one computer, with invented people."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing

from local.environment import cluster_in, environment
from local.locks import FolderLock
from local.processes import end_with_parent
from local.supervisor import Service, Supervisor, say

PREPARATION = ["migrate", "collectstatic", "load_demo"]
ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def demo(data_dir, preparation=PREPARATION):
    """Everything at once until Ctrl-C or SIGTERM; what ends on its own is started again."""
    port = wished_port()
    lock = own_or_exit(data_dir, "postgres", "the demo")
    try:
        wait_for_port(port, seconds=10 if lock.was_killed else 0)
        run(data_dir, port, preparation)
    finally:
        lock.release()


def run(data_dir, port, preparation):
    for number in ENDINGS:
        signal.signal(number, stop)
    given = os.environ.get("DATABASE_URL")
    cluster = None if given else cluster_in(data_dir, "postgres")
    supervisor = Supervisor(cluster, [])
    try:
        if cluster:
            say("Starting the database …")
            cluster.start()
        env = environment(data_dir, given or cluster.url, port) | {"DEMO": "1", "DEBUG": "0"}
        prepare(env, preparation)
        supervisor.services += services(data_dir, env, port)
        say("Starting web server, worker and clock …")
        supervisor.start()
        supervisor.watch_until(lambda: is_ready(port), seconds=120)
        say(f"Ready: http://127.0.0.1:{port}/demo/")
        say("Choose there whom to be: a patient, a relative, a clinician, a manager … Stop with Ctrl-C.")
        while True:
            supervisor.watch()
            time.sleep(0.2)
    finally:
        for number in ENDINGS:
            signal.signal(number, lambda *_: None)
        say("Stopping …")
        supervisor.stop()
        if cluster:
            cluster.stop()
        say(f"Stopped. All is kept in {data_dir}")


def stop(number, frame):
    raise SystemExit(0)


def own_or_exit(data_dir, name, what):
    lock = FolderLock(data_dir / f"{name}.lock")
    if not lock.own(what):
        sys.exit(
            f"{data_dir} is in use by {lock.read()}. Stop that first, or start on another folder and port: "
            "DATA_DIR=.data2 PORT=8001 python3 run.py demo"
        )
    return lock


def prepare(env, preparation):
    command = [sys.executable, "-m", "local.prepare", *preparation]
    die = end_with_parent(signal.SIGTERM)
    if subprocess.run(command, env=env, preexec_fn=die, start_new_session=True).returncode:
        sys.exit("The demo does not start, for the reason above.")


def services(data_dir, env, port):
    python = [sys.executable, "-m"]
    celery = [*python, "celery", "--app", "patientkontrakt"]
    web = "gunicorn patientkontrakt.wsgi --preload --worker-class gthread --workers 2 --threads 4"
    quick = "--graceful-timeout 3 --no-control-socket"
    commands = {
        "web": [*python, *web.split(), *quick.split(), "--bind", f"127.0.0.1:{port}"],
        "worker": [*celery, "worker", "--pool", "threads", "--concurrency", "2", "--loglevel", "INFO"],
        "clock": [*celery, "beat", "--schedule", data_dir / "clock", "--pidfile", ""],
    }
    return [
        Service(name, command, env, data_dir / "log" / f"{name}.log") for name, command in commands.items()
    ]


def wished_port():
    text = os.environ.get("PORT", "8000")
    if not text.isdecimal() or not 0 < int(text) < 65536:
        sys.exit(f"PORT is {text!r}; it must be a number from 1 to 65535.")
    return int(text)


def wait_for_port(port, seconds):
    """After a kill the old web server may need a moment to go."""
    deadline = time.monotonic() + seconds
    while not is_free(port):
        if time.monotonic() > deadline:
            sys.exit(f"Port {port} is taken by another program. Choose another: PORT={port + 1} …")
        time.sleep(0.2)


def is_free(port):
    with closing(socket.socket()) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def is_ready(port):
    try:
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=5)) as connection:
            connection.request("GET", "/health/ready")
            return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
