"""Reviewing, showing and taking down, through the pages."""

import pytest
from django.conf import settings

from patientkontrakt.audit.models import Activity, AuditEvent
from patientkontrakt.people.models import UnitKind
from patientkontrakt.people.roles import Role
from surveys import actions
from surveys.instruments import Audience
from surveys.models import Story, StoryState
from surveys.story_codes import new_code
from tests.builders.stories import (
    SHOWN,
    WORDS,
    on_the_wall,
    published,
    reviewed,
    reviewer_of,
    story_of,
    told,
)
from tests.factories import make_clinician, make_unit
from tests.surveys.pages import address, words

# A session is read from the database, or from Redis where there is one.
SESSION_QUERIES = 0 if settings.REDIS_URL else 1
pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return make_unit()


# Review


def test_the_reviewer_sees_the_unread_ones_and_shows_them_to_the_writer(sign_in, unit):
    story = told(unit)
    client = sign_in(reviewer_of(unit))

    listed = client.get(address("stories", unit.pk))
    opened = client.get(address("story_review", story.pk))
    saved = client.post(
        address("story_review", story.pk),
        {"seen_version": 1, "public_text": SHOWN, "question": "q5"},
        follow=True,
    )

    assert address("story_review", story.pk) in listed.content.decode()
    assert WORDS not in words(listed)  # read where reading is logged
    assert WORDS in words(opened)
    assert "Nu ser skribenten texten" in words(saved)
    story.refresh_from_db()
    assert (story.public_text, story.question) == (SHOWN, "q5")


@pytest.mark.parametrize(
    "number",
    [
        "19481105-2380", "194811052380", "481105 2380", "481105\N{EN DASH}2380",
        "481105\N{NO-BREAK SPACE}2380", "070-174 06 05", "070 - 174 06 05", "(070) 1740605",
        "070/174 06 05", "070.174.06.05", "+46 (0)70 174 06 05",
    ],
)  # fmt: skip
def test_nobody_shows_a_number_that_tells_who_it_is(sign_in, unit, number):
    story = told(unit)
    sent = {"seen_version": 1, "public_text": f"{SHOWN} {number}"}

    refused = sign_in(reviewer_of(unit)).post(address("story_review", story.pk), sent)

    assert "Ta bort det" in words(refused)
    story.refresh_from_db()
    assert not story.public_text


@pytest.mark.parametrize(
    "number", ["2019-2021", "30 minuter, 2 av 10", "klockan 10.15", "2026-05-03", "3, 4, 5"]
)
def test_other_numbers_are_shown(sign_in, unit, number):
    story = told(unit)
    sent = {"seen_version": 1, "public_text": f"{SHOWN} {number}"}

    sign_in(reviewer_of(unit)).post(address("story_review", story.pk), sent)

    story.refresh_from_db()
    assert story.public_text.endswith(number)


def test_reading_a_story_is_logged(sign_in, unit):
    story = told(unit)

    sign_in(reviewer_of(unit)).get(address("story_review", story.pk))

    assert AuditEvent.objects.filter(activity=Activity.READ, resource_id=story.pk).count() == 1


def test_reading_it_beside_a_colleagues_text_is_logged_too(sign_in, unit):
    story = reviewed(unit)

    page = sign_in(reviewer_of(unit)).post(
        address("story_review", story.pk), {"seen_version": 1, "public_text": "Min"}
    )

    assert WORDS in words(page)
    assert AuditEvent.objects.filter(activity=Activity.READ, resource_id=story.pk).count() == 1


def test_the_second_reviewer_sees_both_texts(sign_in, unit):
    story = reviewed(unit)
    client = sign_in(reviewer_of(unit))

    page = client.post(
        address("story_review", story.pk), {"seen_version": 1, "public_text": "Min kortare text"}
    )

    assert SHOWN in words(page)
    assert "Min kortare text" in words(page)
    assert Story.objects.get().public_text == SHOWN


@pytest.mark.parametrize("name", ["story_review", "story_refusal"])
def test_a_story_that_is_taken_back_meanwhile_is_gone_and_the_reviewer_is_told(sign_in, unit, name):
    story = told(unit)
    client = sign_in(reviewer_of(unit))
    actions.withdraw_story(story=story)
    sent = {"seen_version": 1, "public_text": SHOWN, "reason": "Nej"}

    for page in (
        client.get(address(name, story.pk), follow=True),
        client.post(address(name, story.pk), sent, follow=True),
    ):
        assert page.redirect_chain == [(address("stories", unit.pk), 302)]
        assert "Berättelsen har tagits tillbaka" in words(page)


def test_what_cannot_be_read_yet_cannot_be_opened(sign_in, unit):
    code = new_code()
    actions.tell_story(code=code, unit=unit, audience="patient", text=WORDS, sharing="ask")

    client = sign_in(reviewer_of(unit))
    assert client.get(address("story_review", story_of(code).pk)).status_code == 404


def test_a_refusal_needs_a_reason(sign_in, unit):
    story = told(unit)
    client, page = sign_in(reviewer_of(unit)), address("story_refusal", story.pk)

    assert client.post(page, {"reason": "", "seen_version": 1}).status_code == 200
    assert client.post(page, {"reason": "Den nämner ett barn.", "seen_version": 1}).status_code == 302
    story.refresh_from_db()
    assert (story.state, story.reason) == (StoryState.DECLINED, "Den nämner ett barn.")


def test_nobody_else_sees_what_is_not_shown(sign_in, unit):
    """Not the level above, not another unit, not who cares for patients at the unit."""
    story = reviewed(unit)
    area_manager = make_clinician(unit.parent, Role.AREA_MANAGER)
    developer = make_clinician(unit.parent, Role.REGION_DEVELOPER)
    neighbour = reviewer_of(make_unit(parent=unit.parent))

    for actor, expected in [(area_manager, 403), (developer, 403), (neighbour, 404)]:
        client = sign_in(actor)
        assert client.get(address("story_review", story.pk)).status_code == expected
        assert client.get(address("story_refusal", story.pk)).status_code == expected
        page = client.get(address("stories", unit.pk))
        assert (page.status_code == 404) is (actor == neighbour)
        assert SHOWN not in words(page)
        assert WORDS not in words(page)
    assert sign_in(make_clinician(unit)).get(address("stories", unit.pk)).status_code == 403


def test_who_turns_down_what_a_colleague_has_changed_meanwhile_reads_it_first(sign_in, unit):
    story = told(unit)
    client, page = sign_in(reviewer_of(unit)), address("story_refusal", story.pk)
    opened = client.get(page).context["form"]
    actions.review_story(story=story, seen_version=1, public_text=SHOWN, by=reviewer_of(unit))

    shown = client.post(page, {"reason": "Nej", "seen_version": opened["seen_version"].value()}, follow=True)

    assert shown.redirect_chain == [(address("story_review", story.pk), 302)]
    assert "Något har ändrats sedan du öppnade sidan." in words(shown)
    assert Story.objects.get().state == StoryState.REVIEWED


# Taking down


def test_a_story_on_the_wall_is_taken_down_by_who_reviews_it_and_by_nobody_else(sign_in, unit):
    story = on_the_wall(unit)
    opened = address("story_review", story.pk)

    assert opened in sign_in(reviewer_of(unit)).get(address("stories", unit.pk)).content.decode()
    for other in (make_clinician(unit.parent, Role.AREA_MANAGER), reviewer_of(unit.parent)):
        for wall in (unit, unit.parent):
            assert opened not in sign_in(other).get(address("stories", wall.pk)).content.decode()


def test_the_reviewer_finds_what_is_shown_without_the_units_name_or_nowhere(sign_in, unit):
    nowhere, above = published(unit), published(unit)
    Story.objects.filter(pk=above.pk).update(place=unit.parent)

    page = sign_in(reviewer_of(unit)).get(address("stories", unit.pk))

    for story in (nowhere, above):
        assert address("story_review", story.pk) in page.content.decode()
    assert f"Visas hos {unit.parent}, utan enhetens namn." in words(page)
    assert "Väntar på att fler svarar" in words(page)


# The wall


def test_the_wall_shows_the_story_with_the_units_name(sign_in, unit):
    on_the_wall(unit)

    page = words(sign_in(reviewer_of(unit)).get(address("stories", unit.pk)))

    assert SHOWN in page
    assert WORDS not in page
    assert f"Medarbetare · {unit.name} ·" in page


def test_a_story_without_the_units_name(sign_in, unit):
    area = make_unit("Närsjukvården", kind=UnitKind.ADMINISTRATION, parent=unit.parent)
    small = make_unit("Hemliga mottagningen", parent=area)
    story = published(small)
    Story.objects.filter(pk=story.pk).update(place=area)

    client = sign_in(make_clinician(area, Role.AREA_MANAGER))
    page = words(client.get(address("stories", area.pk)))

    assert "en enhet inom Närsjukvården" in page
    assert small.name not in page
    assert SHOWN not in words(client.get(address("stories", small.pk)))


def test_what_is_published_without_a_place_is_on_no_wall(sign_in, unit):
    published(unit)

    developer = make_clinician(unit.parent, Role.REGION_DEVELOPER)
    assert SHOWN not in words(sign_in(developer).get(address("stories", unit.parent.pk)))


def test_one_at_a_time_for_a_meeting(sign_in, unit):
    on_the_wall(unit, public_text="Den första")
    published(unit, audience=Audience.STAFF, public_text="Den andra")
    client = sign_in(reviewer_of(unit))

    pages = [words(client.get(address("slides", unit.pk), {"page": number})) for number in (1, 2)]

    assert [("Den första" in page) + ("Den andra" in page) for page in pages] == [1, 1]
    assert 'rel="next"' in client.get(address("slides", unit.pk)).content.decode()


def test_stories_about_one_question(sign_in, unit):
    on_the_wall(unit, question="q5")
    client = sign_in(reviewer_of(unit))

    assert SHOWN in words(client.get(address("stories", unit.pk), {"question": "q5"}))
    assert SHOWN not in words(client.get(address("stories", unit.pk), {"question": "q2"}))
    assert SHOWN in words(client.get(address("stories", unit.pk), {"question": "nonsense"}))


@pytest.mark.parametrize("count", [1, 5])
def test_the_number_of_queries_does_not_grow_with_the_stories(
    sign_in, unit, count, django_assert_num_queries
):
    on_the_wall(unit)
    for _number in range(count):
        published(unit, audience=Audience.STAFF)
        told(unit)
    client = sign_in(reviewer_of(unit))

    with django_assert_num_queries(6 + SESSION_QUERIES):
        client.get(address("stories", unit.pk))
