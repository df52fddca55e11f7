"""Yusuf, 65: speaks Arabic and needs an interpreter; has a coordination number. Diabetes and a bad knee."""

from datetime import date

from patientkontrakt.access.models import Ground
from patientkontrakt.pages.demo import around, diaries, times
from patientkontrakt.pages.demo.agreeing import both_agree, keep, promise_of, propose_first
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
    relative_does,
    wait_at_home,
)
from patientkontrakt.people.actor import Actor
from patientkontrakt.people.identifiers import IdentifierSystem
from planning.actions import add_need, add_plan
from planning.models import PlanKind

PERSON = PersonText(
    slug="yusuf",
    given_name="Yusuf",
    family_name="Haddad",
    birth_date=date(1961, 9, 13),
    number="196109732393",
    system=IdentifierSystem.SAMORDNINGSNUMMER,
    phone="070-1740641",
    email="yusuf.haddad@example.se",
    address="Hamngatan 44, Exempelstad",
    language="ar",
    interpreter="ar",
    units=[("hamnen", Ground.LISTED, 480)],
)

INTERPRETER = "Tolk: arabiska, beställd."

AGREEMENT = AgreementText(
    matters=(
        "(Berättat på arabiska genom tolk.) Jag vill kunna knäböja i bönen och leka med mina barnbarn på golvet. "
        "I Aleppo var jag bagare, jag är van att stå och arbeta. Jag vill förstå varför jag ska ta varje medicin. "
        "Min son ska inte behöva tolka, han har sitt arbete, och vissa saker vill jag säga själv."
    ),
    strengths="Jag är stark och van att gå upp tidigt. Jag lagar maten hemma.",
    helpers="Min hustru Samira, sonen Karim, och vännerna i moskén.",
    contact="Anna-Karin Holm. Säg ditt namn och ”arabiska”, så ringer vi upp med tolk samma dag.",
    phone="08-46500420",
    review=80,
    goals=[
        my_goal("Sitta på golvet med barnbarnen och komma upp själv.", 80, "Jag kan sitta på golvet. Jag kan resa mig själv."),
        care_goal("Långtidssockret på väg ner till nästa provtagning.", 90, "Det finns mindre socker i blodet."),
    ],
    promises=[
        i_do("Jag går en halvtimme efter kvällsmaten.", why="Det är bra både för sockret och för knäet.", often="Varje kväll", easy="Jag går ut och går i 30 minuter."),
        i_do("Jag gör knäövningarna i häftet på arabiska.", often="Tre dagar i veckan", easy="Jag tränar knäet."),
        i_do("Jag mäter blodsockret och skriver upp det.", often="Varje morgon", easy="Jag mäter sockret. Jag skriver siffran."),
        relative_does("Samira, hustru", "Är med när vi pratar om mat hos Fatima.", days=11, easy="Samira följer med till Fatima."),
        care_does("fatima", "Går igenom blodsocker och mat, på arabiska.", days=11, easy="Vi pratar om socker och mat. Vi pratar arabiska."),
        care_does("annakarin", "Beställer tolk till alla besök och samtal. Familjen tolkar inte.", until=80, easy="En tolk är alltid med. Familjen ska inte tolka."),
        care_does("oskar", "Visar knäövningar och ger ett häfte på arabiska.", days=-35, easy="Oskar visar hur du tränar knäet."),
        care_does("david", "Förklarar varje medicin och skriver en lista på enkel svenska och arabiska.", days=20, easy="David berättar vad varje medicin gör. Du får en lista."),
    ],
    signs=[
        wait_at_home("Jag blir skakig och svettig.", "Dricker ett glas juice, vilar en kvart och mäter igen.", "Jag skakar och svettas. Drick juice. Vila 15 minuter. Mät igen."),
        call_us("Ett sår på foten, hur litet det än är.", "Tvättar det och går inte barfota.", "Anna-Karin Holm", "08-46500420", "Ett sår på foten. Tvätta såret. Ha skor på dig."),
        call_1177("Jag är mycket törstig och kissar mycket, och sockret är över 20.", "Dricker vatten. Säger ”arabic, please”, så kopplar de in tolk.", "Jag är väldigt törstig och sockret är över 20. Drick vatten. Ring 1177."),
        call_112("Ont i bröstet, eller ansiktet hänger på ena sidan.", "Sätter mig ner. Samira ringer.", "Ont i bröstet. Eller ansiktet hänger. Ring 112."),
    ],
)  # fmt: skip


def tell(scene: Scene):
    yusuf, annakarin = scene.register(PERSON), scene.actor("annakarin")
    with scene.at(-75, 11):
        around.coordinator(scene, yusuf, "annakarin")
        around.physician(scene, yusuf, "david", "hamnen")
        version = propose_first(scene, yusuf, AGREEMENT, by=annakarin)
    with scene.at(-74, 19):
        both_agree(version, annakarin, patient=Actor.for_patient(yusuf))
    with scene.at(-70, 9):
        add_plan(
            patient=yusuf, unit=scene.unit("hamnen"), responsible=scene.staff("fatima"), kind=PlanKind.CARE,
            title="Vårdplan diabetes typ 2", starts=scene.day(-70), follow_up_on=scene.day(60), by=scene.actor("fatima"),
        )  # fmt: skip
        add_need(
            patient=yusuf, text="Tolk till varje besök och samtal.", responsible=scene.staff("annakarin"),
            by=annakarin,
        )  # fmt: skip
    _meet(scene, yusuf, version)
    _live(scene, yusuf, version)
    around.looks(scene, yusuf, "david", -74, -36, code="hamnen")


def _meet(scene, yusuf, version):
    times.kept(
        scene, yusuf, scene.actor("oskar"), -35, 9, minutes=45, purpose="Knäövningar", needs=INTERPRETER,
        booked=-74,
    )  # fmt: skip
    with scene.at(-35, 11):
        keep(version, "Visar knäövningar och ger ett häfte på arabiska.", by=scene.actor("oskar"))
    times.agreed(
        scene, yusuf, scene.actor("fatima"), 11, 10, minutes=60, purpose="Blodsocker och mat",
        place="Rum 7", bring="Mätaren och dina anteckningar. Samira är välkommen.", needs=INTERPRETER, booked=-35,
    )  # fmt: skip
    times.agreed(
        scene, yusuf, scene.actor("david", "hamnen"), 20, 11, minutes=40, purpose="Genomgång av alla mediciner",
        place="Rum 2", bring="Alla medicinburkar.", needs=INTERPRETER, booked=-35,
    )  # fmt: skip


def _live(scene, yusuf, version):
    himself = Actor.for_patient(yusuf)
    walking = promise_of(version, "Jag går en halvtimme efter kvällsmaten.")
    knee = promise_of(version, "Jag gör knäövningarna i häftet på arabiska.")
    measuring = promise_of(version, "Jag mäter blodsockret och skriver upp det.")
    diaries.keep(scene, walking, himself, empty=(7, 1), missed=(11, 4), notes={4: "Halt ute."})
    diaries.keep(scene, knee, himself, weekdays=(0, 2, 4))
    diaries.keep(scene, measuring, himself, empty=(13, 12, 5))
