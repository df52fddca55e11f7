"""Statements that are put together and compiled once, and from then on only given their values.

What an ORM page costs is not SQL but putting SQL together, at each request anew: four fifths of the patient's
home (docs/benchmarks.md). A hot page therefore prepares its QuerySets; everything else uses them plainly.
"""

import datetime
import json
import uuid
from collections.abc import Callable
from copy import copy
from functools import cache, cached_property
from types import SimpleNamespace

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model, QuerySet, prefetch_related_objects
from django.db.models.query import ModelIterable
from django.utils import timezone

# What stands in the statement until a value is given.
KEY = uuid.UUID(int=0)
NOW = datetime.datetime(9999, 12, 30, tzinfo=datetime.UTC)
TODAY = datetime.date(9999, 12, 31)


class Prepared:
    """The rows of one owner, for example a patient, as of this moment.

        plans = Prepared(lambda patient, today, now: Plan.objects.filter(patient=patient).active())
        rows = plans(patient)

    The QuerySet is built and compiled once, so it may not look at the clock or at anything else that changes:
    ValueError at the first use when the statement holds a time or a key of its own. What it prefetches is
    fetched as usual.
    """

    def __init__(self, build: Callable[[uuid.UUID, datetime.date, datetime.datetime], QuerySet]):
        self.build = build

    def __call__(self, owner: Model) -> list:
        queryset, compiler, sql, params = self._compiled
        values = {KEY: owner.pk, NOW: timezone.now(), TODAY: timezone.localdate()}
        bound = tuple(values[param] if _is_personal(param) else param for param in params)
        compiler = copy(compiler)  # its connection belongs to the thread
        compiler.connection, compiler.as_sql = connections[DEFAULT_DB_ALIAS], lambda: (sql, bound)
        rows = list(ModelIterable(_Ready(compiler, _known(queryset.model, owner))))
        prefetch_related_objects(rows, *queryset._prefetch_related_lookups)
        return rows

    @cached_property
    def _compiled(self):
        queryset = self.build(KEY, TODAY, NOW)
        compiler = queryset.query.get_compiler(DEFAULT_DB_ALIAS)
        sql, params = compiler.as_sql()
        converters = compiler.get_converters([column for column, _sql, _alias in compiler.select])
        compiler.get_converters = lambda columns: converters
        if fixed := [param for param in params if _is_personal(param) and param not in (KEY, NOW, TODAY)]:
            raise ValueError(f"{fixed} would stay for ever: build from the three arguments alone.")
        return queryset, compiler, sql, params


def save_new(row: Model) -> Model:
    """Write a new row, as row.save(force_insert=True) does, by a statement that is put together once."""
    fields, statement = _insert_into(type(row))
    connection = connections[DEFAULT_DB_ALIAS]
    values = [field.get_db_prep_save(field.pre_save(row, add=True), connection) for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        row.pk = cursor.fetchone()[0]
    row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS
    return row


@cache
def _insert_into(model):
    meta, fields = model._meta, _written_fields(model)
    columns = ", ".join(f'"{field.column}"' for field in fields)
    places = ", ".join(["%s"] * len(fields))
    into = f'"{meta.db_table}" ({columns}) VALUES ({places}) RETURNING "{meta.pk.column}"'
    return fields, f"INSERT INTO {into}"  # noqa: S608  the names are the model's own


@cache
def _written_fields(model):
    meta = model._meta
    return [field for field in meta.concrete_fields if field != meta.auto_field and not field.generated]


def save_together(row: Model, *others: Model) -> bool:
    """Write a new row, and with it those that tell of it, by one statement: all of them or none.

    False, and nothing written, when the row is in conflict with one that stands there already. The statement
    is a transaction by itself, so that outside a transaction it spares two round trips. `others` get their
    keys from us or from the database, but are not told them.
    """
    rows = [row, *others]
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(_insert_together(*map(type, rows)), [_as_json(row) for row in rows])
        is_written = cursor.fetchone() is not None
    if is_written:
        for written in rows:
            written._state.adding, written._state.db = False, DEFAULT_DB_ALIAS
    return is_written


@cache
def _insert_together(model, *others):
    first = f"INSERT INTO {_from_json(model)} ON CONFLICT DO NOTHING RETURNING 1"
    also = [f", also_{n} AS (INSERT INTO {_from_json(other)}, first)" for n, other in enumerate(others)]
    return f"WITH first AS ({first}){''.join(also)} SELECT FROM first"


@cache
def _from_json(model):
    """A row comes as one value: psycopg forgets a statement with more than fifty of them."""
    table = f'"{model._meta.db_table}"'
    columns = ", ".join(f'"{field.column}"' for field in _written_fields(model))
    return f"{table} ({columns}) SELECT {columns} FROM jsonb_populate_record(NULL::{table}, %s::jsonb)"  # noqa: S608


def _as_json(row):
    return _encode({field.column: field.pre_save(row, add=True) for field in _written_fields(type(row))})


_encode = json.JSONEncoder(default=str).encode


def ask(*questions: str, **values) -> tuple:
    """The answers to several questions, each an SQL expression for one value, in one round trip."""
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(_select(questions), values)
        return cursor.fetchone()


@cache
def _select(questions):
    return f"SELECT {', '.join(questions)}"


def _is_personal(param):
    return isinstance(param, (datetime.date, uuid.UUID))


def _known(model, owner):
    """The rows need not fetch their owner, whom we hold."""
    name = owner._meta.model_name
    fields = {field.name: field for field in model._meta.concrete_fields}
    return {fields[name]: {owner.pk: owner}} if name in fields else {}


class _Ready:
    """As much of a QuerySet as ModelIterable asks for."""

    db = DEFAULT_DB_ALIAS

    def __init__(self, compiler, known_related_objects):
        self.query = SimpleNamespace(get_compiler=lambda using: compiler)
        self._known_related_objects = known_related_objects
        self.model = compiler.query.model
