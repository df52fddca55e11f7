"""The people whom a visitor of the demo may be, without a password. Exists only with DEMO=1."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from patientkontrakt.people.actor import Actor, actors_of
from patientkontrakt.people.models import User
from patientkontrakt.people.roles import Role


@dataclass(frozen=True)
class Persona:
    """A slug, the capacity, the name, and one sentence of what to try."""

    slug: str
    role: Role
    name: str
    try_this: Promise

    @property
    def username(self):
        return f"demo-{self.slug}"

    @property
    def side(self):
        """The heading that the persona stands under."""
        if self.role in (Role.PATIENT, Role.DELEGATE):
            return _("Patients and relatives")
        if self.role in (Role.CLINICIAN, Role.COORDINATING_CONTACT, Role.MUNICIPAL_STAFF):
            return _("Care")
        return _("Managers and others who see no patients")


PERSONAS = [
    Persona("margit", Role.PATIENT, "Margit Sjöberg", _(
        "84 years, heart failure and COPD, home care. See your next step, and who does what.")),
    Persona("karin", Role.DELEGATE, "Karin Sjöberg Holm", _(
        "Margit's daughter. See what a relative sees when she helps her mother.")),
    Persona("elias", Role.PATIENT, "Elias Nordin", _(
        "23 years, type 1 diabetes. You do not agree on one point: see how it is shown.")),
    Persona("emma", Role.PATIENT, "Emma Karlsson", _(
        "23 years, bowel disease. Three times are proposed: take one or ask for others.")),
    Persona("jonas", Role.PATIENT, "Jonas Malm", _(
        "36 years, bounced between psychiatry, primary care and Försäkringskassan. See who has each need.")),
    Persona("yusuf", Role.PATIENT, "Yusuf Haddad", _(
        "65 years, speaks Arabic. See that the interpreter stands in every booking.")),
    Persona("birgitta", Role.PATIENT, "Birgitta Lund", _(
        "65 years, after breast cancer. See your plan for rehabilitation beside everything else.")),
    Persona("hanna", Role.DELEGATE, "Hanna Lindgren", _(
        "Guardian of Nova, 14 years. Book for your child, and say how the last visit was.")),
    Persona("sara", Role.COORDINATING_CONTACT, "Sara Ek", _(
        "District nurse at Björkens vårdcentral. Begin with those who need you first.")),
    Persona("johan", Role.CLINICIAN, "Johan Bergdahl", _(
        "Doctor at Björkens vårdcentral. Make an agreement with a patient and propose two times.")),
    Persona("viktor", Role.COORDINATING_CONTACT, "Viktor Hedlund", _(
        "Diabetes nurse at the hospital. Answer Elias, who disagrees on one point.")),
    Persona("fatima", Role.CLINICIAN, "Fatima Saleh", _(
        "Diabetes nurse at Hamnens vårdcentral, another unit: try to find Margit.")),
    Persona("monica", Role.MUNICIPAL_STAFF, "Monica Strand", _(
        "Nurse in the municipality's home care. See Margit's plan and what is yours to do.")),
    Persona("petra", Role.UNIT_MANAGER, "Petra Sandell", _(
        "Head of Björkens vårdcentral. Compare what patients and staff answer to the 7 questions.")),
    Persona("katarina", Role.AREA_MANAGER, "Katarina Löfgren", _(
        "Head of primary care. Compare the units; the smallest one's figures are hidden.")),
    Persona("malin", Role.REGION_DEVELOPER, "Malin Sandström", _(
        "Works with improvement in the whole region. See the change since the baseline.")),
    Persona("bo", Role.LOG_REVIEWER, "Bo Jonsson", _(
        "Reviews the log. See who has opened what, also what was refused.")),
    Persona("camilla", Role.ADMINISTRATOR, "Camilla Wester", _(
        "Administers units and staff. You see no patients.")),
]  # fmt: skip


def persona_with(slug: str) -> Persona | None:
    return next((persona for persona in PERSONAS if persona.slug == slug), None)


def actor_of(persona: Persona) -> Actor | None:
    """The persona in their capacity; None before the demo is loaded."""
    user = User.objects.filter(username=persona.username).first()
    return next((a for a in actors_of(user) if a.role == persona.role), None) if user else None
