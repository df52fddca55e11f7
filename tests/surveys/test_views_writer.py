"""Telling, and coming back to it, through the pages."""

import pytest
from django.conf import settings

from patientkontrakt.audit.models import AuditEvent
from patientkontrakt.people.models import ProtectedIdentity
from patientkontrakt.people.roles import Scope
from surveys import actions
from surveys.forms.stories import StoryForm
from surveys.instruments import Audience
from surveys.models import Sharing, Story, StoryState
from surveys.story_codes import new_code
from tests.builders.stories import (
    SHOWN,
    WORDS,
    declined,
    reviewed,
    reviewer_of,
    story_of,
    told,
)
from tests.builders.surveys import make_round
from tests.factories import as_patient, make_clinician, make_delegate, make_patient, make_unit
from tests.surveys.pages import address, words

pytestmark = pytest.mark.django_db

TELLING = {"audience": "patient", "text": WORDS, "experience": "works", "sharing": "ask", "consent": "on"}


@pytest.fixture
def unit():
    return make_unit()


# Telling


def test_anyone_tells_and_is_led_to_the_own_page(client, unit):
    code = new_code()

    page = client.post(address("new_story", unit.pk), TELLING | {"code": code}, follow=True)

    story = story_of(code)
    assert page.redirect_chain == [(address("story", code), 302)]
    assert (story.text, story.audience, story.experience, story.sharing, story.round) == (
        WORDS, Audience.PATIENT, "works", Sharing.ASK, None,
    )  # fmt: skip
    assert code in words(page)
    assert "Den läses tidigast nästa månad" in words(page)


@pytest.mark.parametrize("lacking", ["consent", "sharing", "text", "audience"])
def test_without_consent_nothing_is_kept(client, unit, lacking):
    answers = {name: value for name, value in TELLING.items() if name != lacking} | {"code": new_code()}

    page = client.post(address("new_story", unit.pk), answers)

    assert page.status_code == 200
    assert WORDS in page.content.decode() or lacking == "text"
    assert page.content.decode().count("ds-error-summary") == 1
    assert not Story.objects.exists()


def test_a_code_that_somebody_made_up_is_not_used(client, unit):
    page = client.post(address("new_story", unit.pk), TELLING | {"code": "HEJ"})

    assert page.status_code == 302
    assert "HEJ" not in page.url
    assert Story.objects.count() == 1


def test_who_is_signed_in_is_not_written_down_either(sign_in, unit):
    client = sign_in(as_patient(make_patient(unit)))
    before = AuditEvent.objects.count()

    client.post(address("new_story", unit.pk), TELLING | {"code": new_code()})

    assert AuditEvent.objects.count() == before


def test_no_page_of_the_writers_names_who_is_signed_in(sign_in, unit):
    colleague, code = make_clinician(unit), new_code()
    client = sign_in(colleague)
    told(unit, code=code)

    for page in [address("new_story", unit.pk), address("own_story"), address("story", code)]:
        assert colleague.user.name not in client.get(page).content.decode(), page


def test_only_units_that_meet_patients_are_told(client, unit):
    assert client.get(address("new_story", unit.parent.pk)).status_code == 404


def test_the_address_travels_nowhere(client, unit):
    code = new_code()
    told(unit, code=code)

    for page in (client.get(address("story", code)), client.get(address("new_story", unit.pk))):
        assert page["Referrer-Policy"] == "strict-origin"
        assert page["X-Robots-Tag"] == "noindex, nofollow"
        assert "no-store" in page["Cache-Control"]


def test_too_many_at_once_are_slowed_down(client, unit):
    statuses = [client.post(address("new_story", unit.pk), {}).status_code for _number in range(21)]

    assert statuses == [200] * 20 + [429]


def test_in_the_form_of_the_questions_nothing_has_to_be_told():
    nothing = StoryForm({"story-code": new_code()}, is_optional=True, prefix="story")
    unsure = StoryForm({"story-code": new_code(), "story-text": WORDS}, is_optional=True, prefix="story")

    assert nothing.is_valid()
    assert nothing.story is None
    assert set(unsure.errors) == {"consent", "sharing"}


# The patient's own page


def test_a_patient_chooses_among_the_own_units(sign_in, unit):
    patient = make_patient(unit)
    make_unit("En annan mottagning")

    page = sign_in(as_patient(patient)).get(address("my_story"))

    assert address("new_story", unit.pk) in page.content.decode()
    assert page.content.decode().count("/berattelse/ny/") == 1


def test_where_a_protected_person_is_cared_for_is_hidden_from_who_helps(sign_in, unit):
    patient = make_patient(unit, protected_identity=ProtectedIdentity.MARKED)
    client = sign_in(make_delegate(patient, [Scope.READ, Scope.ANSWER]))

    assert unit.name not in words(client.get(address("my_story")))


# The writer's page


def test_an_unknown_code_is_told_in_words_and_is_no_404(client):
    page = client.get(address("story", new_code()))

    assert page.status_code == 200
    assert "Vi hittar ingen berättelse" in words(page)


def test_who_has_written_down_the_code_types_it_and_takes_the_story_back(client, unit):
    code = new_code()
    told(unit, code=code)
    shown = client.get(address("story", code))
    assert f"{settings.SITE_URL}{address('own_story')}" in words(shown)

    opened = client.post(address("own_story"), {"code": f" {code.lower().replace('-', ' ')} "}, follow=True)
    assert WORDS in words(opened)
    assert opened.redirect_chain == [(address("story", code), 302)], "as it was given"
    client.post(address("story_withdrawal", code))
    assert Story.objects.get().is_withdrawn


@pytest.mark.parametrize("typed", ["", "K7QM-2X4P", "?" * 19, "A" * 500])
def test_what_is_no_code_is_told_on_the_page_itself(client, typed):
    page = client.post(address("own_story"), {"code": typed})

    assert page.status_code == 200
    assert page.context["form"].errors


def test_codes_are_not_tried_out(client):
    statuses = [client.post(address("own_story"), {"code": new_code()}).status_code for _number in range(21)]

    assert statuses == [302] * 20 + [429]


def test_a_wrong_code_leads_to_where_codes_are_typed(client):
    assert f'href="{address("own_story")}"' in client.get(address("story", new_code())).content.decode()


def test_the_code_may_be_typed_with_spaces_and_in_small_letters(client, unit):
    code = new_code()
    told(unit, code=code)

    assert WORDS in words(client.get(f"/berattelse/{code.lower().replace('-', ' ')}/"))


def test_who_tells_in_a_measurement_is_told_when_it_is_read(client, unit):
    code = new_code()
    told(unit, code=code, round=make_round(unit))

    shown = words(client.get(address("story", code)))

    assert "Den läses när mätningen är avslutad" in shown
    assert "nästa månad" not in shown


def test_the_writer_sees_what_will_be_shown_says_yes_and_takes_it_back(client, unit):
    code = new_code()
    story = reviewed(unit, code=code)

    before = words(client.get(address("story", code)))
    yes = client.post(address("story_approval", code), {"seen_version": story.version}, follow=True)
    back = client.post(address("story_withdrawal", code), follow=True)

    assert SHOWN in before
    assert WORDS in before
    assert f"{unit} står bredvid" in before, "also the name beside it is something that is shown"
    assert "Du har sagt ja. Men för få har svarat" in words(yes)
    assert "Du har tagit tillbaka din berättelse." in words(back)
    assert WORDS not in back.content.decode()
    assert Story.objects.get().state == StoryState.WITHDRAWN


def test_taking_back_is_asked_about_once(client, unit):
    code = new_code()
    told(unit, code=code)
    link, page = address("story_withdrawal", code), address("story", code)
    assert f'href="{link}"' in client.get(page).content.decode()
    assert f'action="{link}"' not in client.get(page).content.decode(), "no text is erased by one click"

    asked = client.get(link)

    assert "All text raderas och det går inte att ångra." in words(asked)
    assert WORDS in words(asked)
    assert (asked["Referrer-Policy"], asked["X-Robots-Tag"]) == ("strict-origin", "noindex, nofollow")
    assert "no-store" in asked["Cache-Control"]
    assert Story.objects.get().state == StoryState.RECEIVED
    for _turn in range(2):
        assert client.post(link)["Location"] == page
    assert Story.objects.get().is_withdrawn
    assert client.get(link)["Location"] == page
    assert client.get(address("story_withdrawal", new_code())).status_code == 302


def test_a_yes_to_an_older_text_is_no_yes(client, unit):
    code = new_code()
    story = reviewed(unit, code=code)
    actions.review_story(story=story, seen_version=story.version, public_text="Ändrad", by=reviewer_of(unit))

    page = client.post(address("story_approval", code), {"seen_version": story.version}, follow=True)

    assert "Något har ändrats sedan du öppnade sidan." in words(page)
    assert "Ändrad" in words(page)
    assert Story.objects.get().state == StoryState.REVIEWED


@pytest.mark.parametrize("seen", ["", "ett", "-1", "99", "9" * 5000])
def test_a_yes_without_a_text_is_no_yes(client, unit, seen):
    code = new_code()
    reviewed(unit, code=code)

    client.post(address("story_approval", code), {"seen_version": seen})

    assert Story.objects.get().state == StoryState.REVIEWED


def test_the_writer_reads_why_it_is_not_shown(client, unit):
    code = new_code()
    declined(told(unit, code=code), "Den nämner din granne.")

    assert "Den nämner din granne." in words(client.get(address("story", code)))
