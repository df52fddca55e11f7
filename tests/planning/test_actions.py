import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from patientkontrakt.access.actions import start_care_relation
from patientkontrakt.access.models import Ground
from patientkontrakt.audit.models import Activity, AuditEvent
from patientkontrakt.base_model import EditConflict
from patientkontrakt.notifications.models import OutboxMessage
from patientkontrakt.people.roles import Role, Scope
from planning import actions
from planning.models import NeedStatus, Plan, PlanStatus, Source
from planning.wishes import answering_unit
from tests.builders.contacts import coordinating_contact
from tests.builders.planning import PDF, SIP, make_need, make_plan, make_sip, pdf
from tests.factories import SYSTEM, as_patient, make_clinician, make_delegate, make_patient, make_unit

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 22)


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def unit():
    return make_unit()


@pytest.fixture
def patient(unit):
    return make_patient(unit)


@pytest.fixture
def by(unit):
    return make_clinician(unit)


@pytest.fixture
def stranger():
    return make_clinician(make_unit("Annan vårdcentral"))


@pytest.fixture
def neighbour(patient):
    """Someone at another unit that also takes part in the patient's care."""
    other = make_unit("Psykiatrin")
    start_care_relation(
        patient=patient, unit=other, ground=Ground.REFERRAL, starts=datetime.date(2020, 1, 1), by=SYSTEM
    )
    return make_clinician(other)


def last_event(row):
    return AuditEvent.objects.filter(resource_id=row.pk).latest("id")


def test_a_new_plan_is_logged_and_the_patient_is_told(patient, by):
    plan = make_plan(patient, by)

    event = last_event(plan)
    assert (event.activity, event.patient_id, event.user_id) == (Activity.WRITE, patient.pk, by.user.pk)
    assert OutboxMessage.objects.get().path == "/my/plans/"


def test_only_care_in_a_relation_with_the_patient_writes_plans_and_needs(patient, stranger):
    for change in (
        lambda: make_plan(patient, stranger),
        lambda: make_need(patient, stranger),
        lambda: make_plan(
            patient, as_patient(patient), responsible="Eva", unit=patient.care_relations.get().unit
        ),
    ):
        with pytest.raises(PermissionDenied):
            change()
    assert not Plan.objects.exists()


@pytest.mark.parametrize("role", [Role.UNIT_MANAGER, Role.ADMINISTRATOR, Role.LOG_REVIEWER])
def test_managers_and_administrators_write_no_plans(patient, unit, role):
    with pytest.raises(PermissionDenied):
        make_plan(patient, make_clinician(unit, role))


def test_a_unit_writes_plans_of_its_own_but_may_fetch_those_of_others(patient, by, neighbour):
    with pytest.raises(PermissionDenied, match="enhet|unit"):
        make_plan(patient, by, unit=neighbour.unit)

    fetched = datetime.datetime(2026, 11, 1, tzinfo=datetime.UTC)
    plan = make_plan(
        patient, by, unit=neighbour.unit, source=Source.IMPORTED, fetched_at=fetched, fetched_from="Cosmic"
    )

    assert plan.unit == neighbour.unit


def test_another_unit_reads_a_plan_but_does_not_change_it(patient, by, neighbour):
    plan = make_plan(patient, by)

    for change in (
        lambda: actions.edit_plan(plan=plan, seen_version=1, title="Ny", responsible="Eva", by=neighbour),
        lambda: actions.end_plan(plan=plan, ends=TODAY, reason="Klart", by=neighbour),
        lambda: actions.mark_plan_in_error(plan=plan, reason="Fel", by=neighbour),
        lambda: actions.attach_document(plan=plan, document=pdf(), by=neighbour),
    ):
        with pytest.raises(PermissionDenied, match="Björkens"):
            change()


def test_a_fetched_plan_is_changed_where_it_came_from(patient, by):
    fetched = datetime.datetime(2026, 11, 1, tzinfo=datetime.UTC)
    plan = make_plan(patient, by, source=Source.IMPORTED, fetched_at=fetched, fetched_from="Cosmic")

    with pytest.raises(PermissionDenied, match="Cosmic"):
        actions.edit_plan(plan=plan, seen_version=1, title="Ny", responsible="Eva", by=by)

    actions.mark_plan_in_error(plan=plan, reason="Hör till någon annan", by=by)
    assert not Plan.objects.not_mistaken().exists()


def test_two_edits_of_one_plan_lose_nothing(patient, by):
    plan = make_plan(patient, by)
    actions.edit_plan(plan=plan, seen_version=1, title="Gå längre", responsible=by.staff, by=by)

    with pytest.raises(EditConflict) as conflict:
        actions.edit_plan(plan=plan, seen_version=1, title="Sova bättre", responsible=by.staff, by=by)

    assert conflict.value.saved.title == "Gå längre"
    assert AuditEvent.objects.filter(resource_id=plan.pk).count() == 2


def test_a_sip_is_changed_only_with_the_persons_approval(patient, by):
    plan = make_sip(patient, by)

    with pytest.raises(ValidationError, match="approved|godkänt"):
        actions.edit_plan(plan=plan, seen_version=1, responsible="Eva", measures_region="Inget", by=by)

    changes = SIP | {"consent_on": TODAY}
    plan = actions.edit_plan(plan=plan, seen_version=1, responsible="Eva", by=by, **changes)
    assert (plan.consent_on, plan.responsible, plan.responsible_staff) == (TODAY, "Eva", None)


def test_a_plan_ends_with_a_last_day_and_a_reason_and_only_once(patient, by):
    plan = make_plan(patient, by)

    ended = actions.end_plan(plan=plan, ends=TODAY, reason="Målet är nått", by=by)

    assert (ended.status, ended.ends, ended.status_reason) == (PlanStatus.ENDED, TODAY, "Målet är nått")
    with pytest.raises(PermissionDenied):
        actions.end_plan(plan=plan, ends=TODAY, reason="Igen", by=by)
    with pytest.raises(PermissionDenied):
        actions.edit_plan(plan=ended, seen_version=2, title="Ny", responsible="Eva", by=by)


def test_an_edit_that_did_not_see_the_end_is_a_conflict(patient, by):
    stale = make_plan(patient, by)
    actions.end_plan(plan=stale, ends=TODAY, reason="Målet är nått", by=by)

    with pytest.raises(EditConflict):
        actions.edit_plan(plan=stale, seen_version=1, title="Ny", responsible="Eva", by=by)


@pytest.mark.parametrize(
    "content",
    [
        b"MZ\x90\x00 a program",
        b"%PDF-1.4 without an end",
        b"<html>%PDF-1.4 %%EOF</html>",
        b"",
        PDF + b"x" * 5 * 1024 * 1024,
    ],
)
def test_only_a_real_pdf_of_at_most_5_mb_is_kept(patient, by, media, content):
    with pytest.raises(ValidationError):
        make_plan(patient, by, document=pdf(content), source=Source.DOCUMENT)

    assert not any(path.is_file() for path in media.rglob("*"))


def test_a_plan_that_is_a_document_has_one(patient, by):
    with pytest.raises(ValidationError):
        make_plan(patient, by, source=Source.DOCUMENT)


def test_a_document_is_kept_under_a_name_that_says_nothing(patient, by, media):
    plan = make_plan(patient, by, document=pdf(), source=Source.DOCUMENT)

    assert plan.document.file.name.startswith("plans/")
    assert "min plan" not in plan.document.file.name
    assert (media / plan.document.file.name).read_bytes() == PDF
    assert (media / plan.document.file.name).stat().st_mode & 0o077 == 0


def test_handing_out_a_document_is_a_print_in_the_log(patient, by):
    document = make_plan(patient, by, document=pdf(), source=Source.DOCUMENT).document

    with actions.hand_out_document(document=document, by=as_patient(patient)) as file:
        assert file.read() == PDF

    assert last_event(document).activity == Activity.PRINT


def test_a_document_is_handed_to_no_one_else(patient, by, stranger):
    document = make_plan(patient, by, document=pdf(), source=Source.DOCUMENT).document

    for actor in (stranger, as_patient(make_patient(given_name="Bo"))):
        with pytest.raises(PermissionDenied):
            actions.hand_out_document(document=document, by=actor)


def test_a_need_is_written_with_the_one_that_answers(patient, by):
    for party in (by.unit, by.staff, patient, "Försäkringskassan"):
        assert make_need(patient, by, responsible=party).responsible == party


def test_responsibility_changes_only_with_a_reason_and_is_remembered(patient, by, neighbour):
    need = make_need(patient, by)

    need = actions.give_responsibility(need=need, responsible="Kommunen", reason="Det är deras", by=by)
    need = actions.give_responsibility(
        need=need, responsible=neighbour.staff, reason="Vi tar det", by=neighbour
    )

    history = [(c.given_by, c.given_to, c.reason) for c in need.responsibility_changes.all()]
    assert need.responsible == neighbour.staff
    assert history == [
        ("Björkens vårdcentral", "Kommunen", "Det är deras"),
        ("Kommunen", str(neighbour.staff), "Vi tar det"),
    ]


def test_responsibility_is_not_given_to_whom_has_it(patient, by):
    with pytest.raises(ValidationError, match="Björkens"):
        actions.give_responsibility(need=make_need(patient, by), responsible=by.unit, reason="Igen", by=by)


def test_a_met_need_is_closed(patient, by):
    need = actions.meet_need(need=make_need(patient, by), reason="Hemtjänsten handlar", by=by)

    assert need.status == NeedStatus.MET
    for change in (
        lambda: actions.meet_need(need=need, by=by),
        lambda: actions.give_responsibility(need=need, responsible="Någon", reason="Mer", by=by),
        lambda: actions.reword_need(need=need, text="Nytt", seen_version=need.version, by=by),
    ):
        with pytest.raises(PermissionDenied):
            change()


def test_a_need_marked_as_a_mistake_keeps_its_words_and_the_reason(patient, by):
    need = actions.mark_need_in_error(need=make_need(patient, by), reason="Fel person", by=by)

    assert (need.text, need.status_reason) == ("Hjälp att handla", "Fel person")
    assert not patient.needs.not_mistaken().exists()


def test_another_unit_does_not_mark_the_need_and_learns_whom_to_ring(patient, by, neighbour):
    need = make_need(patient, by)

    with pytest.raises(PermissionDenied, match="Ring Björkens vårdcentral, 010-101 10 10"):
        actions.mark_need_in_error(need=need, reason="Fel person", by=neighbour)

    assert patient.needs.open().get() == need


@pytest.mark.parametrize("whom", ["unit", "staff"])
def test_the_unit_that_answers_for_a_need_or_wrote_it_marks_it(patient, by, neighbour, whom):
    for marker in (by, neighbour):
        need = make_need(patient, by, responsible=getattr(neighbour, whom))

        assert not actions.mark_need_in_error(need=need, reason="Fel person", by=marker).is_open


def test_any_unit_in_the_care_marks_a_need_that_no_unit_answers_for_or_wrote(patient, by, neighbour):
    wish = actions.add_wish(patient=patient, text="Jag vill simma", by=as_patient(patient))
    wish = actions.give_responsibility(need=wish, responsible=patient, reason="Vill själv", by=by)

    assert not actions.mark_need_in_error(need=wish, reason="Dubblett", by=neighbour).is_open


def test_two_edits_of_one_need_lose_nothing(patient, by):
    need = make_need(patient, by)
    actions.reword_need(need=need, text="Hjälp med mat", seen_version=1, by=by)

    with pytest.raises(EditConflict):
        actions.reword_need(need=need, text="Hjälp med post", seen_version=1, by=by)


def test_care_does_not_rewrite_the_patients_own_words(patient, by):
    wish = actions.add_wish(patient=patient, text="Jag vill simma", by=as_patient(patient))

    with pytest.raises(PermissionDenied):
        actions.reword_need(need=wish, text="Motion", seen_version=1, by=by)


def test_the_first_unit_in_care_answers_for_a_wish(patient, unit):
    wish = actions.add_wish(patient=patient, text="Jag vill simma", by=as_patient(patient))

    assert (wish.responsible, wish.is_wish) == (unit, True)
    assert not OutboxMessage.objects.exists()


def test_the_coordinating_contacts_unit_answers_before_others(patient, neighbour):
    coordinating_contact(patient, neighbour.unit)

    assert answering_unit(patient) == neighbour.unit


def test_a_wish_needs_a_unit_and_the_right_to_write(unit):
    alone = make_patient()
    with pytest.raises(PermissionDenied):
        actions.add_wish(patient=alone, text="Jag vill simma", by=as_patient(alone))

    reader = make_delegate(make_patient(unit), scopes=[Scope.READ])
    with pytest.raises(PermissionDenied):
        actions.add_wish(patient=reader.patient, text="Hon vill simma", by=reader)
