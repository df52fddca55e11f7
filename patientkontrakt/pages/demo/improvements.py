"""What units have tried to make better, by small tests: kept, changed, dropped, or still going on."""

from dataclasses import dataclass, field

from patientkontrakt.pages.demo.scene import Scene
from patientkontrakt.pages.demo.stories import manager_of
from surveys import actions
from surveys.models import ActionState

KEPT, CHANGED, DROPPED = ActionState.KEPT, ActionState.CHANGED, ActionState.DROPPED


@dataclass(frozen=True)
class ActionText:
    """`days` ago it was planned; `due` in so many days from today; each test is (from, to, plan, do, study, act)."""

    code: str
    question: str
    days: int
    due: int
    aim: str
    idea: str
    owner: str
    note: str = ""
    tests: list = field(default_factory=list)
    decided: tuple | None = None  # (state, what was learnt)


ACTIONS = [
    ActionText("bjorken", "q5", 230, -60, "8 av 10 patienter vet sitt nästa steg till hösten",
        "Avsluta varje besök med: ”Vad händer nu, vem gör det och när?” Patienten säger det med egna ord.",
        "Sara Ek, distriktssköterska", "Frågan sist i varje besök",
        [(-220, -206, "Sara och Johan frågar sina tio första patienter under två veckor. Vi tror att hälften kan svara.",
          "17 patienter fick frågan. Två besök drog över tiden.",
          "9 av 17 kunde säga nästa steg utan hjälp. De som inte kunde hade oftast väntat på provsvar.",
          "Vi lägger till: när kommer svaret, och vad gör du om det inte har kommit?"),
         (-190, -160, "Alla på Björken frågar i en månad. Receptionen frågar dem som går förbi disken.",
          "Alla utom två har frågat varje dag. Receptionen hinner inte på morgnarna.",
          "Nästa steg finns skrivet för fler. I mätningen efter sa fler patienter ja på fråga 5.",
          "Vi behåller frågan. Receptionen slutar fråga.")],
        (KEPT, "Frågan tar en minut och sitter nu. Det som hjälpte mest var att säga när svaret kommer.")),
    ActionText("bjorken", "q2", 160, 40, "Varannan patient med hjärtsvikt har en överenskommelse till årsskiftet",
        "Skicka förberedelsen hem en vecka före besöket, så att patienten har tänkt på vad som är viktigt.",
        "Petra Sandell, verksamhetschef", "Förberedelsen skickas hem",
        [(-150, -120, "Skicka till de tio som har tid i nästa månad. Vi tror att sex fyller i den.",
          "Sju av tio hade skrivit något. En ringde och tyckte att det var krångligt.",
          "Besöken blev inte längre. Överenskommelsen blev klar i rummet för sex av sju.",
          "Vi gör en lättläst variant och fortsätter."),
         (-40, None, "Lättläst variant till alla med hjärtsvikt. Vi räknar hur många som kommer ifyllda.", "", "", "")]),
    ActionText("hamnen", "q3", 120, -20, "7 av 10 tycker att det är lätt att nå oss",
        "Ring vårt eget nummer som om vi vore patienter, tre tider på en vecka.",
        "Lena Borg, verksamhetschef", "Två extra i telefon på morgonen",
        [(-110, -100, "Tre av oss ringer måndag, onsdag och fredag. Vi skriver upp väntetid och vad vi får höra.",
          "Måndag 8.15: 26 minuter. Onsdag 13: 4 minuter. Fredag 8: bröts två gånger.",
          "Morgnarna är problemet, inte hela dagen. Återuppringning sägs för snabbt.",
          "Två extra svarar 8 till 10 på måndagar och fredagar. Ny inläst text.")],
        (CHANGED, "Väntan på morgonen blev kortare, men de som jobbar då hinner inte med sina besök. Vi prövar återuppringning på bestämd tid.")),
    ActionText("medicin", "q6", 100, 20, "Hälften av återbesöken är överenskomna i rummet",
        "Boka nästa tid i rummet innan patienten går, i stället för att skicka en kallelse.",
        "Viktor Hedlund, diabetessjuksköterska", "Tiden bokas i rummet",
        [(-80, None, "Viktor och Jenny bokar i rummet i sex veckor. Vi jämför hur många som bokar om.",
          "Efter tre veckor: 31 av 40 bokade i rummet.", "", "")]),
    ActionText("psykiatri", "q4", 90, -10, "Alla nya patienter har en fast vårdkontakt inom två veckor",
        "Lägg in kontaktens namn redan i välkomstbrevet.",
        "Birgit Holmgren, enhetschef", "",
        [(-85, -50, "Tio nya patienter får brevet med namn.", "Brevet gick ut, men fyra kontakter hann byta innan första besöket.",
          "Patienterna blev mer förvirrade, inte mindre.", "Vi slutar med namn i brevet tills schemat är stabilt.")],
        (DROPPED, "Ett namn som inte stämmer är sämre än inget namn. Först behöver schemat hålla.")),
    ActionText("barn", "q7", 30, 90, "Alla barn med tre eller fler vårdgivare har en samlad plan",
        "Samla planerna på en sida och gå igenom den med familjen: vem har ansvar för vad?",
        "Josefin Ståhl, barnsjuksköterska"),
]  # fmt: skip


def write(scene: Scene) -> int:
    """Each action planned, tested and decided about, on its days. Returns how many."""
    for text in ACTIONS:
        manager = manager_of(scene, text.code)
        note = {"note": text.note, "note_on": scene.day(text.tests[0][0])} if text.note else {}
        with scene.at(-text.days, 9):
            action = actions.plan_action(
                unit=manager.unit, question=text.question, aim=text.aim, idea=text.idea, owner=text.owner,
                due=scene.day(text.due), by=manager, **note,
            )  # fmt: skip
        for begins, ends, plan, do, study, act in text.tests:
            with scene.at(begins, 9):
                cycle = actions.begin_cycle(action=action, plan=plan, by=manager)
            with scene.at(ends or begins + 21, 16):
                words = {"do": do, "study": study, "act": act, "ends": scene.day(ends) if ends else None}
                actions.edit_cycle(cycle=cycle, seen_version=cycle.version, by=manager, **words)
        if text.decided:
            state, result = text.decided
            with scene.at(text.due - 5, 15):
                actions.decide_action(action=cycle.action, state=state, result=result, by=manager)
    return len(ACTIONS)
