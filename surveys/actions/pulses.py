"""Two questions after a visit. The patient is asked here; answering is open and knows no patient (ADR 14)."""

import datetime
import uuid

from django.core.cache import caches
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from patientkontrakt.access.patients import check_may
from patientkontrakt.audit.actions import record
from patientkontrakt.audit.models import Activity
from patientkontrakt.people.actor import Actor
from patientkontrakt.people.models import OrganizationUnit, Patient
from patientkontrakt.people.permissions import Permission
from surveys.actions.instruments import load_seven_questions
from surveys.bands import Way
from surveys.models import Asks, InviteRule, OpenLink, PulseAsked, Round, RoundKind
from surveys.permissions import check_may_run_rounds
from surveys.pulses import LATEST_VISIT, unit_to_ask_about

# Seconds between two clicks that are meant as one.
DOUBLE_CLICK = 60


@transaction.atomic
def note_pulse_asked(*, patient: Patient, key: uuid.UUID, by: Actor) -> OrganizationUnit | None:
    """The patient has been asked after a visit, today: not again within the days of rest. Whether they answer
    is not noted, and not where they had been. In a transaction of its own, before anything is answered.

    Returns the unit, once; None when it was asked about before. `key` comes with the page: a double click
    leads where the first one did, which for a minute the cache knows by a hash, without the patient.
    """
    check_may(by, Permission.OWN_ANSWER, patient)
    Patient.objects.select_for_update(of=["self"]).get(pk=patient.pk)  # two at once: one after the other
    visits, cache = LATEST_VISIT(patient), caches["shared"]
    clicked = f"pulse:{salted_hmac('surveys.pulse', key.hex).hexdigest()}"
    unit = unit_to_ask_about(patient, visits)
    if unit is None:
        return visits[0].unit if visits and cache.get(clicked) else None
    PulseAsked.objects.update_or_create(patient=patient, defaults={"asked_on": timezone.localdate()})
    cache.set(clicked, True, DOUBLE_CLICK)
    record(by=by, activity=Activity.WRITE, resource="surveys.pulse_asked", patient=patient)
    return unit


@transaction.atomic
def open_pulse(*, unit: OrganizationUnit, by: Actor) -> OpenLink:
    """The link of the unit's questions after visits this month; made with the month's first."""
    check_may_run_rounds(by, unit)
    first = timezone.localdate().replace(day=1)
    last = (first + datetime.timedelta(days=31)).replace(day=1) - datetime.timedelta(days=1)
    asked = {"audience": Asks.PATIENT, "invite": InviteRule.NOBODY, "closes": last}
    round, is_new = Round.objects.get_or_create(
        unit=unit, kind=RoundKind.PULSE, opens=first,
        defaults={"instrument": load_seven_questions(by=by), **asked},
    )  # fmt: skip
    if is_new:
        record(by=by, activity=Activity.WRITE, resource=round)
    link, _is_new = OpenLink.objects.get_or_create(round=round, way=Way.PULSE)
    return link
