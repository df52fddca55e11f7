"""Where the stories are told: the organisation, the days, and people who come in."""

import datetime
import random
from zoneinfo import ZoneInfo

from django.conf import settings

from patientkontrakt.access.actions import start_care_relation
from patientkontrakt.pages.demo import clock
from patientkontrakt.pages.demo.organization import SYSTEM, Organization
from patientkontrakt.pages.demo.words import PersonText
from patientkontrakt.people import actions
from patientkontrakt.people.actor import Actor
from patientkontrakt.people.models import Patient
from patientkontrakt.people.roles import Scope

SEED = 20261121
LOCAL = ZoneInfo(settings.TIME_ZONE)
FIRST_DAY = -800


class Scene:
    """Days are counted from `today`, the day of loading. Chance is the same each time."""

    def __init__(self, organization: Organization, today: datetime.date):
        self.organization = organization
        self.today = today
        self.chance = random.Random(SEED)

    def day(self, offset: int) -> datetime.date:
        """The working day that is `offset` days from today, or the one before it."""
        day = self.today + datetime.timedelta(days=offset)
        return day - datetime.timedelta(days=max(0, day.weekday() - 4))

    def moment(self, offset: int, hour: int = 9, minute: int = 0) -> datetime.datetime:
        return datetime.datetime.combine(self.day(offset), datetime.time(hour, minute), LOCAL)

    def at(self, offset: int, hour: int = 9, minute: int = 0):
        """`with scene.at(-30):` what is done inside was done thirty days ago."""
        return clock.at(self.moment(offset, hour, minute))

    def actor(self, slug: str, code: str | None = None) -> Actor:
        return self.organization.actor(slug, code)

    def staff(self, slug: str):
        return self.organization.staff[slug]

    def unit(self, code: str):
        return self.organization.units[code]

    def register(self, person: PersonText) -> Patient:
        """The person comes into care: first the units they have had longest."""
        with self.at(FIRST_DAY):
            user = self._sign_in(person) if person.has_sign_in else None
            patient = actions.register_patient(
                system=person.system, value=person.number, user=user, by=SYSTEM, **person.details
            )
        for code, ground, days in person.units:
            with self.at(-days):
                start_care_relation(
                    patient=patient, unit=self.unit(code), ground=ground, starts=self.day(-days), by=SYSTEM
                )
        return patient

    def let_in(self, patient: Patient, slug: str, name: str, relation: str, days: int, **details) -> Actor:
        """The patient lets someone act for them; a guardian does so by law."""
        with self.at(-days):
            user = actions.create_user(
                username=f"demo-{slug}", name=name, email=f"{slug}.anhorig@example.se", by=SYSTEM
            )
            delegate = actions.grant_delegation(
                patient=patient, user=user, relation=relation, scopes=list(Scope),
                starts=self.day(-days), by=SYSTEM, **details,
            )  # fmt: skip
        return Actor.for_delegate(delegate)

    def _sign_in(self, person):
        return actions.create_user(
            username=f"demo-{person.slug}", name=f"{person.given_name} {person.family_name}", by=SYSTEM
        )
