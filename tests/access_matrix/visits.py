"""Tries an address as someone, on someone's things, and tells what came of it. Nothing of it is kept."""

import re
from dataclasses import dataclass, field

from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import get_resolver, reverse

from patientkontrakt.audit.models import AuditEvent
from patientkontrakt.pages.management.commands.print_docs import addresses
from patientkontrakt.people.middleware import SESSION_KEY
from tests.access_matrix.objects import objects_about, special_objects
from tests.access_matrix.people import ANONYMOUS, NO_CAPACITY, make_people, secrets
from tests.access_matrix.table import MEETS_PATIENTS, PATIENT_SIDE, TABLE

ROUTES = {name: route for route, name, _view in addresses(get_resolver())}
OWN, OTHERS, OTHERS_THROUGH_OWN = "own", "other unit's", "other patient's through the own"


def keys_in(name):
    return re.findall(r"<(?:\w+:)?(\w+)>", ROUTES[name])


@dataclass
class Visit:
    name: str
    role: str
    method: str
    whose: str
    status: int
    location: str = ""
    leaked: set[str] = field(default_factory=set)
    shown: set[str] = field(default_factory=set)
    events: list[AuditEvent] = field(default_factory=list)
    error: str = ""

    def __str__(self):
        return f"{self.method} {self.name} as {self.role}, {self.whose}: {self.status} {self.error}"

    @property
    def has_capacity(self):
        return self.role not in (ANONYMOUS, NO_CAPACITY)

    def looks_logged(self, patient, outcome):
        return [e for e in self.events if e.patient_id == patient.pk and e.outcome == outcome]


class House:
    """Two patients with everything about them, and everyone who tries to reach it."""

    def __init__(self):
        self.people = make_people()
        own, other = self.people.own, self.people.other
        self.objects = {
            OWN: objects_about(own, self.people.own_clinician),
            OTHERS: objects_about(other, self.people.other_clinician),
        }
        self.special = {
            OWN: special_objects(own, self.people.own_clinician),
            OTHERS: special_objects(other, self.people.other_clinician),
        }
        self.secrets = {own.pk: secrets(own), other.pk: secrets(other)}
        self.sessions = {role: self.session_of(role) for role in self.people.roles}
        # Visits are rolled back, so what stands after this event is of the visit that is being made.
        self.last_event = AuditEvent.objects.order_by("pk").last().pk

    def session_of(self, role):
        if role == ANONYMOUS:
            return None
        client, actor = Client(), self.people.actors.get(role)
        client.force_login(actor.user if actor else self.people.newcomer)
        if actor:
            session = client.session
            session[SESSION_KEY] = actor.key
            session.save()
        return client.cookies[settings.SESSION_COOKIE_NAME].value

    def visits(self, name) -> list[Visit]:
        """Every role, GET and POST, on the own things; on other people's too, for those who may be let in."""
        return [
            self.visit(name, role, method, whose)
            for whose in self.whose_things(name)
            for role in self.people.roles
            for method in ("GET", "POST")
            if whose == OWN or role in TABLE[name][0] or (whose == OTHERS and method == "GET")
        ]

    def whose_things(self, name):
        keys = keys_in(name)
        through_own = [OTHERS_THROUGH_OWN] if "patient_id" in keys and len(keys) > 1 else []
        return [OWN, *([OTHERS] if keys else []), *through_own]

    def address(self, name, whose):
        side = OWN if whose == OWN else OTHERS
        objects = self.objects[side] | self.special[side].get(name, {})
        if whose == OTHERS_THROUGH_OWN:
            objects["patient_id"] = self.people.own.pk
        return reverse(name, kwargs={key: objects[key] for key in keys_in(name)})

    def visit(self, name, role, method, whose):
        client = Client(raise_request_exception=False)
        if self.sessions[role]:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[role]
        with transaction.atomic():
            response = client.generic(method, self.address(name, whose))
            events = list(AuditEvent.objects.filter(pk__gt=self.last_event))
            transaction.set_rollback(True)
        exc_info = getattr(response, "exc_info", None)
        return Visit(
            name, role, method, whose, response.status_code, response.headers.get("Location", ""),
            *self.leaked(role, response), events, repr(exc_info[1]) if exc_info else "",
        )  # fmt: skip

    def leaked(self, role, response):
        """Names and numbers in the answer: of people whom the role may not see, and of anyone."""
        body = b"".join(response) if response.streaming else response.content
        text = f"{body.decode(errors='replace')} {response.headers.get('Location', '')}".casefold()
        visible = self.secrets[self.people.own.pk] if role in PATIENT_SIDE | MEETS_PATIENTS else set()
        shown = {word for words in self.secrets.values() for word in words if word.casefold() in text}
        return shown - visible, shown
