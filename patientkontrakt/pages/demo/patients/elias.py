"""Elias, 23: type 1 diabetes. He does not agree on one point, and says what he wants instead."""

from dataclasses import replace
from datetime import date

from agreements.actions import Objection, accept, ask_question, disagree
from patientkontrakt.access.models import Ground
from patientkontrakt.pages.demo import around, times
from patientkontrakt.pages.demo.agreeing import both_agree, promise_of, propose_first, propose_next
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
    relative_does,
    wait_at_home,
)
from patientkontrakt.people.actor import Actor
from planning.actions import add_plan
from planning.models import PlanKind

BORN = date(2003, 5, 19)
PERSON = PersonText(
    slug="elias",
    given_name="Elias",
    family_name="Nordin",
    birth_date=BORN,
    number=personal_number(BORN, "m"),
    phone="070-1740612",
    email="elias.nordin@example.se",
    address="Verkstadsgatan 21, Exempelstad",
    units=[("medicin", Ground.REFERRAL, 700), ("hamnen", Ground.LISTED, 500)],
)

SHARING = "Jag delar mina sensorvärden med mottagningen hela tiden."
OBJECTION = (
    "Jag vill inte att någon kan se mina värden dygnet runt. Då känns det som att jag blir bedömd för varje "
    "pizza, och så stänger jag hellre av sensorn."
)
QUESTION = "Kan jag få svar på mina värden här, eller måste jag ringa?"
OWN_PROPOSAL = "Jag visar mina värden för Viktor när vi ses, och delar dem två veckor före varje besök."

AGREEMENT = AgreementText(
    matters=(
        "Jag vill kunna jobba som elektriker och spela innebandy utan att diabetesen bestämmer. Jag är rädd för "
        "att bli låg på natten när jag sover ensam, så ibland somnar jag hellre lite för hög. Jag är trött på "
        "att folk tjatar. Jag vill att vi pratar om det som funkar också."
    ),
    strengths="Jag är bra på teknik och har koll på min pump. Jag mår bäst när jag tränar.",
    helpers="Min sambo Tilde, mamma, och Jocke i laget som vet vad han ska göra om jag blir låg.",
    contact="Viktor Hedlund, diabetessjuksköterska. Vardagar 8–16, svar på meddelanden samma dag.",
    phone="08-46500450",
    review=60,
    goals=[
        my_goal("Sova hela natten utan att vara rädd för att bli låg.", 60),
        my_goal("Spela hela matcher igen.", 120),
        care_goal("Mer tid inom målområdet, utan fler känningar.", 120),
    ],
    promises=[
        i_do("Jag har sensorn på mig, också på helgerna.", why="Så att larmet kan väcka mig.", often="Varje dag"),
        i_do(SHARING, why="Mottagningen kan höra av sig tidigt.", often="Hela tiden"),
        i_do("Jag äter något före träningen och har druvsocker i väskan.", often="Före varje träning och match"),
        relative_does("Tilde, sambo", "Har hjälpsprutan hemma och vet hur den används.", until=120),
        care_does("viktor", "Går igenom nattvärdena tillsammans med Elias och hjälper till med pumpens inställningar.", days=12),
        care_does("susanne", "Träffar Elias och går igenom ögonbotten, fötter och blodprov en gång om året.", days=80),
        care_does("viktor", "Svarar på meddelanden samma vardag.", needed="när Elias skriver"),
    ],
    signs=[
        wait_at_home("Jag är lägre än 4 eller känner mig darrig.", "Tar druvsocker, väntar en kvart och mäter igen."),
        call_us("Jag är högre än 15 i mer än ett halvt dygn, fast jag har bytt nålen.",
                "Mäter ketoner, dricker mycket och tar den dos som vi har bestämt.", "Viktor Hedlund", "08-46500450"),
        call_112("Jag kräks och har höga ketoner, eller någon inte kan väcka mig.",
                 "Tilde ger hjälpsprutan och ringer."),
    ],
)  # fmt: skip

NEW = {SHARING, "Går igenom nattvärdena tillsammans med Elias och hjälper till med pumpens inställningar."}
FIRST = replace(AGREEMENT, review=-8, promises=[p for p in AGREEMENT.promises if p.what not in NEW])


def tell(scene: Scene):
    elias, viktor = scene.register(PERSON), scene.actor("viktor")
    with scene.at(-190, 15):
        around.coordinator(scene, elias, "viktor")
        around.another_contact(scene, elias, "susanne", "Läkare vid årsbesöken")
        first = propose_first(scene, elias, FIRST, by=viktor)
    with scene.at(-189, 21):
        both_agree(first, viktor, patient=Actor.for_patient(elias))
    times.kept(
        scene, elias, viktor, -12, 14, minutes=45, purpose="Samtal om vad som är viktigt just nu", booked=-64
    )
    with scene.at(-12, 15):
        version = propose_next(scene, first.agreement, AGREEMENT, by=viktor)
        accept(version=version, by=viktor)
        add_plan(
            patient=elias, unit=scene.unit("medicin"), responsible=scene.staff("susanne"), kind=PlanKind.CARE,
            title="Vårdplan diabetes", starts=scene.day(-12), follow_up_on=scene.day(80), by=viktor,
        )  # fmt: skip
    with scene.at(-9, 21):
        point = promise_of(version, SHARING)
        disagree(
            version=version,
            objections=[Objection(OBJECTION, point, OWN_PROPOSAL)],
            by=Actor.for_patient(elias),
        )
    with scene.at(-8, 8):
        ask_question(version=version, text=QUESTION, by=Actor.for_patient(elias))
    times.agreed(
        scene, elias, viktor, 12, 16, minutes=45, channel="video", purpose="Nattvärden och pumpens inställningar",
        video_link="https://video.example.se/rum/viktor", bring="Pumpen, laddad.", booked=-12,
    )  # fmt: skip
    around.looks(scene, elias, "susanne", -11)
    around.looks(scene, elias, "viktor", -8)
