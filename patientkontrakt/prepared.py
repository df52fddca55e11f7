"""Statements that are put together and compiled once, and from then on only given their values.

What an ORM page costs is not SQL but putting SQL together, at each request anew, and asking for one thing
after the other (docs/benchmarks.md). A hot page prepares its QuerySets; everything else uses them plainly.
"""

import datetime
import uuid
from collections.abc import Callable
from functools import cache, cached_property, partial

from django.contrib.postgres.fields import ArrayField
from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.models.base import ModelState
from django.db.models.query import get_related_populators, prefetch_related_objects
from django.utils import timezone
from psycopg.sql import Literal

# What stands in the statement until a value is given.
KEY = uuid.UUID(int=0)
NOW = datetime.datetime(9999, 12, 30, tzinfo=datetime.UTC)
TODAY = datetime.date(9999, 12, 31)
PLACES = {KEY: "%(key)s", str(KEY): "%(key)s", NOW: "%(now)s", TODAY: "%(today)s"}

# Rows come as JSON: how to read a field's value from it. None: as it is.
READERS = {
    models.UUIDField: uuid.UUID,
    models.DateTimeField: datetime.datetime.fromisoformat,
    models.DateField: datetime.date.fromisoformat,
    (models.BooleanField, models.CharField, models.IntegerField, models.TextField): None,
}

# Fields whose values go to the database as they stand; one of a kind of its own may have more to do.
AS_THEY_ARE = {
    models.BooleanField, models.CharField, models.ForeignKey, models.OneToOneField, models.TextField,
    models.UUIDField,
}  # fmt: skip


class Prepared:
    """The rows of one owner, for example a patient, as of this moment.

        plans = Prepared(lambda patient, today, now: Plan.objects.filter(patient=patient).active())
        rows = plans(patient)

    The QuerySet is built and compiled once, so it may not look at the clock or at anything else that changes:
    ValueError at the first use when the statement holds a time or a key of its own. What it prefetches is
    fetched as usual.
    """

    def __init__(self, build: Callable[[uuid.UUID, datetime.date, datetime.datetime], models.QuerySet]):
        self.build = build

    def __call__(self, owner: models.Model) -> list:
        return self._alone(owner)["rows"]

    @cached_property
    def _alone(self):
        return Together(rows=self)

    @cached_property
    def compiled(self):
        """The statement with places for its values, and how to make objects of its rows."""
        queryset = self.build(KEY, TODAY, NOW)
        compiler = queryset.query.get_compiler(DEFAULT_DB_ALIAS)
        sql, params = compiler.as_sql()
        return sql.replace("%%", "%%%%") % tuple(map(_place, params)), _Rows(queryset, compiler)


class Together:
    """Several Prepared of one owner, each under its name, in one statement: once to the database and back."""

    def __init__(self, **rooms: Prepared):
        self.rooms = rooms

    def __call__(self, owner: models.Model) -> dict[str, list]:
        statement, rows = self._compiled
        values = {"key": owner.pk, "now": timezone.now(), "today": timezone.localdate()}
        with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
            cursor.execute(statement, values)
            found = cursor.fetchone()
        return {name: made(room or [], owner) for (name, made), room in zip(rows.items(), found, strict=True)}

    @cached_property
    def _compiled(self):
        compiled = {name: prepared.compiled for name, prepared in self.rooms.items()}
        columns = [
            f"(SELECT json_agg(json_build_array({rows.columns})) FROM ({statement}) AS r({rows.columns}))"  # noqa: S608
            for statement, rows in compiled.values()
        ]
        return f"SELECT {', '.join(columns)}", {name: rows for name, (_sql, rows) in compiled.items()}


def give(rows: list, name: str, found: list) -> None:
    """As prefetch_related(name) would have: each of `rows` holds those of `found` that belong to it."""
    for row in rows:
        manager = getattr(row, name)
        own = [other for other in found if getattr(other, manager.field.attname) == row.pk]
        for other in own:
            manager.field.set_cached_value(other, row)
        held = manager.all()
        held._result_cache, held._prefetch_done = own, True
        row.__dict__.setdefault("_prefetched_objects_cache", {})[name] = held


class _Rows:
    """Makes objects of the rows of one statement, as Django's ModelIterable does, with less to find out."""

    def __init__(self, queryset, compiler):
        info, select = compiler.klass_info, compiler.select
        self.model, own = info["model"], info["select_fields"]
        self.columns = ", ".join(f"c{place}" for place in range(len(select)))
        self.readers = [
            (place, reader)
            for place, column in enumerate(select)
            if (reader := _reader(column[0].output_field))
        ]
        self.own = slice(own[0], own[-1] + 1)
        self.names = [column.target.attname for column, _sql, _alias in select[self.own]]
        self.related = get_related_populators(info, select, DEFAULT_DB_ALIAS)
        self.annotations = compiler.annotation_col_map or {}
        self.prefetched = queryset._prefetch_related_lookups
        self.fields = {field.name: field for field in self.model._meta.concrete_fields}

    def __call__(self, found, owner):
        rows = [self._object(row) for row in found]
        if field := self.fields.get(owner._meta.model_name):  # they need not fetch their owner, whom we hold
            for row in rows:
                field.set_cached_value(row, owner)
        prefetch_related_objects(rows, *self.prefetched)
        return rows

    def _object(self, values):
        for place, read in self.readers:
            if values[place] is not None:
                values[place] = read(values[place])
        row = self.model.from_db(DEFAULT_DB_ALIAS, self.names, values[self.own])
        for related in self.related:
            related.populate(values, row)
        for name, place in self.annotations.items():
            setattr(row, name, values[place])
        return row


def _place(param):
    """Where a value will stand, or what always stands there."""
    if isinstance(param, (datetime.date, uuid.UUID)) and param not in PLACES:
        raise ValueError(f"{param} would stay for ever: build from the three arguments alone.")
    if isinstance(param, (datetime.date, uuid.UUID, str)) and param in PLACES:
        return PLACES[param]
    fixed = str(param) if isinstance(param, str) else param  # a choice is more than its text
    return Literal(fixed).as_string().replace("%", "%%")


def _reader(field):
    """How to read a field's value from JSON; None for one that stands there as it is."""
    field = field.target_field if field.remote_field else getattr(field, "output_field", field)
    if isinstance(field, ArrayField):
        read = _reader(field.base_field) or (lambda value: value)
        return lambda values: [value if value is None else read(value) for value in values]
    for kinds, reader in READERS.items():
        if isinstance(field, kinds):
            return reader
    raise TypeError(f"A {type(field).__name__} is not read from JSON: say in READERS how.")


def new(model: type[models.Model], /, **values) -> models.Model:
    """As model(**values), without setting field by field: nobody listens to pre_init, no field computes."""
    fields, fixed, made = _starting_values(model)
    row = model.__new__(model)
    row.__dict__.update(fixed, _state=ModelState())
    row.__dict__.update((name, make()) for name, make in made)
    for name, value in values.items():
        field = fields[name]
        row.__dict__[field.attname] = value.pk if isinstance(value, models.Model) else value
        if name != field.attname:
            field.set_cached_value(row, value)
    return row


@cache
def _starting_values(model):
    """Fields by both their names, what each row begins with, and what is made for each row anew."""
    fields = model._meta.concrete_fields
    made = {
        field.attname: field.default for field in fields if field.has_default() and callable(field.default)
    }
    fixed = {field.attname: field.get_default() for field in fields if field.attname not in made}
    return {name: field for field in fields for name in (field.name, field.attname)}, fixed, made.items()


def save_new(row: models.Model) -> models.Model:
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


def save_together(row: models.Model, *others: models.Model) -> bool:
    """Write a new row, and with it those that tell of it, by one statement: all of them or none.

    False, and nothing written, when the row is in conflict with one that stands there already. The statement
    is a transaction by itself, so that outside a transaction it spares two round trips. `others` get their
    keys from us or from the database, but are not told them.
    """
    rows = [row, *others]
    values = [_told(row) for row in rows]
    tables = [(type(row), *told) for row, told in zip(rows, values, strict=True)]
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(_insert_together(*tables), [value for told in values for value in told.values()])
        is_written = cursor.fetchone() is not None
    if is_written:
        for written in rows:
            written._state.adding, written._state.db = False, DEFAULT_DB_ALIAS
    return is_written


@cache
def _insert_together(table, *others):
    first = f"INSERT INTO {_row_of(*table)} ON CONFLICT DO NOTHING RETURNING 1"
    also = [f", also_{n} AS (INSERT INTO {_row_of(*other)} FROM first)" for n, other in enumerate(others)]
    return f"WITH first AS ({first}){''.join(also)} SELECT FROM first"


def _row_of(model, *told):
    """Places for what a row tells; what rows begin with stands there: psycopg forgets a long statement."""
    fields, connection = _written_fields(model), connections[DEFAULT_DB_ALIAS]
    _names, fixed, _made = _starting_values(model)
    columns = ", ".join(f'"{field.column}"' for field in fields)
    places = [
        # the kind without its length: a cast would cut off what the column refuses
        (
            "%s" if field.attname in told else _place(fixed[field.attname]),
            field.db_type(connection).split("(")[0],
        )
        for field in fields
    ]
    values = ", ".join(f"CAST({place} AS {kind})" for place, kind in places)
    return f'"{model._meta.db_table}" ({columns}) SELECT {values}'


def _told(row):
    """What is written of a row but what all rows begin with."""
    own, told = row.__dict__, {}
    for name, begins, prepare in _writing(type(row)):
        value = prepare(row) if prepare else own[name]
        if value is not begins and value != begins:
            told[name] = value
    return told


@cache
def _writing(model):
    """Of each written field: its name, what rows begin with, how to prepare its value (None: as it is)."""
    _names, fixed, _made = _starting_values(model)
    return [
        (
            field.attname,
            fixed.get(field.attname, ...),
            None if type(field) in AS_THEY_ARE else partial(_prepare, field),
        )
        for field in _written_fields(model)
    ]


def _prepare(field, row):
    return field.get_db_prep_save(field.pre_save(row, add=True), connections[DEFAULT_DB_ALIAS])


def ask(*questions: str, **values) -> tuple:
    """The answers to several questions, each an SQL expression for one value, in one round trip."""
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(_select(questions), values)
        return cursor.fetchone()


@cache
def _select(questions):
    return f"SELECT {', '.join(questions)}"
