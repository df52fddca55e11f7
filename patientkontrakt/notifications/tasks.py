from celery import shared_task

from patientkontrakt.notifications.actions import deliver_next

BATCH = 500


@shared_task
def sweep() -> int:
    """Send everything that is due. Runs every ten seconds; safe to run twice at once."""
    sent = 0
    while sent < BATCH and deliver_next():
        sent += 1
    return sent
