"""How fast is the house, as ratios within one run: pages and editing ÷ bare views, bookings ÷ a bare insert.

    python -m benchmarks [--patients 10000] [--keep] [--only pages|bookings|editing]
    python -m benchmarks --only surveys [--answers 1 10 50]

Starts a PostgreSQL server of its own that writes to disk as in production, or uses the one of DATABASE_URL.
Makes a database of its own there, fills it with a region, measures, and removes it. docs/benchmarks.md.
"""

import argparse
import os
import tempfile
from contextlib import contextmanager
from pathlib import Path

import environ
import psycopg
from psycopg.sql import SQL, Identifier

from local.postgres import Cluster

NAME = "patientkontrakt_benchmark"


def main():
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("--patients", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=15, help="interleaved rounds of each page")
    parser.add_argument("--bookings", type=int, default=1000, help="times to fight over, per round")
    parser.add_argument("--answers", type=float, nargs="+", default=[1, 10, 50], help="millions, for surveys")
    parser.add_argument("--only", choices=["pages", "bookings", "editing", "surveys"])
    parser.add_argument("--keep", action="store_true", help="keep the database, and use one that was kept")
    options = parser.parse_args()
    with server(options.keep) as url, database(url, options.keep) as is_new:
        measure(options, is_new)


def measure(options, is_new):
    import django  # noqa: PLC0415  the settings need the address of the database first

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "patientkontrakt.settings")
    os.environ.setdefault("SECRET_KEY", "benchmark")
    os.environ.setdefault("LOG_LEVEL", "ERROR")
    django.setup()

    from django.core.management import call_command  # noqa: PLC0415

    from benchmarks import booking, editing, pages, region, surveys  # noqa: PLC0415

    call_command("collectstatic", interactive=False, verbosity=0)
    if options.only == "surveys":  # by themselves, in a region of their own: they take an hour
        surveys.measure([round(millions * 1_000_000) for millions in options.answers], options.rounds)
        return
    if is_new:
        region.load(options.patients)
    parts = {
        "pages": lambda: pages.measure(options.rounds),
        "bookings": lambda: booking.measure(options.bookings),
        "editing": editing.measure,
    }
    for name, part in parts.items():
        if options.only in (None, name):
            part()


@contextmanager
def server(keep):
    """The address of a server where we may do everything."""
    if url := os.environ.get("DATABASE_URL"):
        yield url
        return
    with tempfile.TemporaryDirectory(prefix="pk-") as temporary:
        folder = Path(".data/benchmark").resolve() if keep else Path(temporary) / "postgres"
        folder.parent.mkdir(parents=True, exist_ok=True)
        cluster = Cluster(folder, folder.with_suffix(".log"))
        cluster.start()
        try:
            yield f"postgres://postgres@/{cluster.socket_dir}/postgres"
        finally:
            cluster.stop()


@contextmanager
def database(url, keep):
    """A database of our own for as long as we measure. True when it is new and empty."""
    os.environ["DATABASE_URL"] = f"{url.rpartition('/')[0]}/{NAME}"
    name = Identifier(NAME)
    with _connection(url) as connection:
        if connection.execute("SHOW fsync").fetchone() == ("off",):
            print("fsync is off on this server: what is said of bookings is not what production would see")
        is_new = not keep or not connection.execute(
            "SELECT 1 FROM pg_database WHERE datname = %s", [NAME]
        ).fetchone()  # fmt: skip
        if is_new:
            connection.execute(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))
            connection.execute(SQL("CREATE DATABASE {} TEMPLATE template0").format(name))
    is_whole = False
    try:
        yield is_new
        is_whole = True
    finally:
        if not keep or (is_new and not is_whole):
            with _connection(url) as connection:
                connection.execute(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))


def _connection(url):
    parts = environ.Env.db_url_config(url)
    named = {word: parts[key] for word, key in WORDS.items() if parts.get(key)}
    return psycopg.connect(**named, autocommit=True)


WORDS = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD", "dbname": "NAME"}


if __name__ == "__main__":
    main()
