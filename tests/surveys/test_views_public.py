import re
import uuid

import pytest
from django.urls import reverse

from patientkontrakt.audit.models import AuditEvent
from surveys import actions
from surveys.instruments import SEVEN_QUESTIONS
from surveys.models import Incoming
from tests.builders.surveys import ALL_YES, answer, invite, make_patients, make_round, received
from tests.factories import SYSTEM, as_patient, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def round(db):
    unit = make_unit("Björkens vårdcentral")
    make_patients(unit, 5)
    return make_round(unit)


def url(token):
    return reverse("surveys:answer", args=[token])


def form(**chosen):
    return {"key": uuid.uuid4()} | {column: int(value) for column, value in (chosen or ALL_YES).items()}


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_patients_link_asks_the_patients_questions_in_the_readers_language(client, round, language):
    token, *_others = invite(round)

    page = client.get(url(token), headers={"accept-language": language})

    for question in SEVEN_QUESTIONS["questions"]:
        assert question["patient"][language] in page.content.decode()
    assert page.content.decode().count('type="radio"') == 5 * 4 + 2 * 5


def test_the_staffs_link_asks_the_staffs_questions(client, round):
    page = client.get(url(round.staff_token))

    assert SEVEN_QUESTIONS["questions"][4]["staff"]["sv"] in page.content.decode()
    assert "Björkens vårdcentral" in page.content.decode()


def test_the_language_switch_comes_back_to_the_same_link(client, round):
    token, *_others = invite(round)
    shown = client.get(url(token)).content.decode()
    back = re.search(r'name="next" value="([^"]+)"', shown)[1]

    answer = client.post(reverse("set_language"), {"language": "en", "next": back}, follow=True)

    assert answer.redirect_chain == [(url(token), 302)]
    assert "Do you know your next step?" in answer.content.decode()


def test_answers_are_kept_and_thanked_for(client, round):
    token, *_others = invite(round)

    thanks = client.post(url(token), form(q1=3, q7=5), follow=True)

    assert thanks.redirect_chain == [(reverse("surveys:thanks"), 302)]
    assert "Tack för dina svar" in thanks.content.decode()
    response = received(round)[0]
    assert (response.audience, response.q1, response.q2, response.q7) == ("patient", 3, 0, 5)


def test_nothing_chosen_is_asked_about_kindly_and_the_link_still_works(client, round):
    token, *_others = invite(round)

    page = client.post(url(token), {"key": uuid.uuid4()})

    assert "Du har inte valt något svar än" in page.content.decode()
    assert client.post(url(token), form()).status_code == 302


@pytest.mark.parametrize("chosen", [{"q1": 5}, {"q1": 9}, {"q1": "ja"}])
def test_an_answer_that_is_not_offered_is_refused(client, round, chosen):
    page = client.post(url(round.staff_token), {"key": uuid.uuid4()} | chosen)

    assert page.status_code == 200
    assert not Incoming.objects.exists()


def test_a_form_without_its_key_is_refused(client, round):
    assert client.post(url(round.staff_token), {"q1": 1}).status_code == 200
    assert not Incoming.objects.exists()


def test_used_unknown_and_closed_links_say_the_same_and_what_to_do(client, round):
    used, unused, *_others = invite(round)
    answer(used)
    pages = {client.get(url(token)).content for token in (used, "unknown")}
    pages.add(client.post(url(used), form()).content)
    actions.close_round(round=round, by=SYSTEM)
    pages |= {client.get(url(token)).content for token in (unused, round.staff_token)}

    texts = {re.sub(rb'name="(csrfmiddlewaretoken|next)" value="[^"]+"', b"", page) for page in pages}
    assert len(texts) == 1
    assert "Det går inte att svara med den här länken" in texts.pop().decode()
    assert len(received(round)) == 1


def test_the_link_does_not_travel(client, round):
    """`strict-origin`: with `no-referrer` browsers post `Origin: null`, which the CSRF check refuses."""
    token, *_others = invite(round)

    for address in (url(token), url("unknown"), reverse("surveys:thanks")):
        page = client.get(address)
        assert page["Referrer-Policy"] == "strict-origin"
        assert page["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in client.get(url(token))["Cache-Control"]


def test_answering_writes_no_event_and_no_session_even_for_one_who_is_signed_in(sign_in, round):
    token, *_others = invite(round)
    patient = round.invitations.first().patient
    client = sign_in(as_patient(patient))
    events, session = AuditEvent.objects.count(), dict(client.session)

    client.get(url(token))
    client.post(url(token), form(), follow=True)

    assert len(received(round)) == 1
    assert (AuditEvent.objects.count(), dict(client.session)) == (events, session)


def test_no_log_line_holds_the_link(client, round, caplog):
    token, *_others = invite(round)

    client.get(url(token))
    client.post(url(token), form())
    client.get(url(token))

    assert token not in caplog.text
