import datetime
import threading

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from patientkontrakt.notifications.actions import deliver_next, tell
from patientkontrakt.notifications.channels import fake, wording
from patientkontrakt.notifications.models import PAUSES, Channel, Delivery, OutboxMessage, Topic
from patientkontrakt.notifications.tasks import sweep
from patientkontrakt.people.models import Patient, ProtectedIdentity
from tests.factories import make_patient

pytestmark = pytest.mark.django_db
NOON = datetime.datetime(2026, 5, 4, 12, 0, tzinfo=datetime.UTC)


class Wire:
    """Stands at the outside end of a channel: what went out, and whether it is up."""

    def __init__(self):
        self.sent, self.error = [], None

    def send(self, address, subject, text):
        if isinstance(self.error, Exception):
            raise self.error
        self.sent.append((address, subject, text))
        if self.error:
            raise self.error


class Killed(BaseException):
    """The worker dies at this very moment."""


@pytest.fixture
def wire(monkeypatch):
    wire = Wire()
    monkeypatch.setattr(fake, "send", wire.send)
    return wire


@transaction.atomic
def change_that_fails(patient):
    tell(patient=patient)
    raise ZeroDivisionError


def test_a_message_is_written_with_the_change_and_undone_with_it():
    patient = make_patient()

    with pytest.raises(ZeroDivisionError):
        change_that_fails(patient)
    assert not OutboxMessage.objects.exists()

    tell(patient=patient)
    assert OutboxMessage.objects.due().count() == 1


def test_e_mail_comes_before_sms_and_neither_means_no_message():
    by_mail = tell(patient=make_patient(phone="0701740605", email="a@example.se"))
    by_sms = tell(patient=make_patient(phone="0701740605", email=""))

    assert (by_mail.channel, by_mail.address) == (Channel.EMAIL, "a@example.se")
    assert (by_sms.channel, by_sms.address) == (Channel.SMS, "0701740605")
    assert tell(patient=make_patient(phone="", email="")) is None
    assert tell(patient=make_patient(phone="0980-319200", email="")) is None
    assert OutboxMessage.objects.count() == 2


def test_many_are_found_by_the_same_rule_as_one_is_told():
    phones = [
        "", "0701740605", "070-174 06 05", "+46701740605", "+46 (0)70 174 06 05", "0046701740605", "1177",
        "0980-319200", "+46980319200", "+46 (0)980-31 92 00", "0046 980 319200", "(0)980-319200", "0",
        "+4791234567", "okänt", " ", "0 7 01740605", "0760-1", "46701740605",
    ]  # fmt: skip
    patients = [make_patient(phone=phone, email=mail) for phone in phones for mail in ("", "a@example.se")]
    patients += [make_patient(phone="0701740605", protected_identity=p) for p in ProtectedIdentity]

    told = {patient for patient in patients if tell(patient=patient)}

    assert set(Patient.objects.reachable()) == told
    assert 0 < len(told) < len(patients)


@pytest.mark.parametrize("protection", [ProtectedIdentity.MARKED, ProtectedIdentity.REGISTRATION])
def test_someone_with_protected_identity_is_never_written_to(protection):
    assert tell(patient=make_patient(phone="0701740605", protected_identity=protection)) is None
    assert not OutboxMessage.objects.exists()


def test_someone_whose_identity_is_protected_meanwhile_is_not_written_to_either(wire):
    message = tell(patient=make_patient(), topic=Topic.SURVEY, path="/svara/en-enda-gang/")
    Patient.objects.update(protected_identity=ProtectedIdentity.MARKED)

    assert sweep() == 1

    message.refresh_from_db()
    assert (message.delivery, message.path, wire.sent) == (Delivery.FAILED, "", [])


@pytest.mark.parametrize("topic", Topic)
@pytest.mark.parametrize("language", ["sv", "en", "ar"])
def test_nothing_personal_stands_in_a_message(topic, language):
    patient = make_patient(
        given_name="Gunhild", family_name="Särskilt", language=language, phone="0701740605",
        birth_date=datetime.date(1950, 9, 7), address="Hemliga gatan 1",
    )  # fmt: skip
    message = tell(patient=patient, topic=topic, path="/my/plans/")

    subject, text = wording(message)

    personal = [patient.given_name, patient.family_name, patient.address, patient.email, patient.phone,
                "1950", str(patient.pk), patient.identifier.value]  # fmt: skip
    assert not [word for word in personal if word in subject + text]
    if topic == Topic.SURVEY_AGAIN:
        assert "http" not in text, "a second link could be answered twice"
    else:
        assert text == f"{subject}\nhttp://127.0.0.1:8000/my/plans/\n"


def test_a_message_speaks_the_patients_language():
    swedish, english = (tell(patient=make_patient(language=code)) for code in ("sv", "en"))

    assert wording(english)[0] == "You have news in Patientkontrakt"
    assert wording(swedish)[0] != wording(english)[0]


def test_a_sent_message_keeps_no_link(wire):
    message = tell(patient=make_patient(), topic=Topic.SURVEY, path="/svara/en-enda-gang/")

    assert deliver_next()

    message.refresh_from_db()
    assert "/svara/en-enda-gang/" in wire.sent[0][2]
    assert (message.delivery, message.path, message.attempts) == (Delivery.SENT, "", 1)
    assert message.sent_at


def test_nothing_is_sent_twice(wire):
    tell(patient=make_patient())

    assert [deliver_next(), deliver_next()] == [True, False]
    assert len(wire.sent) == 1


def test_the_oldest_goes_first(wire):
    with time_machine.travel(NOON, tick=False) as clock:
        for address in ("forst@example.se", "sedan@example.se"):
            tell(patient=make_patient(email=address))
            clock.shift(datetime.timedelta(seconds=1))
        sweep()

    assert [address for address, _subject, _text in wire.sent] == ["forst@example.se", "sedan@example.se"]


def test_a_failure_is_tried_again_after_growing_pauses_and_then_given_up(wire):
    wire.error = OSError("no answer")
    with time_machine.travel(NOON, tick=False) as clock:
        message = tell(patient=make_patient(), path="/svara/en-enda-gang/")
        for pause in PAUSES:
            assert deliver_next()
            message.refresh_from_db()
            assert message.delivery == Delivery.WAITING
            assert message.next_attempt_at == timezone.now() + pause
            clock.shift(pause - datetime.timedelta(seconds=1))
            assert not deliver_next()
            clock.shift(datetime.timedelta(seconds=1))
        assert deliver_next()

    message.refresh_from_db()
    assert (message.delivery, message.attempts, message.path) == (Delivery.FAILED, len(PAUSES) + 1, "")
    assert sorted(PAUSES) == PAUSES
    assert not OutboxMessage.objects.due().exists()


def test_a_message_is_sent_when_the_channel_is_up_again(wire):
    wire.error = OSError("no answer")
    with time_machine.travel(NOON, tick=False) as clock:
        message = tell(patient=make_patient())
        sweep()
        wire.error = None
        clock.shift(PAUSES[0])
        assert sweep() == 1

    message.refresh_from_db()
    assert (message.delivery, message.attempts) == (Delivery.SENT, 2)


def test_one_that_fails_holds_no_other_back(wire):
    wire.error = OSError("no answer")
    tell(patient=make_patient())
    deliver_next()
    wire.error = None
    tell(patient=make_patient(email="nasta@example.se"))

    assert sweep() == 1
    assert [sent[0] for sent in wire.sent] == ["nasta@example.se"]


def test_the_reason_of_a_failure_is_logged_without_the_person(wire, caplog):
    wire.error = OSError("no such mailbox: gunhild@example.se")
    tell(patient=make_patient(email="gunhild@example.se"))

    deliver_next()

    assert "OSError" in caplog.text
    assert "gunhild" not in caplog.text


def test_a_worker_killed_between_sending_and_remembering_sends_again_rather_than_never(wire):
    message = tell(patient=make_patient())
    wire.error = Killed()

    with pytest.raises(Killed):
        deliver_next()
    message.refresh_from_db()
    assert (message.delivery, message.attempts) == (Delivery.WAITING, 0)

    wire.error = None
    assert deliver_next()
    assert len(wire.sent) == 2


def test_a_message_is_sent_if_and_only_if_it_has_a_time():
    tell(patient=make_patient())

    with pytest.raises(IntegrityError, match="notifications_sent_has_a_time"):
        OutboxMessage.objects.update(delivery=Delivery.SENT)


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True)
def test_workers_at_once_send_each_message_once(monkeypatch):
    sent, lock, both = [], threading.Lock(), threading.Barrier(3, timeout=30)

    def slow_send(address, subject, text):
        with lock:
            sent.append(address)
        threading.Event().wait(0.01)

    monkeypatch.setattr(fake, "send", slow_send)
    addresses = {f"patient{n}@exempel.se" for n in range(30)}
    for address in addresses:
        tell(patient=make_patient(email=address))

    def work():
        try:
            both.wait()
            sweep()
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(timeout=60)

    assert len(sent) == len(addresses)
    assert set(sent) == addresses
    assert OutboxMessage.objects.filter(delivery=Delivery.SENT).count() == len(addresses)
