"""Alva, 26: protected identity. Nobody may learn where she lives, or that she is a patient here."""

from datetime import date

from patientkontrakt.access.models import Ground
from patientkontrakt.pages.demo import around, times
from patientkontrakt.pages.demo.agreeing import both_agree, propose_first
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
from patientkontrakt.people.models import ProtectedIdentity

PERSON = PersonText(
    slug="alva",
    given_name="Alva",
    family_name="Andersson",
    birth_date=date(2000, 1, 25),
    number="200001252386",
    phone="070-1740699",
    email="alva.andersson@example.se",
    address="Skyddad adress",
    protected_identity=ProtectedIdentity.MARKED,
    units=[("hamnen", Ground.LISTED, 200)],
)

AGREEMENT = AgreementText(
    matters=(
        "Att ingen ringer eller skickar brev till någon annan än mig, och att mitt namn aldrig ropas upp i "
        "väntrummet. Jag vill kunna gå till vården utan att behöva förklara varför varje gång. Jag vill sova, "
        "och få ordning på migränen så att jag kan plugga klart."
    ),
    strengths="Jag är noggrann och har tagit mig igenom svåra saker förut.",
    helpers="Min stödperson på kvinnojouren.",
    contact="Anna-Karin Holm, min fasta vårdkontakt. Hon vet hur jag nås. Vardagar 8–16.",
    phone="08-46500420",
    review=50,
    goals=[
        my_goal("Klara tentaperioden utan att behöva stanna hemma för migrän.", 50),
        care_goal("Högst fyra migrändagar i månaden.", 90),
    ],
    promises=[
        i_do("Jag skriver migrändagbok.", why="Så att vi ser vad som utlöser den.", often="Varje dag jag har ont"),
        i_do("Jag loggar in och läser här, i stället för att få brev.", often="En gång i veckan"),
        care_does("annakarin", "Kontaktar Alva bara på det sätt som vi har kommit överens om.", until=50),
        care_does("annakarin", "Möter Alva vid sidoingången, så att hon slipper väntrummet.", often="Vid varje besök"),
        care_does("david", "Följer upp hur den förebyggande behandlingen fungerar.", days=21),
    ],
    signs=[
        wait_at_home("Migränen kommer.", "Tar min medicin direkt, mörkt rum, och låter telefonen vara av."),
        call_us("Tre anfall på en vecka.", "Skriver upp dem i dagboken.", "Anna-Karin Holm", "08-46500420"),
        call_112("Jag känner mig hotad.", "Går till en plats med andra människor och ringer."),
    ],
)  # fmt: skip


def tell(scene: Scene):
    alva, annakarin = scene.register(PERSON), scene.actor("annakarin")
    with scene.at(-90, 16):
        around.coordinator(scene, alva, "annakarin", "Behöver en enda person som vet hur hon nås.")
        version = propose_first(scene, alva, AGREEMENT, by=annakarin)
    with scene.at(-86, 12):
        both_agree(version, annakarin, patient=Actor.for_patient(alva))
    times.kept(
        scene, alva, scene.actor("david", "hamnen"), -60, 16, minutes=30, purpose="Uppföljning av migränen",
        booked=-86,
    )  # fmt: skip
    times.agreed(
        scene, alva, scene.actor("david", "hamnen"), 21, 16, minutes=30, purpose="Uppföljning av migränen",
        place="Sidoingången. Anna-Karin möter.", bring="Migrändagboken.", booked=-60,
    )  # fmt: skip
    around.looks(scene, alva, "annakarin", -61, -5)
