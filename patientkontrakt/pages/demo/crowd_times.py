"""The calendars of the crowd: a year of kept, missed and cancelled times, and what is to come."""

from patientkontrakt.pages.demo import times
from patientkontrakt.pages.demo.scene import Scene
from patientkontrakt.pages.demo.words import PersonText
from patientkontrakt.people.actor import Actor
from patientkontrakt.people.models import Patient
from patientkontrakt.ui.languages import LANGUAGE_NAMES
from scheduling.actions import TimeTaken, accept_time, ask_for_other_times, cancel
from scheduling.models import AgreedHow, CancelReason, MeetingChannel

# What became of a time that has been, and how often.
OUTCOMES = {times.kept: 84, times.missed: 5, "cancelled_by_patient": 7, "cancelled_by_care": 4}
CHANNELS = {MeetingChannel.VISIT: 62, MeetingChannel.PHONE: 26, MeetingChannel.VIDEO: 12}
CARES_REASON = "Jag har blivit sjuk. Vi hör av oss med en ny tid."
OTHER_TIMES = [
    "Går det efter klockan 15?",
    "Jag är bortrest den veckan. Veckan efter går bra.",
    "Helst en måndag.",
]


def fill(
    scene: Scene, patient: Patient, person: PersonText, team: list[Actor], purposes: list[str], since: int
):
    """One to three times that have been, and most often one to come."""
    chance = scene.chance
    for _turn in range(chance.choice([1, 1, 2, 3])):
        _past(scene, patient, person, chance.choice(team), chance.choice(purposes), since)
    what_comes = chance.random()
    if what_comes < 0.8:
        _coming(scene, patient, person, chance.choice(team), chance.choice(purposes))
    elif what_comes < 0.9:
        _proposed(scene, patient, chance.choice(team), chance.choice(purposes))


def _past(scene, patient, person, by, purpose, since):
    what = _drawn(scene, OUTCOMES)
    day = -scene.chance.randint(5, min(345, since - 15))
    booked = max(day - scene.chance.randint(7, 40), 1 - since)
    if callable(what):
        _at_a_free_time(
            scene, lambda *at: what(scene, patient, by, *at, **_meeting(scene, person, purpose, booked)), day
        )
        return
    appointment = _agreed(scene, patient, person, by, purpose, day, booked)
    with scene.at(day - 4, 11):
        if what == "cancelled_by_care":
            cancel(appointment=appointment, reason=CARES_REASON, by=by)
        elif patient.user:
            cancel(appointment=appointment, reason=CancelReason.DOES_NOT_FIT, by=Actor.for_patient(patient))
        else:
            cancel(appointment=appointment, reason=CancelReason.ILL, asked_by_patient=True, by=by)


def _coming(scene, patient, person, by, purpose):
    day, booked = scene.chance.randint(3, 75), -scene.chance.randint(2, 30)
    if patient.user and scene.chance.random() < 0.25:
        proposal = _propose(scene, patient, by, purpose, day, booked)
        with scene.at(booked, 18):
            accept_time(
                proposed_time=scene.chance.choice(list(proposal.times.all())), by=Actor.for_patient(patient)
            )
    else:
        _agreed(scene, patient, person, by, purpose, day, booked)


def _proposed(scene, patient, by, purpose):
    on = -scene.chance.randint(3, 12)
    proposal = _propose(scene, patient, by, purpose, scene.chance.randint(8, 40), on)
    if patient.user and scene.chance.random() < 0.3:
        with scene.at(on, 19):
            ask_for_other_times(
                proposal=proposal, message=scene.chance.choice(OTHER_TIMES), by=Actor.for_patient(patient)
            )


def _agreed(scene, patient, person, by, purpose, day, booked):
    meeting = _meeting(scene, person, purpose, booked)
    return _at_a_free_time(scene, lambda *at: times.agreed(scene, patient, by, *at, **meeting), day)


def _propose(scene, patient, by, purpose, day, on):
    def propose(first, hour, minute):
        offered = [(first, hour, minute), (first + 7, 15 - hour % 4, minute)]
        return times.proposed(scene, patient, by, offered, minutes=30, purpose=purpose, on=on)

    return _at_a_free_time(scene, propose, day)


def _at_a_free_time(scene, make, day):
    """Try times near the day until one is free."""
    for step in range(40):
        try:
            return make(day + step // 8, scene.chance.randint(8, 15), scene.chance.choice([0, 30]))
        except TimeTaken:
            continue
    raise AssertionError("The calendars of Region Exempel are full.")


def _meeting(scene, person, purpose, booked):
    interpreter = LANGUAGE_NAMES.get(person.interpreter)
    return {
        "minutes": 30,
        "purpose": purpose,
        "booked": booked,
        "channel": _drawn(scene, CHANNELS),
        "needs": f"Tolk: {str(interpreter).lower()}" if interpreter else "",
        "agreed_how": scene.chance.choice([AgreedHow.IN_ROOM, AgreedHow.IN_ROOM, AgreedHow.TELEPHONE]),
    }


def _drawn(scene, weights):
    return scene.chance.choices(list(weights), weights.values())[0]
