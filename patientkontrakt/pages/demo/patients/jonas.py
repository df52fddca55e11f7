"""Jonas, 36: was bounced between psychiatry, primary care and Försäkringskassan. One promise of care is late."""

from datetime import date

from agreements.models import OneMind
from patientkontrakt.access.models import Ground
from patientkontrakt.pages.demo import around, times
from patientkontrakt.pages.demo.agreeing import both_agree, propose_first
from patientkontrakt.pages.demo.scene import Scene
from patientkontrakt.pages.demo.words import (
    AgreementText,
    PersonText,
    call_112,
    call_1177,
    call_us,
    care_does,
    care_goal,
    i_do,
    my_goal,
    other_does,
    relative_does,
)
from patientkontrakt.people.actor import Actor
from planning.actions import add_need, add_plan, add_wish, give_responsibility
from planning.models import PlanKind

PERSON = PersonText(
    slug="jonas",
    given_name="Jonas",
    family_name="Malm",
    birth_date=date(1990, 2, 22),
    number="199002222397",
    phone="070-1740636",
    email="jonas.malm@example.se",
    address="Kvarnvägen 15 B, Exempelstad",
    units=[("psykiatri", Ground.REFERRAL, 310), ("bjorken", Ground.LISTED, 720)],
)

AGREEMENT = AgreementText(
    matters=(
        "Jag vill slippa berätta allt från början en gång till. Vårdcentralen säger att psykiatrin ska skriva "
        "intyget, psykiatrin säger vårdcentralen, och Försäkringskassan säger att det fattas uppgifter. Under "
        "tiden har jag ingen inkomst. Jag vill orka hämta Alma på förskolan, och på sikt jobba igen."
    ),
    strengths="Jag är en bra pappa. Jag lagar mat, och jag blir lugn av att snickra.",
    helpers="Min syster Lisa, som ringer myndigheter åt mig när jag inte orkar. Almas mamma.",
    contact="Linda Sjögren, min fasta vårdkontakt. Vardagar 8.30–16. Hon samordnar.",
    phone="08-46500470",
    review=45,
    goals=[
        my_goal("Hämta Alma på förskolan tre dagar i veckan.", 45),
        my_goal("Ha en inkomst som jag kan lita på.", 30),
        care_goal("Sömn sex timmar per natt, och en dag med innehåll.", 60),
    ],
    promises=[
        i_do("Jag går upp samma tid varje dag och tar en promenad före lunch.", often="Varje vardag"),
        i_do("Jag kommer till samtalen med Elin, eller ringer om jag inte orkar komma.", often="Varje onsdag"),
        relative_does("Lisa, syster", "Är med på mötet med Försäkringskassan.", days=8),
        care_does("kaveh", "Skriver läkarutlåtandet till Försäkringskassan och skickar kopia till Jonas.",
                  why="Det är psykiatrin som skriver. Det är bestämt, ingen annan ska frågas igen.", days=-9,
                  done_when="Försäkringskassan har bekräftat att utlåtandet är komplett."),
        care_does("linda", "Kallar till möte med vårdcentralen, Försäkringskassan och Jonas.", days=8),
        care_does("elin", "Samtalsbehandling, tolv gånger.", until=70),
        care_does("leila", "Pratar med arbetsgivaren om vad som går att anpassa.", days=30),
        other_does("Försäkringskassan, handläggare", "Meddelar vad som saknas, skriftligt och på en gång.", days=14),
    ],
    signs=[
        call_us("Jag sover mindre än fyra timmar tre nätter i rad.", "Lägger bort mobilen, går upp och gör te.", "Linda Sjögren", "08-46500470"),
        call_1177("Jag mår så dåligt att jag inte vet hur jag ska klara kvällen.", "Ringer Lisa och är inte ensam."),
        call_112("Jag tänker ta mitt liv.", "Ringer 112, eller går till psykiatriska akuten. Den är öppen dygnet runt."),
    ],
)  # fmt: skip


def tell(scene: Scene):
    jonas, linda = scene.register(PERSON), scene.actor("linda")
    with scene.at(-120, 10):
        intyg = add_need(
            patient=jonas, text="Ett läkarutlåtande som Försäkringskassan godtar.",
            responsible=scene.unit("bjorken"), by=scene.actor("leila"),
        )  # fmt: skip
    with scene.at(-75, 10):
        give_responsibility(
            need=intyg, responsible=scene.unit("psykiatri"), by=scene.actor("leila"),
            reason="Vårdcentralen har inte träffat Jonas för det här. Psykiatrin behandlar.",
        )  # fmt: skip
    with scene.at(-52, 9):
        around.coordinator(scene, jonas, "linda")
        around.of_one_mind(
            scene, jonas, linda, OneMind.DIFFERENT,
            theirs=("Att slippa berätta allt från början en gång till.", "Någon ringer Försäkringskassan åt mig."),
            cares=("Att Jonas orkar vara uppe på dagarna.", "Jonas kommer till gruppen på onsdagar."),
        )  # fmt: skip
        give_responsibility(
            need=intyg, responsible=scene.staff("kaveh"), by=linda,
            reason="Bestämt på mötet: Kaveh skriver, ingen annan ska frågas igen.",
        )  # fmt: skip
    with scene.at(-38, 14):
        version = propose_first(scene, jonas, AGREEMENT, by=linda)
    with scene.at(-37, 20):
        both_agree(version, linda, patient=Actor.for_patient(jonas))
    _who_has_what(scene, jonas)
    _meet(scene, jonas)
    around.looks(scene, jonas, "kaveh", -37, -30)
    around.looks(scene, jonas, "leila", -120, -75, -36)


def _who_has_what(scene, jonas):
    linda = scene.actor("linda")
    with scene.at(-34, 10):
        add_plan(
            patient=jonas, unit=scene.unit("psykiatri"), responsible=scene.staff("kaveh"), kind=PlanKind.CARE,
            title="Vårdplan psykiatri", starts=scene.day(-300), follow_up_on=scene.day(30), by=linda,
        )  # fmt: skip
        add_plan(
            patient=jonas, unit=scene.unit("bjorken"), responsible=scene.staff("leila"), kind=PlanKind.REHABILITATION,
            title="Plan för återgång i arbete", starts=scene.day(-34), follow_up_on=scene.day(30), by=scene.actor("leila"),
        )  # fmt: skip
        add_need(patient=jonas, text="Besked om sjukpenning.", responsible="Försäkringskassan", by=linda)
        add_need(
            patient=jonas, text="Anpassat arbete när det blir dags.", responsible=scene.staff("leila"),
            by=linda,
        )  # fmt: skip
        add_need(patient=jonas, text="Gå upp samma tid varje dag.", responsible=jonas, by=linda)
    with scene.at(-4, 22):
        add_wish(
            patient=jonas,
            text="Att någon ringer Försäkringskassan åt mig, jag klarar inte telefonkön.",
            by=Actor.for_patient(jonas),
        )


def _meet(scene, jonas):
    elin = scene.actor("elin")
    for day in (-31, -24, -17, -10):
        times.kept(scene, jonas, elin, day, 14, minutes=50, purpose="Samtal", booked=-37)
    times.missed(scene, jonas, elin, -3, 14, minutes=50, purpose="Samtal", booked=-37)
    times.agreed(
        scene, jonas, scene.actor("linda"), 8, 10, minutes=60, purpose="Möte med Försäkringskassan och vårdcentralen",
        place="Parkgatan 8, rum Eken", preparation="Linda leder mötet. Du behöver inte berätta allt från början.",
        needs="Lisa är med.", booked=-20,
    )  # fmt: skip
    times.agreed(scene, jonas, elin, 11, 14, minutes=50, purpose="Samtal", booked=-10)
