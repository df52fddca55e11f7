import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from patientkontrakt.audit.models import AuditEvent
from patientkontrakt.notifications.models import OutboxMessage
from scheduling import actions
from scheduling.models import AgreedHow, Appointment, ProposalStatus, TimeProposal
from tests.builders.scheduling import booked, booked_instead, moment, proposed, slot
from tests.factories import as_patient, make_clinician, make_delegate, make_patient, make_unit

pytestmark = pytest.mark.django_db

P = ProposalStatus


@pytest.fixture
def unit():
    return make_unit()


@pytest.fixture
def patient(unit):
    return make_patient(unit)


@pytest.fixture
def clinician(unit):
    return make_clinician(unit)


@pytest.fixture
def offer(patient, unit, clinician):
    return proposed(patient, unit, by=clinician, bring="Medicinlista")


def status_of(proposal):
    return TimeProposal.objects.get(pk=proposal.pk).status


def test_a_proposal_is_told_and_logged(offer, patient):
    assert [t.number for t in offer.times.all()] == [1, 2]
    assert OutboxMessage.objects.get().patient == patient
    assert AuditEvent.objects.filter(resource_id=offer.pk, patient_id=patient.pk).exists()


@pytest.mark.parametrize("times", [[], [slot(3), slot(4), slot(5), slot(6)], [slot(3), slot(3)]])
def test_a_proposal_has_one_to_three_different_times(patient, unit, clinician, times):
    with pytest.raises(ValidationError):
        actions.propose_times(
            patient=patient,
            staff=clinician.staff,
            times=times,
            purpose="Samtal",
            channel="phone",
            by=clinician,
        )


def test_a_busy_time_is_not_proposed(patient, unit, clinician):
    booked(make_patient(unit), unit, slot(4), by=clinician)

    with pytest.raises(actions.TimeTaken, match="Sara Ek"):
        proposed(patient, unit, [slot(3), slot(4)], by=clinician)


def test_the_patients_yes_becomes_the_appointment(offer, patient):
    time = offer.times.first()

    made = actions.accept_time(proposed_time=time, by=as_patient(patient))

    assert (made.starts_at, made.ends_at, made.staff, made.bring) == (
        *time.period,
        offer.staff,
        "Medicinlista",
    )
    assert (made.agreed_how, made.unit) == (AgreedHow.DIGITAL, offer.unit)
    assert status_of(offer) == P.ACCEPTED


def test_a_yes_twice_gives_one_appointment(offer, patient):
    time = offer.times.first()

    first = actions.accept_time(proposed_time=time, by=as_patient(patient))
    second = actions.accept_time(proposed_time=time, by=as_patient(patient))

    assert first == second
    assert Appointment.objects.count() == 1


def test_one_time_of_a_proposal_is_chosen_not_two(offer, patient):
    first, second = offer.times.all()
    actions.accept_time(proposed_time=first, by=as_patient(patient))

    with pytest.raises(ValidationError, match="redan"):
        actions.accept_time(proposed_time=second, by=as_patient(patient))


def test_a_time_that_was_just_taken_leaves_the_others_open(offer, patient, unit):
    first, second = offer.times.all()
    booked(make_patient(unit), unit, slot(3, 10, 15), staff=offer.staff)

    with pytest.raises(actions.TimeTaken, match="har just blivit upptagen"):
        actions.accept_time(proposed_time=first, by=as_patient(patient))

    assert status_of(offer) == P.OPEN
    assert actions.accept_time(proposed_time=second, by=as_patient(patient))


def test_the_patients_own_other_time_is_named_as_that(offer, patient, unit):
    booked(patient, unit, slot(3, 10, 15))

    with pytest.raises(actions.TimeTaken, match="Du har redan en tid då"):
        actions.accept_time(proposed_time=offer.times.first(), by=as_patient(patient))


def test_a_time_that_has_passed_cannot_be_chosen(offer, patient, time_machine):
    time_machine.move_to(moment(3, 10, 1))

    with pytest.raises(ValidationError, match="Den tiden har passerat"):
        actions.accept_time(proposed_time=offer.times.first(), by=as_patient(patient))
    assert status_of(offer) == P.OPEN


def test_staff_write_down_a_yes_by_telephone(offer, clinician):
    made = actions.accept_time(proposed_time=offer.times.first(), by=clinician)

    assert made.agreed_how == AgreedHow.TELEPHONE


def test_a_delegate_answers_only_with_the_right_and_it_shows(offer, patient):
    time = offer.times.first()

    with pytest.raises(PermissionDenied):
        actions.accept_time(proposed_time=time, by=make_delegate(patient, scopes=["read", "confirm"]))
    made = actions.accept_time(proposed_time=time, by=make_delegate(patient))
    assert made.agreed_how == AgreedHow.DELEGATE


def test_another_patient_answers_nothing(offer, unit):
    stranger = as_patient(make_patient(unit))

    for answer in (
        lambda: actions.accept_time(proposed_time=offer.times.first(), by=stranger),
        lambda: actions.ask_for_other_times(proposal=offer, message="", by=stranger),
    ):
        with pytest.raises(PermissionDenied):
            answer()


def test_a_wish_for_other_times_reaches_care_and_new_times_answer_it(offer, patient, unit, clinician):
    actions.ask_for_other_times(proposal=offer, message="Helst förmiddagar", by=as_patient(patient))

    waiting = TimeProposal.objects.awaiting_care().get()
    assert waiting.patient_message == "Helst förmiddagar"
    proposed(patient, unit, [slot(6, 9)], by=clinician, settles=waiting)
    assert status_of(offer) == P.REPLACED
    assert not TimeProposal.objects.awaiting_care().exists()
    assert TimeProposal.objects.awaiting_patient().count() == 1


def test_a_wish_can_be_answered_with_a_booking(offer, patient, unit, clinician):
    actions.ask_for_other_times(proposal=offer, message="", by=as_patient(patient))

    booked_instead(offer, slot(6), by=clinician)

    assert status_of(offer) == P.REPLACED


def test_a_booking_that_fails_leaves_the_wish(offer, patient, unit, clinician):
    booked(patient, unit, slot(6))

    with pytest.raises(actions.TimeTaken):
        booked_instead(offer, slot(6), by=clinician)

    assert status_of(offer) == P.OPEN


def test_a_withdrawn_proposal_cannot_be_answered(offer, patient, clinician):
    actions.withdraw_proposal(proposal=offer, by=clinician)

    with pytest.raises(ValidationError, match="redan"):
        actions.accept_time(proposed_time=offer.times.first(), by=as_patient(patient))
    with pytest.raises(ValidationError, match="redan"):
        actions.ask_for_other_times(proposal=offer, message="", by=as_patient(patient))


def test_the_patient_does_not_withdraw_cares_proposal(offer, patient):
    with pytest.raises(PermissionDenied):
        actions.withdraw_proposal(proposal=offer, by=as_patient(patient))


def test_after_a_cancellation_the_patients_wish_stands_on_cares_list_once(patient, unit, clinician):
    time = booked(patient, unit, by=clinician)
    by = as_patient(patient)

    with pytest.raises(ValidationError, match="Avboka"):
        actions.ask_for_new_time(appointment=time, message="", by=by)
    time = actions.cancel(appointment=time, reason="ill", by=by)
    wishes = [actions.ask_for_new_time(appointment=time, message="Nästa vecka", by=by) for _ in range(2)]

    assert wishes[0] == wishes[1] == TimeProposal.objects.awaiting_care().get()
    assert (wishes[0].purpose, wishes[0].staff, wishes[0].unit) == (time.purpose, time.staff, unit)


def test_a_second_wish_in_other_words_is_not_lost_in_silence(patient, unit, clinician):
    time = booked(patient, unit, by=clinician)
    by = as_patient(patient)
    time = actions.cancel(appointment=time, reason="ill", by=by)
    wish = actions.ask_for_new_time(appointment=time, message="Nästa vecka", by=by)

    with pytest.raises(ValidationError):
        actions.ask_for_new_time(appointment=time, message="Hellre i maj", by=by)
    actions.propose_times(
        patient=patient, staff=clinician.staff, times=[slot(5)], purpose="Kontroll", channel="visit",
        settles=wish, by=clinician,
    )  # fmt: skip
    with pytest.raises(ValidationError):
        actions.ask_for_new_time(appointment=time, message="Nästa vecka", by=by)


def test_a_time_that_care_called_off_is_shown_until_something_is_offered(patient, unit, clinician):
    time = booked(patient, unit, by=clinician)
    time = actions.cancel(appointment=time, reason="Läkaren är sjuk", by=clinician)
    assert patient.appointments.called_off().get() == time

    proposed(patient, unit, [slot(5)], by=clinician, cancelled_appointment=time)

    assert not patient.appointments.called_off().exists()


def test_new_times_instead_of_a_cancelled_one_are_offered_once(patient, unit, clinician):
    time = booked(patient, unit, by=clinician)
    time = actions.cancel(appointment=time, reason="Läkaren är sjuk", by=clinician)
    proposed(patient, unit, [slot(5)], by=clinician, cancelled_appointment=time)

    with pytest.raises(ValidationError, match="already been proposed|redan föreslagna"):
        proposed(patient, unit, [slot(6)], by=clinician, cancelled_appointment=time)


def test_each_answer_to_a_proposal_is_one_event(patient, unit, clinician):
    def written(answer):
        before = AuditEvent.objects.count()
        answer(proposed(patient, unit, [slot(10 + before)], by=clinician))
        return list(AuditEvent.objects.order_by("id").values_list("resource_type", flat=True))[before + 1 :]

    by = as_patient(patient)
    assert written(lambda o: actions.accept_time(proposed_time=o.times.get(), by=by)) == [
        "scheduling.Appointment"
    ]
    assert written(lambda o: booked_instead(o, slot(2), by=clinician)) == ["scheduling.Appointment"]
    for answer in (
        lambda o: proposed(patient, unit, [slot(5)], by=clinician, settles=o),
        lambda o: actions.ask_for_other_times(proposal=o, message="", by=by),
        lambda o: actions.withdraw_proposal(proposal=o, by=clinician),
    ):
        assert written(answer) == ["scheduling.TimeProposal"]


def test_times_are_proposed_with_those_who_meet_patients_at_the_unit(patient, unit, clinician):
    elsewhere = make_clinician(make_unit("Annan vårdcentral")).staff

    with pytest.raises(ValidationError, match="träffar inte patienter på Björkens"):
        proposed(patient, unit, by=clinician, staff=elsewhere)
