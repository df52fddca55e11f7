"""Peter, 47: drives the night bus. The proposed times did not suit him and he has asked for others."""

from datetime import date

from patientkontrakt.access.models import Ground
from patientkontrakt.pages.demo import around, times
from patientkontrakt.pages.demo.agreeing import both_agree, propose_first
from patientkontrakt.pages.demo.numbers import personal_number
from patientkontrakt.pages.demo.scene import Scene
from patientkontrakt.pages.demo.words import (
    AgreementText,
    PersonText,
    call_112,
    call_us,
    care_does,
    care_goal,
    i_do,
    my_goal,
    wait_at_home,
)
from patientkontrakt.people.actor import Actor
from scheduling.actions import ask_for_other_times

BORN = date(1979, 10, 30)
PERSON = PersonText(
    slug="peter",
    given_name="Peter",
    family_name="Wallin",
    birth_date=BORN,
    number=personal_number(BORN, "m"),
    phone="070-1740647",
    email="peter.wallin@example.se",
    address="Depågatan 6, Exempelstad",
    units=[("hamnen", Ground.LISTED, 610)],
)

ASKS = "Jag kör nattbuss och sover till klockan 13. Går det att få en tid efter 14, helst en tisdag eller torsdag?"

AGREEMENT = AgreementText(
    matters=(
        "Jag kör nattbuss. När alla andra har vaknat ska jag sova, och då ringer vården. Jag vill hålla mig "
        "frisk så att jag får behålla körkortet, och orka vara med på killarnas hockeyträning. Blodtrycket "
        "känns ju inte, så det är svårt att komma ihåg."
    ),
    strengths="Jag är punktlig, det ligger i jobbet. Jag har slutat röka.",
    helpers="Min sambo Jessica, och chefen som ändrar passen när hon kan.",
    contact="Anna-Karin Holm. Skriv ett meddelande när det passar dig, vi svarar inom ett dygn.",
    phone="08-46500420",
    review=65,
    goals=[my_goal("Behålla körkortet.", 200), care_goal("Blodtrycket under 140 över 90 hemma.", 65)],
    promises=[
        i_do("Jag mäter blodtrycket hemma när jag har vaknat, tre dagar i rad.", why="Mätt hemma blir det mer rätt än hos oss.", often="En vecka i månaden"),
        i_do("Jag använder sömnmasken när jag sover, också efter nattpass.", often="Varje gång jag sover"),
        care_does("annakarin", "Ringer aldrig före klockan 14.", until=65),
        care_does("david", "Går igenom hemmablodtrycken och blodproverna.", days=24),
    ],
    signs=[
        wait_at_home("Huvudvärk efter ett långt pass.", "Vilar, dricker vatten och mäter när jag har sovit."),
        call_us("Blodtrycket är över 180 två gånger med en timme emellan.", "Sitter still en kvart och mäter igen.", "Anna-Karin Holm", "08-46500420"),
        call_112("Tryck över bröstet, eller plötslig domning i en arm.", "Stannar bussen och ringer."),
    ],
)  # fmt: skip


def tell(scene: Scene):
    peter, annakarin, david = scene.register(PERSON), scene.actor("annakarin"), scene.actor("david", "hamnen")
    with scene.at(-100, 15):
        around.coordinator(scene, peter, "annakarin")
        around.physician(scene, peter, "david", "hamnen")
        version = propose_first(scene, peter, AGREEMENT, by=annakarin)
    with scene.at(-99, 16):
        both_agree(version, annakarin, patient=Actor.for_patient(peter))
    times.kept(scene, peter, david, -70, 15, minutes=30, purpose="Blodtryck och sömn", booked=-99)
    proposal = times.proposed(
        scene, peter, david, [(19, 8, 0), (23, 9, 0)], minutes=30, purpose="Hemmablodtryck och prover", on=-6
    )
    with scene.at(-4, 16):
        ask_for_other_times(proposal=proposal, message=ASKS, by=Actor.for_patient(peter))
    around.looks(scene, peter, "david", -70, code="hamnen")
