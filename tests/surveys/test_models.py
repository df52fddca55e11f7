import datetime
import uuid

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from surveys import actions
from surveys.bands import Way
from surveys.instruments import ALL_COLUMNS, Answer, Audience
from surveys.models import Incoming, Instrument, Response, Round, RoundKind, RoundState
from tests.builders.surveys import invite, make_patients, make_round
from tests.factories import SYSTEM, make_unit

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate
DAY = datetime.timedelta(days=1)


def insert(round, **columns):
    with transaction.atomic():
        return Response.objects.create(
            round=round, **{"audience": Audience.STAFF, "way": Way.STAFF_LINK} | columns
        )


@pytest.mark.parametrize("column", ["q1", "q2", "q3", "q5", "q6"])
def test_not_relevant_is_an_answer_to_questions_4_and_7_only(column):
    round = make_round(make_unit())
    insert(round, q4=Answer.NOT_RELEVANT, q7=Answer.NOT_RELEVANT)

    with pytest.raises(IntegrityError, match=f"surveys_response_{column}_possible"):
        insert(round, **{column: Answer.NOT_RELEVANT})


@pytest.mark.parametrize("number", [6, -1])
def test_an_answer_is_one_of_those_that_are_offered(number):
    with pytest.raises(IntegrityError, match="surveys_response_q4_possible"):
        insert(make_round(make_unit()), q4=number)


def test_a_response_answers_something():
    with pytest.raises(IntegrityError, match="surveys_response_answers_something"):
        insert(make_round(make_unit()))


def test_a_response_is_a_patients_or_the_staffs():
    with pytest.raises(ValueError, match="not a valid Audience"):
        insert(make_round(make_unit()), audience="other", q1=Answer.YES)


@pytest.mark.parametrize("band", [{"way": 0}, {"way": 8}, {"age_band": 6}, {"language": -1}])
def test_a_response_is_in_one_of_the_bands(band):
    with pytest.raises(IntegrityError, match="surveys_response_bands"):
        insert(make_round(make_unit()), q1=Answer.YES, **band)


def test_an_answer_never_changes():
    response = insert(make_round(make_unit()), q1=Answer.YES)

    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        Response.objects.filter(pk=response.pk).update(q1=Answer.NO)


def test_the_answers_of_a_closed_round_neither_come_nor_go():
    round = make_round(make_unit())
    insert(round, q1=Answer.YES)
    actions.close_round(round=round, by=SYSTEM)

    with pytest.raises(DatabaseError, match="closed round"):
        insert(round, q1=Answer.NO)
    with pytest.raises(DatabaseError, match="closed round"), transaction.atomic():
        round.responses.all().delete()


@pytest.mark.parametrize("model", [Response, Incoming])
def test_an_answer_holds_no_time_and_nothing_but_round_audience_bands_and_answers(model):
    columns = {field.column for field in model._meta.concrete_fields}

    assert columns == {
        "id", "round_number", "audience", "way", "age_band", "language", *ALL_COLUMNS,
    }  # fmt: skip


def test_a_row_of_answers_is_64_bytes():
    """Of which 24 are PostgreSQL's own: seven answers at 15 bytes each leave room for the indexes."""
    insert(make_round(make_unit()), q1=Answer.YES)

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_column_size(surveys_response.*) FROM surveys_response")
        assert cursor.fetchone()[0] == 64


def test_an_instrument_is_frozen_once_it_is_answered():
    round = make_round(make_unit())
    Instrument.objects.filter(pk=round.instrument_id).update(content=round.instrument.content | {"x": 1})
    insert(round, q1=Answer.YES)

    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        Instrument.objects.filter(pk=round.instrument_id).update(content={})
    with pytest.raises(DatabaseError), transaction.atomic():
        Instrument.objects.filter(pk=round.instrument_id).delete()


def test_an_edition_of_an_instrument_exists_once():
    instrument = actions.load_seven_questions(by=SYSTEM)

    with pytest.raises(IntegrityError, match="surveys_instrument_edition_once"):
        Instrument.objects.create(slug=instrument.slug, edition=instrument.edition, content={})


def row(unit, opens, closes):
    instrument = actions.load_seven_questions(by=SYSTEM)
    with transaction.atomic():
        return Round.objects.create(
            unit=unit, instrument=instrument, kind=RoundKind.BASELINE, opens=opens, closes=closes
        )


def test_a_unit_has_one_round_at_a_time_and_both_days_are_included():
    unit, today = make_unit(), TODAY()
    row(unit, today, today + 3 * DAY)

    row(make_unit(), today, today + 3 * DAY)
    row(unit, today + 4 * DAY, today + 9 * DAY)
    with pytest.raises(IntegrityError, match="surveys_round_one_at_a_time"):
        row(unit, today - DAY, today)


def test_a_round_ends_after_it_starts():
    with pytest.raises(IntegrityError, match="surveys_round_ends_after_start"):
        row(make_unit(), TODAY(), TODAY() - DAY)


@pytest.mark.parametrize("change", [{"kind": RoundKind.BASELINE}, {"opens": datetime.date(2020, 1, 1)}])
def test_what_a_round_asks_never_changes(change):
    round = make_round(make_unit())

    with pytest.raises(DatabaseError), transaction.atomic():
        Round.objects.filter(pk=round.pk).update(**change)


@pytest.mark.parametrize(
    ("opens", "closes", "state"),
    [
        (1, 2, RoundState.PLANNED),
        (0, 0, RoundState.OPEN),
        (-2, 5, RoundState.OPEN),
        (-2, -1, RoundState.ENDED),
    ],
)
def test_a_round_is_open_from_its_first_day_to_its_last(opens, closes, state):
    round = row(make_unit(), TODAY() + opens * DAY, TODAY() + closes * DAY)

    assert round.state == state
    assert Round.objects.open().contains(round) == (state == RoundState.OPEN)
    assert not Round.objects.closed().contains(round)


def test_a_patient_is_invited_once_in_a_round():
    unit = make_unit()
    make_patients(unit, 5)
    round = make_round(unit)
    invite(round)
    invitation = round.invitations.first()

    invitation.pk, invitation._state.adding = uuid.uuid4(), True
    with pytest.raises(IntegrityError), transaction.atomic():
        invitation.save()
