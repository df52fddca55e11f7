"""For load balancers and container engines: no sign-in, no session, no secrets, short time-outs."""

import os

import redis
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@login_not_required
@require_safe
@never_cache
def live(request):
    """The process answers; restarting it would not help more."""
    return JsonResponse({"status": "live"})


@login_not_required
@require_safe
@never_cache
def ready(request):
    """All that a request may need is there: database, its tables as this code wants them, the broker."""
    parts = {
        "database": is_database_reachable(),
        "migrations": is_database_migrated(),
        "broker": is_broker_reachable(),
    }
    is_ready = all(parts.values())
    checks = {part: "ok" if is_ok else "failed" for part, is_ok in parts.items()}
    status = "ready" if is_ready else "not ready"
    return JsonResponse({"status": status, "checks": checks}, status=200 if is_ready else 503)


def is_database_reachable():
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def is_database_migrated():
    try:
        executor = MigrationExecutor(connection)
        return not executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return False


def is_broker_reachable():
    if not settings.REDIS_URL:
        return os.access(settings.QUEUE_DIR / "messages", os.W_OK)
    try:
        with redis.from_url(settings.REDIS_URL, socket_connect_timeout=1, socket_timeout=1) as client:
            return client.ping()
    except redis.RedisError:
        return False
