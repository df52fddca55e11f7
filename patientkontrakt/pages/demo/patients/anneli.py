"""Anneli, 58: long-lasting pain. The day to look at the agreement again has passed."""

from datetime import date

from patientkontrakt.access.models import Ground
from patientkontrakt.pages.demo import around, times
from patientkontrakt.pages.demo.agreeing import both_agree, keep, propose_first
from patientkontrakt.pages.demo.numbers import personal_number
from patientkontrakt.pages.demo.scene import Scene
from patientkontrakt.pages.demo.words import (
    AgreementText,
    PersonText,
    call_us,
    care_does,
    i_do,
    my_goal,
    wait_at_home,
)
from patientkontrakt.people.actor import Actor

BORN = date(1968, 4, 25)
PERSON = PersonText(
    slug="anneli",
    given_name="Anneli",
    family_name="Forsberg",
    birth_date=BORN,
    number=personal_number(BORN, "f"),
    phone="070-1740658",
    email="anneli.forsberg@example.se",
    address="Plommonvägen 12, Exempelstad",
    units=[("bjorken", Ground.LISTED, 720)],
)

AGREEMENT = AgreementText(
    matters=(
        "Att bli trodd. Jag har haft ont i elva år och vet själv vad som hjälper en bra dag. Jag vill orka vara "
        "farmor på onsdagar och kunna jobba halvtid på biblioteket utan att det tar hela helgen att hämta sig."
    ),
    strengths="Jag har lärt mig att dela upp det jag ska göra. Varmt vatten och skog hjälper.",
    helpers="Min väninna Pia, och kollegorna som byter pass med mig.",
    contact="Leila Rahimi, rehabkoordinator. Vardagar 9–15.",
    phone="08-46500410",
    review=-21,
    goals=[my_goal("Jobba halvtid hela våren.", -21), my_goal("Vara farmor på onsdagar.", -21)],
    promises=[
        i_do("Jag går i varmvattenbassängen.", often="Tisdag och torsdag"),
        i_do("Jag skriver upp vad som gav och tog kraft.", often="Varje söndag"),
        care_does("leila", "Träffar Anneli och chefen en gång i kvartalet.", often="En gång i kvartalet"),
        care_does("mikael", "Går igenom träningen och gör den lättare eller tyngre.", days=-40),
    ],
    signs=[
        wait_at_home("En dålig dag.", "Drar ner till hälften, tar värme, och ställer in utan dåligt samvete."),
        call_us("Mer än en vecka utan en enda bra dag.", "Skriver upp vad som hände innan.", "Leila Rahimi", "08-46500410"),
    ],
)  # fmt: skip


def tell(scene: Scene):
    anneli, leila = scene.register(PERSON), scene.actor("leila")
    with scene.at(-200, 10):
        around.coordinator(scene, anneli, "leila")
        around.physician(scene, anneli, "johan")
        version = propose_first(scene, anneli, AGREEMENT, by=leila)
    with scene.at(-199, 18):
        both_agree(version, leila, patient=Actor.for_patient(anneli))
    for day in (-180, -90):
        times.kept(
            scene, anneli, leila, day, 10, minutes=60, purpose="Möte med chefen på biblioteket", booked=-199
        )
    with scene.at(-41, 14):
        keep(version, "Går igenom träningen och gör den lättare eller tyngre.", by=scene.actor("mikael"))
    times.agreed(
        scene, anneli, leila, 26, 10, minutes=60, purpose="Möte med chefen på biblioteket", booked=-90
    )
