"""Stories that patients and staff have told, and what has come of each; one waits for a visitor's yes."""

from dataclasses import dataclass

from patientkontrakt.pages.demo.organization import MANAGER, STAFF
from patientkontrakt.pages.demo.scene import Scene
from surveys import actions
from surveys.instruments import Audience
from surveys.models import Experience, Sharing, Story
from surveys.story_codes import hash_of_code, new_code

# The code of the story that waits for its writer: the demo's page leads there.
WAITING_CODE = "K7QM-2X4P-9T3A-WD5E"
PATIENT, STAFF_SIDE = Audience.PATIENT, Audience.STAFF
WORKS, FAILS, BOTH = Experience.WORKS, Experience.FAILS, Experience.BOTH
SHOWN, WAITS, UNREAD, DECLINED = "shown", "waits", "unread", "declined"


@dataclass(frozen=True)
class StoryText:
    """`shown` is what the unit wants to show, or why it does not; `days` ago it was told."""

    code: str
    days: int
    audience: Audience
    experience: Experience
    text: str
    shown: str = ""
    question: str = ""
    comes_to: str = SHOWN


STORIES = [
    StoryText("bjorken", 150, PATIENT, WORKS,
        "Förr visste jag aldrig vem som skulle ringa när. Nu har jag ett papper på kylen som Sara och jag skrev ihop. Där står vad jag gör och vad de gör. I mars svullnade benen, jag såg på pappret att jag skulle ringa direkt, och samma dag fick jag ändra tabletterna. Jag behövde inte ens åka in.",
        "Förr visste jag aldrig vem som skulle ringa när. Nu har jag ett papper på kylen som sköterskan och jag skrev ihop. Där står vad jag gör och vad de gör. När benen svullnade såg jag på pappret att jag skulle ringa direkt, och samma dag fick jag ändra tabletterna. Jag behövde inte ens åka in.",
        "q2"),
    StoryText("bjorken", 120, PATIENT, WORKS,
        "Jag fick ett namn och ett nummer. Det är det bästa som har hänt på tio år. När jag ringer vet hon vem jag är och jag slipper dra allt från början.",
        "Jag fick ett namn och ett nummer. Det är det bästa som har hänt på tio år. När jag ringer vet hon vem jag är och jag slipper dra allt från början.",
        "q4"),
    StoryText("bjorken", 95, STAFF_SIDE, WORKS,
        "Jag var skeptisk, vi har fyllt i nog med papper. Men nu frågar jag först vad som är viktigt, och då blir resten kortare. Häromdagen sa en man att han bara ville orka gå till bryggan. Då visste vi båda vad vi jobbade för.",
        "Jag var skeptisk, vi har fyllt i nog med papper. Men nu frågar jag först vad som är viktigt, och då blir resten kortare. En patient sa att han bara ville orka gå till bryggan. Då visste vi båda vad vi jobbade för.",
        "q2"),
    StoryText("bjorken", 70, PATIENT, FAILS,
        "Min mamma fick tre kallelser samma vecka från tre olika ställen, och ingen av dem visste om de andra. Det var jag som fick ringa runt. Jag jobbar heltid i Malmö och hon hör dåligt i telefon. Någon borde ha hållit ihop det.",
        "Min mamma fick tre kallelser samma vecka från tre olika ställen, och ingen av dem visste om de andra. Det var jag som fick ringa runt, fast jag bor långt bort och hon hör dåligt i telefon. Någon borde ha hållit ihop det.",
        "q7"),
    StoryText("hjartlung", 110, PATIENT, WORKS,
        "Innan jag gick hem fick jag säga med egna ord vad som skulle hända härnäst. Jag sa fel på en sak, och då redde vi ut det där och då i stället för att jag skulle ligga vaken.",
        "Innan jag gick hem fick jag säga med egna ord vad som skulle hända härnäst. Jag sa fel på en sak, och då redde vi ut det där och då i stället för att jag skulle ligga vaken.",
        "q5"),
    StoryText("hamnen", 85, PATIENT, FAILS,
        "Jag ringde elva gånger en tisdag. Till slut gav jag upp och åkte dit. Receptionen var snäll, men jag förlorade en halv dags lön.",
        "Jag ringde elva gånger en tisdag. Till slut gav jag upp och åkte dit. Receptionen var snäll, men jag förlorade en halv dags lön.",
        "q3"),
    StoryText("psykiatri", 80, PATIENT, BOTH,
        "Det svåraste är att vänta utan att veta. Nu skriver de åtminstone när jag får besked, och vad jag gör om det inte kommer. Det är fortfarande lång väntan, men det är inte tyst.",
        "Det svåraste är att vänta utan att veta. Nu skriver de åtminstone när jag får besked, och vad jag gör om det inte kommer. Det är fortfarande lång väntan, men det är inte tyst.",
        "q5"),
    StoryText("skargarden", 75, STAFF_SIDE, WORKS,
        "Vi är få här ute och alla känner alla. Att boka nästa tid innan patienten går till båten har sparat oss många samtal.",
        "Vi är få här ute. Att boka nästa tid innan patienten går hem har sparat oss många samtal.",
        "q6"),
    StoryText("bjorken", 45, PATIENT, WORKS,
        "Efter operationen ringde Johan Bergdahl själv upp på fredagen och frågade hur det var. Jag hade tänkt åka till akuten, men vi gjorde upp en plan för helgen och det räckte.",
        "Efter operationen ringde läkaren själv upp på fredagen och frågade hur det var. Jag hade tänkt åka till akuten, men vi gjorde upp en plan för helgen och det räckte.",
        "q1", WAITS),
    StoryText("bjorken", 40, PATIENT, FAILS,
        "Grannen Lasse i trappan under har det värre än jag, hans hemtjänst kommer aldrig och han dricker för mycket.",
        "Tack för att du bryr dig om din granne. Vi kan inte visa berättelsen, eftersom den handlar om någon annan som inte har sagt ja. Är du orolig för någon kan du ringa oss.",
        "", DECLINED),
    StoryText("bjorken", 38, STAFF_SIDE, FAILS,
        "Vi hinner inte skriva överenskommelser på tiominutersbesöken. Ge oss tjugo minuter för dem som kommer ofta, så tar vi igen det på uteblivna telefonsamtal.",
        comes_to=UNREAD),
]  # fmt: skip


def write(scene: Scene) -> int:
    """Each story told, reviewed and answered by its writer, some days apart. Returns how many."""
    for number, text in enumerate(STORIES):
        code = WAITING_CODE if text.comes_to == WAITS else new_code()
        with scene.at(-text.days, 10, number):
            actions.tell_story(
                code=code, unit=scene.unit(text.code), audience=text.audience, text=text.text,
                experience=text.experience, sharing=Sharing.ASK,
            )  # fmt: skip
        if text.comes_to != UNREAD:
            _review(scene, text, Story.objects.get(code_hash=hash_of_code(code)))
    return len(STORIES)


def unit_of_waiting():
    """The unit of the story that waits for its writer; None when it is not loaded."""
    story = Story.objects.filter(code_hash=hash_of_code(WAITING_CODE)).select_related("unit").first()
    return story and story.unit


def _review(scene, text, story):
    """Told one month, read the next, and answered by the writer a week later."""
    manager = manager_of(scene, text.code)
    with scene.at(-max(1, text.days - 33), 15):
        if text.comes_to == DECLINED:
            actions.decline_story(story=story, seen_version=story.version, reason=text.shown, by=manager)
            return
        story = actions.review_story(
            story=story,
            seen_version=story.version,
            public_text=text.shown,
            question=text.question,
            by=manager,
        )
    if text.comes_to == SHOWN:
        with scene.at(-max(1, text.days - 40), 20):
            actions.approve_story(story=story, seen_version=story.version)


def manager_of(scene, code):
    return scene.actor(
        next(slug for slug, _name, _title, *places in STAFF if (code, MANAGER) in places), code
    )
