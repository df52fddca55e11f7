"""The units and the staff of Region Exempel, and of the municipality beside it."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from patientkontrakt.audit.models import Purpose
from patientkontrakt.people import actions
from patientkontrakt.people.actor import Actor
from patientkontrakt.people.models import OrganizationUnit, Staff, UnitKind
from patientkontrakt.people.roles import Role

SYSTEM = Actor.system()
REGION, ADMINISTRATION = UnitKind.REGION, UnitKind.ADMINISTRATION
CARE_UNIT, MUNICIPALITY = UnitKind.CARE_UNIT, UnitKind.MUNICIPALITY

# code, parent's code, kind, name, telephone, address
UNITS = [
    ("exempel", None, REGION, "Region Exempel", "08-46500400", "Regionens hus, Exempelstad"),
    ("nara", "exempel", ADMINISTRATION, "Förvaltning Nära vård", "08-46500401", ""),
    ("bjorken", "nara", CARE_UNIT, "Björkens vårdcentral", "08-46500410", "Björkvägen 4, Exempelstad"),
    ("hamnen", "nara", CARE_UNIT, "Hamnens vårdcentral", "08-46500420", "Kajgatan 12, Exempelstad"),
    ("skargarden", "nara", CARE_UNIT, "Skärgårdens hälsocentral", "08-46500430", "Bryggan 1, Ytterön"),
    ("sjukhus", "exempel", ADMINISTRATION, "Förvaltning Exempelstads sjukhus", "08-46500402", ""),
    ("hjartlung", "sjukhus", CARE_UNIT, "Hjärt- och lungmottagningen", "08-46500440", "Sjukhuset, ingång A, plan 3"),
    ("medicin", "sjukhus", CARE_UNIT, "Medicinmottagningen", "08-46500450", "Sjukhuset, ingång A, plan 5"),
    ("cancerrehab", "sjukhus", CARE_UNIT, "Cancerrehabiliteringen", "08-46500460", "Sjukhuset, ingång C, plan 2"),
    ("psyk", "exempel", ADMINISTRATION, "Förvaltning Psykiatri och barn", "08-46500403", ""),
    ("psykiatri", "psyk", CARE_UNIT, "Vuxenpsykiatriska mottagningen", "08-46500470", "Parkgatan 8, Exempelstad"),
    ("barn", "psyk", CARE_UNIT, "Barn- och ungdomsmottagningen", "08-46500480", "Lekvägen 2, Exempelstad"),
    ("kommun", None, MUNICIPALITY, "Exempelstads kommun", "08-46500490", "Kommunhuset, Torget 1, Exempelstad"),
]  # fmt: skip

CLINICIAN, COORDINATING = Role.CLINICIAN, Role.COORDINATING_CONTACT
MUNICIPAL, MANAGER = Role.MUNICIPAL_STAFF, Role.UNIT_MANAGER

# slug, name, title, then one or more (unit's code, role); the first is the one they use most
STAFF = [
    ("sara", "Sara Ek", "distriktssköterska", ("bjorken", COORDINATING)),
    ("johan", "Johan Bergdahl", "specialist i allmänmedicin", ("bjorken", CLINICIAN)),
    ("ulrika", "Ulrika Falk", "specialist i allmänmedicin", ("bjorken", CLINICIAN)),
    ("mikael", "Mikael Åström", "fysioterapeut", ("bjorken", CLINICIAN)),
    ("leila", "Leila Rahimi", "kurator och rehabkoordinator", ("bjorken", CLINICIAN)),
    ("petra", "Petra Sandell", "verksamhetschef", ("bjorken", MANAGER)),
    ("annakarin", "Anna-Karin Holm", "distriktssköterska", ("hamnen", COORDINATING)),
    ("david", "David Nyström", "specialist i allmänmedicin", ("hamnen", CLINICIAN), ("skargarden", CLINICIAN)),
    ("fatima", "Fatima Saleh", "diabetessjuksköterska", ("hamnen", CLINICIAN)),
    ("oskar", "Oskar Vikström", "fysioterapeut", ("hamnen", CLINICIAN)),
    ("lena", "Lena Borg", "verksamhetschef", ("hamnen", MANAGER), ("skargarden", MANAGER)),
    ("maj", "Maj Öberg", "distriktssköterska", ("skargarden", COORDINATING)),
    ("cecilia", "Cecilia Norén", "hjärtsviktssjuksköterska", ("hjartlung", COORDINATING)),
    ("per", "Per Lindström", "kardiolog", ("hjartlung", CLINICIAN)),
    ("ingrid", "Ingrid Wahl", "astma- och KOL-sjuksköterska", ("hjartlung", CLINICIAN)),
    ("karolina", "Karolina Frid", "verksamhetschef", ("hjartlung", MANAGER)),
    ("viktor", "Viktor Hedlund", "diabetessjuksköterska", ("medicin", COORDINATING)),
    ("susanne", "Susanne Alm", "överläkare, diabetes", ("medicin", CLINICIAN)),
    ("jenny", "Jenny Roos", "sjuksköterska, mage och tarm", ("medicin", CLINICIAN)),
    ("evastenmark", "Eva Stenmark", "verksamhetschef", ("medicin", MANAGER)),
    ("maria", "Maria Thelin", "kontaktsjuksköterska", ("cancerrehab", COORDINATING)),
    ("gunilla", "Gunilla Hallberg", "onkolog", ("cancerrehab", CLINICIAN)),
    ("erik", "Erik Sund", "fysioterapeut", ("cancerrehab", CLINICIAN)),
    ("asa", "Åsa Brandt", "enhetschef", ("cancerrehab", MANAGER)),
    ("linda", "Linda Sjögren", "psykiatrisjuksköterska", ("psykiatri", COORDINATING)),
    ("kaveh", "Kaveh Moradi", "psykiater", ("psykiatri", CLINICIAN)),
    ("elin", "Elin Friberg", "psykolog", ("psykiatri", CLINICIAN)),
    ("birgit", "Birgit Holmgren", "enhetschef", ("psykiatri", MANAGER)),
    ("josefin", "Josefin Ståhl", "barnsjuksköterska", ("barn", COORDINATING)),
    ("anders", "Anders Wiberg", "barnläkare", ("barn", CLINICIAN)),
    ("nina", "Nina Hellström", "psykolog", ("barn", CLINICIAN)),
    ("kerstin", "Kerstin Rydberg", "enhetschef", ("barn", MANAGER)),
    ("monica", "Monica Strand", "sjuksköterska i hemsjukvården", ("kommun", MUNICIPAL)),
    ("robert", "Robert Engdahl", "biståndshandläggare", ("kommun", MUNICIPAL)),
    ("katarina", "Katarina Löfgren", "förvaltningschef", ("nara", Role.AREA_MANAGER)),
    ("stefan", "Stefan Ahlberg", "förvaltningschef", ("sjukhus", Role.AREA_MANAGER)),
    ("helena", "Helena Ström", "förvaltningschef", ("psyk", Role.AREA_MANAGER)),
    ("malin", "Malin Sandström", "verksamhetsutvecklare", ("exempel", Role.REGION_DEVELOPER)),
    ("bo", "Bo Jonsson", "loggranskare", ("exempel", Role.LOG_REVIEWER)),
    ("camilla", "Camilla Wester", "systemförvaltare", ("exempel", Role.ADMINISTRATOR)),
]  # fmt: skip

PURPOSES = {
    Role.UNIT_MANAGER: Purpose.QUALITY,
    Role.AREA_MANAGER: Purpose.QUALITY,
    Role.REGION_DEVELOPER: Purpose.STATISTICS,
    Role.LOG_REVIEWER: Purpose.OTHER_LAW,
    Role.ADMINISTRATOR: Purpose.ADMINISTRATION,
}


@dataclass(frozen=True)
class Organization:
    """The units by code, the staff by slug, and each one's actor at a unit by (slug, code)."""

    units: dict[str, OrganizationUnit]
    staff: dict[str, Staff]
    actors: dict[tuple[str, str], Actor]

    def actor(self, slug: str, code: str | None = None) -> Actor:
        """The staff member as they act at the unit, or at the one they use most."""
        return next(a for (who, where), a in self.actors.items() if who == slug and code in (None, where))


def build_organization() -> Organization:
    """Make the tree, the staff and their assignments, as the system would on import."""
    units = {}
    for number, (code, parent, kind, name, phone, address) in enumerate(UNITS, 1):
        units[code] = actions.create_unit(
            name=name, kind=kind, hsa_id=f"SE0000000000-E{number:04}", code=code,
            parent=units.get(parent), phone=phone, address=address, by=SYSTEM,
        )  # fmt: skip
    staff, actors = {}, {}
    for number, (slug, name, title, *places) in enumerate(STAFF, 1):
        user = actions.create_user(username=f"demo-{slug}", name=name, email=f"{slug}@example.se", by=SYSTEM)
        staff[slug] = actions.create_staff(
            name=name, title=title, hsa_id=f"SE0000000000-P{number:04}", user=user, by=SYSTEM
        )
        for code, role in places:
            actors[slug, code] = Actor.for_assignment(_assign(staff[slug], units[code], role))
    return Organization(units, staff, actors)


def _assign(staff, unit, role):
    return actions.assign(
        staff=staff, unit=unit, role=role, purpose=PURPOSES.get(role, Purpose.CARE),
        starts=timezone.localdate() - timedelta(days=800), by=SYSTEM,
    )  # fmt: skip
