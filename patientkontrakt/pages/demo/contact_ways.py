"""How patients reach each unit."""

from contacts.actions import add_contact_path
from contacts.models import PathChannel
from patientkontrakt.pages.demo.organization import SYSTEM
from patientkontrakt.pages.demo.scene import FIRST_DAY, Scene

# code: opening hours of the telephone, promised hours to the answer of a message, further ways
UNITS = {
    "bjorken": ("Vardagar 8–16. Vi ringer upp samma dag.", 24, [
        (PathChannel.VISIT, "Provtagning utan tid", "Björkvägen 4, plan 1", "Vardagar 7.30–10"),
        (PathChannel.VIDEO, "Videosamtal på avtalad tid", "https://video.example.se/bjorken", ""),
    ]),
    "hamnen": ("Vardagar 8–16. Säg vilket språk, så ringer vi upp med tolk.", 24, [
        (PathChannel.VISIT, "Öppen mottagning för förkylning och sår", "Kajgatan 12", "Vardagar 8–10"),
    ]),
    "skargarden": ("Vardagar 8–15. Annars telefonsvarare, Maj ringer upp.", 48, [
        (PathChannel.VISIT, "Öppet hus på bryggan", "Bryggan 1, Ytterön", "Onsdagar 10–12"),
    ]),
    "hjartlung": ("Vardagar 8–15", 24, [
        (PathChannel.VIDEO, "Videosamtal på avtalad tid", "https://video.example.se/hjartlung", ""),
    ]),
    "medicin": ("Vardagar 9–11 och 13–15", 24, [
        (PathChannel.VIDEO, "Videosamtal på avtalad tid", "https://video.example.se/medicin", ""),
    ]),
    "cancerrehab": ("Måndag–torsdag 8–15", 48, []),
    "psykiatri": ("Vardagar 8.30–16. Akut: psykiatriska akuten, dygnet runt.", 48, []),
    "barn": ("Vardagar 8–16", 24, []),
    "kommun": ("Hemsjukvården svarar dygnet runt.", None, []),
}  # fmt: skip


def write(scene: Scene):
    with scene.at(FIRST_DAY, 10):
        for code, (hours, answer_within, others) in UNITS.items():
            unit = scene.unit(code)
            ways = [(PathChannel.PHONE, "Råd, frågor och tider", unit.phone, hours), *others]
            if answer_within:
                address = f"https://e-tjanster.example.se/{code}"
                ways.insert(
                    1, (PathChannel.MESSAGE, "Skriv till oss när det inte är bråttom", address, "Dygnet runt")
                )
                ways.append((PathChannel.E_SERVICE, "Förnya recept, boka om en tid", address, "Dygnet runt"))
            for order, (channel, purpose, value, opening_hours) in enumerate(ways, 1):
                is_message = channel == PathChannel.MESSAGE
                add_contact_path(
                    unit=unit, channel=channel, purpose=purpose, value=value, opening_hours=opening_hours,
                    answer_within_hours=answer_within if is_message else None, order=order, by=SYSTEM,
                )  # fmt: skip
