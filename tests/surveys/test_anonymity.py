"""Can an answer be led back to its link or its patient? Every table of the database is searched for a way.

Who has the whole database, hidden columns included, and all log lines (`test_anonymity_of_logs`):

- can tell who was asked, when, and how they were told; how many have answered by each way; which hashes of
  links are unused; who was asked after a visit, and that a colleague entered an answer at a certain moment;
- can, while an answer waits in the queue (fewer than five of its side, or until the minute's folding), see in
  which order it came, and of one from telephone or paper which colleague entered it and when;
- can always read each answer with its way, band of age and language: the only one from the telephone, or the
  only one above 80, is theirs whom others know to have answered so. Pages and exports hide such cells, the
  tables do not; and where all say the same, the figure tells what each one said (ADR 8);
- cannot tell who of those asked has answered, whose link was used, or, once folded, which answer came first,
  by whose hand or beside which story; after closing not even which answers were counted together.

With a copy of the messages as they were sent, or of the database between two answers, more can be told: ADR
8, 14 and 16 list what remains.
"""

import random
import statistics
import threading
import uuid
from collections import defaultdict

import pytest
from django.db import connection
from psycopg import sql

from patientkontrakt.people.models import ProtectedIdentity
from surveys import actions
from surveys.instruments import COLUMNS
from surveys.links import hash_of, ticket
from surveys.models import Incoming, SurveyInvitation, SurveyLink
from tests.builders.stories import told
from tests.builders.surveys import (
    ALL_YES,
    answer,
    deliver_all,
    invite,
    make_patients,
    make_poster,
    make_round,
    token_in,
    visited,
)
from tests.factories import SYSTEM, as_patient, make_clinician, make_unit

pytestmark = pytest.mark.django_db(transaction=True)


def everything():
    """{table: [(hidden system columns and values of a row as texts)]} of the whole database."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            query = sql.SQL("SELECT xmin::text, xmax::text, t.* FROM {} t").format(sql.Identifier(table))
            cursor.execute(query.as_string(cursor.connection))
            found[table] = [[str(value) for value in row] for row in cursor.fetchall()]
    return found


def in_order(table, columns, by="ctid"):
    """Rows as they lie in the table, or as their transactions came one after the other (`by`: xmin)."""
    query = sql.SQL("SELECT {} FROM {} ORDER BY {}, ctid").format(
        sql.SQL(", ").join(map(sql.Identifier, columns)), sql.Identifier(table), sql.SQL(by)
    )
    with connection.cursor() as cursor:
        cursor.execute(query.as_string(cursor.connection))
        return cursor.fetchall()


def written_by(table):
    """{number of a transaction: how many rows of the table it left}."""
    writers = [row[0] for row in everything()[table]]
    return {writer: writers.count(writer) for writer in writers}


def one_of_its_own(number):
    """Answers that nobody else gives, so that each row can be recognised: 1 to 3 in each column."""
    return {column: number // 3**place % 3 + 1 for place, column in enumerate(COLUMNS)}


def looks_alike(one, other):
    """Whether two orders of the same things follow each other, forwards or backwards."""
    places = [other.index(thing) for thing in one]
    return abs(statistics.correlation(range(len(places)), places)) > 0.95


def asked_and_answered_in_another_order(people=20):
    """(round, orders): every order that the tables tell of people, each as numbers of those people."""
    unit = make_unit()
    patients = make_patients(unit, people)
    round = make_round(unit)
    number_of = {patient.pk: number for number, patient in enumerate(patients)}
    invitations = actions.invite_patients(round=round, by=SYSTEM)
    tokens = {number_of[i.patient_id]: token_in(i.message) for i in invitations}
    hashes = {hash_of(token): number for number, token in tokens.items()}
    orders = {
        "patients": list(range(people)),
        "links": [hashes[key] for (key,) in in_order("surveys_surveylink", ["token_hash"])],
    }
    deliver_all()
    for table in ("surveys_surveyinvitation", "notifications_outboxmessage"):
        orders[table] = [number_of[key] for (key,) in in_order(table, ["patient_id"])]
    orders["answering"] = random.sample(range(people), people)
    for number in orders["answering"]:
        answer(tokens[number], one_of_its_own(number))
    return round, orders


def people_in(table, by="ctid"):
    """The numbers of the people whose answers lie in a table, in its order."""
    numbers = {tuple(one_of_its_own(number).values()): number for number in range(100)}
    return [numbers[row] for row in in_order(table, COLUMNS, by)]


def asked_and_partly_answered():
    unit = make_unit()
    patients = make_patients(unit, 6)
    round = make_round(unit)
    tokens = invite(round)
    deliver_all()
    for token in tokens[:5]:
        answer(token)
    actions.fold(round=round, by=SYSTEM)
    return round, patients, tokens


def test_no_row_shares_anything_with_a_response_but_the_round():
    round, _patients, _tokens = asked_and_partly_answered()
    rows = everything()
    responses = rows.pop("surveys_response")
    common = {"0", "", "None", "True", "False", "1", str(round.number)}
    ways = defaultdict(list)

    for table, others in rows.items():
        values = {
            value for row in others for value in row if table not in {"surveys_round", "surveys_rollup"}
        }
        for response in responses:
            if shared := {*response} & values - common:
                ways[table].append(shared)

    assert ways == {}


def test_responses_were_written_by_a_transaction_that_left_nothing_else_but_sums():
    """The queue is empty, and the round's lock names the round alone."""
    asked_and_partly_answered()
    rows = everything()
    writers = {row[0] for row in rows.pop("surveys_response")}

    assert len(writers) == 1
    assert {t for t, others in rows.items() for row in others if {row[0], row[1]} & writers} <= {
        "surveys_round", "surveys_rollup",
    }  # fmt: skip


def test_the_token_is_nowhere_once_the_message_is_sent():
    _round, _patients, tokens = asked_and_partly_answered()
    text = str(everything())

    assert [token for token in tokens if token in text] == []
    assert [token for token in tokens[:5] if hash_of(token) in text] == []


def test_links_do_not_name_patients_and_lie_in_another_order():
    _round, patients, tokens = asked_and_partly_answered()
    links = [row[2] for row in everything()["surveys_surveylink"]]

    assert links == sorted(hash_of(token) for token in tokens[5:])
    assert not {str(patient.pk) for patient in patients} & {
        v for row in everything()["surveys_surveylink"] for v in row
    }


def test_nothing_tells_who_has_answered():
    """The rows about the patients are the same whether they have answered or not."""
    unit = make_unit()
    make_patients(unit, 5)
    tokens = invite(make_round(unit))
    deliver_all()
    before = everything()

    answer(tokens[0])

    changed = {table for table, rows in everything().items() if rows != before[table]}
    assert changed == {"surveys_surveylink", "surveys_incoming", "surveys_receivedform", "surveys_round"}


def test_after_closing_all_responses_come_from_one_transaction():
    round, _patients, _tokens = asked_and_partly_answered()

    actions.close_round(round=round, by=SYSTEM)

    assert len({row[0] for row in everything()["surveys_response"]}) == 1
    assert SurveyInvitation.objects.count() == 6
    assert not SurveyLink.objects.exists()


def test_links_invitations_and_messages_lie_in_orders_that_say_nothing_of_each_other_or_of_the_queue():
    _round, orders = asked_and_answered_in_another_order()

    assert people_in("surveys_incoming") == orders["answering"]
    assert not looks_alike(orders["links"], orders["surveys_surveyinvitation"])
    assert not looks_alike(orders["links"], orders["notifications_outboxmessage"])


@pytest.mark.parametrize("by", ["ctid", "id"])
def test_neither_folding_nor_closing_keeps_any_order_of_the_people(by):
    round, orders = asked_and_answered_in_another_order()

    for step in (actions.fold, actions.close_round):
        step(round=round, by=SYSTEM)

        answered = people_in("surveys_response", by)
        assert sorted(answered) == orders["patients"]
        assert [name for name, order in orders.items() if looks_alike(answered, order)] == [], step.__name__


def test_what_was_folded_at_two_times_can_be_told_apart_only_until_the_round_closes():
    round, _orders = asked_and_answered_in_another_order()
    actions.fold(round=round, by=SYSTEM)
    for _number in range(5):
        answer(round.staff_token)
    actions.fold(round=round, by=SYSTEM)
    assert sorted(written_by("surveys_response").values()) == [5, 20]

    actions.close_round(round=round, by=SYSTEM)

    assert list(written_by("surveys_response").values()) == [25]
    assert not {"surveys_receivedform", "surveys_incoming", "surveys_surveylink"} & {
        table for table, rows in everything().items() if rows
    }


@pytest.mark.parametrize("way", ["telephone", "paper"])
def test_who_entered_an_answer_is_beside_it_until_it_is_folded_and_nowhere_afterwards(way):
    """The event and the answer come, or do not come, together: one after the other (ADR 16)."""
    round, _patients, _tokens = asked_and_partly_answered()
    enter(way, round)
    [answered] = written_by("surveys_incoming")
    assert answered not in written_by("audit_auditevent")

    for _number in range(4):
        answer(make_poster(round))
    actions.fold(round=round, by=SYSTEM)

    assert not Incoming.objects.exists()
    assert not set(written_by("surveys_response")) & set(written_by("audit_auditevent"))


def enter(way, round):
    by = make_clinician(round.unit)
    if way == "telephone":
        actions.enter_by_telephone(round=round, key=uuid.uuid4(), answers=ALL_YES, by=by)
        return
    for _time in range(2):
        actions.key_in_paper(round=round, number=1, key=uuid.uuid4(), answers=ALL_YES, by=by)


def test_a_ticket_after_a_visit_is_nowhere_until_it_is_used_and_then_only_as_a_forms_key():
    unit = make_unit()
    [patient] = make_patients(unit, 1)
    visited(patient, unit)
    key = uuid.uuid4()
    actions.note_pulse_asked(patient=patient, key=key, by=as_patient(patient))
    token = ticket(actions.open_pulse(unit=unit, by=SYSTEM), key)
    before = everything()
    assert [table for table, rows in before.items() if str(key) in str(rows) or token in str(rows)] == []

    answer(token, {"q5": 1})

    after = everything()
    assert [table for table, rows in after.items() if str(key) in str(rows)] == ["surveys_receivedform"]
    changed = {table for table, rows in after.items() if rows != before[table]}
    assert changed == {"surveys_incoming", "surveys_receivedform", "surveys_round"}


def test_a_message_says_the_same_after_it_was_sent_whatever_becomes_of_its_link():
    """Sent or given up, its path is gone; answering, reminding and closing touch no row of it."""
    unit = make_unit()
    patients = make_patients(unit, 5)
    round = make_round(unit)
    tokens = invite(round)
    patients[0].protected_identity = ProtectedIdentity.MARKED
    patients[0].save()
    deliver_all()
    sent = everything()["notifications_outboxmessage"]

    for token in tokens:
        answer(token)
    actions.remind_patients(round=round, by=SYSTEM)
    deliver_all()
    actions.close_round(round=round, by=SYSTEM)

    rows = everything()["notifications_outboxmessage"]
    assert [row for row in sent if row not in rows] == []
    assert len(rows) == 5 + 4
    assert "svara" not in str(rows)


@pytest.mark.concurrency
def test_one_link_used_many_times_at_once_gives_one_response():
    unit = make_unit()
    make_patients(unit, 5)
    token, *_others = invite(make_round(unit))
    start, outcomes = threading.Barrier(10), []

    def use():
        try:
            start.wait(20)
            answer(token)
            outcomes.append("kept")
        except actions.LinkSpent:
            outcomes.append("spent")
        finally:
            connection.close()

    threads = [threading.Thread(target=use) for _number in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert sorted(outcomes) == ["kept"] + ["spent"] * 9
    assert Incoming.objects.count() == 1


def test_a_story_shares_nothing_with_the_answers_that_came_with_it_but_the_round():
    """Told in the form of the questions, right after the answers: no key, no moment, no transaction."""
    round, _patients, tokens = asked_and_partly_answered()
    answer(tokens[5])
    told(round.unit, round=round)
    rows = everything()
    stories, queue = rows["surveys_story"], rows["surveys_incoming"]
    common = {"0", "", "None", "True", "False", "1", "patient", str(round.pk), str(round.number)}

    assert (len(stories), len(queue)) == (1, 1)
    assert [shared for s in stories for row in queue if (shared := {*s} & {*row} - common)] == []
    assert [s for s in stories if any(code in str(s) for code in tokens)] == []


def test_no_other_row_is_written_with_a_story():
    """The unit's row is held for a moment, by the key that refers to it: that tells of the unit alone."""
    unit = make_unit()
    before = everything()
    story = told(unit)
    changed = {table for table, rows in everything().items() if sorted(rows) != sorted(before[table])}

    assert changed <= {"surveys_story", "people_organizationunit"}
    assert [
        t for t, rows in everything().items() if t != "surveys_story" and str(story.pk) in str(rows)
    ] == []
