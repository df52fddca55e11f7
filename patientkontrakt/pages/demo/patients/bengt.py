"""Bengt, 76: everything that was agreed has been done and nothing is planned. He stands on care's alarm list."""

from datetime import date

from patientkontrakt.access.models import Ground
from patientkontrakt.pages.demo import around, times
from patientkontrakt.pages.demo.agreeing import both_agree, keep, propose_first
from patientkontrakt.pages.demo.scene import Scene
from patientkontrakt.pages.demo.words import (
    AgreementText,
    PersonText,
    call_112,
    call_us,
    care_does,
    i_do,
    my_goal,
)
from patientkontrakt.people.actor import Actor

PERSON = PersonText(
    slug="bengt",
    given_name="Bengt",
    family_name="Åkesson",
    birth_date=date(1950, 9, 7),
    number="195009072553",
    phone="070-1740650",
    email="bengt.akesson@example.se",
    address="Åsgatan 30, Exempelstad",
    units=[("bjorken", Ground.LISTED, 720)],
)

AGREEMENT = AgreementText(
    matters=(
        "Efter stroken vill jag köra bil igen, så att jag kommer ut till stugan. Talet är nästan tillbaka, men "
        "jag blir osäker när det går fort. Jag vill inte vara till besvär, så jag ringer inte i onödan."
    ),
    strengths="Jag är händig och tycker om att lösa problem.",
    helpers="Min fru Gun. Pensionärsgänget i snickarboden.",
    contact="Sara Ek på vårdcentralen, vardagar 8–16.",
    phone="08-46500410",
    review=40,
    goals=[my_goal("Köra bil till stugan.", 40)],
    promises=[
        i_do("Jag läser högt ur tidningen för Gun.", why="Talet blir säkrare.", days=-30),
        care_does("mikael", "Balansträning i grupp, åtta gånger.", days=-25),
        care_does("ulrika", "Bedömer om det går bra att köra bil igen.", days=-14),
    ],
    signs=[
        call_us("Jag blir yr eller snubblar mer än vanligt.", "Sätter mig ner. Går inte i trappan.", "Sara Ek", "08-46500410"),
        call_112("Ansiktet hänger, armen tappar kraft eller talet blir sluddrigt.", "Gun ringer på en gång. Vi väntar inte."),
    ],
)  # fmt: skip


def tell(scene: Scene):
    bengt, sara = scene.register(PERSON), scene.actor("sara")
    with scene.at(-140, 10):
        around.coordinator(scene, bengt, "sara")
        around.physician(scene, bengt, "ulrika")
        version = propose_first(scene, bengt, AGREEMENT, by=sara)
        both_agree(version, sara)
    times.kept(
        scene, bengt, scene.actor("mikael"), -110, 10, minutes=60, purpose="Balansträning i grupp",
        booked=-140,
    )  # fmt: skip
    times.kept(
        scene, bengt, scene.actor("ulrika"), -15, 9, minutes=40, purpose="Bedömning inför bilkörning",
        booked=-60,
    )  # fmt: skip
    with scene.at(-26, 15):
        keep(version, "Balansträning i grupp, åtta gånger.", by=scene.actor("mikael"))
        keep(version, "Jag läser högt ur tidningen för Gun.", by=Actor.for_patient(bengt))
    with scene.at(-15, 10):
        keep(version, "Bedömer om det går bra att köra bil igen.", by=scene.actor("ulrika"))
    around.looks(scene, bengt, "ulrika", -15)
