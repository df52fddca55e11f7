"""The tests' databases are copies of one template: migrations run once, until one of them changes."""

import hashlib
import os
from contextlib import contextmanager
from pathlib import Path

from django.apps import apps
from django.core.management import call_command
from django.db import connection, transaction

BUILT, LOCK = "test_template", 20261126
LONGEST_WAIT = "60s"  # for another connection's lock: a test that waits for itself says so instead of hanging
# What migrations leave behind them, and no test changes.
KEPT = {"django_content_type", "django_migrations", "django_site", "auth_permission"}


@contextmanager
def copied_database():
    """The connection leads to an empty database of this process alone, as long as it lasts."""
    name = "_".join(
        filter(None, ["test", connection.settings_dict["NAME"], os.environ.get("PYTEST_XDIST_WORKER")])
    )
    template = f"{BUILT}_{_fingerprint()}"
    _server("SELECT pg_advisory_lock(%s)", LOCK, then=lambda cursor: _copy(cursor, template, name))
    _lead_to(name)
    connection.settings_dict["OPTIONS"]["options"] += f" -c lock_timeout={LONGEST_WAIT}"
    try:
        yield
    finally:
        _server(f'DROP DATABASE "{name}" WITH (FORCE)')


def empty_tables(_testcase=None) -> None:
    """After a test that commits. Django's way, to TRUNCATE all, takes a second, and the log refuses it."""
    tables = set(connection.introspection.django_table_names(only_existing=True)) - KEPT
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            " UNION ALL ".join(f"SELECT '{table}' WHERE EXISTS (SELECT FROM {table})" for table in tables)
        )
        filled = [table for (table,) in cursor.fetchall()]
        for step in ("ALTER TABLE {} DISABLE TRIGGER USER", "DELETE FROM {}"):
            for table in filled:
                cursor.execute(step.format(table))
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # foreign keys are looked at when all is empty
        for table in filled:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def _copy(cursor, template, name):
    cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [f"{BUILT}%"])
    stand = {row[0] for row in cursor.fetchall()}
    if template not in stand:
        for old in stand:
            cursor.execute(f'DROP DATABASE "{old}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{BUILT}"')
        _build()
        cursor.execute(f'ALTER DATABASE "{BUILT}" RENAME TO "{template}"')
    cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')


def _build():
    _lead_to(BUILT)
    call_command("migrate", verbosity=0)
    connection.close()


def _server(statement, *values, then=lambda cursor: None):
    connection.close()
    with connection.creation._nodb_cursor() as cursor:
        cursor.execute(statement, values)
        then(cursor)


def _lead_to(name):
    connection.close()
    connection.settings_dict["NAME"] = name


def _fingerprint():
    """Of everything that makes the tables: a template of other migrations is another template."""
    folders = [Path(config.path) / "migrations" for config in apps.get_app_configs()]
    files = sorted(file for folder in folders for file in folder.rglob("*.py"))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:16]
