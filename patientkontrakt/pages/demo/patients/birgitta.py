"""Birgitta, 65: rehabilitation after breast cancer, with a Min vårdplan and a contact nurse."""

from datetime import date

from patientkontrakt.access.models import Ground
from patientkontrakt.pages.demo import around, times
from patientkontrakt.pages.demo.agreeing import both_agree, propose_first
from patientkontrakt.pages.demo.scene import Scene
from patientkontrakt.pages.demo.words import (
    AgreementText,
    PersonText,
    call_1177,
    call_us,
    care_does,
    care_goal,
    i_do,
    my_goal,
    other_does,
    relative_does,
    wait_at_home,
)
from patientkontrakt.people.actor import Actor
from planning.actions import add_need, add_plan
from planning.models import PlanKind, Source

PERSON = PersonText(
    slug="birgitta",
    given_name="Birgitta",
    family_name="Lund",
    birth_date=date(1961, 1, 18),
    number="196101182803",
    phone="070-1740618",
    email="birgitta.lund@example.se",
    address="Solstigen 3, Exempelstad",
    units=[("cancerrehab", Ground.REFERRAL, 260), ("bjorken", Ground.LISTED, 720)],
)

AGREEMENT = AgreementText(
    matters=(
        "Jag vill tillbaka till kören och till mitt växthus. Alla säger att jag ska vara glad att jag är frisk, "
        "men jag är så trött att jag ibland får lägga mig mitt på golvet. Jag vill att någon tar tröttheten på "
        "allvar. Och jag vill veta vem jag ringer när jag känner en knöl och hjärtat stannar."
    ),
    strengths="Jag sjunger, jag odlar och jag har humor. Jag brukar klara det jag bestämmer mig för.",
    helpers="Min man Lars-Erik, körsystrarna, och Bröstcancerföreningen på onsdagar.",
    contact="Maria Thelin, min kontaktsjuksköterska. Måndag till torsdag 8–15. Annars 1177.",
    phone="08-46500460",
    review=100,
    goals=[
        my_goal("Sjunga med i vårkonserten.", 150),
        my_goal("Orka en halv dag i växthuset utan att bli sängliggande dagen efter.", 100),
        care_goal("Armen: full rörlighet och ingen ökad svullnad.", 100),
    ],
    promises=[
        i_do("Jag rör mig en halvtimme, och vilar innan jag blir helt slut.", why="Rörelse hjälper mot tröttheten.", often="Varje dag"),
        i_do("Jag gör armens rörelser som Erik visade.", often="Två gånger om dagen"),
        i_do("Jag skriver upp hur trött jag är, från 0 till 10.", often="Varje kväll"),
        relative_does("Lars-Erik, make", "Kör till simhallen.", often="Tisdag och fredag"),
        care_does("maria", "Ringer och frågar hur det går med tröttheten och sömnen.", often="Var tredje vecka"),
        care_does("erik", "Mäter armen och provar ut en ny stödstrumpa till den.", days=16),
        care_does("gunilla", "Berättar vad mammografin visade, på telefon, och skickar det också skriftligt.", days=34,
                  done_when="Birgitta vet svaret inom en vecka efter undersökningen."),
        care_does("leila", "Går igenom hur Birgitta kan trappa upp arbetet, tillsammans med arbetsgivaren.", days=25),
        other_does("Bröstcancerföreningen", "Träff för dem som är färdiga med behandlingen.", often="Onsdagar kl. 18"),
    ],
    signs=[
        wait_at_home("En tröttare dag efter att jag har gjort mycket.", "Vilar, och tar det lugnare i två dagar."),
        call_us("Armen blir svullnare, röd eller varm.", "Håller armen högt och tar inte på mig strumpan.", "Maria Thelin", "08-46500460"),
        call_us("Jag känner en ny knöl.", "Väntar inte till nästa besök.", "Maria Thelin", "08-46500460"),
        call_1177("Feber över 38,5 och jag känner mig sjuk.", "Mäter febern. Har namnen på mina mediciner framme."),
    ],
)  # fmt: skip


def tell(scene: Scene):
    birgitta, maria = scene.register(PERSON), scene.actor("maria")
    with scene.at(-250, 10):
        around.coordinator(scene, birgitta, "maria")
    with scene.at(-240, 10):
        around.physician(scene, birgitta, "ulrika")
    times.kept(
        scene, birgitta, maria, -150, 13, minutes=60, purpose="Slut på behandlingen: vad behövs nu?",
        booked=-170,
    )  # fmt: skip
    with scene.at(-50, 14):
        version = propose_first(scene, birgitta, AGREEMENT, by=maria)
    with scene.at(-48, 20):
        both_agree(version, maria, patient=Actor.for_patient(birgitta))
    _plan(scene, birgitta)
    times.kept(
        scene, birgitta, scene.actor("erik"), -29, 9, minutes=45, purpose="Armens rörlighet", booked=-50
    )
    times.agreed(
        scene, birgitta, scene.actor("erik"), 16, 9, 30, minutes=45, purpose="Mätning av armen och ny stödstrumpa",
        place="Ingång C, plan 2", bring="Den gamla strumpan och ett linne.", booked=-29,
    )  # fmt: skip
    times.agreed(
        scene, birgitta, scene.actor("gunilla"), 34, 11, minutes=20, channel="phone",
        purpose="Svar på mammografin", preparation="Ha någon hos dig om du vill. Skriv ner dina frågor.", booked=-8,
    )  # fmt: skip
    around.looks(scene, birgitta, "gunilla", -49, -8)
    around.looks(scene, birgitta, "leila", -22)


def _plan(scene, birgitta):
    maria, leila = scene.actor("maria"), scene.actor("leila")
    with scene.at(-48, 14):
        add_plan(
            patient=birgitta, unit=scene.unit("cancerrehab"), responsible=scene.staff("maria"), kind=PlanKind.CANCER,
            title="Min vårdplan: efter bröstcancer", starts=scene.day(-240), follow_up_on=scene.day(34), by=maria,
        )  # fmt: skip
        add_plan(
            patient=birgitta, unit=scene.unit("cancerrehab"), responsible=scene.staff("erik"),
            kind=PlanKind.REHABILITATION, title="Rehabiliteringsplan: arm och ork", starts=scene.day(-50),
            follow_up_on=scene.day(100), by=scene.actor("erik"),
        )  # fmt: skip
        add_need(
            patient=birgitta, text="Någon som tar tröttheten på allvar och följer den.",
            responsible=scene.staff("maria"), by=maria,
        )  # fmt: skip
        add_need(
            patient=birgitta, text="Plan för att trappa upp arbetet.", responsible=scene.staff("leila"),
            by=leila,
        )  # fmt: skip
    with scene.at(-40, 6):
        add_plan(
            patient=birgitta, unit=scene.unit("cancerrehab"), responsible="Bröstmottagningen", kind=PlanKind.STANDARD,
            title="Standardiserat vårdförlopp: uppföljning", starts=scene.day(-150), source=Source.IMPORTED,
            fetched_at=scene.moment(-40, 6), fetched_from="Journalsystemet på sjukhuset", by=maria,
        )  # fmt: skip
