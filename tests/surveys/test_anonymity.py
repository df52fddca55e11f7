"""Can an answer be led back to its link or its patient? Every table of the database is searched for a way.

ADR 0008 tells what remains for someone who watches the database itself while people answer.
"""

import threading
from collections import defaultdict

import pytest
from django.db import connection
from psycopg import sql

from surveys import actions
from surveys.links import hash_of
from surveys.models import Incoming, SurveyInvitation, SurveyLink
from tests.builders.stories import told
from tests.builders.surveys import answer, deliver_all, invite, make_patients, make_round
from tests.factories import SYSTEM, make_unit

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
