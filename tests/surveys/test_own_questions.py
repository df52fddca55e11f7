"""A region's own questions beside the seven; answers keep the wording that was asked."""

import threading
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.urls import reverse
from django.utils import timezone, translation

from patientkontrakt.people.models import UnitKind
from patientkontrakt.people.roles import Role
from patientkontrakt.ui.dates import short_day
from surveys import actions
from surveys.instruments import SEVEN_QUESTIONS, Audience
from surveys.models import Instrument
from tests.builders.surveys import answer_as_staff, answers, make_poster, make_round, received
from tests.factories import SYSTEM, make_clinician, make_unit

pytestmark = pytest.mark.django_db
FOOD = {
    "number": 1, "name": {"sv": "Mat"}, "patient": {"sv": "Är maten god?", "en": "Is the food good?"},
    "staff": {"sv": ""},
}  # fmt: skip


@pytest.fixture
def developer(db):
    return make_clinician(make_unit("Region Exempel", kind=UnitKind.REGION), Role.REGION_DEVELOPER)


def ask_about_food(by=SYSTEM, approved_by="Språkgruppen"):
    return actions.set_own_questions(own=[FOOD], approved_by=approved_by, by=by)


def test_new_rounds_ask_them_after_the_seven_and_older_ones_keep_their_wording():
    before = make_round(make_unit())

    ask_about_food()
    after = make_round(make_unit())

    before.refresh_from_db()
    assert len(before.instrument.questions(Audience.PATIENT)) == 7
    assert [q.column for q in after.instrument.questions(Audience.PATIENT)][-1] == "own1"
    assert len(after.instrument.questions(Audience.STAFF)) == 7, "staff is not asked without words for it"
    with translation.override("en"):
        assert after.instrument.questions(Audience.PATIENT)[-1].text == "Is the food good?"
    assert after.instrument.content["questions"] == SEVEN_QUESTIONS["questions"]


def test_their_answers_stand_where_the_keys_that_choose_them_say():
    """The key 2 chooses what stands second, in the store, too."""
    ask_about_food()
    asked = make_round(make_unit()).instrument.questions(Audience.PATIENT)

    for question in asked:
        values = [value for value, _label in question.choices]
        assert values == list(range(1, len(values) + 1)), question.text


def test_they_are_answered_and_kept(client):
    ask_about_food()
    round = make_round(make_unit())
    address = reverse("surveys:answer", args=[make_poster(round)])

    shown = client.get(address, {"to": "8"}).content.decode()
    client.post(address, {"key": uuid.uuid4(), "q1": 1, "own1": 5})

    assert "Fråga 8 av 8" in shown
    assert "Är maten god?" in shown
    assert [(r.q1, r.own1) for r in received(round)] == [(1, 5)]


def test_an_edition_that_has_been_answered_is_frozen_and_a_new_one_takes_over():
    first = ask_about_food()
    round = make_round(make_unit())
    answer_as_staff(round, answers())

    first.content["own"][0]["patient"]["sv"] = "Är maten varm?"
    with pytest.raises(Exception, match="never changes"):
        first.save()


def test_an_empty_list_asks_the_seven_alone_again():
    ask_about_food()

    actions.set_own_questions(own=[], approved_by="", by=SYSTEM)

    assert Instrument.objects.in_use().own == []
    assert Instrument.objects.count() == 3


def test_the_page_saves_shows_and_tells_who_approved(sign_in, developer):
    client, address = sign_in(developer), reverse("surveys:own_questions")
    form = {"name_2": "Mat", "patient_2": "Är maten god?", "patient_en_2": "Is the food good?"}

    page = client.post(address, form | {"approved_by": "Språkgruppen"}, follow=True).content.decode()

    assert "Är maten god?" in page
    assert f"godkändes av Språkgruppen, {short_day(timezone.localdate())}." in page
    assert [own["number"] for own in Instrument.objects.in_use().own] == [1]
    lacking = client.post(address, {"patient_1": "Är maten god?"}).content.decode()
    assert "Något behöver rättas" in lacking


def test_only_who_works_for_the_region_decides(sign_in):
    manager = make_clinician(role=Role.UNIT_MANAGER)

    assert sign_in(manager).get(reverse("surveys:own_questions")).status_code == 403
    with pytest.raises(PermissionDenied):
        ask_about_food(by=manager)


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True)
def test_two_who_change_them_at_once_make_one_edition_each():
    actions.load_seven_questions(by=SYSTEM)
    gate, faults = threading.Barrier(4), []

    def work():
        try:
            gate.wait(30)
            ask_about_food()
        except Exception as error:  # whatever it is, it is what we look for
            faults.append(error)
        finally:
            connection.close()

    people = [threading.Thread(target=work) for _ in range(4)]
    for person in people:
        person.start()
    for person in people:
        person.join(60)

    assert faults == []
    assert Instrument.objects.count() == 5
