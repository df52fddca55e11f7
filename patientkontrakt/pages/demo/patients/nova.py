"""Nova, 14: joint disease. Her mother is her guardian; Nova is asked first."""

from datetime import date

from patientkontrakt.access.models import Ground
from patientkontrakt.pages.demo import around, times
from patientkontrakt.pages.demo.agreeing import both_agree, propose_first
from patientkontrakt.pages.demo.numbers import personal_number
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
from patientkontrakt.people.models.delegate import DelegateKind
from planning.actions import add_plan
from planning.models import PlanKind


def person(today: date) -> PersonText:
    """Always 14 years and some months, whatever the day of loading."""
    born = date(today.year - 14 - ((today.month, today.day) < (5, 8)), 5, 8)
    return PersonText(
        slug="nova", given_name="Nova", family_name="Lindgren", birth_date=born,
        number=personal_number(born, "f", turn=1), address="Ängsvägen 9, Exempelstad",
        units=[("barn", Ground.REFERRAL, 380)], has_sign_in=False,
    )  # fmt: skip


AGREEMENT = AgreementText(
    matters=(
        "Jag vill spela fotboll med laget och inte vara den som alltid sitter på bänken med ispåse. Jag vill att "
        "ni pratar med mig och inte bara med mamma. Sprutan är okej om jag får ta den hemma, på fredagar, och "
        "bestämma vilket ben. Jag vill inte att hela klassen vet."
    ),
    strengths="Jag är snabb, jag ger mig inte, och jag kan ta sprutan själv nu.",
    helpers="Mamma och pappa, min bästis Tuva, tränaren Ella, skolsköterskan.",
    contact="Josefin Ståhl, barnsjuksköterska. Ring eller skriv. Vardagar 8–16.",
    phone="08-46500480",
    review=55,
    goals=[
        my_goal("Vara med på alla träningar i två veckor i sträck.", 55),
        care_goal("Inga svullna leder vid nästa undersökning.", 55),
    ],
    promises=[
        i_do("Jag tar sprutan, och väljer själv vilket ben.", often="Varje fredag"),
        i_do("Jag säger till när det gör ont, också när det är match.", needed="direkt, till mamma eller Ella"),
        relative_does("Hanna, mamma", "Hämtar medicinen och påminner en gång, inte fem.", often="Varje månad"),
        care_does("josefin", "Pratar med Nova ensam först vid varje besök.", until=55),
        care_does("anders", "Undersöker lederna och ögonen och berättar direkt vad han ser.", days=15),
        other_does("Skolsköterskan och idrottsläraren", "Nova får välja övningar själv, utan att behöva förklara varför.", until=120),
    ],
    signs=[
        wait_at_home("En led är stel på morgonen.", "Varm dusch och de mjuka övningarna."),
        call_us("En led är svullen eller jag haltar i mer än två dagar.", "Vilar från fotboll, men går till skolan.", "Josefin Ståhl", "08-46500480"),
        call_us("Ögat är rött, gör ont eller jag ser suddigt.", "Mamma ringer samma dag.", "Josefin Ståhl", "08-46500480"),
        call_1177("Feber över 39, när jag har tagit sprutan samma vecka.", "Hoppar över sprutan tills vi har pratat med er."),
    ],
)  # fmt: skip


def tell(scene: Scene):
    nova, josefin = scene.register(person(scene.today)), scene.actor("josefin")
    hanna = scene.let_in(nova, "hanna", "Hanna Lindgren", "mamma", 370, kind=DelegateKind.GUARDIAN)
    with scene.at(-360, 13):
        around.coordinator(scene, nova, "josefin")
    with scene.at(-80, 14):
        version = propose_first(scene, nova, AGREEMENT, by=josefin)
    with scene.at(-79, 20):
        both_agree(version, josefin, patient=hanna)
    with scene.at(-78, 9):
        add_plan(
            patient=nova, unit=scene.unit("barn"), responsible=scene.staff("anders"), kind=PlanKind.HABILITATION,
            title="Plan för skola, idrott och leder", starts=scene.day(-78), follow_up_on=scene.day(55), by=josefin,
        )  # fmt: skip
    times.kept(
        scene, nova, scene.actor("anders"), -45, 15, minutes=45, purpose="Undersökning av lederna", booked=-79
    )
    # Lately, and nobody has sent them the questions: Hanna is asked on their own page how it was.
    times.kept(scene, nova, josefin, -4, 15, minutes=30, purpose="Samtal om skolan och sprutan", booked=-20)
    times.agreed(
        scene, nova, scene.actor("anders"), 15, 15, minutes=45, purpose="Undersökning av leder och ögon",
        place="Lekvägen 2, väntrum fjärilen", preparation="Josefin pratar med Nova ensam först.",
        bring="Mjuka kläder. Skriv ner det du vill fråga.", booked=-45,
    )  # fmt: skip
    around.looks(scene, nova, "anders", -46, -45)
    around.looks(scene, nova, "nina", -20)
