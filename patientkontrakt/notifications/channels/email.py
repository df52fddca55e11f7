"""E-mail by SMTP, from EMAIL_URL (smtp://user:password@host:port, smtp+tls://, smtp+ssl://)."""

from django.core.mail import send_mail


def send(address: str, subject: str, text: str) -> None:
    """Raises smtplib.SMTPException or OSError when the server does not take it."""
    send_mail(subject, text, from_email=None, recipient_list=[address])
