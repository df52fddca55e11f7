"""/health/: for machines. What it says when all is well is proven on the running demo (tests/local)."""

import pytest
from django.db import DatabaseError
from django.db.migrations.recorder import MigrationRecorder

from patientkontrakt.pages.views import health


@pytest.fixture(autouse=True)
def queue(settings, tmp_path):
    settings.QUEUE_DIR, settings.REDIS_URL = tmp_path, ""
    (tmp_path / "messages").mkdir()
    return tmp_path / "messages"


def checks(client):
    response = client.get("/health/ready")
    return response.status_code, response.json()["checks"]


def test_live_asks_nothing_of_the_database(client):
    assert client.get("/health/live").json() == {"status": "live"}


def test_ready_when_every_part_answers(client, db):
    response = client.get("/health/ready")

    assert response.status_code == 200
    assert response.json()["status"] == "ready"
    assert "no-store" in response["Cache-Control"]


def test_it_neither_reads_nor_makes_a_session(client, db, django_assert_max_num_queries):
    with django_assert_max_num_queries(9) as queries:
        response = client.get("/health/ready")

    assert not response.cookies
    assert not [query for query in queries.captured_queries if "session" in query["sql"]]


def test_a_migration_that_is_not_applied_means_not_ready(client, db):
    MigrationRecorder.Migration.objects.filter(app="people").delete()

    assert checks(client) == (503, {"database": "ok", "migrations": "failed", "broker": "ok"})


def test_a_database_that_does_not_answer_is_named_without_its_address(client, db, monkeypatch):
    def refuse(*args):
        raise DatabaseError("could not connect to secret.host")

    with monkeypatch.context() as patch:
        patch.setattr(health.connection, "cursor", refuse)
        response = client.get("/health/ready")

    assert response.status_code == 503
    assert response.json()["checks"]["database"] == "failed"
    assert b"secret" not in response.content


def test_a_missing_queue_means_not_ready(client, db, queue):
    queue.rmdir()

    assert checks(client)[1]["broker"] == "failed"


def test_a_redis_that_does_not_answer_means_not_ready(client, db, settings):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"

    assert checks(client) == (503, {"database": "ok", "migrations": "ok", "broker": "failed"})


@pytest.mark.parametrize("path", ["/health/live", "/health/ready"])
def test_it_can_only_be_read(client, path):
    assert client.post(path).status_code == 405
