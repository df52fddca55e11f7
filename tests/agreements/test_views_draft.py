"""The editor as its own page asks: parts of it come back, few queries, nothing doubled, nothing lost."""

import re
import uuid

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agreements import actions
from agreements.models import Acceptance, Commitment, Goal, How, WhenKind
from patientkontrakt.audit.models import AuditEvent
from tests.builders.agreements import (
    add_care_promise,
    add_promise,
    agreed_version,
    filled_draft,
    in_days,
    object_to,
    proposed_version,
    started_draft,
    state_of,
)
from tests.builders.contacts import appointed_contact, contact_path
from tests.builders.scheduling import booked, slot
from tests.factories import as_patient, make_clinician, make_patient, make_unit

pytestmark = pytest.mark.django_db

TRANSACTION = re.compile("SAVEPOINT|RELEASE|BEGIN|COMMIT|ROLLBACK")
EDITOR, OTHER_EDITOR = {"HTTP_X_EDITOR": "window-1"}, {"HTTP_X_EDITOR": "window-2"}
EDITOR_QUERIES, READING_QUERIES, SAVING_QUERIES = 15, 12, 8
# A session is read from the database, or from Redis where there is one.
SESSION_QUERIES = 0 if settings.REDIS_URL else 1


@pytest.fixture
def clinician():
    return make_clinician(make_unit())


@pytest.fixture
def patient(clinician):
    return make_patient(clinician.unit)


@pytest.fixture
def page(sign_in, clinician):
    return sign_in(clinician)


def care(name, draft, *args):
    return reverse(f"agreements:{name}", args=[draft.patient_id, draft.pk, *args])


def queries(ask):
    """How many the request costs; to begin and end a transaction is no question to the database."""
    with CaptureQueriesContext(connection) as asked:
        response = ask()
    assert response.status_code == 200, response.content.decode()
    return len([query for query in asked if not TRANSACTION.match(query["sql"])])


def crowd(draft, by, rows):
    for number in range(rows):
        add_promise(draft, by, what=f"Sak {number}")
        add_care_promise(draft, by, what=f"Vårdens sak {number}", due_date=in_days(9))
        actions.add_goal(version=draft, text=f"Mål {number}", by=by)


@pytest.mark.parametrize("rows", [0, 12])
def test_the_editor_and_the_turned_screen_take_few_queries(page, patient, clinician, rows):
    version = proposed_version(patient, clinician)
    object_to(version=version, reason="Nej", by=as_patient(patient))
    draft = actions.start_new_version(agreement=version.agreement, by=clinician)
    actions.write_what_matters(patient=patient, text="Nya ord", by=as_patient(patient))
    crowd(draft, clinician, rows)
    contact_path(clinician.unit)
    appointed_contact(patient, clinician.unit, by=clinician)
    booked(patient, clinician.unit, slot(3), by=clinician)

    assert queries(lambda: page.get(care("editor", draft))) <= EDITOR_QUERIES
    assert queries(lambda: page.get(care("reading", draft))) <= READING_QUERIES


@pytest.mark.parametrize("rows", [0, 12])
@pytest.mark.parametrize(
    ("name", "keys", "fields"),
    [
        ("new_row", ["goals"], {"text": "Gå"}),
        ("new_row", ["patient-promises"], {"what": "Gå", "when": "varje dag"}),
        ("new_row", ["care-promises"], {"what": "Ringa", "when": "om två veckor", "who": "staff"}),
        ("new_row", ["other-promises"], {"what": "Handla", "party": "relative", "who": "Eva"}),
        ("new_row", ["warning-signs"], {"sign": "Yr", "own_action": "Vila", "urgency": "unit"}),
        ("row", ["goals", "goal"], {"text": "Gå långt", "seen_version": 1}),
        ("row", ["patient-promises", "own"], {"what": "Gå", "when": "i morgon", "seen_version": 1}),
        ("row", ["care-promises", "care"], {"what": "Gå", "when": "", "who": "staff", "seen_version": 1}),
        ("frame", [], {"contact_text": "Sara", "review": "om ett år", "seen_version": 2}),
    ],
)  # fmt: skip
def test_each_saving_is_one_request_of_few_queries(page, patient, clinician, rows, name, keys, fields):
    draft = filled_draft(patient, clinician)
    crowd(draft, clinician, rows)
    page.get(care("editor", draft))
    rows = {
        "goal": draft.goals.first().pk,
        "own": draft.commitments.filter(party="patient").first().pk,
        "care": draft.commitments.filter(party="care").first().pk,
        "staff": clinician.staff.pk,
    }
    fields = {name: rows.get(value, value) for name, value in fields.items()} | {"key": uuid.uuid4()}

    cost = queries(lambda: page.post(care(name, draft, *[rows.get(k, k) for k in keys]), fields, **EDITOR))

    assert cost <= SAVING_QUERIES


@pytest.mark.parametrize("rows", [0, 12])
def test_words_and_places_cost_little_more(page, patient, clinician, rows):
    """Words are a row of their own, which the draft then quotes; a place is one among others."""
    draft = filled_draft(patient, clinician)
    crowd(draft, clinician, rows)
    promise = draft.commitments.first()
    on_row = [draft, "patient-promises", promise.pk]

    def cost(name, keys, fields):
        return queries(lambda: page.post(care(name, *keys), fields, **EDITOR))

    assert [
        cost("words", [draft], {"text": "Sova"}),
        cost("row_place", on_row, {"to": "down"}),
        cost("row_removal", on_row, {}),
    ] == [8 + SESSION_QUERIES, 8 + SESSION_QUERIES, 7 + SESSION_QUERIES]


def test_a_part_comes_back_and_says_when_it_was_saved_and_how_the_day_was_understood(
    page, patient, clinician
):
    draft = started_draft(patient, clinician)

    fields = {"what": "Gå", "when": "om två veckor", "key": uuid.uuid4()}
    answer = page.post(care("new_row", draft, "patient-promises"), fields, **EDITOR)

    promise = draft.commitments.get()
    assert (promise.when_kind, promise.due_date) == (WhenKind.DATE, in_days(14))
    text = answer.content.decode()
    assert "<html" not in text
    assert "Sparat kl." in text
    assert promise.when in text
    assert care("row", draft, "patient-promises", promise.pk) in text


def test_words_that_are_no_time_are_kept_and_it_is_said_kindly(page, patient, clinician):
    draft, said = started_draft(patient, clinician), "Det gick inte att läsa orden som en tid"
    new = {"what": "Gå", "when": "i förrgår"}
    answer = page.post(care("new_row", draft, "patient-promises"), new, **EDITOR).content.decode()

    promise = draft.commitments.get()
    assert (promise.when_kind, promise.when) == (WhenKind.IN_WORDS, "i förrgår")
    assert said in answer
    assert "data-understood" not in answer
    assert said in page.get(care("editor", draft)).content.decode()
    edited = {"what": "Gå", "when": "varje dag", "seen_version": 1}
    address = care("row", draft, "patient-promises", promise.pk)
    assert said not in page.post(address, edited, **EDITOR).content.decode()


def test_a_row_sent_twice_is_added_once_and_another_text_with_the_same_key_is_not_lost(
    page, patient, clinician
):
    draft, key = started_draft(patient, clinician), uuid.uuid4()
    address = care("new_row", draft, "care-promises")
    fields = {"what": "Ringa", "when": "i morgon", "who": clinician.staff.pk, "key": key}

    for _time in range(2):
        assert page.post(address, fields, **EDITOR).status_code == 200
    assert draft.commitments.get().lineage == key

    page.post(address, fields | {"what": "Skriva"})
    assert [row.what for row in draft.commitments.all()] == ["Ringa", "Skriva"]


def test_an_edit_sent_twice_is_no_conflict_and_one_of_another_text_shows_both(page, patient, clinician):
    draft = filled_draft(patient, clinician)
    promise = draft.commitments.filter(party="patient").first()
    address = care("row", draft, "patient-promises", promise.pk)
    fields = {"what": "Gå ut", "when": "om en vecka", "seen_version": 1}

    for _time in range(2):
        assert page.post(address, fields, **EDITOR).status_code == 200
    answer = page.post(address, fields | {"what": "Springa"}, **OTHER_EDITOR)

    assert answer.status_code == 409
    assert {"Gå ut", "Springa"} <= set(re.findall(r"<p>([^<]+)</p>", answer.content.decode()))
    newest = answer.context["row"].version
    assert (
        page.post(address, fields | {"what": "Springa", "seen_version": newest}, **EDITOR).status_code == 200
    )
    assert draft.commitments.get(pk=promise.pk).what == "Springa"


def test_what_the_page_does_not_ask_about_is_left_as_it_is(page, patient, clinician):
    draft = started_draft(patient, clinician)
    promise = actions.add_commitment(
        version=draft, party="patient", what="Gå", when_kind="date", due_date=in_days(3), why="För benen",
        easy_read="Gå ut", by=clinician,
    )  # fmt: skip

    page.post(
        care("row", draft, "patient-promises", promise.pk),
        {"what": "Gå långt", "when": promise.when, "seen_version": 1}, **EDITOR,
    )  # fmt: skip

    promise.refresh_from_db()
    assert (promise.what, promise.why, promise.easy_read) == ("Gå långt", "För benen", "Gå ut")
    assert (promise.when_kind, promise.due_date) == (WhenKind.DATE, in_days(3))


def test_what_is_wrong_is_said_beside_the_row(page, patient, clinician):
    draft = started_draft(patient, clinician)

    fields = {"what": "Läsa", "link_url": "https://1177.se.example.com/", "key": uuid.uuid4()}
    answer = page.post(care("new_row", draft, "patient-promises"), fields, **EDITOR)

    assert answer.status_code == 422
    assert "1177.se" in answer.content.decode()
    assert not draft.commitments.exists()


@pytest.mark.parametrize(
    ("url", "may"),
    [
        ("https://www.1177.se/hjarta/", True), ("https://1177.se/", True), ("http://1177.se/", False),
        ("https://x1177.se/", False), ("https://1177.se@example.com/", False), ("javascript:alert(1)", False),
    ],
)  # fmt: skip
def test_links_lead_to_the_regions_places_only(page, patient, clinician, url, may):
    draft = started_draft(patient, clinician)

    page.post(care("new_row", draft, "goals"), {"text": "Gå", "link_url": url}, **EDITOR)

    assert draft.goals.exists() == may


def test_rows_are_moved_up_and_down_within_their_own_column(page, patient, clinician):
    draft = started_draft(patient, clinician)
    first, second, third = [add_promise(draft, clinician, what=what) for what in ("Ett", "Två", "Tre")]
    add_care_promise(draft, clinician)
    for row, to in [(third, "up"), (first, "down"), (first, "down"), (first, "down")]:
        page.post(care("row_place", draft, "patient-promises", row.pk), {"to": to})

    rows = actions.start_new_version(agreement=draft.agreement, by=clinician)
    own = [row.what for row in rows.commitments.all() if row.party == "patient"]
    assert own == ["Tre", "Två", "Ett"]
    assert AuditEvent.objects.filter(resource_id=third.pk, activity="Skriva").count() == 2
    assert second.order != Commitment.objects.get(pk=second.pk).order


def test_what_is_taken_out_can_be_taken_back_as_it_was(page, patient, clinician):
    draft = filled_draft(patient, clinician)
    before = list(draft.commitments.values("pk", "lineage", "what", "when_text", "created_at"))
    taken = draft.commitments.first()

    answer = page.post(care("row_removal", draft, "patient-promises", taken.pk), **EDITOR)
    assert not draft.commitments.filter(pk=taken.pk).exists()
    copy = re.search(r'name="copy" value="([^"]+)"', answer.content.decode())[1].replace("&quot;", '"')
    for _time in range(2):
        assert (
            page.post(care("row_return", draft, "patient-promises"), {"copy": copy}, **EDITOR).status_code
            == 200
        )

    assert list(draft.commitments.values("pk", "lineage", "what", "when_text", "created_at")) == before


def test_what_was_added_again_meanwhile_is_not_put_back_beside_itself(patient, clinician):
    draft = started_draft(patient, clinician)
    taken = actions.add_goal(version=draft, text="Gå till torget", by=clinician)
    actions.remove_row(row=Goal.objects.get(pk=taken.pk), by=clinician)
    again = actions.add_goal(version=draft, text="Gå till torget", lineage=taken.lineage, by=clinician)

    assert actions.put_back_row(version=draft, row=taken, by=clinician) == again


def test_nothing_but_what_was_taken_out_of_this_draft_is_put_back(page, patient, clinician):
    draft = filled_draft(patient, clinician)
    other = filled_draft(make_patient(clinician.unit), clinician)
    answer = page.post(care("row_removal", other, "goals", other.goals.get().pk), **EDITOR)
    copy = re.search(r'name="copy" value="([^"]+)"', answer.content.decode())[1]

    for wrong in (copy, copy[:-3] + "abc", ""):
        assert page.post(care("row_return", draft, "goals"), {"copy": wrong}).status_code == 404
    assert page.post(care("row_return", other, "warning-signs"), {"copy": copy}, **EDITOR).status_code == 404


def test_without_scripts_the_removal_says_so_and_offers_to_take_it_back(page, patient, clinician):
    draft = filled_draft(patient, clinician)
    goal = draft.goals.get()

    answer = page.post(care("row_removal", draft, "goals", goal.pk))

    assert answer.status_code == 200
    assert goal.text in answer.content.decode()
    assert care("row_return", draft, "goals") in answer.content.decode()


def test_a_way_to_turn_is_chosen_by_one_button(page, patient, clinician):
    draft = started_draft(patient, clinician)
    contact_path(clinician.unit)
    way = page.get(care("editor", draft)).context["ways"][-1]

    page.post(
        care("frame", draft),
        {"contact_text": "x", "contact_phone": "", "way": way.as_value, "seen_version": draft.version},
    )

    draft.refresh_from_db()
    assert (draft.contact_text, draft.contact_phone) == way


@pytest.mark.parametrize("way", ['{"text": 1}', '["a"]', '{"text": "a", "phone": "ring"}', "x"])
def test_a_way_that_nobody_offered_is_no_telephone_number(page, patient, clinician, way):
    draft = started_draft(patient, clinician)

    answer = page.post(care("frame", draft), {"way": way, "seen_version": draft.version}, **EDITOR)

    assert answer.status_code == 422


def test_the_next_step_says_what_is_booked(page, patient, clinician):
    booked(patient, clinician.unit, by=clinician, purpose="Ultraljud av hjärtat")
    draft = filled_draft(patient, clinician)

    for name in ("editor", "reading"):
        assert "Ultraljud av hjärtat" in page.get(care(name, draft)).content.decode()


def agree(page, draft):
    """As the turned screen sends it, by those who have read the draft as it stands."""
    read = draft.agreement.versions.with_rows().get(pk=draft.pk)
    return page.post(care("our_agreement", draft), {"seen": read.as_read}, follow=True)


def test_both_agree_on_the_turned_screen_in_one_step(page, patient, clinician):
    draft = filled_draft(patient, clinician)

    agree(page, draft)

    assert state_of(draft.agreement) == "agreed"
    assert {(row.party, row.how) for row in Acceptance.objects.all()} == {
        ("care", How.DIGITAL), ("patient", How.IN_THE_ROOM),
    }  # fmt: skip
    assert agree(page, draft).status_code == 200
    assert Acceptance.objects.count() == 2


def test_nothing_is_proposed_when_the_two_cannot_agree_yet(page, patient, clinician):
    draft = started_draft(patient, clinician)

    answer = agree(page, draft)

    draft.refresh_from_db()
    assert draft.is_draft
    assert "Vi är överens" not in answer.content.decode()


def test_what_they_do_not_agree_on_is_written_down_in_the_room(page, patient, clinician):
    draft = filled_draft(patient, clinician)
    point = draft.commitments.first()

    words = {f"{point.pk}-on": "on", f"{point.pk}-reason": "För ofta", "seen": draft.as_read}
    page.post(care("our_disagreement", draft), words)

    answer = Acceptance.objects.get()
    assert (answer.party, answer.how, answer.point, answer.reason) == (
        "patient", How.IN_THE_ROOM, point, "För ofta",
    )  # fmt: skip
    assert state_of(draft.agreement) == "disagreed"


def test_the_turned_screen_holds_nothing_of_staffs_own(page, patient, clinician):
    draft = filled_draft(patient, clinician)

    text = page.get(care("reading", draft)).content.decode()

    assert "Väga mig" in text
    assert "Logga ut" not in text
    assert str(patient.identifier) not in text
    agreed = agreed_version(make_patient(clinician.unit), clinician)
    assert page.get(care("reading", agreed)).status_code == 302


def test_a_fixed_contact_of_another_unit_is_rung_there(page, patient, clinician):
    heart = make_unit(phone="08-465 004 40")
    contact = appointed_contact(patient, heart, by=clinician)
    ways = page.get(care("editor", started_draft(patient, clinician))).context["ways"]
    assert [way.phone for way in ways if contact.staff.name in way.text] == [heart.phone]
