"""The ways out. Each channel is a module with `send(address, subject, text)`; each has a fake beside it."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from patientkontrakt.notifications.channels import email, fake, sms
from patientkontrakt.notifications.models import Channel, OutboxMessage, Topic


def send(message: OutboxMessage) -> None:
    """Send one message by its channel. Raises whatever the channel raises when it fails."""
    subject, text = wording(message)
    channel_of(message.channel).send(message.address, subject, text)


def channel_of(name: str):
    """The module behind a channel. The fake serves the demo alone.

    Raises ImproperlyConfigured elsewhere without a gateway: the message waits, it is not told as sent.
    """
    gateway, channel, variable = {
        Channel.EMAIL: (settings.EMAIL_URL, email, "EMAIL_URL"),
        Channel.SMS: (settings.SMS_GATEWAY_URL, sms, "SMS_GATEWAY_URL"),
    }[Channel(name)]
    if gateway:
        return channel
    if settings.DEMO:
        return fake
    raise ImproperlyConfigured(f"{variable} is not set, so nothing can be sent this way.")


def wording(message: OutboxMessage) -> tuple[str, str]:
    """Subject and text in the patient's language. Nothing about the person (invariant 10)."""
    with translation.override(message.language):
        subject = {
            Topic.NEWS: _("You have news in Patientkontrakt"),
            Topic.REMINDER: _("You have something planned in Patientkontrakt"),
            Topic.SURVEY: _("Seven short questions about your care"),
            Topic.SURVEY_AGAIN: _("We have asked you seven short questions about your care"),
        }[Topic(message.topic)]
        if message.topic == Topic.SURVEY_AGAIN:
            told = _(
                "Have you already answered? Thank you, then you need not do anything. If not, you find the "
                "link in our last message."
            )
            return subject, f"{subject}\n{told}\n"
        link = settings.SITE_URL + (message.path or reverse("pages:start"))
        return subject, f"{subject}\n{link}\n"
