from celery import shared_task
from django.core.management import call_command


@shared_task
def clean_sessions() -> None:
    """Remove sessions that have run out."""
    call_command("clearsessions")
