"""Two questions after a visit: not too often, and no row leads from who was asked to what was answered."""

import datetime
import threading
import uuid

import pytest
import time_machine
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from patientkontrakt.audit.models import AuditEvent
from patientkontrakt.people.models import ProtectedIdentity
from patientkontrakt.people.roles import Scope
from scheduling.models import AppointmentStatus
from surveys import actions
from surveys.bands import Way
from surveys.models import Incoming, OpenLink, PulseAsked, Round, RoundKind, SurveySettings
from surveys.tasks import ask_patients
from tests.builders.surveys import visited
from tests.factories import SYSTEM, as_patient, make_delegate, make_patient, make_unit
from tests.surveys.pages import words

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
PULSE = "/my/pulse/"


@pytest.fixture
def unit(db):
    return make_unit("Björkens vårdcentral")


@pytest.fixture
def patient(unit):
    """Was at the unit yesterday."""
    patient = make_patient(unit)
    visited(patient, unit)
    return patient


def said(answer):
    return {"answer": answer, "key": uuid.uuid4()}


def home(client):
    return client.get(reverse("pages:my_home")).content.decode()


def test_after_a_visit_the_home_asks_and_answers_are_anonymous(sign_in, patient, unit):
    client = sign_in(as_patient(patient))
    assert "Hur var besöket?" in home(client)

    asked = client.post(PULSE, said("yes"))
    shown = client.get(asked["Location"]).content.decode()
    before = AuditEvent.objects.count()
    client.post(asked["Location"], {"key": uuid.uuid4(), "q5": 1})

    assert shown.count('type="radio" name="q') == 8
    assert "7 frågor" not in shown
    assert [(r.way, r.q1, r.q5) for r in Incoming.objects.all()] == [(Way.PULSE, 0, 1)]
    assert AuditEvent.objects.count() == before
    assert "Hur var besöket?" not in home(client)
    assert PulseAsked.objects.get().asked_on == timezone.localdate()


def test_a_double_click_leads_to_the_same_questions_and_asks_once(sign_in, patient):
    client, yes = sign_in(as_patient(patient)), said("yes")

    first, second = (client.post(PULSE, yes)["Location"] for _click in range(2))

    assert first == second
    assert AuditEvent.objects.filter(resource_type="surveys.pulse_asked").count() == 1
    for _page in range(3):  # whoever opened the page several times before
        assert "Just nu har vi inga frågor" in client.post(PULSE, said("yes")).content.decode()


def test_one_asking_takes_one_answer(sign_in, patient):
    client = sign_in(as_patient(patient))
    address = client.post(PULSE, said("yes"))["Location"]

    for q5 in (1, 2, 3):
        done = client.post(address, {"key": uuid.uuid4(), "q5": q5})
        assert done["Location"] == reverse("surveys:thanks")

    assert [r.q5 for r in Incoming.objects.all()] == [1]
    assert "Det går inte att svara med den här länken" in client.get(address).content.decode()


def test_without_a_ticket_of_ours_the_months_page_takes_no_answer(client, sign_in, patient):
    address = sign_in(as_patient(patient)).post(PULSE, said("yes"))["Location"]
    ticket = address.split("/")[-2]
    link = OpenLink.objects.get().token
    made_up = [link, ticket[:-1], ticket[:-1] + "-", link + "0" * 64, "0" * 64, ticket[1:], f"{link}{ticket}"]

    for token in made_up:
        page = client.post(reverse("surveys:answer", args=[token]), {"key": uuid.uuid4(), "q5": 1})
        assert "Det går inte att svara med den här länken" in page.content.decode()
    assert not Incoming.objects.exists()


@pytest.mark.parametrize("wrong", [{}, {"answer": "yes"}, {"answer": "perhaps", "key": uuid.uuid4()}])
def test_what_no_page_of_ours_sends_asks_nobody(sign_in, patient, wrong):
    page = sign_in(as_patient(patient)).post(PULSE, wrong)

    assert "Vill du svara på två korta frågor?" in page.content.decode()
    assert not PulseAsked.objects.exists()


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True)
def test_many_clicks_at_once_are_one_asking(patient):
    start, found, key = threading.Barrier(5), [], uuid.uuid4()

    def work(key):
        try:
            start.wait(20)
            found.append(actions.note_pulse_asked(patient=patient, key=key, by=as_patient(patient)))
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=[key]) for _click in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert len(found) == 5
    assert None not in found
    assert AuditEvent.objects.filter(resource_type="surveys.pulse_asked").count() == 1


def test_no_is_an_answer_and_rests_too(sign_in, patient):
    client = sign_in(as_patient(patient))

    client.post(PULSE, said("no"))

    assert "Hur var besöket?" not in home(client)
    assert not Incoming.objects.exists()
    assert "Just nu har vi inga frågor" in client.get(PULSE).content.decode()


def test_a_visit_is_asked_about_once_however_short_the_rest(sign_in, patient):
    SurveySettings.objects.create(rest_days=0)
    PulseAsked.objects.create(patient=patient, asked_on=timezone.localdate() - DAY)
    client = sign_in(as_patient(patient))

    assert "Hur var besöket?" not in home(client)
    PulseAsked.objects.update(asked_on=timezone.localdate() - 2 * DAY)
    assert "Hur var besöket?" in home(client)


@pytest.mark.parametrize(
    ("days_ago", "status"),
    [
        (20, AppointmentStatus.FULFILLED),
        (1, AppointmentStatus.NO_SHOW),
        (1, AppointmentStatus.CANCELLED_BY_CARE),
    ],
)
def test_an_old_visit_or_none_is_not_asked_about(sign_in, unit, days_ago, status):
    patient = make_patient(unit)
    visited(patient, unit, days_ago, status)

    assert "Hur var besöket?" not in home(sign_in(as_patient(patient)))


def test_who_has_been_asked_within_the_days_of_rest_or_is_protected_is_not_asked(sign_in, patient):
    client = sign_in(as_patient(patient))

    PulseAsked.objects.create(patient=patient, asked_on=timezone.localdate() - 80 * DAY)
    assert "Hur var besöket?" not in home(client)
    PulseAsked.objects.update(asked_on=timezone.localdate() - 90 * DAY)
    assert "Hur var besöket?" in home(client)
    patient.protected_identity = ProtectedIdentity.MARKED
    patient.save()
    assert "Hur var besöket?" not in home(client)


def test_a_delegate_answers_only_with_the_right_to(sign_in, patient):
    assert "Hur var besöket?" in home(sign_in(make_delegate(patient)))
    assert "Hur var besöket?" not in home(sign_in(make_delegate(patient, scopes=[Scope.READ])))


def test_to_a_delegate_the_pages_speak_of_the_patient(sign_in, patient):
    client = sign_in(make_delegate(patient))

    asked = words(client.get(PULSE))
    shown = words(client.post(PULSE, said("yes"), follow=True))

    assert f"{patient.name} har varit på Björkens vårdcentral." in asked
    assert "Två frågor om besöket på Björkens vårdcentral" in shown
    for page in (asked, shown, words(client.get(reverse("pages:my_home")))):
        assert "Du har varit" not in page
        assert "itt besök" not in page


def test_one_round_a_month_and_unit_that_asks_nobody_by_itself(unit):
    first = actions.open_pulse(unit=unit, by=SYSTEM)

    assert actions.open_pulse(unit=unit, by=SYSTEM) == first
    round = Round.objects.get()
    assert (round.kind, round.opens.day) == (RoundKind.PULSE, 1)
    assert (round.closes + DAY).day == 1
    with time_machine.travel(timezone.localtime().replace(hour=12)):
        assert ask_patients() == 0


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True)
def test_the_months_first_visitors_at_once_share_one_round(unit):
    start = threading.Barrier(5)

    def work():
        try:
            start.wait(20)
            actions.open_pulse(unit=unit, by=SYSTEM)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _number in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert (Round.objects.count(), OpenLink.objects.count()) == (1, 1)
