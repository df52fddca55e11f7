"""Emma, 23: ulcerative colitis. Three times are proposed and wait for her answer. She is reminded at eight."""

from datetime import date

from agreements.actions import choose_reminders
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
    care_goal,
    i_do,
    my_goal,
    wait_at_home,
)
from patientkontrakt.people.actor import Actor

PERSON = PersonText(
    slug="emma",
    given_name="Emma",
    family_name="Karlsson",
    birth_date=date(2003, 2, 2),
    number="200302022389",
    phone="070-1740623",
    email="emma.karlsson@example.se",
    address="Studentvägen 2, Exempelstad",
    units=[("medicin", Ground.REFERRAL, 290)],
)

AGREEMENT = AgreementText(
    matters=(
        "Jag vill kunna gå på föreläsning och åka buss utan att hela tiden leta efter närmaste toalett. Jag vill "
        "prata med någon som inte tycker att det är pinsamt. Tider som krockar med tentor gör mig stressad, och "
        "då blir magen sämre."
    ),
    strengths="Jag planerar bra och vet ganska tidigt när ett skov är på väg.",
    helpers="Min kompis Ronja, och mina föräldrar på telefon.",
    contact="Jenny Roos, sjuksköterska för mage och tarm. Telefon vardagar 9–11, meddelanden besvaras inom ett dygn.",
    phone="08-46500450",
    review=70,
    goals=[my_goal("Klara terminen utan att hoppa av en kurs.", 70), care_goal("Inget nytt skov under våren.", 150)],
    promises=[
        i_do("Jag tar min medicin också när jag mår bra.", why="Det är den som håller skoven borta.", often="Varje dag"),
        i_do("Jag lämnar provet hemma på morgonen och postar det samma dag.", needed="när Jenny ber om det"),
        care_does("jenny", "Föreslår tider som inte ligger i tentaveckorna.", until=70),
        care_does("jenny", "Hör av sig med provsvaret, också när det är bra.", days=13),
    ],
    signs=[
        wait_at_home("Magen är orolig i en dag eller två.", "Äter det jag vet fungerar och vilar."),
        call_us("Blod, eller mer än fyra gånger om dagen i tre dagar.", "Skriver upp hur ofta. Tar provet hemma.", "Jenny Roos", "08-46500450"),
        call_112("Mycket blod, svår smärta och jag är nära att svimma.", "Ligger ner och ber någon vara hos mig."),
    ],
)  # fmt: skip


def tell(scene: Scene):
    emma, jenny = scene.register(PERSON), scene.actor("jenny")
    with scene.at(-55, 10):
        around.coordinator(scene, emma, "jenny")
        version = propose_first(scene, emma, AGREEMENT, by=jenny)
    with scene.at(-54, 17):
        both_agree(version, jenny, patient=Actor.for_patient(emma))
        choose_reminders(
            patient=emma, is_on=True, hour=8, weekdays=[*range(7)], by=Actor.for_patient(emma)
        )  # fmt: skip
    times.kept(
        scene, emma, jenny, -34, 9, minutes=20, channel="phone", purpose="Hur går det med medicinen?",
        booked=-54,
    )  # fmt: skip
    times.proposed(
        scene, emma, jenny, [(13, 8, 30), (15, 15, 0), (17, 12, 15)], minutes=40, purpose="Uppföljning av magen inför vintern",
        place="Ingång A, plan 5", preparation="Lämna provet hemma två dagar innan.", on=-2,
    )  # fmt: skip
    around.looks(scene, emma, "jenny", -2)
