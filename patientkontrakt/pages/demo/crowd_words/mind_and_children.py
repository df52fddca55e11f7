from patientkontrakt.pages.demo.crowd_words.condition import Condition
from planning.models import PlanKind

NOT_ALONE = (
    "Tankar på att inte vilja leva.",
    "Ringer 112 eller går till psykiatriska akuten. Är inte ensam.",
    "112",
)

PSYCHIATRY = [
    Condition(
        name="bipolär sjukdom", ages=(24, 66),
        matters=[
            "Jag vill behålla glädjen men slippa kraschen. Lyssna på min syster när hon säger att jag sover för lite.",
            "Jag vill kunna jobba kvar och ha ordning på pengarna.",
        ],
        goals=["Sova sju timmar per natt.", "Ha kvar jobbet hela året."],
        care_goal="Tidiga tecken fångas inom en vecka.",
        mine=[("Jag skriver sömn och humör.", "Varje dag"), ("Jag tar prov.", "Var tredje månad"), ("Jag låter min syster säga till.", "När hon ser något")],
        nurse=[("Samtal om tidiga tecken.", 30), ("Ringer upp samma dag om något ändras.", "När det behövs")],
        doctor=[("Läkarbesök och prover.", 90)],
        signs=[("Jag sover under fem timmar två nätter och känner mig pigg.", "Ställer in allt roligt. Ringer.", "unit"), NOT_ALONE],
        meetings=["Samtal", "Uppföljning av läkemedel"],
        plan=(PlanKind.CARE, "Vårdplan psykiatri"), needs=["Hjälp med budget från kommunen."],
    ),
    Condition(
        name="adhd", ages=(19, 45),
        matters=[
            "Jag vill få ihop vardagen utan att alltid komma för sent och behöva be om ursäkt.",
            "Jag vill att kallelser kommer som sms dagen innan. Brev tappar jag bort.",
        ],
        goals=["Klara utbildningen.", "Betala räkningar i tid."],
        care_goal="Rätt dos och bättre sömn.",
        mine=[("Jag använder kalendern i telefonen.", "Varje dag"), ("Jag lägger mig före elva.", "Vardagar")],
        nurse=[("Påminner med sms dagen innan.", "Inför varje tid"), ("Mäter puls och blodtryck.", 35)],
        doctor=[("Uppföljning av läkemedel.", 80)],
        signs=[("Hjärtklappning eller ingen aptit i en vecka.", "Skriver upp när jag tar tabletten.", "unit"), NOT_ALONE],
        meetings=["Uppföljning av läkemedel", "Arbetsterapi: vardagen"],
        plan=(PlanKind.REHABILITATION, "Plan för vardag och studier"), needs=["Stöd i hemmet en gång i veckan."],
    ),
    Condition(
        name="depression", ages=(23, 68),
        matters=[
            "Jag vill känna något igen när jag hör musik.",
            "Jag vill att min man får vara med, han vet hur jag är när jag är frisk.",
        ],
        goals=["Komma ut varje dag.", "Träffa en vän i veckan."],
        care_goal="Tydligt mindre nedstämd vid uppföljning.",
        mine=[("Jag går ut före lunch.", "Varje dag"), ("Jag tar min medicin.", "Varje kväll")],
        nurse=[("Ringer.", "Varje måndag"), ("Samtal, tio gånger.", 70)],
        doctor=[("Följer upp medicin och sjukskrivning.", 28)],
        signs=[("Jag går inte upp ur sängen två dagar i rad.", "Skickar ett sms till min man.", "unit"), NOT_ALONE],
        meetings=["Samtal", "Uppföljning"],
        plan=(PlanKind.CARE, "Vårdplan depression"), needs=["Kontakt med arbetsgivaren."],
    ),
]  # fmt: skip

CHILDREN = [
    Condition(
        name="astma", ages=(7, 17),
        matters=[
            "Jag vill kunna vara med på gympan hela lektionen.",
            "Jag vill sova över hos min kompis som har katt.",
        ],
        goals=["Spela handboll utan att hosta.", "Sova hela natten."],
        care_goal="Normalt andningsprov.",
        mine=[("Jag tar min spray.", "Morgon och kväll"), ("Jag tar med den blå sprayen till träningen.", "Varje gång")],
        nurse=[("Kollar hur jag tar sprayen.", 30), ("Pratar med skolan om gympan.", 45)],
        doctor=[("Andningsprov och läkarbesök.", 90)],
        signs=[("Hostar på natten tre nätter.", "Mamma eller pappa ringer.", "unit"), ("Kan inte prata för att det är svårt att andas.", "Tar blå spray.", "112")],
        meetings=["Andningsprov", "Astmaskola"],
        plan=(PlanKind.CARE, "Behandlingsplan astma"), needs=["Skolan vet vad som ska göras vid anfall."],
    ),
    Condition(
        name="ont i magen och skolan", ages=(9, 17),
        matters=[
            "Jag vill gå till skolan utan att ha ont i magen varje söndag kväll.",
            "Jag vill bestämma själv vad ni berättar för skolan.",
        ],
        goals=["Vara i skolan fyra dagar i veckan.", "Vara med på lägret."],
        care_goal="En plan som skola, familj och vi delar.",
        mine=[("Jag säger till en vuxen innan det blir för mycket.", "När det behövs"), ("Jag gör andningen jag har lärt mig.", "Varje kväll")],
        nurse=[("Samtal, sex gånger.", 60), ("Möte med skolan.", 30)],
        doctor=[("Läkarbesök om magen inte blir bättre.", 70)],
        signs=[("Inte i skolan på en vecka.", "En förälder ringer.", "unit"), ("Ont i magen och feber.", "Vilar.", "1177")],
        meetings=["Samtal", "Möte med skolan"],
        plan=(PlanKind.HABILITATION, "Plan med skolan"), needs=["En lugn plats på rasten."],
    ),
]  # fmt: skip
