import pytest
from django.urls import reverse

from patientkontrakt.audit.models import Activity, AuditEvent
from patientkontrakt.people.models import ProtectedIdentity
from scheduling import actions
from scheduling.models import Appointment, AppointmentStatus, ProposalStatus, TimeProposal
from tests.builders.scheduling import booked, moment, proposed, slot
from tests.factories import as_patient, make_clinician, make_delegate, make_patient, make_unit

pytestmark = pytest.mark.django_db

MY_TIMES = reverse("scheduling:my_times")
YES = "Ja, den tiden passar"


@pytest.fixture
def unit():
    return make_unit()


@pytest.fixture
def patient(unit):
    return make_patient(unit)


@pytest.fixture
def me(sign_in, patient):
    return sign_in(as_patient(patient))


def text(response):
    return response.content.decode()


def test_proposals_come_first_with_a_button_for_each_time(me, patient, unit):
    booked(patient, unit, slot(1), purpose="Blodprov")
    proposed(patient, unit, [slot(3), slot(4), slot(5)])

    page = text(me.get(MY_TIMES))

    assert page.count(YES) == 3
    assert page.index(YES) < page.index("Blodprov")


def test_an_agreed_time_tells_all_one_needs(me, patient, unit):
    booked(patient, unit, preparation="Ät inget efter 22", bring="Medicinlista", needs="Tolk: arabiska")
    booked(patient, unit, slot(4), channel="video", video_link="https://video.example.se/rum")
    booked(patient, unit, slot(5), channel="phone")

    page = text(me.get(MY_TIMES))

    for words in ("Storgatan 1", "Sara Ek", "Ät inget efter 22", "Medicinlista", "Tolk: arabiska"):
        assert words in page
    assert 'href="https://video.example.se/rum"' in page
    assert "Vi ringer dig." in page


def test_without_times_the_page_says_whom_to_turn_to(me):
    assert reverse("contacts:my_contacts") in text(me.get(MY_TIMES))


def test_yes_books_the_time(me, patient, unit):
    time = proposed(patient, unit).times.first()

    page = text(me.post(reverse("scheduling:accept_time", args=[time.pk]), follow=True))

    assert "Tiden är din" in page
    assert patient.appointments.get().proposed_time == time


def test_a_time_that_was_just_taken_says_so_and_shows_the_others(me, patient, unit):
    offer = proposed(patient, unit, [slot(3), slot(4)])
    booked(make_patient(unit), unit, slot(3), staff=offer.staff)

    page = text(me.post(reverse("scheduling:accept_time", args=[offer.times.first().pk]), follow=True))

    assert "har just blivit upptagen" in page
    assert "Den här tiden är upptagen" in page
    assert page.count(YES) == 1


def test_times_that_have_passed_have_no_button(sign_in, patient, unit, time_machine):
    proposed(patient, unit, [slot(3), slot(4)])
    time_machine.move_to(moment(5))

    page = text(sign_in(as_patient(patient)).get(MY_TIMES))

    assert YES not in page
    assert "Ingen av tiderna finns kvar" in page


def test_none_suits_me(me, patient, unit):
    offer = proposed(patient, unit)
    address = reverse("scheduling:ask_for_other_times", args=[offer.pk])

    assert me.get(address).status_code == 200
    page = text(me.post(address, {"message": "Helst förmiddagar"}, follow=True))

    assert TimeProposal.objects.get().status == ProposalStatus.OTHER_TIMES_ASKED
    assert "Helst förmiddagar" in page
    assert "Du har bett om andra tider" in page


def test_an_answer_that_comes_too_late_gets_a_sentence(me, patient, unit):
    clinician = make_clinician(unit)
    offer = proposed(patient, unit, by=clinician)
    actions.withdraw_proposal(proposal=offer, by=clinician)

    address = reverse("scheduling:ask_for_other_times", args=[offer.pk])

    assert "Tillbakadraget" in text(me.post(address, {"message": ""}, follow=True))


def test_a_cancellation_asks_for_the_next_step(me, patient, unit):
    time = booked(patient, unit)
    cancellation = reverse("scheduling:my_cancellation", args=[time.pk])
    next_step = reverse("scheduling:ask_for_new_time", args=[time.pk])

    assert me.get(cancellation).status_code == 200
    response = me.post(cancellation, {"reason": "ill"})
    assert response.url == next_step
    assert "Vad är nästa steg nu?" in text(me.get(next_step))
    me.post(next_step, {"message": "Veckan efter"})

    time.refresh_from_db()
    assert time.status == AppointmentStatus.CANCELLED_BY_PATIENT
    assert TimeProposal.objects.awaiting_care().get().patient_message == "Veckan efter"


def test_a_reason_in_own_words_must_be_written(me, patient, unit):
    time = booked(patient, unit)
    address = reverse("scheduling:my_cancellation", args=[time.pk])

    assert "Skriv några ord om varför" in text(me.post(address, {"reason": "own_words"}))
    me.post(address, {"reason": "own_words", "own_reason": "Barnen är sjuka"})

    time.refresh_from_db()
    assert time.cancel_reason_words == "Barnen är sjuka"


def test_a_time_that_cannot_be_cancelled_says_what_to_do(sign_in, patient, unit, time_machine):
    time = booked(patient, unit)
    address = reverse("scheduling:my_cancellation", args=[time.pk])
    time_machine.move_to(moment(3, 10, 5))
    me = sign_in(as_patient(patient))

    assert "Ring oss i stället" in text(me.get(address))
    assert "Ring oss i stället" in text(me.post(address, {"reason": "ill"}, follow=True))
    assert Appointment.objects.get().status == AppointmentStatus.AGREED


def test_the_next_step_is_asked_about_cancelled_times_only(me, patient, unit):
    time = booked(patient, unit)

    assert me.get(reverse("scheduling:ask_for_new_time", args=[time.pk])).status_code == 404


def test_a_time_that_care_called_off_is_told_with_a_way_on(me, patient, unit):
    clinician = make_clinician(unit)
    time = booked(patient, unit, by=clinician)
    actions.cancel(appointment=time, reason="Läkaren är sjuk", by=clinician)

    page = text(me.get(MY_TIMES))

    assert "Vi har fått ställa in" in page
    assert "Läkaren är sjuk" in page
    assert reverse("scheduling:ask_for_new_time", args=[time.pk]) in page


def test_the_calendar_file_is_handed_out_and_logged(me, patient, unit):
    time = booked(patient, unit)

    response = me.get(reverse("scheduling:calendar", args=[time.pk]))

    assert response["Content-Type"].startswith("text/calendar")
    assert "time-in-care.ics" in response["Content-Disposition"]
    assert response.content.startswith(b"BEGIN:VCALENDAR")
    assert AuditEvent.objects.filter(activity=Activity.PRINT, resource_id=time.pk).count() == 1


def addresses_about(time, offer):
    """Each address that changes something, with the answer that would."""
    return [
        (reverse("scheduling:accept_time", args=[offer.times.first().pk]), {}),
        (reverse("scheduling:ask_for_other_times", args=[offer.pk]), {"message": "x"}),
        (reverse("scheduling:my_cancellation", args=[time.pk]), {"reason": "ill"}),
        (reverse("scheduling:ask_for_new_time", args=[time.pk]), {"message": "x"}),
    ]


def test_a_delegate_who_may_only_read_sees_no_buttons_and_is_refused(sign_in, patient, unit):
    time, offer = booked(patient, unit, slot(6)), proposed(patient, unit)
    client = sign_in(make_delegate(patient, scopes=["read", "confirm"]))

    page = text(client.get(MY_TIMES))

    assert YES not in page
    assert reverse("scheduling:my_cancellation", args=[time.pk]) not in page
    for address, answer in addresses_about(time, offer):
        assert client.post(address, answer).status_code == 403, address
    assert TimeProposal.objects.get().status == ProposalStatus.OPEN
    assert Appointment.objects.get().status == AppointmentStatus.AGREED


def test_a_delegate_with_the_right_answers(sign_in, patient, unit):
    offer = proposed(patient, unit)
    client = sign_in(make_delegate(patient, scopes=["read", "book"]))

    client.post(reverse("scheduling:accept_time", args=[offer.times.first().pk]))

    assert patient.appointments.get().agreed_how == "delegate"


def test_another_patients_times_do_not_exist(sign_in, patient, unit):
    time, offer = booked(patient, unit, slot(6)), proposed(patient, unit)
    stranger = sign_in(as_patient(make_patient(unit)))

    for address, answer in addresses_about(time, offer):
        assert stranger.post(address, answer).status_code == 404, address
    assert stranger.get(reverse("scheduling:calendar", args=[time.pk])).status_code == 404


def test_yes_is_only_said_by_a_button(me, patient, unit):
    time = proposed(patient, unit).times.first()

    assert me.get(reverse("scheduling:accept_time", args=[time.pk])).status_code == 405


def test_where_a_protected_person_goes_is_hidden_from_delegates(sign_in, unit):
    patient = make_patient(unit, protected_identity=ProtectedIdentity.MARKED)
    booked(patient, unit, slot(6))
    proposed(patient, unit)

    assert "Storgatan 1" in text(sign_in(as_patient(patient)).get(MY_TIMES))
    delegates = text(sign_in(make_delegate(patient)).get(MY_TIMES))
    assert "Storgatan 1" not in delegates
    assert unit.name not in delegates


def test_the_queries_do_not_grow_with_the_rows(me, patient, unit, django_assert_max_num_queries):
    for day in range(3, 9):
        booked(patient, unit, slot(day, 8))
        proposed(patient, unit, [slot(day, 10), slot(day, 11)])
    actions.ask_for_other_times(proposal=TimeProposal.objects.first(), message="", by=as_patient(patient))

    with django_assert_max_num_queries(11):
        me.get(MY_TIMES)
