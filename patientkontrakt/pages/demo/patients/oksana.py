"""Oksana, 38: has only a reserve number. Care promised a referral that should have been sent by now."""

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
    i_do,
    my_goal,
    other_does,
    wait_at_home,
)
from patientkontrakt.people.actor import Actor
from patientkontrakt.people.identifiers import IdentifierSystem

PERSON = PersonText(
    slug="oksana",
    given_name="Oksana",
    family_name="Kovalenko",
    birth_date=date(1988, 6, 11),
    number="98240301AA06",
    system=IdentifierSystem.RESERVNUMMER,
    phone="070-1740638",
    email="oksana.kovalenko@example.se",
    address="Hamngatan 51, Exempelstad",
    language="uk",
    interpreter="uk",
    units=[("hamnen", Ground.VISIT, 170)],
)

INTERPRETER = "Tolk: ukrainska, beställd."

AGREEMENT = AgreementText(
    matters=(
        "(Berättat på ukrainska genom tolk.) Jag är sjuksköterska och vill arbeta här så snart jag får. Nu hostar "
        "jag varje natt och väcker min son. Jag vill veta om det är astma, så att jag kan få rätt medicin. Papperen "
        "är svåra: jag har inget personnummer och blir skickad mellan olika luckor."
    ),
    strengths="Jag kan vården från insidan, och jag lär mig svenska fort.",
    helpers="Min mamma, och Iryna på språkkaféet.",
    contact="Anna-Karin Holm. Säg ”ukrainska”, så ringer vi upp med tolk samma dag.",
    phone="08-46500420",
    review=35,
    goals=[my_goal("Sova en hel natt.", 35), my_goal("Börja på kursen för utländska sjuksköterskor.", 90)],
    promises=[
        i_do("Jag skriver upp när jag hostar och vad jag gjorde innan.", often="Varje kväll"),
        care_does("david", "Skickar remiss till Hjärt- och lungmottagningen för andningsprov.",
                  why="Utan provet kan vi inte säga om det är astma.", days=-12,
                  done_when="Oksana har fått besked om att remissen är mottagen."),
        care_does("annakarin", "Hjälper till med reservnumret, så att apoteket hittar recepten.", days=10),
        other_does("Exempelstads språkkafé", "Iryna följer med till apoteket.", days=10),
    ],
    signs=[
        wait_at_home("Hostan väcker mig.", "Sätter mig upp och tar inhalatorn som jag har fått låna."),
        call_us("Jag behöver inhalatorn mer än var fjärde timme.", "Vilar och räknar hur många gånger.", "Anna-Karin Holm", "08-46500420"),
        call_112("Jag kan inte säga en hel mening utan att hämta andan.", "Sätter mig framåtlutad. Mamma ringer."),
    ],
)  # fmt: skip


def tell(scene: Scene):
    oksana, annakarin, david = (
        scene.register(PERSON),
        scene.actor("annakarin"),
        scene.actor("david", "hamnen"),
    )
    with scene.at(-33, 13):
        around.coordinator(scene, oksana, "annakarin")
    times.kept(
        scene, oksana, david, -30, 13, minutes=45, purpose="Första besöket för hostan", needs=INTERPRETER,
        booked=-33,
    )  # fmt: skip
    with scene.at(-30, 14):
        version = propose_first(scene, oksana, AGREEMENT, by=annakarin)
    with scene.at(-27, 9):
        both_agree(version, annakarin, patient=Actor.for_patient(oksana))
    times.agreed(
        scene, oksana, annakarin, 10, 13, 15, minutes=30, purpose="Hjälp med reservnummer och recept",
        place="Rum 1", bring="Alla papper du har fått.", needs=INTERPRETER, booked=-27,
    )  # fmt: skip
    around.looks(scene, oksana, "david", -30, code="hamnen")
