"""Who is reminded, when, of what; and never twice."""

import datetime

import pytest
import time_machine
from celery.schedules import crontab
from django.conf import settings
from django.core.exceptions import PermissionDenied

from agreements import actions
from agreements.models import (
    Commitment,
    CommitmentParty,
    CommitmentStatus,
    DiaryOutcome,
    How,
    Reminder,
    ReminderChoice,
    WhenKind,
)
from agreements.reminders import to_remind
from agreements.tasks import send_reminders
from patientkontrakt.audit.models import AuditEvent
from patientkontrakt.celery import app
from patientkontrakt.notifications.channels import fake, wording
from patientkontrakt.notifications.models import Delivery, OutboxMessage, Topic
from patientkontrakt.notifications.tasks import sweep
from patientkontrakt.people.models import Patient, ProtectedIdentity
from patientkontrakt.ui.dates import STOCKHOLM
from scheduling import actions as scheduling
from tests.builders import facts
from tests.builders.agreements import agreed_version, object_to, proposed_version
from tests.builders.scheduling import booked, moment
from tests.factories import SYSTEM, as_patient, make_clinician, make_delegate, make_patient, make_unit

pytestmark = pytest.mark.django_db
HOUR = datetime.timedelta(hours=1)
OWN, RELATIVE, CARE = CommitmentParty.PATIENT, CommitmentParty.RELATIVE, CommitmentParty.CARE
EVERY_DAY = [*range(7)]


def here(day, hour, minute=0, month=12):
    """Swedish time in 2026. 1 December is a Tuesday."""
    return datetime.datetime(2026, month, day, hour, minute, tzinfo=STOCKHOLM)


@pytest.fixture(autouse=True)
def clock():
    """Everything is made on a Tuesday; the task runs when the test says so."""
    with time_machine.travel(here(1, 10), tick=False) as clock:
        yield clock


@pytest.fixture
def clinician():
    return make_clinician(make_unit())


@pytest.fixture
def patient(clinician):
    return make_patient(clinician.unit)


def choose(patient, *, hour=8, weekdays=EVERY_DAY, **more):
    return actions.choose_reminders(
        patient=patient, is_on=True, hour=hour, weekdays=[*weekdays], by=as_patient(patient), **more
    )


@pytest.fixture
def walks(patient, clinician):
    """A patient who walks every day, and wants to be told of it at eight."""
    version = agreed_version(patient, clinician)
    choose(patient)
    return version


def runs(clock, *moments):
    """What each run of the task sent."""
    sent = []
    for one in moments:
        clock.move_to(one)
        sent.append(send_reminders())
    return sent


# When


def test_the_worker_knows_the_task_and_the_clock_starts_it_each_hour():
    app.loader.import_default_modules()
    [planned] = [row for row in settings.CELERY_BEAT_SCHEDULE.values() if "send_reminders" in row["task"]]

    assert app.tasks[planned["task"]].name == send_reminders.name
    assert planned["schedule"] == crontab(minute=0)


def test_it_comes_in_the_chosen_hour_once_a_day(walks, clock):
    hours = [here(day, hour) for day in (2, 3) for hour in range(24)]

    sent = runs(clock, *hours)

    assert [one for one, count in zip(hours, sent, strict=True) if count] == [here(2, 8), here(3, 8)]
    assert [row.day.day for row in Reminder.objects.all()] == [3, 2]
    assert OutboxMessage.objects.filter(topic=Topic.REMINDER).count() == 2


@pytest.mark.parametrize(
    ("moment", "sent"),
    [((7, 59), 0), ((8, 0), 1), ((8, 59), 1), ((9, 30), 1), ((10, 59), 1), ((11, 0), 0), ((23, 0), 0)],
)
def test_a_late_task_still_sends_for_two_hours(walks, clock, moment, sent):
    assert runs(clock, here(2, *moment)) == [sent]


def test_what_is_late_in_the_evening_is_never_sent_at_night(walks, patient, clock):
    choose(patient, hour=22, seen_version=1)

    assert runs(clock, here(2, 23), here(3, 0), here(3, 1), here(3, 22, 59)) == [0, 0, 0, 1]


def test_only_on_the_chosen_days(walks, patient, clock):
    choose(patient, weekdays=[2, 6], seen_version=1)

    assert runs(clock, *[here(day, 8) for day in range(2, 9)]) == [1, 0, 0, 0, 1, 0, 0]


def test_who_chooses_when_the_hour_has_begun_waits_for_the_next_day(walks, patient, clock):
    clock.move_to(here(2, 12, 5))
    choose(patient, hour=12, seen_version=1)

    assert runs(clock, here(2, 12, 30), here(2, 13), here(3, 12)) == [0, 0, 1]


def test_a_new_hour_gives_no_second_message_that_day(walks, patient, clock):
    assert runs(clock, here(2, 8)) == [1]
    choose(patient, hour=18, seen_version=1)

    assert runs(clock, here(2, 18), here(3, 8), here(3, 18)) == [0, 0, 1]


@pytest.mark.parametrize(("month", "day"), [(3, 28), (10, 24)], ids=["spring", "autumn"])
@pytest.mark.parametrize("hour", [6, 8, 22])
def test_where_the_clock_is_turned_each_day_has_one_in_its_hour(patient, clinician, clock, month, day, hour):
    """The task runs each hour through three days, of which the second has 23 or 25 hours."""
    clock.move_to(here(day - 7, 10, month=month))
    agreed_version(patient, clinician)
    choose(patient, hour=hour)
    midnight = here(day, 0, month=month).astimezone(datetime.UTC)
    hours = [midnight + n * HOUR for n in range(72)]

    sent = runs(clock, *hours)

    told = [one.astimezone(STOCKHOLM) for one, count in zip(hours, sent, strict=True) if count]
    assert [(one.day, one.hour) for one in told] == [(day, hour), (day + 1, hour), (day + 2, hour)]


def test_turned_off_is_off(walks, patient, clock):
    actions.stop_reminders(patient=patient, by=as_patient(patient))

    assert runs(clock, here(2, 8)) == [0]


# Of what


@pytest.mark.parametrize(
    ("promise", "sent"),
    [
        ({"party": OWN, "when": WhenKind.RECURRING}, [1, 0]),  # each Monday
        ({"party": RELATIVE, "when": WhenKind.RECURRING}, [1, 0]),
        ({"party": CARE, "when": WhenKind.RECURRING}, [0, 0]),
        ({"party": OWN, "days": 6}, [1, 0]),
        ({"party": OWN, "days": 7}, [0, 1]),
        ({"party": CARE, "days": 6}, [0, 0]),
        ({"party": OWN, "when": WhenKind.PERIOD, "days": 30}, [0, 0]),
        ({"party": OWN, "when": WhenKind.WHEN_NEEDED}, [0, 0]),
    ],
)
def test_of_what_the_patients_side_is_to_do_that_day(patient, clinician, clock, promise, sent):
    facts.agreed(patient, clinician, promise)
    choose(patient)

    assert runs(clock, here(7, 8), here(8, 8)) == sent


def test_of_a_time_that_day_or_the_next(patient, clinician, clock):
    booked(patient, clinician.unit, (here(9, 14), here(9, 15)), by=clinician)
    choose(patient)

    assert runs(clock, *[here(day, 8) for day in range(6, 11)]) == [0, 0, 1, 1, 0]


def test_not_of_a_time_that_is_over_or_cancelled(patient, clinician, clock):
    booked(patient, clinician.unit, (moment(1, 7), moment(1, 8)), by=clinician)
    later = booked(patient, clinician.unit, (moment(1, 15), moment(1, 16)), by=clinician)
    choose(patient)
    scheduling.cancel(appointment=later, reason="Sjuk", by=clinician)

    assert runs(clock, here(2, 8)) == [0]


@pytest.mark.parametrize("outcome", DiaryOutcome)
def test_not_of_what_the_diary_tells_of_that_day(walks, patient, clock, outcome):
    clock.move_to(here(2, 7))
    own = walks.commitments.filter(party=OWN)
    write = {"day": here(2, 7).date(), "outcome": outcome, "by": as_patient(patient)}
    actions.write_diary(promise=own[0], **write)
    assert [choice.patient for choice in to_remind(here(2, 8))] == [patient]

    actions.write_diary(promise=own[1], **write)

    assert runs(clock, here(2, 8), here(3, 8)) == [0, 1]


def test_not_of_what_is_only_proposed(patient, clinician, clock):
    proposed_version(patient, clinician)
    choose(patient)

    assert runs(clock, here(2, 8)) == [0]


def test_not_when_the_agreement_has_ended(walks, clinician, clock):
    actions.end_agreement(agreement=walks.agreement, reason="Flyttat", by=clinician)

    assert runs(clock, here(2, 8)) == [0]


def test_not_of_what_somebody_disagrees_on_or_that_is_struck_out(walks, clinician, clock):
    first, second = walks.commitments.filter(party=OWN)
    object_to(version=walks, reason="Ont i knät", point=first, told=How.TELEPHONE, by=clinician)
    assert len(to_remind(here(2, 8))) == 1

    actions.report_commitment(
        commitment=second, status=CommitmentStatus.CANCELLED, reason="Slut", by=clinician
    )

    assert runs(clock, here(2, 8)) == [0]


def test_a_new_version_counts_from_when_it_is_agreed(walks, clinician, patient, clock):
    draft = actions.start_new_version(agreement=walks.agreement, by=clinician)
    for row in draft.commitments.filter(party=OWN):
        actions.remove_row(row=row, by=clinician)
    facts.promise(draft, clinician, party=OWN, when=WhenKind.RECURRING)  # each Monday
    newer = actions.propose(version=draft, by=clinician)
    assert runs(clock, here(2, 8)) == [1]

    facts.agree_in_the_room(newer, clinician)

    assert runs(clock, here(3, 8), here(7, 8)) == [0, 1]


def test_others_are_not_told_of_what_one_has_planned(walks, clinician, clock):
    choose(make_patient(clinician.unit))

    assert runs(clock, here(2, 8)) == [1]


# To whom, and with which words


@pytest.mark.parametrize("protection", [ProtectedIdentity.MARKED, ProtectedIdentity.REGISTRATION])
def test_someone_protected_meanwhile_is_told_nothing(walks, clock, protection):
    Patient.objects.update(protected_identity=protection)

    assert runs(clock, here(2, 8)) == [0]
    assert not Reminder.objects.exists()


def test_someone_without_an_address_meanwhile_is_told_nothing(walks, clock):
    Patient.objects.update(email="", phone="")

    assert runs(clock, here(2, 8)) == [0]
    assert not Reminder.objects.exists()


def test_who_turns_off_or_is_protected_while_the_task_runs_is_told_nothing(walks, patient, clock):
    clock.move_to(here(2, 8))
    [choice] = to_remind()
    today = {"day": here(2, 8).date(), "by": SYSTEM}
    Patient.objects.update(protected_identity=ProtectedIdentity.MARKED)
    assert actions.remind(choice=choice, **today) is None
    Patient.objects.update(protected_identity=ProtectedIdentity.NONE)
    actions.stop_reminders(patient=patient, by=as_patient(patient))

    assert actions.remind(choice=choice, **today) is None
    assert not OutboxMessage.objects.filter(topic=Topic.REMINDER).exists()


def test_only_the_system_sends_them(walks, patient, clinician):
    choice = ReminderChoice.objects.get()
    for by in (as_patient(patient), make_delegate(patient), clinician):
        with pytest.raises(PermissionDenied):
            actions.remind(choice=choice, day=here(2, 8).date(), by=by)


def test_the_words_are_the_same_for_all_and_tell_nothing(patient, clinician, clock):
    version = agreed_version(patient, clinician)
    choose(patient)
    with_time = make_patient(clinician.unit, given_name="Gunhild", email="", phone="0701740605")
    booked(with_time, clinician.unit, (here(2, 14), here(2, 15)), by=clinician)
    choose(with_time)

    assert runs(clock, here(2, 8)) == [2]

    words = {wording(message) for message in OutboxMessage.objects.filter(topic=Topic.REMINDER)}
    assert words == {
        (
            "Du har något planerat i Patientkontrakt",
            "Du har något planerat i Patientkontrakt\nhttp://127.0.0.1:8000/my/\n",
        )
    }
    [(subject, text)] = words
    personal = [*Commitment.objects.filter(agreement_version=version).values_list("what", flat=True),
                "Kontroll av blodtryck", "Astrid", "Gunhild", clinician.name]  # fmt: skip
    assert not [word for word in personal if word in subject + text]


def test_it_is_logged_as_the_systems_doing_with_the_message(walks, patient, clock):
    runs(clock, here(2, 8))

    event = AuditEvent.objects.get(resource_type="agreements.Reminder")
    assert (event.patient_id, event.role, event.user_id) == (patient.pk, "system", None)
    assert event.resource_id == Reminder.objects.get().pk


def test_the_log_lines_name_nobody(walks, patient, clock, caplog):
    runs(clock, here(2, 8))
    sweep()

    assert not [word for word in (patient.email, patient.name, str(patient.pk)) if word in caplog.text]


def test_a_reminder_that_cannot_be_sent_in_time_is_given_up(walks, clock, monkeypatch):
    def down(address, subject, text):
        raise OSError

    OutboxMessage.objects.all().delete()
    runs(clock, here(2, 8))
    monkeypatch.setattr(fake, "send", down)
    sweep()
    clock.move_to(here(2, 8, 1))
    sweep()
    assert OutboxMessage.objects.get().delivery == Delivery.WAITING
    monkeypatch.undo()
    clock.move_to(here(2, 9, 1))

    sweep()

    assert OutboxMessage.objects.get().delivery == Delivery.FAILED


# What it costs


@pytest.mark.parametrize("number", [1, 6])
def test_finding_them_costs_four_queries_however_many(clinician, number, django_assert_num_queries):
    for _one in range(number):
        patient = make_patient(clinician.unit)
        agreed_version(patient, clinician)
        choose(patient)

    with django_assert_num_queries(4):
        assert len(to_remind(here(2, 8))) == number
