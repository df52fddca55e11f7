"""Birgitta, 65: rehabilitation after breast cancer, with a Min vårdplan and a contact nurse."""

from datetime import date

from patientkontrakt.access.models import Ground
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
