import datetime

import pytest
import time_machine
from django.db.models import F, QuerySet

from agreements.actions import write_what_matters
from contacts.models import CareContact, ContactPath
from patientkontrakt.audit.models import AuditEvent
from patientkontrakt.notifications.models import OutboxMessage
from patientkontrakt.pages.reading import HOME, RECORD, read_home
from patientkontrakt.prepared import KEY, NOW, TODAY, Prepared, ask, new, save_new, save_together
from planning.models import Plan
from scheduling.actions import mark
from scheduling.models import Appointment, AppointmentStatus
from tests.builders.agreements import agreed_version
from tests.builders.contacts import appointed_contact, contact_path, coordinating_contact
from tests.builders.planning import make_need, make_plan
from tests.builders.scheduling import booked, proposed, slot
from tests.factories import as_patient, make_clinician, make_patient, make_unit

pytestmark = pytest.mark.django_db

NAMES = [(page, name) for page, rooms in {"home": HOME, "record": RECORD}.items() for name in rooms.rooms]


@pytest.fixture
def patients():
    """One with something in every room, and one who has the same, so that a mix-up would show."""
    found = []
    for day in (3, 10):
        unit = make_unit()
        clinician, patient = make_clinician(unit), make_patient(unit)
        agreed_version(patient, clinician)
        coordinating_contact(patient, unit)
        appointed_contact(patient, unit)
        contact_path(unit)
        make_plan(patient, clinician)
        make_need(patient, clinician)
        write_what_matters(patient=patient, text="Att orka", strengths="", helpers="", by=as_patient(patient))
        visit = booked(patient, unit, slot(days=-day), by=clinician)
        mark(appointment=visit, status=AppointmentStatus.FULFILLED, by=clinician)
        booked(patient, unit, slot(days=day))
        proposed(patient, unit, [slot(days=day + 20), slot(days=day + 30)])
        found.append(patient)
    return found


def plainly(prepared, patient, now=None) -> QuerySet:
    now = now or datetime.datetime.now(datetime.UTC)
    return prepared.build(patient.pk, now.date(), now)


def facts_of(row):
    """The columns, what was annotated, and what was fetched beside it."""
    related = row._state.fields_cache.items()
    own = {key: value for key, value in vars(row).items() if not key.startswith("_")}
    return own | {name: other and other.pk for name, other in related if name != "patient"}


@pytest.mark.parametrize(("page", "name"), NAMES)
def test_prepared_rows_are_the_rows_of_the_queryset_for_each_patient(page, name, patients):
    prepared = {"home": HOME, "record": RECORD}[page].rooms[name]

    for patient in patients:
        expected = list(map(facts_of, plainly(prepared, patient)))
        assert list(map(facts_of, prepared(patient))) == expected


def test_every_room_has_rows_to_compare(patients):
    facts = read_home(patients[0])

    assert [name for name, rows in facts.items() if not rows] == []


def test_the_rows_follow_the_clock(patients):
    upcoming = HOME.rooms["appointments"]
    assert len(upcoming(patients[0])) == 1

    with time_machine.travel(datetime.timedelta(days=4) + datetime.datetime.now(datetime.UTC)):
        assert upcoming(patients[0]) == []
        assert len(upcoming(patients[1])) == 1


def test_the_rows_follow_the_day(patients):
    contacts = Prepared(
        lambda patient, today, now: CareContact.objects.filter(patient=patient).current(today)
    )
    assert len(contacts(patients[0])) == 2

    with time_machine.travel(datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=4000)):
        assert contacts(patients[0]) == []


def test_the_owner_is_not_fetched_again(patients, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert {row.patient for row in HOME.rooms["appointments"](patients[0])} == {patients[0]}


def test_it_is_put_together_once(patients):
    calls = []
    ways = Prepared(lambda *values: calls.append(values) or ContactPath.objects.for_patient(*values[:2]))

    assert len(ways(patients[0])) == len(ways(patients[1])) == 1
    assert calls == [(KEY, TODAY, NOW)]


def test_several_rooms_are_one_statement(patients, django_assert_num_queries):
    with django_assert_num_queries(1):
        read_home(patients[0])


@pytest.mark.parametrize("microsecond", [0, 1, 640_000, 999_999])
def test_a_time_is_read_to_the_microsecond(microsecond, patients):
    moment = datetime.datetime(2026, 3, 29, 0, 30, 1, microsecond, tzinfo=datetime.UTC)
    Plan.objects.update(created_at=moment)

    assert HOME.rooms["plans"](patients[0])[0].created_at == moment


@pytest.mark.parametrize("text", ['100 % "bra"', "det är 'bra' \\ så", "rad\nrad %s %(key)s", "å😀", ""])
def test_a_text_is_read_as_it_was_written(text, patients):
    Plan.objects.update(title=text)

    assert HOME.rooms["plans"](patients[0])[0].title == text


@pytest.mark.parametrize("fixed", ["100 %", "det är 'bra' \\ så", "%s %(key)s"])
def test_what_always_stands_in_the_statement_stands_there_as_it_is(fixed, patients):
    Plan.objects.filter(patient=patients[0]).update(title=fixed)
    named = Prepared(lambda patient, today, now: Plan.objects.filter(patient=patient, title=fixed))

    assert [row.title for row in named(patients[0])] == [fixed]
    assert named(patients[1]) == []


def test_a_value_that_json_does_not_tell_exactly_is_refused(patients):
    spans = Prepared(lambda patient, today, now: Plan.objects.annotate(span=NOW - F("created_at")))

    with pytest.raises(TypeError, match="DurationField"):
        spans(patients[0])


def test_what_looks_at_the_clock_itself_is_refused(patients):
    careless = Prepared(lambda patient, today, now: Appointment.objects.filter(patient=patient).upcoming())

    with pytest.raises(ValueError, match="would stay for ever"):
        careless(patients[0])


def test_a_key_of_its_own_is_refused(patients):
    careless = Prepared(lambda patient, today, now: Appointment.objects.filter(unit=patients[0].pk))

    with pytest.raises(ValueError, match="would stay for ever"):
        careless(patients[1])


def test_a_row_is_written_as_save_writes_it(patients):
    message = OutboxMessage(patient=patients[0], topic="news", channel="sms", address="070-174 06 05")

    saved = save_new(message)

    assert saved is message
    assert facts_of(OutboxMessage.objects.get(pk=saved.pk)) == facts_of(saved)


def test_a_row_gets_the_key_that_the_database_gives(patients):
    event = save_new(AuditEvent(activity="Läsa", purpose="Administration", user_name="x", role="system"))

    assert AuditEvent.objects.latest("id").pk == event.pk


def a_message(patient, **details):
    return OutboxMessage(**{"patient": patient, "channel": "sms", "address": "070-174 06 05"} | details)


def an_event(**details):
    return AuditEvent(**{"activity": "Läsa", "purpose": "Administration", "role": "system"} | details)


def test_rows_are_written_together_as_save_writes_them(patients):
    message, event = (
        a_message(patients[0], path='/"å"/'),
        an_event(user_name="Åsa", patient_id=patients[0].pk),
    )

    assert save_together(message, event)

    assert facts_of(OutboxMessage.objects.get(pk=message.pk)) == facts_of(message)
    saved = AuditEvent.objects.latest("id")
    assert facts_of(saved) == facts_of(event) | {"id": saved.pk}


def test_a_row_in_conflict_leaves_out_those_that_tell_of_it(patients):
    first, events = save_new(a_message(patients[0])), AuditEvent.objects.count()

    assert not save_together(a_message(patients[1], pk=first.pk), an_event())
    assert AuditEvent.objects.count() == events
    assert OutboxMessage.objects.get(pk=first.pk).patient == patients[0]


def test_several_questions_are_one_round_trip(django_assert_num_queries):
    with django_assert_num_queries(1):
        assert ask("%(a)s::int + 1", "%(a)s::int > 5", a=4) == (5, False)


def test_a_new_row_is_as_the_model_makes_it(patients):
    given = {"patient": patients[0], "channel": "sms", "address": "070-174 06 05", "next_attempt_at": NOW}
    made, plain = new(OutboxMessage, id=KEY, **given), OutboxMessage(id=KEY, **given)

    assert facts_of(made) == facts_of(plain)
    assert made.patient is patients[0]
    assert made._state.adding
    with pytest.raises(KeyError):
        new(OutboxMessage, colour="green")
