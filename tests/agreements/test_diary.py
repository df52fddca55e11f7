"""The diary of promises that come again and again."""

import datetime

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from agreements import actions
from agreements.diary import FOUR_WEEKS, read_diaries
from agreements.models import CommitmentParty, CommitmentStatus, DiaryEntry, DiaryOutcome, WhenKind
from patientkontrakt.audit.models import AuditEvent
from patientkontrakt.base_model import EditConflict
from patientkontrakt.people.roles import Scope
from tests.builders.agreements import agree_in_the_room, agreed_version, filled_draft, in_days
from tests.factories import as_patient, make_clinician, make_delegate, make_patient, make_unit

pytestmark = pytest.mark.django_db
DONE, NOT_THIS_DAY = DiaryOutcome


def days_ago(days):
    """As things were done then."""
    return time_machine.travel(timezone.now() - datetime.timedelta(days=days), tick=False)


@pytest.fixture
def clinician():
    with days_ago(40):
        return make_clinician(make_unit())


@pytest.fixture
def patient(clinician):
    with days_ago(40):
        return make_patient(clinician.unit)


def agreed(patient, clinician, days):
    with days_ago(days):
        draft = filled_draft(patient, clinician)
        actions.add_commitment(
            version=draft, party=CommitmentParty.CARE, responsible_staff=clinician.staff, what="Ringa",
            when_kind=WhenKind.RECURRING, when_text="varje fredag", by=clinician,
        )  # fmt: skip
        agree_in_the_room(actions.propose(version=draft, by=clinician), clinician)
    return draft


@pytest.fixture
def version(patient, clinician):
    return agreed(patient, clinician, days=30)


@pytest.fixture
def walk(version):
    return version.commitments.get(what="Gå en promenad")


@pytest.fixture
def calls(version):
    return version.commitments.get(what="Ringa")


def write(promise, by, outcome=DONE, day=None, **more):
    return actions.write_diary(promise=promise, day=day or in_days(0), outcome=outcome, by=by, **more)


def test_a_day_is_written_by_name_and_logged(walk, patient):
    entry = write(walk, as_patient(patient), note="Ända till sjön")

    assert (entry.is_done, entry.note, entry.written_by_name) == (True, "Ända till sjön", patient.user.name)
    assert AuditEvent.objects.get(resource_id=entry.pk).patient_id == patient.pk


def test_the_same_said_twice_is_said_once(walk, patient):
    assert write(walk, as_patient(patient)) == write(walk, as_patient(patient))
    assert DiaryEntry.objects.get().version == 1


def test_a_day_is_corrected_by_one_who_saw_what_stood(walk, patient):
    entry = write(walk, as_patient(patient))

    write(walk, as_patient(patient), NOT_THIS_DAY, seen_version=entry.version)

    assert not DiaryEntry.objects.get().is_done


def test_two_who_write_about_one_day_do_not_overwrite_each_other(walk, patient):
    write(walk, make_delegate(patient, scopes=[Scope.READ, Scope.CONFIRM]))

    with pytest.raises(EditConflict):
        write(walk, as_patient(patient), NOT_THIS_DAY)


def test_only_those_who_promised_write_and_staff_as_they_are_told(walk, calls, patient, clinician):
    with pytest.raises(PermissionDenied):
        write(calls, as_patient(patient))
    with pytest.raises(PermissionDenied):
        write(walk, make_delegate(patient, scopes=[Scope.READ]))

    assert write(walk, clinician)
    assert write(calls, clinician)


def test_only_today_and_the_last_four_weeks(walk, patient):
    write(walk, as_patient(patient), day=in_days(-27))
    for days in (-28, 1):
        with pytest.raises(ValidationError):
            write(walk, as_patient(patient), day=in_days(days))


def test_only_of_what_comes_again_and_again_and_holds(version, walk, patient, clinician):
    with pytest.raises(ValidationError):
        write(version.commitments.get(what="Ringa om provsvaren"), clinician)
    actions.report_commitment(commitment=walk, status=CommitmentStatus.CANCELLED, reason="Slut", by=clinician)
    with pytest.raises(ValidationError):
        write(walk, clinician)


def test_the_diary_goes_on_in_the_next_version(walk, version, patient, clinician):
    write(walk, as_patient(patient), day=in_days(-1))
    draft = actions.start_new_version(agreement=version.agreement, by=clinician)
    agree_in_the_room(actions.propose(version=draft, by=clinician), clinician)
    carried = draft.commitments.get(lineage=walk.lineage)

    write(carried, as_patient(patient))
    [diary] = read_diaries([carried])

    assert [bool(day.entry) for day in diary.days] == [False] * 5 + [True, True]


def test_no_day_is_empty_that_was_before_the_promise(patient, clinician):
    version = agreed(patient, clinician, days=2)
    walk = version.commitments.get(what="Gå en promenad")

    [diary] = read_diaries([walk], FOUR_WEEKS)

    assert [row.day for row in diary.days] == [in_days(-2), in_days(-1), in_days(0)]
    write(walk, as_patient(patient), day=in_days(-2))
    with pytest.raises(ValidationError, match="sedan ni kom överens"):
        write(walk, as_patient(patient), day=in_days(-3))


def test_a_promise_that_is_a_minute_old_shows_today(sign_in, patient, clinician):
    version = agreed(patient, clinician, days=0)

    page = sign_in(as_patient(patient)).get("/my/diary/")

    assert {len(diary.days) for diary in page.context["own"]} == {1}
    assert len(read_diaries(version.commitments.with_diary(), FOUR_WEEKS)[0].days) == 1


def test_the_days_go_on_from_the_first_agreement_when_a_new_version_is_agreed(walk, version, clinician):
    draft = actions.start_new_version(agreement=version.agreement, by=clinician)
    agree_in_the_room(actions.propose(version=draft, by=clinician), clinician)

    [diary] = read_diaries([draft.commitments.get(lineage=walk.lineage)], FOUR_WEEKS)

    assert len(diary.days) == FOUR_WEEKS


def test_words_that_are_no_time_have_no_diary(patient, clinician):
    draft = filled_draft(patient, clinician)
    actions.add_commitment(
        version=draft, party=CommitmentParty.PATIENT, what="Simma", when_kind=WhenKind.IN_WORDS,
        when_text="i förrgår", by=clinician,
    )  # fmt: skip
    agree_in_the_room(actions.propose(version=draft, by=clinician), clinician)

    assert "Simma" not in [row.what for row in draft.commitments.with_diary()]


def test_many_diaries_cost_two_queries(version, django_assert_num_queries):
    with django_assert_num_queries(3):
        diaries = read_diaries(version.commitments.with_diary(), FOUR_WEEKS)

    assert [len(diary.days) for diary in diaries] == [28] * 3


def test_a_day_is_one_of_the_patients_own_time(walk, patient):
    with time_machine.travel(datetime.datetime(2026, 12, 1, 23, 30, tzinfo=datetime.UTC), tick=False):
        assert timezone.localdate() == datetime.date(2026, 12, 2)
        assert read_diaries([walk])[0].today.day == datetime.date(2026, 12, 2)


# What the database itself refuses


def row(promise, **changes):
    fields = {
        "promise": promise, "patient": promise.patient, "lineage": promise.lineage, "day": in_days(0),
        "outcome": DONE, "written_by_name": "Kim",
    }  # fmt: skip
    with transaction.atomic():
        return DiaryEntry.objects.create(**fields | changes)


def test_the_database_keeps_one_entry_a_day(walk):
    row(walk)

    with pytest.raises(IntegrityError, match="agreements_diary_one_a_day"):
        row(walk)


def test_the_database_keeps_the_diary_with_its_promise_and_patient(version, walk, calls, clinician):
    dated = version.commitments.get(what="Ringa om provsvaren")
    drafted = filled_draft(make_patient(clinician.unit), clinician).commitments.get(what="Gå en promenad")
    other = make_patient(clinician.unit)

    for promise, changes in (
        (dated, {}),
        (drafted, {}),
        (walk, {"patient": other}),
        (walk, {"lineage": calls.lineage}),
    ):
        with pytest.raises(IntegrityError, match="A diary is of"):
            row(promise, **changes)


# Pages


@pytest.fixture
def me(sign_in, patient):
    return sign_in(as_patient(patient))


def test_one_button_writes_today(me, walk):
    assert "Gjort i dag" in me.get("/my/diary/").content.decode()

    answer = me.post(f"/my/diary/{walk.pk}/", {"day": in_days(0).isoformat(), "outcome": "done"})

    assert answer.url == "/my/diary/"
    assert DiaryEntry.objects.get().is_done


def test_an_earlier_day_is_chosen_and_corrected(me, walk, patient):
    write(walk, as_patient(patient), day=in_days(-2))
    page = me.get(f"/my/diary/{walk.pk}/", {"day": in_days(-2).isoformat()})

    form = page.context["form"].initial
    answer = me.post(f"/my/diary/{walk.pk}/", form | {"outcome": "not_this_day", "note": "Snöstorm"})

    assert answer.status_code == 302
    assert DiaryEntry.objects.get().note == "Snöstorm"


def test_a_day_that_is_no_day_is_today(me, walk):
    assert me.get(f"/my/diary/{walk.pk}/", {"day": "i går"}).context["chosen"].day == in_days(0)


def test_what_another_wrote_meanwhile_is_shown_beside(me, walk, clinician):
    write(walk, clinician, NOT_THIS_DAY, note="Ringde och sa det")

    page = me.post(f"/my/diary/{walk.pk}/", {"day": in_days(0).isoformat(), "outcome": "done"})

    assert page.status_code == 200
    assert "Ringde och sa det" in page.content.decode()


def test_the_patient_reads_how_care_keeps_its_own(me, calls, clinician):
    write(calls, clinician, NOT_THIS_DAY, note="Sjuk personal")

    page = me.get("/my/diary/")

    assert [diary.promise for diary in page.context["others"]] == [calls]
    assert "Sjuk personal" in page.content.decode()


def test_care_reads_four_weeks_in_the_agreement_and_writes_what_it_hears(sign_in, walk, patient, clinician):
    write(walk, as_patient(patient), day=in_days(-20), note="Regn")
    care, at = sign_in(clinician), f"/care/patients/{patient.pk}/agreements/"

    agreement = care.get(f"{at}{walk.agreement_version.agreement_id}/").content.decode()
    answer = care.post(f"{at}promises/{walk.pk}/diary/", {"day": in_days(0).isoformat(), "outcome": "done"})

    assert "Regn" in agreement
    assert "De senaste fyra veckorna" in agreement
    assert answer.status_code == 302
    assert DiaryEntry.objects.count() == 2


def test_without_such_promises_the_page_says_so(sign_in, clinician):
    other = make_patient(clinician.unit)

    assert "kommer tillbaka" in sign_in(as_patient(other)).get("/my/diary/").content.decode()


def test_a_version_that_does_not_hold_has_no_diary(patient, clinician):
    version = agreed_version(patient, clinician)
    actions.end_agreement(agreement=version.agreement, reason="Flyttat", by=clinician)

    assert list(version.commitments.with_diary()) == []


def test_a_promise_with_the_key_of_another_patients_opens_no_diary_of_hers(walk, patient, clinician):
    """The key of a new row comes from the page: it must lead to nobody else's words."""
    write(walk, as_patient(patient), note="Ända till sjön")
    other = make_patient(clinician.unit)
    draft = filled_draft(other, clinician)
    same = actions.add_commitment(
        version=draft, party=CommitmentParty.PATIENT, what="Gå", when_kind=WhenKind.RECURRING,
        when_text="varje dag", lineage=walk.lineage, by=clinician,
    )  # fmt: skip
    agree_in_the_room(actions.propose(version=draft, by=clinician), clinician)

    assert [day.entry for diary in read_diaries([same]) for day in diary.days if day.entry] == []
    assert write(same, as_patient(other)).patient == other
