import logging

from django.db import transaction
from django.utils import timezone

from patientkontrakt.notifications.channels import send
from patientkontrakt.notifications.models import (
    PAUSES,
    Channel,
    Delivery,
    FaultReport,
    OutboxMessage,
    Topic,
)
from patientkontrakt.people.models import Patient
from patientkontrakt.prepared import new, save_new
from patientkontrakt.ui import phones

logger = logging.getLogger(__name__)


def tell(*, patient: Patient, topic: Topic = Topic.NEWS, path: str = "") -> OutboxMessage | None:
    """Write to the outbox that there is something to read; call it inside the change's transaction.

    E-mail before SMS. None for a patient with neither, or only a landline: paper and telephone
    patients are told by their contact. A patient with protected identity is never written to.
    """
    message = message_to(patient=patient, topic=topic, path=path)
    return message and save_new(message)


def message_to(*, patient: Patient, topic: Topic = Topic.NEWS, path: str = "") -> OutboxMessage | None:
    """What `tell` writes, for who writes it by the same statement as the change: save_together."""
    channel, address = _address(patient)
    if not address:
        return None
    return new(
        OutboxMessage, patient=patient, topic=topic, channel=channel, address=address,
        language=patient.language, path=path,
    )  # fmt: skip


@transaction.atomic
def deliver_next() -> bool:
    """Send the oldest message that is due; False when there is none.

    The row is locked while it is sent, so that two workers never send the same one; a worker that
    dies leaves it waiting. A failure waits longer each time (PAUSES), then gives up, as it does at once
    for someone whose identity has been protected since it was written, and for what is out of date.
    """
    due = OutboxMessage.objects.due().select_related("patient")
    message = due.select_for_update(skip_locked=True, of=["self"]).first()
    if message is None:
        return False
    if message.patient.is_protected or message.is_stale:
        _give_up(message)
        return True
    message.attempts += 1
    try:
        send(message)
    except Exception as error:  # any channel's failure is a reason to try again
        logger.warning("Message %s was not sent: %s", message.pk, type(error).__name__)
        _postpone(message)
    else:
        message.delivery, message.sent_at, message.path = Delivery.SENT, timezone.now(), ""
        message.save()
    return True


def report_fault(*, text: str, page: str = "", reply_to: str = "") -> FaultReport:
    """Keep what a visitor could not use. Anyone may write, signed in or not, so there is no `by`."""
    return FaultReport.objects.create(text=text, page=page, reply_to=reply_to)


def _address(patient):
    if patient.is_protected:
        return None, ""
    if patient.email:
        return Channel.EMAIL, patient.email
    return Channel.SMS, "" if phones.is_landline(patient.phone) else patient.phone


def _postpone(message):
    if message.attempts > len(PAUSES):
        _give_up(message)
    else:
        message.next_attempt_at = timezone.now() + PAUSES[message.attempts - 1]
        message.save()


def _give_up(message):
    message.delivery, message.path = Delivery.FAILED, ""
    message.save()
