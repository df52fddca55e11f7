import logging

import pytest
from django.db import IntegrityError, connection

from patientkontrakt.ui.logs import KindAndPlace


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
