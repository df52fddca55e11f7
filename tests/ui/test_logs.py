import io
import logging

import pytest
from django.conf import settings
from django.db import IntegrityError, connection

from patientkontrakt.ui.logs import KindAndPlace
from tests.failing_tasks import NUMBER, write_what_the_database_refuses


def told(error):
    try:
        raise error
    except type(error) as risen:
        record = logging.LogRecord(
            "django.request", logging.ERROR, __file__, 1, "Fell", None, (type(risen), risen, None)
        )
    return KindAndPlace("{levelname} {message}", style="{").format(record)


def test_an_error_is_told_by_kind_and_place_and_not_by_its_words():
    line = told(ValueError("191212121212"))

    assert line.startswith("ERROR Fell\nbuiltins.ValueError")
    assert "in told" in line
    assert "191212121212" not in line


@pytest.mark.parametrize("way", ["svara", "berattelse"])
def test_an_address_that_is_a_key_is_not_told(way):
    path = f"/{way}/k3y-Of_SomeOne12345678/tack/"
    record = logging.LogRecord(
        "django.security.csrf", logging.WARNING, __file__, 1, "Forbidden (%s): %s", ("CSRF", path), None
    )

    line = KindAndPlace("{message}", style="{").format(record)

    assert line == f"Forbidden (CSRF): /{way}/…/tack/"


@pytest.mark.parametrize("typed", ["K7QM 2X4P 9T3A WD5E", "K7QM%202X4P%209T3A%20WD5E", "K7QM.2X4P.9T3A.WD5E"])
def test_a_key_is_not_told_however_it_was_typed(typed):
    record = logging.LogRecord(
        "django.request", logging.WARNING, __file__, 1, "Not Found: %s", (f"/berattelse/{typed}/",), None
    )

    assert KindAndPlace("{message}", style="{").format(record) == "Not Found: /berattelse/…/"


@pytest.mark.django_db
def test_a_row_that_the_database_refused_is_not_told():
    name = "Astrid Lindqvist"
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE log_proof (name text CHECK (name = '')) ON COMMIT DROP")
        with pytest.raises(IntegrityError) as refused:
            cursor.execute("INSERT INTO log_proof VALUES (%s)", [name])
    assert name in str(refused.value)

    line = told(refused.value)

    assert "django.db.utils.IntegrityError" in line
    assert "psycopg.errors.CheckViolation" in line
    assert name not in line


@pytest.mark.django_db
@pytest.mark.parametrize("how", ["raised", "retried"])
def test_celerys_own_line_about_a_task_is_told_without_the_row_that_it_quotes(how, monkeypatch):
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(KindAndPlace("{name} {message}", style="{"))
    celerys = logging.getLogger("celery.app.trace")
    celerys.addHandler(handler)
    monkeypatch.setattr(celerys, "level", logging.INFO)
    task = write_what_the_database_refuses
    if how == "retried":
        monkeypatch.setattr(task, "run", lambda: task.retry(exc=IntegrityError(NUMBER), throw=True))
    try:
        task.apply()
    finally:
        celerys.removeHandler(handler)

    told = stream.getvalue()
    assert "celery.app.trace Task tests.failing_tasks.write_what_the_database_refuses" in told
    assert ("IntegrityError" if how == "raised" else "retry: …") in told
    assert NUMBER not in told


def test_an_error_among_the_words_of_a_line_is_told_by_its_kind():
    record = logging.LogRecord(
        "celery.beat", logging.ERROR, __file__, 1, "Message Error: %s\n%s", (ValueError(NUMBER), 7), None
    )

    assert KindAndPlace("{message}", style="{").format(record) == "Message Error: builtins.ValueError\n7"


def test_what_another_formatter_has_told_of_an_error_is_not_repeated():
    try:
        raise ValueError(NUMBER)
    except ValueError as risen:
        error = (ValueError, risen, None)
    record = logging.LogRecord("x", logging.ERROR, __file__, 1, "Fell", None, error)
    logging.Formatter().format(record)

    assert NUMBER not in KindAndPlace("{message}", style="{").format(record)


def test_celery_finds_our_handler_on_each_of_its_loggers_and_adds_none_of_its_own():
    own = {name: logger["handlers"] for name, logger in settings.LOGGING["loggers"].items()}

    assert own["celery.task"] == own["multiprocessing"] == settings.LOGGING["root"]["handlers"]
