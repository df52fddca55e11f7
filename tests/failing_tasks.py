"""A task that the database refuses, for the worker's log (`celery worker --include tests.failing_tasks`)."""

from celery import shared_task
from django.db import connection

NUMBER = "191212121212"


@shared_task
def write_what_the_database_refuses(number=NUMBER) -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE IF NOT EXISTS worker_proof (number text CHECK (number = ''))")
        cursor.execute("INSERT INTO worker_proof VALUES (%s)", [number])
