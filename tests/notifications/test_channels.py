"""The real channels against real servers on this machine, and the fake against them."""

import inspect
import json
import smtplib
import socketserver
import threading
import urllib.error
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.core.exceptions import ImproperlyConfigured

from patientkontrakt.notifications.actions import deliver_next, tell
from patientkontrakt.notifications.channels import channel_of, email, fake, sms
from patientkontrakt.notifications.models import Channel, Delivery
from tests.factories import make_patient

SMTP = "django.core.mail.backends.smtp.EmailBackend"
LETTER = ("gunhild@example.se", "Du har något nytt", "Du har något nytt\nhttp://127.0.0.1:8000/\n")


class MailServer(socketserver.ThreadingTCPServer):
    """As much SMTP (RFC 5321) as a letter needs. `refuses` turns every letter away."""

    allow_reuse_address = daemon_threads = True
    refuses = False

    def __init__(self):
        super().__init__(("127.0.0.1", 0), MailConversation)
        self.letters = []


class MailConversation(socketserver.StreamRequestHandler):
    def handle(self):
        self.say("220 ready")
        recipients = []
        while line := self.rfile.readline().decode().strip():
            command = line.split()[0].upper()
            if command == "RCPT" and self.server.refuses:
                self.say("550 no such mailbox")
            elif command == "RCPT":
                recipients.append(line.partition("<")[2].rstrip(">"))
                self.say("250 ok")
            elif command == "DATA":
                self.say("354 go on")
                self.server.letters.append((recipients, self.letter()))
                self.say("250 taken")
            elif command == "QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 ok")

    def say(self, line):
        self.wfile.write(f"{line}\r\n".encode())

    def letter(self):
        lines = iter(self.rfile.readline, b".\r\n")
        return message_from_bytes(b"".join(lines), policy=policy.default)


class Gateway(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.requests.append((dict(self.headers), json.loads(body)))
        self.send_response(self.server.status)
        self.end_headers()

    def log_message(self, *args):
        pass


@pytest.fixture
def running():
    """`running(server)`: the server answers until the test is over."""
    started = []

    def run(server):
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        started.append((server, thread))
        return server

    yield run
    for server, thread in started:
        server.shutdown()
        server.server_close()
        thread.join(timeout=10)


@pytest.fixture
def mail_server(running, settings):
    server = running(MailServer())
    settings.EMAIL_URL = "smtp://127.0.0.1"
    settings.EMAIL_BACKEND = SMTP
    settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
    settings.DEFAULT_FROM_EMAIL = "patientkontrakt@regionexempel.se"
    return server


@pytest.fixture
def gateway(running, settings):
    server = HTTPServer(("127.0.0.1", 0), Gateway)
    server.requests, server.status = [], 202
    settings.SMS_GATEWAY_URL = f"http://127.0.0.1:{server.server_address[1]}/messages"
    settings.SMS_GATEWAY_TOKEN = "hemlig"
    return running(server)


def test_without_a_gateway_the_fake_takes_both_channels(settings):
    settings.EMAIL_URL = settings.SMS_GATEWAY_URL = ""
    assert {channel_of(Channel.EMAIL), channel_of(Channel.SMS)} == {fake}

    settings.EMAIL_URL, settings.SMS_GATEWAY_URL = "smtp://127.0.0.1", "http://127.0.0.1"
    assert (channel_of(Channel.EMAIL), channel_of(Channel.SMS)) == (email, sms)


def test_the_fake_and_the_real_ones_are_called_alike():
    assert len({inspect.signature(channel.send) for channel in (fake, email, sms)}) == 1


def test_the_fake_and_the_real_ones_answer_alike_when_a_message_is_taken(mail_server, gateway):
    assert {channel.send(*LETTER) for channel in (fake, email, sms)} == {None}


def test_a_letter_arrives_as_it_was_written(mail_server):
    email.send(*LETTER)

    [(recipients, letter)] = mail_server.letters
    assert recipients == ["gunhild@example.se"]
    assert letter["Subject"] == "Du har något nytt"
    assert letter["From"] == "patientkontrakt@regionexempel.se"
    assert letter.get_content().replace("\r\n", "\n").strip() == LETTER[2].strip()


def test_a_text_message_arrives_without_its_subject(gateway):
    sms.send("0701740605", "Ämne", "Du har något nytt")

    [(headers, body)] = gateway.requests
    assert body == {"to": "0701740605", "text": "Du har något nytt"}
    assert headers["Authorization"] == "Bearer hemlig"
    assert headers["Content-Type"] == "application/json"


def test_a_refused_letter_is_an_error(mail_server):
    mail_server.refuses = True

    with pytest.raises(smtplib.SMTPRecipientsRefused):
        email.send(*LETTER)


@pytest.mark.parametrize("status", [400, 401, 429, 500, 503])
def test_a_refused_text_message_is_an_error(gateway, status):
    gateway.status = status

    with pytest.raises(urllib.error.HTTPError) as refusal:
        sms.send(*LETTER)
    refusal.value.close()


def test_a_server_that_is_down_is_an_error(settings):
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = SMTP, "127.0.0.1", 1
    settings.SMS_GATEWAY_URL = "http://127.0.0.1:1/"

    for channel in (email, sms):
        with pytest.raises(OSError, match="refused"):
            channel.send(*LETTER)


@pytest.mark.django_db
def test_the_outbox_reaches_a_real_mailbox_and_a_real_telephone(mail_server, gateway):
    messages = [
        tell(patient=make_patient(email="gunhild@example.se")),
        tell(patient=make_patient(email="", phone="0701740605")),
    ]

    assert [deliver_next(), deliver_next()] == [True, True]

    assert [recipients for recipients, _letter in mail_server.letters] == [["gunhild@example.se"]]
    assert [body["to"] for _headers, body in gateway.requests] == ["0701740605"]
    for message in messages:
        message.refresh_from_db()
        assert message.delivery == Delivery.SENT


@pytest.mark.django_db
def test_what_a_server_refuses_waits_for_another_try(gateway):
    gateway.status = 503
    message = tell(patient=make_patient(email="", phone="0701740605"))

    deliver_next()

    message.refresh_from_db()
    assert (message.delivery, message.attempts) == (Delivery.WAITING, 1)


@pytest.mark.parametrize("channel", Channel)
def test_without_a_gateway_nothing_is_told_as_sent_outside_the_demo(settings, channel):
    settings.DEMO = False

    with pytest.raises(ImproperlyConfigured, match="is not set"):
        channel_of(channel)
