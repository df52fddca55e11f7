import re
import uuid

import pytest
from django.urls import reverse

from patientkontrakt.audit.models import AuditEvent
from patientkontrakt.people.roles import Role
from surveys import actions
from surveys.bands import Way
from surveys.instruments import SEVEN_QUESTIONS
from surveys.models import Incoming, OpenLink, Story
from surveys.story_codes import new_code
from tests.builders.surveys import ALL_YES, answer, invite, make_patients, make_poster, make_round, received
from tests.factories import SYSTEM, as_patient, make_clinician, make_unit
from tests.surveys.pages import words

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

    page = client.get(f"{url(token)}?to=all", headers={"accept-language": language})

    for question in SEVEN_QUESTIONS["questions"]:
        assert question["patient"][language] in page.content.decode()
    assert page.content.decode().count('type="radio" name="q') == 5 * 4 + 2 * 5


def test_the_staffs_link_asks_the_staffs_questions(client, round):
    page = client.get(url(round.staff_token))

    assert SEVEN_QUESTIONS["questions"][4]["staff"]["sv"] in page.content.decode()
    assert "Björkens vårdcentral" in page.content.decode()


def test_another_language_keeps_what_is_answered_and_the_place(client, round):
    token, *_others = invite(round)

    page = client.post(url(token), form(q1=3) | {"at": "4", "words": "en"})

    assert "Do you have a fixed care contact?" in page.content.decode()
    assert '<input type="hidden" name="q1" value="3"' in page.content.decode()
    assert client.cookies["django_language"].value == "en"
    assert not Incoming.objects.exists()


def test_one_question_at_a_time_keeps_the_answers_in_the_form_alone(client, round):
    token, *_others = invite(round)
    key = uuid.uuid4()

    first = client.get(url(token)).content.decode()
    second = client.post(url(token), {"key": key, "q1": 2, "to": "2"}).content.decode()
    back = client.post(url(token), {"key": key, "q1": 2, "q2": 1, "to": "1"}).content.decode()
    last = client.post(url(token), {"key": key, "q1": 2, "q2": 1, "to": "8"}).content.decode()

    assert "Fråga 1 av 7" in first
    assert "Fråga 2 av 7" not in first
    assert "Fråga 2 av 7" in second
    assert '<input type="hidden" name="q1" value="2"' in second
    assert re.search(r'name="q1" value="2"[^>]* checked', back)
    assert str(key) in last
    assert "Skicka mina svar" in last
    assert "Hur gammal är du?" in last
    assert not Incoming.objects.exists()


def test_what_the_person_says_of_age_and_language_is_kept_and_may_be_left_out(client, round):
    first, second, *_others = invite(round)

    client.post(url(first), form() | {"age_band": 3, "spoken": 2})
    client.post(url(second), form())

    assert {(r.age_band, r.language) for r in received(round)} == {(3, 2), (0, 0)}


def told(**changed):
    words = {
        "code": new_code(),
        "text": "Jag fick tid samma dag.",
        "sharing": "ask",
        "consent": "on",
    } | changed
    return {f"story-{name}": value for name, value in words.items() if value}


def test_a_story_told_last_is_kept_by_itself_and_the_writer_gets_its_page(client, round):
    token, *_others = invite(round)

    sent = client.post(url(token), form() | told(), follow=True)

    assert "Jag fick tid samma dag." in sent.content.decode()
    story = Story.objects.get()
    assert (story.round, story.audience) == (round, "patient")
    assert len(received(round)) == 1


def test_without_consent_nothing_is_kept_and_the_words_are_still_in_the_form(client, round):
    token, *_others = invite(round)

    page = client.post(url(token), form() | told(consent=""))
    back = client.post(url(token), form() | told() | {"to": "2"})

    for shown in (page, back):
        assert "Jag fick tid samma dag." in shown.content.decode()
    assert not Story.objects.exists()
    assert not Incoming.objects.exists()


def test_steps_do_not_count_as_answers_for_the_limit(client, round):
    token, *_others = invite(round)

    statuses = {client.post(url(token), form() | {"to": "2"}).status_code for _turn in range(60)}

    assert statuses == {200}


def test_a_script_that_fills_in_everything_is_thanked_and_not_counted(client, round):
    sent = client.post(url(round.staff_token), form() | {"website": "http://spam.example"})

    assert sent.status_code == 302
    assert not Incoming.objects.exists()


@pytest.mark.parametrize("to", ["0", "99", "9999999", "x", "-1"])
def test_a_place_that_does_not_exist_shows_one_that_does(client, round, to):
    assert client.post(url(round.staff_token), form() | {"to": to}).status_code == 200
    assert client.get(url(round.staff_token), {"to": to}).status_code == 200


@pytest.fixture
def kiosk(round):
    return OpenLink.objects.create(round=round, way=Way.KIOSK)


def test_a_screen_begins_anew_after_thanks_and_after_a_while_also_without_javascript(client, round, kiosk):
    page = client.get(url(kiosk.token)).content.decode()
    thanks = client.post(url(kiosk.token), form(), follow=True)

    assert f'content="180;url={url(kiosk.token)}?anew=1"' in page
    assert page.count("<a ") == 2, "to the content and to the beginning, and nowhere else"
    assert thanks.redirect_chain == [(reverse("surveys:kiosk_thanks", args=[kiosk.token]), 302)]
    assert f'content="10;url={url(kiosk.token)}?anew=1"' in thanks.content.decode()
    assert [r.way for r in received(round)] == [Way.KIOSK]


def test_a_story_without_consent_is_told_of_once_and_all_is_kept(client, round):
    page = client.post(url(invite(round)[0]), form() | {"story-text": "De ringde upp"}).content.decode()

    assert page.count("ds-error-summary") == 1
    assert "De ringde upp" in page
    assert page.count("checked") == 7
    assert not received(round)


def test_at_a_screen_no_page_holds_what_someone_has_answered(client, kiosk):
    """Not even for who goes back and sends a step again."""
    response = client.post(url(kiosk.token), {"words": "en", "at": "3", "to": "4", "q1": "1"})
    page = response.content.decode()

    assert "no-store" in response["Cache-Control"]
    assert "checked" not in page
    assert 'value="1" type="hidden"' not in page
    assert page.count("<fieldset") >= 7
    assert 'name="to"' not in page


@pytest.mark.parametrize(
    ("language", "told"), [("en", "Svenska (rensar dina svar)"), ("sv", "English (clears your answers)")]
)
def test_at_a_screen_the_other_language_says_that_it_clears_the_answers(client, round, kiosk, language, told):
    """To the reader of that language: the answers are kept on no page, and so cannot be taken along."""
    screen = words(client.get(url(kiosk.token), headers={"accept-language": language}))
    own = words(client.get(url(invite(round)[0]), headers={"accept-language": language}))

    assert told in screen
    assert ("rensar dina svar" in screen) != ("clears your answers" in screen), "not beside the page's own"
    assert told not in own


def test_the_next_person_at_the_screen_begins_in_its_own_language(client, kiosk):
    client.post(url(kiosk.token), {"words": "en", "at": "3"})
    anew = client.get(url(kiosk.token), {"anew": 1})

    assert anew["Location"] == url(kiosk.token)
    assert client.cookies["django_language"].value == ""


def test_thanks_at_a_screen_are_for_screens(client, round):
    page = client.get(reverse("surveys:kiosk_thanks", args=[round.staff_token]))

    assert "Det går inte att svara med den här länken" in page.content.decode()


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


def test_who_finds_the_staffs_link_full_is_told_what_it_takes_and_whom_to_turn_to(client):
    round = make_round(make_unit("Björkens vårdcentral"), staff=1)
    first = form()
    client.post(url(round.staff_token), first)

    page = words(client.post(url(round.staff_token), form()))

    assert "Länken tar emot lika många svar som det arbetar människor på Björkens vårdcentral" in page
    assert "Dina svar sparades inte" in page
    assert "din chef" in page
    assert "mottagning" not in page
    assert client.post(url(round.staff_token), first).status_code == 302, "sent twice, it is the same answer"
    assert len(received(round)) == 1


def test_the_link_does_not_travel(client, round):
    """`strict-origin`: with `no-referrer` browsers post `Origin: null`, which the CSRF check refuses."""
    token, *_others = invite(round)

    for address in (url(token), url("unknown"), reverse("surveys:thanks")):
        page = client.get(address)
        assert page["Referrer-Policy"] == "strict-origin"
        assert page["X-Robots-Tag"] == "noindex, nofollow"


def test_the_browser_keeps_the_questions_for_its_way_back_until_the_answers_are_sent(client, round):
    token, *_others = invite(round)

    assert client.get(url(token))["Cache-Control"] == "private, no-cache"
    assert client.post(url(token), {"to": "2"})["Cache-Control"] == "private, no-cache"
    sent = client.post(url(token), form())
    assert "no-store" in sent["Cache-Control"]
    assert sent["Clear-Site-Data"] == '"cache"'


def test_answering_writes_no_event_and_no_session_even_for_one_who_is_signed_in(sign_in, round):
    token, *_others = invite(round)
    patient = round.invitations.first().patient
    client = sign_in(as_patient(patient))
    events, session = AuditEvent.objects.count(), dict(client.session)

    client.get(url(token))
    client.post(url(token), form(), follow=True)

    assert len(received(round)) == 1
    assert (AuditEvent.objects.count(), dict(client.session)) == (events, session)


def test_no_page_of_the_questions_names_who_is_signed_in(sign_in, round, kiosk):
    """Nobody can see who has answered what: then a name at the top is a doubt, and at a screen a way out."""
    manager = make_clinician(round.unit, Role.UNIT_MANAGER)
    client = sign_in(manager)
    assert manager.user.name in client.get("/insight/").content.decode()

    thanks = [reverse("surveys:thanks"), reverse("surveys:kiosk_thanks", args=[kiosk.token])]
    for address in [url(round.staff_token), url(make_poster(round)), url(kiosk.token), *thanks, url("none")]:
        assert manager.user.name not in client.get(address).content.decode(), address


def test_no_log_line_holds_the_link(client, round, caplog):
    token, *_others = invite(round)

    client.get(url(token))
    client.post(url(token), form())
    client.get(url(token))

    assert token not in caplog.text
