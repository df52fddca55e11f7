"""Ways to answer beside the personal link: poster and screen, telephone and paper, after a visit."""

import datetime
import io
import threading
import uuid

import page
import pypdf
import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from patientkontrakt.audit.models import AuditEvent
from patientkontrakt.people.models import UnitKind
from patientkontrakt.people.roles import Role
from patientkontrakt.ui import dates
from surveys import actions
from surveys.bands import AgeBand, Way
from surveys.instruments import SEVEN_QUESTIONS, Answer
from surveys.models import Asks, Incoming, PaperEntry, Round
from tests.builders.surveys import ALL_YES, answer, answers, make_poster, make_round, received
from tests.factories import SYSTEM, make_clinician, make_unit
from tests.surveys.pages import address

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def manager(db):
    return make_clinician(role=Role.UNIT_MANAGER)


@pytest.fixture
def nurse(manager):
    return make_clinician(manager.unit)


@pytest.fixture
def round(manager):
    return make_round(manager.unit)


def text_of(pdf):
    return " ".join(leaf.extract_text() for leaf in pypdf.PdfReader(io.BytesIO(pdf)).pages)


# Poster and screen


def test_a_poster_is_opened_once_and_its_address_can_be_changed(sign_in, manager, round):
    client = sign_in(manager)
    for _turn in range(2):
        client.post(address("link", round.pk, "poster"))
    old = round.open_links.get(way=Way.POSTER).token

    client.post(address("link_renewal", round.pk, "poster"))

    answer(round.open_links.get(way=Way.POSTER).token)
    with pytest.raises(actions.LinkSpent):
        answer(old)
    assert [(r.way, r.audience) for r in received(round)] == [(Way.POSTER, "patient")]
    assert client.post(address("link", round.pk, "billboard")).status_code == 404


def test_a_round_that_asks_staff_only_has_no_poster(manager):
    staff_only = make_round(manager.unit, audience=Asks.STAFF)

    with pytest.raises(PermissionDenied):
        actions.open_way(round=staff_only, way=Way.POSTER, by=manager)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_poster_and_form_are_one_page_each_and_readable_to_a_screen_reader(sign_in, manager, round, language):
    make_poster(round)
    client = sign_in(manager)

    for name in ("poster", "paper_form"):
        pdf = client.get(address(name, round.pk), {"language": language}).content
        assert page.validate_pdf_bytes(pdf, profile=page.ValidationProfile.PDF_UA_1).is_compliant, name
        assert len(pypdf.PdfReader(io.BytesIO(pdf)).pages) == 1, name


def test_the_form_asks_each_question_word_for_word_with_the_numbers_to_key_in(sign_in, nurse, round):
    shown = " ".join(text_of(sign_in(nurse).get(address("paper_form", round.pk)).content).split())

    for question in SEVEN_QUESTIONS["questions"]:
        assert question["patient"]["sv"] in shown
    assert shown.count("Ja 1") == 7
    assert shown.count("Inte aktuellt för mig 5") == 2


# Telephone


def test_staff_enter_what_a_patient_answers_on_the_telephone(sign_in, nurse, round):
    form = {"key": uuid.uuid4(), "q1": 2, "q5": 1, "age_band": 4}

    for _twice in range(2):
        sign_in(nurse).post(address("telephone_entry", round.pk), form)

    [response] = received(round)
    assert (response.way, response.q1, response.q2, response.age_band) == (Way.TELEPHONE, 2, 0, 4)
    events = AuditEvent.objects.filter(resource_type="surveys.answer_by_telephone")
    assert {(e.user_name, e.patient_id, e.resource_id) for e in events} == {(nurse.name, None, None)}


def test_a_municipality_that_asks_enters_by_telephone_and_paper_too(sign_in):
    round = make_round(make_unit("Hallby kommun", kind=UnitKind.MUNICIPALITY))
    by = make_clinician(round.unit, Role.MUNICIPAL_STAFF)
    client = sign_in(by)

    start = client.get(reverse("pages:work_list")).content.decode()
    assert f'href="{address("entry")}"' in start
    assert address("paper_entry", round.pk) in client.get(address("entry")).content.decode()
    client.post(address("telephone_entry", round.pk), {"key": uuid.uuid4(), "q1": 2})
    for _time in range(2):
        key_in(round, by, 1)

    assert [r.way for r in received(round)] == [Way.TELEPHONE, Way.PAPER]
    elsewhere = make_round(make_unit())
    assert client.get(address("telephone_entry", elsewhere.pk)).status_code == 404


def test_where_there_is_nothing_to_enter_it_is_said_who_opens_a_measurement(sign_in, manager, nurse):
    empty = sign_in(nurse).get(address("entry")).content.decode()
    own = sign_in(manager).get(address("entry")).content.decode()
    elsewhere = sign_in(make_clinician(make_unit("Ekens vårdcentral"))).get(address("entry")).content.decode()
    opens = timezone.localdate() + DAY
    make_round(manager.unit, opens=opens)
    planned = sign_in(nurse).get(address("entry")).content.decode()

    assert f"Mätningar på enheten öppnas av {manager.assignment.staff}." in empty
    assert address("rounds", manager.unit.pk) not in empty
    assert f'href="{address("rounds", manager.unit.pk)}"' in own
    assert "Enhetens chef öppnar en mätning." in elsewhere
    assert f"Nästa mätning börjar {dates.day(opens)}." in planned


def test_nobody_is_read_questions_whose_answers_cannot_be_kept(sign_in, nurse, round):
    with time_machine.travel(timezone.now() + 30 * DAY):
        client = sign_in(nurse)

        assert client.get(address("telephone_entry", round.pk)).status_code == 403
        assert client.get(address("paper_entry", round.pk)).status_code == 200


def test_another_units_staff_and_other_roles_enter_nothing(round):
    given = {"key": uuid.uuid4(), "answers": ALL_YES}
    elsewhere, reviewer = make_clinician(), make_clinician(round.unit, Role.LOG_REVIEWER)

    for by in (elsewhere, reviewer, SYSTEM):
        with pytest.raises(PermissionDenied):
            actions.enter_by_telephone(round=round, by=by, **given)


def test_a_round_that_is_closed_while_the_patient_answers_is_told_and_the_answers_stay(
    sign_in, nurse, round, monkeypatch
):
    def closed(**_given):
        raise actions.LinkSpent

    monkeypatch.setattr(actions, "enter_by_telephone", closed)
    page = sign_in(nurse).post(address("telephone_entry", round.pk), {"key": uuid.uuid4(), "q1": "1"})

    assert page.status_code == 200
    assert page.context["form"].non_field_errors()
    assert "checked" in page.content.decode()


def test_after_the_last_day_paper_may_be_entered_until_it_is_closed_and_the_telephone_not(nurse, round):
    with time_machine.travel(timezone.now() + 30 * DAY):
        with pytest.raises(PermissionDenied):
            actions.enter_by_telephone(round=round, key=uuid.uuid4(), answers=ALL_YES, by=nurse)
        key_in(round, nurse, 1)
        key_in(round, nurse, 1)
        actions.close_round(round=round, by=SYSTEM)
        with pytest.raises(PermissionDenied):
            key_in(round, nurse, 2)
    assert round.responses.count() == 1


# Paper


def key_in(round, by, number, chosen=None, **given):
    bands = {"key": uuid.uuid4(), "age_band": AgeBand.NOT_GIVEN, "language": 0} | given
    return actions.key_in_paper(round=round, number=number, answers=chosen or ALL_YES, by=by, **bands)


def paper_form(number, **fields):
    return {"number": number, "key": uuid.uuid4()} | fields


def test_one_form_sent_twice_is_not_the_second_time_but_the_next_paper_in_it_is_another(
    sign_in, nurse, round
):
    client, form = sign_in(nurse), paper_form(7, q1="1")
    for _twice in range(2):
        client.post(address("paper_entry", round.pk), form)
    client.post(address("paper_entry", round.pk), form | {"number": 8})

    assert [(paper.number, paper.q1) for paper in PaperEntry.objects.all()] == [(7, 1), (8, 1)]
    assert not Incoming.objects.exists()
    assert AuditEvent.objects.filter(resource_type="surveys.answer_on_paper").count() == 2


def test_a_paper_counts_when_it_has_been_keyed_in_twice_alike_and_once_only(nurse, round):
    key_in(round, nurse, 7)
    assert not Incoming.objects.exists()

    key_in(round, nurse, 7)

    assert [(r.way, r.q1) for r in received(round)] == [(Way.PAPER, Answer.YES)]
    assert not PaperEntry.objects.exists()
    with pytest.raises(actions.PaperCounted):
        key_in(round, nurse, 7)
    assert AuditEvent.objects.filter(resource_type="surveys.answer_on_paper").count() == 2


@pytest.mark.parametrize("changed", [{"chosen": answers(q3=Answer.NO)}, {"age_band": AgeBand.OLDEST}])
def test_what_differs_is_kept_and_not_counted_until_somebody_has_looked(nurse, round, changed):
    key_in(round, nurse, 7)

    second = key_in(round, nurse, 7, has_looked=True, **changed)
    assert second.differs(second.beside) == [{"chosen": "q3"}.get(next(iter(changed)), "age_band")]
    assert (PaperEntry.objects.count(), Incoming.objects.count()) == (2, 0)
    assert AuditEvent.objects.filter(resource_type="surveys.answer_on_paper").count() == 2
    assert Round.objects.with_counts().get().papers_waiting == 1
    key_in(round, nurse, 7, has_looked=True, **changed)

    assert (PaperEntry.objects.count(), Incoming.objects.count()) == (0, 1)


@pytest.mark.parametrize("third", [{}, {"q1": Answer.NO}])
def test_a_third_time_that_agrees_with_either_settles_it_and_another_takes_the_seconds_place(
    nurse, round, third
):
    key_in(round, nurse, 7)
    key_in(round, nurse, 7, answers(q1=Answer.NO))

    key_in(round, nurse, 7, answers(q1=Answer.PARTLY))
    assert [(paper.q1, paper.is_second) for paper in PaperEntry.objects.all()] == [(1, False), (2, True)]
    key_in(round, nurse, 7, answers(q1=Answer.NO))
    key_in(round, nurse, 7, answers(**third))

    assert [r.q1 for r in received(round)] == [third.get("q1", Answer.YES)]
    assert not PaperEntry.objects.exists()


def test_a_form_that_is_gone_back_to_corrects_its_own_entry(nurse, round):
    form = uuid.uuid4()
    key_in(round, nurse, 7, key=form)
    key_in(round, nurse, 7, answers(q1=Answer.NO), key=form)
    assert [(paper.q1, paper.is_second) for paper in PaperEntry.objects.all()] == [(3, False)]

    key_in(round, nurse, 7)
    key_in(round, nurse, 7, answers(q1=Answer.PARTLY), key=form)
    assert [(paper.q1, paper.is_second) for paper in PaperEntry.objects.all()] == [(2, False), (1, True)]
    key_in(round, nurse, 7, key=form)

    assert [r.q1 for r in received(round)] == [Answer.YES]


def test_a_first_entry_is_shown_to_nobody_who_has_not_left_a_second(sign_in, nurse, round):
    """What is keyed in only to see what stands there is kept, with who did it in the log."""
    client, there = sign_in(nurse), address("paper_entry", round.pk)
    key_in(round, nurse, 3, answers(q2=Answer.PARTLY))

    for junk in (paper_form(3), paper_form(3, q1="x"), paper_form(3, looked="on")):
        assert "Tidigare:" not in client.post(there, junk).content.decode()
    assert PaperEntry.objects.count() == 1
    shown = client.post(there, paper_form(3, q1="3", looked="on")).content.decode()

    assert "Tidigare: 2. Nu: tomt" in shown
    assert [paper.q1 for paper in PaperEntry.objects.all()] == [1, 3]
    assert AuditEvent.objects.filter(resource_type="surveys.answer_on_paper").count() == 2


def test_the_page_shows_both_times_and_asks_to_look(sign_in, nurse, round):
    client, there = sign_in(nurse), address("paper_entry", round.pk)
    client.post(there, paper_form(3, q1="1", q2="2"))

    waiting = client.get(there).content.decode()
    differ = client.post(there, paper_form(3, q1="1", q2="3")).content.decode()
    later = client.get(there).content.decode()
    client.post(there, paper_form(3, q1="1", q2="3", looked="on"))

    assert "väntar på andra gången: <strong>3</strong>" in " ".join(waiting.split())
    assert "Tidigare: 2. Nu: 3. Titta på papperet." in differ
    assert "Jag har tittat på papperet igen" in differ
    assert "skiljer sig" in later
    assert "väntar på andra gången" not in later
    assert [(r.q1, r.q2) for r in received(round)] == [(1, 3)]


def test_what_was_keyed_in_under_a_wrong_number_can_be_dropped_the_last_first(sign_in, nurse, round):
    client, there = sign_in(nurse), address("paper_removal", round.pk)
    assert "Blev ett nummer fel" not in client.get(address("paper_entry", round.pk)).content.decode()
    key_in(round, nurse, 7)
    key_in(round, nurse, 7, answers(q1=Answer.NO))
    assert "Blev ett nummer fel" in client.get(address("paper_entry", round.pk)).content.decode()

    left = []
    for number in ("7", "8", "", "7", "7"):
        page = client.post(there, {"drop-number": number}, follow=True).content.decode()
        left.append(([paper.q1 for paper in PaperEntry.objects.all()], "Inget väntar" in page))

    assert left == [([1], False), ([1], True), ([1], True), ([], False), ([], True)]
    events = AuditEvent.objects.filter(resource_type="surveys.answer_on_paper", activity="Radera")
    assert {(event.user_name, event.patient_id) for event in events} == {(nurse.name, None)}
    with pytest.raises(PermissionDenied):
        actions.drop_paper(round=round, number=7, by=make_clinician())


@pytest.mark.parametrize("digits", [{"q1": "5"}, {"q1": "x"}, {"q1": "12"}, {"age_band": "9"}, {}])
def test_numbers_that_are_not_on_the_paper_and_empty_papers_are_refused(sign_in, nurse, round, digits):
    sign_in(nurse).post(address("paper_entry", round.pk), paper_form(1, **digits))

    assert not PaperEntry.objects.exists()


def test_closing_counts_no_paper_that_was_keyed_in_once(nurse, round):
    key_in(round, nurse, 1)

    actions.close_round(round=round, by=SYSTEM)

    assert not PaperEntry.objects.exists()
    assert not round.responses.exists()


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True)
def test_a_paper_keyed_in_by_many_at_once_counts_once():
    by = make_clinician()
    round = make_round(by.unit)
    start, outcomes = threading.Barrier(6), []

    def work():
        try:
            start.wait(20)
            outcomes.append("waits" if key_in(round, by, 7).pk else "counted")
        except actions.PaperCounted:
            outcomes.append("too late")
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert sorted(outcomes) == ["counted", "too late", "too late", "too late", "too late", "waits"]
    assert Incoming.objects.count() == 1
