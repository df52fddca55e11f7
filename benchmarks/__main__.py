import argparse
import os
from urllib.parse import urlsplit, urlunsplit

import psycopg

NAME = "patientkontrakt_benchmark"


def main():
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("--patients", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=15, help="interleaved rounds of each page")
    parser.add_argument("--bookings", type=int, default=400, help="times to fight over, per round")
    parser.add_argument("--keep", action="store_true", help="keep the database, and use one that was kept")
    options = parser.parse_args()
    admin_url = os.environ["DATABASE_URL"]
    os.environ["DATABASE_URL"] = urlunsplit(urlsplit(admin_url)._replace(path=f"/{NAME}"))
    is_new = make_database(admin_url, options.keep)
    try:
        measure(options, is_new)
    finally:
        if not options.keep:
            drop_database(admin_url)


def measure(options, is_new):
    import django  # noqa: PLC0415  the settings need the address of the database first

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "patientkontrakt.settings")
    os.environ.setdefault("SECRET_KEY", "benchmark")
    os.environ.setdefault("LOG_LEVEL", "ERROR")
    django.setup()

    from django.core.management import call_command  # noqa: PLC0415

    from benchmarks import booking, pages, region  # noqa: PLC0415

    call_command("collectstatic", interactive=False, verbosity=0)
    if is_new:
        region.load(options.patients)
    pages.measure(options.rounds)
    booking.measure(options.bookings)


def make_database(admin_url, keep):
    with psycopg.connect(admin_url, autocommit=True) as connection:
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME]).fetchone()
        if found and keep:
            return False
        connection.execute(f'DROP DATABASE IF EXISTS "{NAME}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{NAME}" TEMPLATE template0')
    return True


def drop_database(admin_url):
    with psycopg.connect(admin_url, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{NAME}" WITH (FORCE)')


if __name__ == "__main__":
    main()
