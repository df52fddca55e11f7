"""Gösta, 88: paper and telephone only. He has the same agreement as others, without a sign-in."""

from datetime import date

from agreements.models import How
from patientkontrakt.access.models import Ground
from patientkontrakt.pages.demo import around, times
from patientkontrakt.pages.demo.agreeing import both_agree, propose_first
from patientkontrakt.pages.demo.numbers import personal_number
from patientkontrakt.pages.demo.scene import Scene
from patientkontrakt.pages.demo.words import (
    AgreementText,
    PersonText,
    call_112,
    call_1177,
    call_us,
    care_does,
    i_do,
    my_goal,
    other_does,
)

BORN = date(1938, 2, 6)
PERSON = PersonText(
    slug="gosta",
    given_name="Gösta",
    family_name="Ålund",
    birth_date=BORN,
    number=personal_number(BORN, "m"),
    phone="0980-319288",
    address="Norra udden 2, Ytterön",
    units=[("skargarden", Ground.LISTED, 720)],
    has_sign_in=False,
)

AGREEMENT = AgreementText(
    matters=(
        "Jag har bott på ön i hela mitt liv och tänker dö här, men inte än. Jag ser dåligt och vill ha det på "
        "papper, med stora bokstäver. Ring på fasta telefonen, den hör jag. Datorer har jag aldrig haft."
    ),
    strengths="Jag eldar, fiskar och lagar min mat.",
    helpers="Grannpojken Axel kör mig till båten. Brorsdottern ringer på söndagar.",
    contact="Maj Öberg på hälsocentralen. Hon ringer upp om ingen svarar. Vardagar 8–15.",
    phone="08-46500430",
    review=110,
    goals=[my_goal("Lägga näten själv till våren.", 150)],
    promises=[
        i_do("Jag tar blodförtunnande tabletter ur dosetten.", often="Morgon och kväll"),
        i_do("Jag sätter på mig broddarna när jag går till bryggan.", needed="när det är halt"),
        care_does("maj", "Ringer och hör hur det är, och läser upp vad vi har kommit överens om.", often="Första måndagen varje månad"),
        care_does("maj", "Delar dosetten och skickar den med postbåten.", often="Varannan vecka"),
        care_does("david", "Kommer ut till ön, lyssnar på hjärtat och tar prover.", days=22),
        other_does("Synskadades förening", "Kommer hem och visar förstoringslampa.", days=30),
    ],
    signs=[
        call_us("Jag har ramlat, också om det känns bra.", "Sitter kvar tills Axel kommer.", "Maj Öberg", "08-46500430"),
        call_1177("Näsblod som inte slutar på en kvart.", "Sitter framåt och trycker ihop näsan."),
        call_112("Slår i huvudet, eller blir sned i ansiktet.", "Ringer på en gång. Helikoptern kommer."),
    ],
)  # fmt: skip


def tell(scene: Scene):
    gosta, maj, david = scene.register(PERSON), scene.actor("maj"), scene.actor("david", "skargarden")
    with scene.at(-115, 10):
        around.coordinator(scene, gosta, "maj")
        around.physician(scene, gosta, "david", "skargarden")
        version = propose_first(scene, gosta, AGREEMENT, by=maj)
    with scene.at(-108, 11):
        both_agree(version, maj, told=How.PAPER)
    times.kept(scene, gosta, david, -64, 12, minutes=60, purpose="Läkarbesök hemma på ön", booked=-115)
    for day in (-80, -52, -24):
        times.kept(scene, gosta, maj, day, 9, minutes=15, channel="phone", purpose="Maj ringer", booked=-108)
    times.agreed(
        scene, gosta, david, 22, 12, minutes=60, purpose="Läkarbesök hemma på ön", place="Hemma hos Gösta",
        preparation="Maj ringer dagen innan om båten inte går.", booked=-64,
    )  # fmt: skip
    around.looks(scene, gosta, "maj", -80, -52, -24)
