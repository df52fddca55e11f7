import pytest
from django.urls import reverse

from patientkontrakt.people.roles import Role
from scheduling import actions
from scheduling.models import AgreedHow, Appointment, AppointmentStatus, ProposalStatus, TimeProposal
from tests.builders.scheduling import booked, moment, proposed, slot
from tests.factories import SYSTEM, as_patient, make_clinician, make_patient, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return make_unit()


@pytest.fixture
def patient(unit):
    return make_patient(unit, interpreter="ar")


@pytest.fixture
def clinician(unit):
    return make_clinician(unit)


@pytest.fixture
def care(sign_in, clinician):
    return sign_in(clinician)


def address(name, patient, *more):
    return reverse(f"scheduling:{name}", args=[patient.pk, *more])


def text(response):
    return response.content.decode()


def when(name, days, hour, number=""):
    start = moment(days, hour)
    return {f"day{number}": start.date().isoformat(), f"{name}{number}": f"{start:%H:%M}"}


def meeting(clinician, **changes):
    return {
        "staff": clinician.staff.pk,
        "purpose": "Kontroll",
        "channel": "visit",
        "place": "Storgatan 1",
        "minutes": "45",
    } | changes


def test_two_times_are_proposed(care, clinician, patient):
    answers = meeting(clinician) | when("start", 3, 10, "_1") | when("start", 4, 13, "_2")

    response = care.post(address("propose", patient), answers)

    assert response.url == reverse("pages:record", args=[patient.pk]) + "#times"
    times = TimeProposal.objects.get().times.all()
    assert [t.starts_at for t in times] == [moment(3, 10), moment(4, 13)]
    assert {(t.ends_at - t.starts_at).seconds // 60 for t in times} == {45}


def test_the_form_begins_with_what_is_known(care, clinician, patient, unit):
    page = text(care.get(address("propose", patient)))

    assert f'<option value="{clinician.staff.pk}" selected>' in page
    assert f'value="{unit.name}"' in page
    assert "Tolk: arabiska" in page


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"day_1": "2026-01-01"}, "har redan passerat"),
        ({"day_1": "2027-03-28", "start_1": "02:30"}, "ställs om"),
        ({"start_1": ""}, "Börjar klockan"),
        ({"day_2": "2030-01-01"}, "både dag och"),
        ({"minutes": "4"}, "5"),
        ({"minutes": "721"}, "720"),
        ({"place": " "}, "vart patienten ska komma"),
        ({"channel": "video", "video_link": "http://video.example.se"}, "https://"),
        ({"purpose": ""}, "handlar mötet om"),
    ],
)
def test_what_cannot_be_is_sent_back_with_a_sentence(care, clinician, patient, changes, words):
    page = text(
        care.post(address("propose", patient), meeting(clinician) | when("start", 3, 10, "_1") | changes)
    )

    assert "Något behöver rättas" in page
    assert words in page
    assert not TimeProposal.objects.exists()


def test_the_same_time_twice_is_sent_back(care, clinician, patient):
    answers = meeting(clinician) | when("start", 3, 10, "_1") | when("start", 3, 10, "_2")

    assert "Två av tiderna är lika" in text(care.post(address("propose", patient), answers))


def test_a_busy_time_is_sent_back(care, clinician, patient, unit):
    booked(make_patient(unit), unit, slot(3), by=clinician)
    answers = meeting(clinician) | when("start", 3, 10, "_1")

    assert "har just blivit bokad då" in text(care.post(address("propose", patient), answers))


def test_what_was_agreed_in_the_room_is_booked(care, clinician, patient, unit):
    room = actions.add_room(unit=unit, name="Rum 3", by=SYSTEM)
    answers = meeting(clinician, room=room.pk, agreed_how="in_room") | when("start", 3, 10)

    care.post(address("book", patient), answers)

    made = patient.appointments.get()
    assert (made.room, made.starts_at, made.agreed_how) == (room, moment(3, 10), AgreedHow.IN_ROOM)


def test_a_call_has_no_place_and_only_a_video_call_has_a_link(care, clinician, patient):
    answers = meeting(clinician, agreed_how="telephone", video_link="https://video.example.se/rum")

    care.post(address("book", patient), answers | when("start", 3, 10) | {"channel": "phone"})
    care.post(address("book", patient), answers | when("start", 4, 10) | {"channel": "video"})

    call, video = patient.appointments.all()
    assert (call.place, call.video_link) == ("", "")
    assert (video.place, video.video_link) == ("", "https://video.example.se/rum")


def test_a_taken_time_is_not_booked_and_nothing_typed_is_lost(care, clinician, patient, unit):
    booked(make_patient(unit), unit, slot(3), by=clinician)
    answers = meeting(clinician, bring="Medicinlista", agreed_how="in_room") | when("start", 3, 10)

    page = text(care.post(address("book", patient), answers))

    assert "har just blivit bokad då" in page
    assert 'value="Medicinlista"' in page


def test_only_the_own_units_colleagues_and_rooms_can_be_chosen(care, clinician, patient):
    elsewhere = make_unit("Annan vårdcentral")
    stranger = make_clinician(elsewhere)
    room = actions.add_room(unit=elsewhere, name="Rum 1", by=SYSTEM)
    answers = meeting(clinician, agreed_how="in_room") | when("start", 3, 10)

    care.post(address("book", patient), answers | {"staff": stranger.staff.pk})
    care.post(address("book", patient), answers | {"room": room.pk})

    assert not Appointment.objects.exists()


def test_a_wish_is_seen_and_answered_with_new_times(care, clinician, patient, unit):
    offer = proposed(patient, unit, by=clinician, bring="Medicinlista")
    actions.ask_for_other_times(proposal=offer, message="Helst förmiddagar", by=as_patient(patient))

    assert "Helst förmiddagar" in text(care.get(address("time_list", patient)))
    page = text(care.get(address("answer", patient, offer.pk)))
    assert "Helst förmiddagar" in page
    assert 'value="Medicinlista"' in page
    care.post(address("answer", patient, offer.pk), meeting(clinician) | when("start", 6, 9, "_1"))

    offer.refresh_from_db()
    assert offer.status == ProposalStatus.REPLACED
    assert TimeProposal.objects.awaiting_patient().count() == 1


def test_a_wish_is_answered_with_a_time_agreed_by_telephone(care, clinician, patient, unit):
    offer = proposed(patient, unit, by=clinician)
    answers = meeting(clinician, agreed_how="telephone") | when("start", 6, 9)

    assert care.get(address("book_instead", patient, offer.pk)).status_code == 200
    care.post(address("book_instead", patient, offer.pk), answers)

    offer.refresh_from_db()
    assert offer.status == ProposalStatus.REPLACED
    assert patient.appointments.get().agreed_how == AgreedHow.TELEPHONE


def test_a_yes_by_telephone_is_written_down(care, clinician, patient, unit):
    offer = proposed(patient, unit, by=clinician)

    care.post(address("accept", patient, offer.times.first().pk))

    assert patient.appointments.get().agreed_how == AgreedHow.TELEPHONE


def test_a_proposal_is_withdrawn_once(care, clinician, patient, unit):
    offer = proposed(patient, unit, by=clinician)

    care.post(address("withdraw", patient, offer.pk))
    again = care.post(address("withdraw", patient, offer.pk), follow=True)

    assert "Tillbakadraget" in text(again)


def test_a_cancellation_asks_at_once_for_the_next_step(care, clinician, patient, unit):
    time = booked(patient, unit, by=clinician, bring="Medicinlista")

    assert care.get(address("cancel", patient, time.pk)).status_code == 200
    response = care.post(
        address("cancel", patient, time.pk), {"who": "care", "reason": "Läkaren är sjuk"}, follow=True
    )
    page = text(response)
    care.post(address("replace", patient, time.pk), meeting(clinician) | when("start", 6, 9, "_1"))

    assert "Vad är nästa steg nu?" in page
    assert 'value="Medicinlista"' in page
    time.refresh_from_db()
    assert time.status == AppointmentStatus.CANCELLED_BY_CARE
    assert TimeProposal.objects.get().cancelled_appointment == time


def test_a_patient_who_rings_to_cancel_is_the_one_who_cancels(care, clinician, patient, unit):
    time = booked(patient, unit, by=clinician)

    care.post(address("cancel", patient, time.pk), {"who": "patient", "reason": "Förkyld"})

    time.refresh_from_db()
    assert time.status == AppointmentStatus.CANCELLED_BY_PATIENT


def test_a_time_cannot_be_cancelled_twice(care, clinician, patient, unit):
    time = booked(patient, unit, by=clinician)
    actions.cancel(appointment=time, reason="ill", by=as_patient(patient))

    page = text(care.post(address("cancel", patient, time.pk), {"who": "care", "reason": "Sjuk"}))

    assert "redan ”Avbokad av patienten”" in page


def test_a_mark_that_the_calendar_refuses_names_who_is_busy(sign_in, clinician, patient, unit, time_machine):
    missed = booked(patient, unit, by=clinician)
    time_machine.move_to(moment(3, 10, 5))
    actions.mark(appointment=missed, status=AppointmentStatus.NO_SHOW, by=clinician)
    booked(make_patient(unit), unit, slot(0, 10, 10), by=clinician)
    care = sign_in(clinician)

    page = text(care.post(address("mark", patient, missed.pk), {"status": "fulfilled"}, follow=True))

    assert f"{clinician.staff.name} har just blivit bokad då" in page


def test_how_it_went_is_marked(sign_in, clinician, patient, unit, time_machine):
    time = booked(patient, unit, by=clinician)

    too_early = sign_in(clinician).post(address("mark", patient, time.pk), {"status": "no_show"}, follow=True)
    assert "inte varit än" in text(too_early)
    time_machine.move_to(moment(3, 10, 5))
    care = sign_in(clinician)
    for status in ("arrived", "nonsense", "fulfilled"):
        care.post(address("mark", patient, time.pk), {"status": status})

    time.refresh_from_db()
    assert time.status == AppointmentStatus.FULFILLED


def test_buttons_stand_only_at_the_own_units_times(sign_in, patient, unit):
    time = booked(patient, unit)
    other = make_unit("Kommunens hemsjukvård")
    patient.care_relations.create(unit=other, ground="coordination", starts=moment(-9).date())
    nurse = sign_in(make_clinician(other, Role.MUNICIPAL_STAFF))

    page = text(nurse.get(address("time_list", patient)))

    assert "Kontroll av blodtryck" in page
    assert address("cancel", patient, time.pk) not in page
    assert nurse.post(address("cancel", patient, time.pk), {"who": "care", "reason": "x"}).status_code == 403


def every_address(patient, time, offer):
    yield from (address(name, patient) for name in ("time_list", "propose", "book"))
    yield from (address(name, patient, offer.pk) for name in ("answer", "book_instead", "withdraw"))
    yield from (address(name, patient, time.pk) for name in ("cancel", "mark", "replace"))
    yield address("accept", patient, offer.times.first().pk)


def test_other_units_patients_do_not_exist(sign_in, patient, unit):
    time, offer = booked(patient, unit, slot(6)), proposed(patient, unit)
    stranger = sign_in(make_clinician(make_unit("Annan vårdcentral")))

    for page in every_address(patient, time, offer):
        assert stranger.get(page).status_code == stranger.post(page).status_code == 404, page


def test_another_patients_times_are_not_found_under_this_one(care, clinician, patient, unit):
    other = make_patient(unit)
    time, offer = booked(other, unit, slot(6), by=clinician), proposed(other, unit, by=clinician)

    for page in list(every_address(patient, time, offer))[3:]:
        assert care.post(page).status_code == 404, page
    assert Appointment.objects.get().status == AppointmentStatus.AGREED
    assert TimeProposal.objects.get().status == ProposalStatus.OPEN


def test_patients_and_managers_are_refused(sign_in, patient, unit):
    for actor in (as_patient(patient), make_clinician(unit, Role.UNIT_MANAGER)):
        assert sign_in(actor).get(address("time_list", patient)).status_code == 403


def test_the_list_costs_the_same_whatever_its_length(
    care, clinician, patient, unit, django_assert_max_num_queries
):
    for day in range(3, 9):
        time = booked(patient, unit, slot(day, 8), by=clinician)
        actions.cancel(appointment=time, reason="Sjuk", by=clinician)
        booked(patient, unit, slot(day, 9), by=clinician)
        proposed(patient, unit, [slot(day, 10), slot(day, 11)], by=clinician)

    with django_assert_max_num_queries(10):
        care.get(address("time_list", patient))
