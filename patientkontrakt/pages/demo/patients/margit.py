"""Margit, 84: heart failure and COPD, home care, a SIP, and a daughter who is her delegate."""

from datetime import date

from agreements.actions import write_preparation
from agreements.models import How
from patientkontrakt.access.models import Ground
from patientkontrakt.pages.demo import around, diaries, times
from patientkontrakt.pages.demo.agreeing import both_agree, keep, promise_of, propose_first, propose_next
from patientkontrakt.pages.demo.numbers import personal_number
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
    municipality_does,
    my_goal,
    relative_does,
)
from patientkontrakt.people.actor import Actor
from patientkontrakt.people.models import Patient
from planning.actions import add_need, add_plan
from planning.models import Authority, ConsentBy, PlanKind

BORN = date(1942, 3, 14)
PERSON = PersonText(
    slug="margit",
    given_name="Margit",
    family_name="Sjöberg",
    birth_date=BORN,
    number=personal_number(BORN, "f"),
    phone="0980-319201",
    email="margit.sjoberg@example.se",
    address="Lindgatan 7, 2 trappor, Exempelstad",
    units=[
        ("bjorken", Ground.LISTED, 720),
        ("hjartlung", Ground.REFERRAL, 400),
        ("kommun", Ground.COORDINATION, 330),
    ],
)

MATTERS = (
    "Jag vill bo kvar hemma i lägenheten, med pelargonerna och fågelbordet utanför köksfönstret. På torsdagar "
    "vill jag orka ner på gården och dricka kaffe med Inga-Lill. Jag är rädd för att vakna på natten och inte "
    "få luft, och för att åka in akut. Det svåraste är när olika personer säger olika saker."
)
STRENGTHS = "Jag är envis och ordningsam. Jag kan mina mediciner och har alltid skött min ekonomi själv."
HELPERS = (
    "Min dotter Karin kommer varje söndag och ringer varje kväll. Grannen Inga-Lill har nyckel. "
    "Hemsjukvården kommer måndag och torsdag."
)

FIRST = AgreementText(
    matters=MATTERS,
    strengths=STRENGTHS,
    helpers=HELPERS,
    contact="Sara Ek, min fasta vårdkontakt. Vardagar 8–16. Andra tider: hemsjukvården.",
    phone="08-46500410",
    review=-95,
    goals=[my_goal("Gå ner på gården och dricka kaffe med Inga-Lill en gång i veckan.", -95)],
    promises=[
        i_do("Jag väger mig varje morgon före frukost och skriver upp vikten.", often="Varje morgon"),
        care_does(
            "sara",
            "Samordnar så att vårdcentralen, hjärtmottagningen och kommunen vet vad de andra gör.",
            until=-95,
        ),
        care_does("mikael", "Provar ut en rollator med sits och visar hur den används.", days=-250),
        municipality_does("Svarar på ansökan om trygghetslarm.", days=-240),
    ],
    signs=[
        call_112(
            "Jag får inte luft, eller har ont i bröstet som inte går över.",
            "Trycker på larmet och sätter mig upp.",
        )
    ],
)

AGREEMENT = AgreementText(
    matters=MATTERS,
    strengths=STRENGTHS,
    helpers=HELPERS,
    contact="Sara Ek, min fasta vårdkontakt. Vardagar 8–16. Andra tider: hemsjukvården 08-465 004 91.",
    phone="08-46500410",
    review=75,
    goals=[
        my_goal("Gå ner på gården och dricka kaffe med Inga-Lill på torsdagar.", 75),
        my_goal("Inga akuta resor till sjukhuset i vinter.", 120),
        care_goal("Vikten håller sig jämn: högst två kilo upp eller ner på en vecka.", 75),
    ],
    promises=[
        i_do("Jag väger mig varje morgon före frukost och skriver upp vikten i boken.",
             why="Då märker vi tidigt om kroppen samlar på sig vatten.", often="Varje morgon"),
        i_do("Jag gör andningsövningarna som Mikael visade.",
             why="Så att jag orkar trappan och sover bättre.", often="Morgon och kväll"),
        i_do("Jag tar mina mediciner enligt listan på kylskåpet.", often="Varje dag"),
        i_do("Jag ringer Cecilia om vikten har gått upp.", needed="två kilo eller mer på tre dagar"),
        relative_does("Karin, dotter", "Hämtar medicinerna på apoteket.", often="Första lördagen varje månad"),
        relative_does("Karin, dotter", "Följer med till hjärtmottagningen.", days=9),
        care_does("cecilia", "Ringer Margit och går igenom vikten och andningen.",
                  why="Så att vi hinner ändra något innan det blir akut.", often="Varannan tisdag kl. 10"),
        care_does("johan", "Går igenom hela medicinlistan tillsammans med Margit och Karin.",
                  why="Listan från sjukhuset och den från vårdcentralen ska bli en och samma.", days=18,
                  done_when="Margit har en ny lista på kylskåpet."),
        care_does("sara", "Håller ihop allt: ringer kommunen och hjärtmottagningen när något ändras.", until=75),
        municipality_does("Kommer hem, tar blodtryck och tittar på benen.", often="Måndag och torsdag förmiddag"),
        municipality_does("Hjälper till med stödstrumporna.", often="Varje morgon och kväll"),
        municipality_does("Sätter upp en nyckelbox vid dörren.", days=-5),
    ],
    signs=[
        call_us("Vikten har gått upp två kilo eller mer på tre dagar, eller benen svullnar.",
                "Väger mig igen nästa morgon. Vilar med benen högt. Dricker inte mer än vi har bestämt.",
                "Cecilia Norén, hjärtsviktssjuksköterska", "08-46500440"),
        call_us("Jag blir mer andfådd än vanligt när jag klär på mig.",
                "Sätter mig framåtlutad och andas ut långsamt. Tar inhalationen som vi har kommit överens om.",
                "Sara Ek", "08-46500410"),
        call_1177("Feber, eller slemmet blir mer och byter färg.", "Mäter febern och skriver upp den."),
        call_112("Jag får inte luft, eller har ont i bröstet som inte går över.", "Trycker på larmet och sätter mig upp."),
    ],
)  # fmt: skip


def tell(scene: Scene):
    margit, sara = scene.register(PERSON), scene.actor("sara")
    karin = scene.let_in(margit, "karin", "Karin Sjöberg Holm", "dotter", 300)
    with scene.at(-320, 10):
        around.coordinator(scene, margit, "sara")
        around.physician(scene, margit, "johan")
        first = propose_first(scene, margit, FIRST, by=sara)
        both_agree(first, sara)
    with scene.at(-316, 14):
        around.another_contact(scene, margit, "cecilia", "Följer vikt och andning")
    with scene.at(-252, 15):
        keep(first, "Provar ut en rollator med sits och visar hur den används.", by=scene.actor("mikael"))
        keep(first, "Svarar på ansökan om trygghetslarm.", by=sara)
    with scene.at(-98, 10):
        second = propose_next(scene, first.agreement, AGREEMENT, by=sara)
    with scene.at(-97, 18):
        both_agree(second, sara, patient=karin)
    _plan_together(scene, margit)
    _prepare(scene, margit, karin)
    _meet(scene, margit)
    _live(scene, margit, second)
    around.looks(scene, margit, "johan", -98, -41, -6)
    around.looks(scene, margit, "cecilia", -60, -32, -18, -4)
    around.looks(scene, margit, "monica", -30, -2)
    around.refused_look(scene, margit, scene.actor("fatima"), -20)


def _prepare(scene, margit, karin):
    """Karin writes down what Margit says on Sunday, before the visit to the heart clinic."""
    with scene.at(-4, 19):
        write_preparation(
            patient=margit, seen_version=0, by=karin,
            text="Mamma vill orka ner till Inga-Lill. Hon är rädd för att inte få luft på natten.",
            strengths="Hon väger sig varje morgon och missar aldrig en tablett.",
            helpers="Jag på söndagar, Inga-Lill har nyckel, hemsjukvården måndag och torsdag.",
            goals="Ner på gården varje torsdag\nSova en hel natt utan att vakna andfådd",
            talk_about="Varför är det två medicinlistor? Kan rollatorn stå nere i porten?",
        )  # fmt: skip


def _live(scene, margit, version):
    """Margit writes most evenings; home care too, on the days that it remembers."""
    herself, monica = Actor.for_patient(margit), scene.actor("monica")
    weighing = promise_of(version, "Jag väger mig varje morgon före frukost och skriver upp vikten i boken.")
    breathing = promise_of(version, "Jag gör andningsövningarna som Mikael visade.")
    stockings = promise_of(version, "Hjälper till med stödstrumporna.")
    notes = {9: "Vågen stod i hallen, Karin fick ställa fram den.", 3: "68,4 kg, som det ska vara."}
    diaries.keep(scene, weighing, herself, empty=(12,), missed=(9,), notes=notes)
    diaries.keep(
        scene, breathing, herself, empty=(13, 10, 8, 5), missed=(6,), notes={6: "Orkade inte, förkyld."}
    )
    diaries.keep(
        scene, stockings, monica, empty=(11, 10, 4), missed=(2,),
        notes={2: "Personal saknades på kvällen. Vi bad Margit om ursäkt."},
    )  # fmt: skip


def _plan_together(scene, margit):
    sara, robert = scene.actor("sara"), scene.actor("robert")
    with scene.at(-96, 13):
        add_plan(
            patient=margit, unit=scene.unit("bjorken"), responsible=scene.staff("sara"), kind=PlanKind.SIP,
            title="SIP för Margit: trygg hemma i vinter", starts=scene.day(-96), follow_up_on=scene.day(40),
            overall_responsible=Authority.REGION,
            measures_region="Vårdcentralen: samordning och läkemedel. Hjärtmottagningen: vikt och andning varannan vecka.",
            measures_municipality="Hemsjukvård måndag och torsdag. Stödstrumpor morgon och kväll. Trygghetslarm.",
            measures_others="Karin: apoteket och sällskap till besök. Inga-Lill har nyckel.",
            consent_by=ConsentBy.PATIENT, consent_how=How.IN_THE_ROOM, consent_on=scene.day(-96), by=sara,
        )  # fmt: skip
        add_need(
            patient=margit, text="En och samma läkemedelslista hos alla.", responsible=scene.staff("johan"),
            by=sara,
        )  # fmt: skip
        add_need(
            patient=margit, text="Någon att gå ut med när det är halt.",
            responsible="Röda Korsets väntjänst", by=sara,
        )  # fmt: skip
        add_need(
            patient=margit, text="Hjälp med stödstrumporna varje dag.", responsible=scene.unit("kommun"),
            by=sara,
        )  # fmt: skip
        add_need(patient=margit, text="Vågen ska stå där jag ser siffrorna.", responsible=margit, by=sara)
    with scene.at(-90, 9):
        add_plan(
            patient=margit, unit=scene.unit("kommun"), responsible=scene.staff("robert"), kind=PlanKind.MUNICIPAL,
            title="Genomförandeplan för hemtjänst", starts=scene.day(-90), follow_up_on=scene.day(90), by=robert,
        )  # fmt: skip


def _meet(scene: Scene, margit: Patient):
    cecilia = scene.actor("cecilia")
    for day in (-130, -60, -32, -18):
        times.kept(
            scene, margit, cecilia, day, 10, minutes=20, channel="phone", purpose="Samtal om vikt och andning"
        )
    times.agreed(
        scene, margit, cecilia, 9, 10, minutes=45, purpose="Hjärtsvikt och inhalationer",
        place="Ingång A, plan 3, väntrum blå", preparation="Ta medicinerna som vanligt.",
        bring="Viktboken, inhalatorn och medicinlistan.", needs="Sjukresa är beställd. Karin följer med.", booked=-18,
    )  # fmt: skip
    times.agreed(
        scene, margit, scene.actor("johan"), 18, 13, 30, minutes=30, purpose="Genomgång av alla mediciner",
        place="Rum 4", bring="Alla medicinburkar, också de du inte tar längre.", booked=-6,
    )  # fmt: skip
