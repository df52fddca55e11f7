"""E-mail by SMTP, from EMAIL_URL (smtp://user:password@host:port, smtp+tls://, smtp+ssl://)."""

import environ
from django.conf import settings
from django.core.mail import EmailMessage, get_connection


def send(address: str, subject: str, text: str) -> None:
    """Raises smtplib.SMTPException or OSError when the server does not take it."""
    config = environ.Env.email_url_config(settings.EMAIL_URL)
    connection = get_connection(
        backend=config["EMAIL_BACKEND"],
        host=config["EMAIL_HOST"],
        port=config["EMAIL_PORT"],
        username=config["EMAIL_HOST_USER"],
        password=config["EMAIL_HOST_PASSWORD"],
        use_tls=config.get("EMAIL_USE_TLS", False),
        use_ssl=config.get("EMAIL_USE_SSL", False),
        timeout=20,
    )
    EmailMessage(subject, text, settings.EMAIL_FROM, [address], connection=connection).send()
