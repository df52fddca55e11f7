"""Margit, 84: heart failure and COPD, home care, a SIP, and a daughter who is her delegate."""

from datetime import date

from patientkontrakt.access.models import Ground
from patientkontrakt.pages.demo.numbers import personal_number
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
        i_do("Jag ringer Cecilia om vikten har gått upp.", needed="Två kilo eller mer på tre dagar"),
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
