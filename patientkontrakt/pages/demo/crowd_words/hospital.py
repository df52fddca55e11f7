from patientkontrakt.pages.demo.crowd_words.condition import Condition
from planning.models import PlanKind

CHEST = ("Tryck över bröstet som inte går över.", "Sätter mig ner.", "112")

HEART_AND_LUNG = [
    Condition(
        name="hjärtsvikt", ages=(61, 90),
        matters=[
            "Jag vill kunna ligga platt och sova bredvid min fru.",
            "Jag vill orka åka till kolonin. Sitta där räcker, men jag vill dit.",
            "Jag vill veta vad jag själv kan göra, så att jag inte bara väntar på att bli sämre.",
        ],
        goals=["Gå till kolonin och tillbaka.", "Sova hela natten.", "Inga akuta besök."],
        care_goal="Jämn vikt och rätt doser.",
        mine=[("Jag väger mig och skriver upp det.", "Varje morgon"), ("Jag dricker så mycket som vi har bestämt.", "Varje dag"),
              ("Jag går inomhus när det är kallt.", "Varje dag")],
        nurse=[("Ringer och justerar enligt planen.", "Varannan vecka"), ("Besök med blodtryck, vikt och prover.", 30)],
        doctor=[("Ultraljud av hjärtat och läkarbesök.", 90)],
        signs=[("Vikten går upp två kilo på tre dagar.", "Väger mig igen nästa dag. Följer planen.", "unit"),
               ("Jag måste sitta upp för att kunna sova.", "Ringer samma dag.", "unit"), CHEST],
        meetings=["Hjärtsviktsmottagning", "Samtal om vikt och läkemedel"],
        plan=(PlanKind.CARE, "Vårdplan hjärtsvikt"), needs=["Våg som går att läsa av."],
    ),
    Condition(
        name="efter hjärtinfarkt", ages=(48, 79),
        matters=[
            "Jag vill våga ta ut mig igen. Jag lyssnar på hjärtat hela tiden.",
            "Jag vill tillbaka till jobbet som snickare, och leka med barnen utan att vara rädd.",
        ],
        goals=["Hjärtgympa två gånger i veckan.", "Tillbaka på jobbet på halvtid.", "Leva utan cigaretter."],
        care_goal="Blodfetter och blodtryck i mål.",
        mine=[("Jag går på hjärtgympa.", "Tisdag och torsdag"), ("Jag tar alla mina tabletter.", "Varje dag"),
              ("Jag är rökfri.", "Varje dag")],
        nurse=[("Hjärtskola i grupp.", 40), ("Ringer om prover och medicin.", 20)],
        doctor=[("Återbesök med EKG.", 60)],
        signs=[("Ont i bröstet som går över av vila.", "Tar spray som vi har bestämt. Ringer samma dag.", "unit"), CHEST],
        meetings=["Hjärtskola", "Återbesök"],
        plan=(PlanKind.REHABILITATION, "Hjärtrehabilitering"), needs=["Samtal för den närmaste familjen."],
    ),
]  # fmt: skip

MEDICINE = [
    Condition(
        name="diabetes typ 1", ages=(19, 58),
        matters=[
            "Jag vill kunna springa långt utan att behöva stanna för känningar.",
            "Jag vill ha barn, och vill att sockret ligger bra innan.",
            "Jag vill bli sedd som en människa som har diabetes, inte tvärtom.",
        ],
        goals=["Springa ett lopp.", "Mer tid inom målområdet.", "Färre känningar på natten."],
        care_goal="Långtidssockret inom målet.",
        mine=[("Jag har sensorn på mig.", "Varje dag"), ("Jag räknar kolhydrater.", "Vid varje måltid"),
              ("Jag skickar mina värden före besöket.", "En vecka före varje besök")],
        nurse=[("Går igenom värdena på video.", 45), ("Svarar på meddelanden samma vardag.", "När det behövs")],
        doctor=[("Årsbesök med ögon, fötter och prover.", 120)],
        signs=[("Lägre än 4.", "Druvsocker, vänta en kvart, mät igen.", "self_care"),
               ("Högre än 15 i ett halvt dygn.", "Mäter ketoner och byter nål.", "unit"),
               ("Kräks och har höga ketoner.", "Är inte ensam.", "112")],
        meetings=["Genomgång av sensorvärden", "Årsbesök"],
        plan=(PlanKind.CARE, "Vårdplan diabetes typ 1"), needs=["En reservpump inför resan."],
    ),
    Condition(
        name="inflammatorisk tarmsjukdom", ages=(20, 62),
        matters=[
            "Jag vill kunna åka tåg utan att sitta bredvid toaletten.",
            "Jag vill att någon svarar när skovet börjar, inte tre veckor senare.",
        ],
        goals=["Inget skov i år.", "Kunna äta ute med vänner."],
        care_goal="Lugn i tarmen enligt prov.",
        mine=[("Jag tar min medicin också när jag mår bra.", "Varje dag"), ("Jag lämnar prov hemifrån.", "Var tredje månad")],
        nurse=[("Hör av sig med provsvar inom en vecka.", 30), ("Svarar på meddelanden inom ett dygn.", "När det behövs")],
        doctor=[("Läkarbesök.", 110)],
        signs=[("Fler än fyra gånger om dagen i tre dagar.", "Skriver upp hur ofta. Tar prov.", "unit"),
               ("Mycket blod och svår smärta.", "Lägger mig ner.", "112")],
        meetings=["Samtal om provsvar", "Besök hos sjuksköterska"],
        plan=(PlanKind.CARE, "Vårdplan mage och tarm"), needs=["Snabb väg in vid skov."],
    ),
    Condition(
        name="ledgångsreumatism", ages=(30, 80),
        matters=[
            "Jag vill kunna knäppa mina knappar själv på morgonen.",
            "Jag spelar fiol. Allt annat är mindre viktigt.",
        ],
        goals=["Spela en timme om dagen.", "Arbeta tre dagar i veckan."],
        care_goal="Inga svullna leder.",
        mine=[("Jag gör handövningarna.", "Varje morgon"), ("Jag tar sprutan.", "Varje söndag"), ("Jag tar prover.", "Var åttonde vecka")],
        nurse=[("Ringer med provsvar.", 28), ("Besök med ledstatus.", 60)],
        doctor=[("Läkarbesök och röntgen av händerna.", 130)],
        signs=[("Svullen led i mer än två dagar.", "Vilar leden, inte resten.", "unit"), ("Feber över 38,5.", "Väntar med sprutan.", "1177")],
        meetings=["Ledstatus", "Provsvar på telefon"],
        plan=(PlanKind.REHABILITATION, "Rehabiliteringsplan händer"), needs=["Ett bra grepp på köksknivarna."],
    ),
]  # fmt: skip

CANCER = [
    Condition(
        name="efter tjocktarmscancer", ages=(52, 82),
        matters=[
            "Jag vill våga lita på magen igen och kunna gå på bio.",
            "Jag vill veta svaret på röntgen samma vecka. Väntan är värst.",
        ],
        goals=["Resa till Öland i sommar.", "Äta det jag tycker om."],
        care_goal="Vikten upp till som före operationen.",
        mine=[("Jag äter lite och ofta.", "Fem gånger om dagen"), ("Jag promenerar.", "Varje dag"), ("Jag skriver upp frågor till nästa samtal.", "När de kommer")],
        nurse=[("Ringer och hör hur det går.", "Var tredje vecka"), ("Ger svar på röntgen inom en vecka.", 40)],
        doctor=[("Kontroll med röntgen.", 120)],
        signs=[("Magen står still och jag kräks.", "Äter inget. Dricker små klunkar.", "1177"), ("Jag går ner i vikt.", "Väger mig varje vecka.", "unit")],
        meetings=["Samtal med kontaktsjuksköterska", "Kontroll"],
        plan=(PlanKind.CANCER, "Min vårdplan"), needs=["Någon att prata med som har varit med om samma sak."],
    ),
    Condition(
        name="efter prostatacancer", ages=(58, 82),
        matters=[
            "Jag vill kunna prata om det som är pinsamt utan att behöva börja själv.",
            "Jag vill hålla igång hockeyn med veteranerna.",
        ],
        goals=["Träna bäckenbotten så att skydden inte behövs.", "Spela match igen."],
        care_goal="Stabila blodprov.",
        mine=[("Jag gör bäckenbottenövningar.", "Tre gånger om dagen"), ("Jag tränar.", "Två gånger i veckan")],
        nurse=[("Frågar om kissande, samliv och humör.", 50), ("Ringer med provsvar.", 30)],
        doctor=[("Läkarbesök med blodprov.", 100)],
        signs=[("Blod i urinen eller stopp.", "Dricker vatten.", "unit"), ("Ny värk i ryggen som inte ger sig.", "Skriver upp när den kom.", "unit")],
        meetings=["Samtal med kontaktsjuksköterska", "Bäckenbottenträning"],
        plan=(PlanKind.CANCER, "Min vårdplan"), needs=["Samtal tillsammans med partnern."],
    ),
]  # fmt: skip
