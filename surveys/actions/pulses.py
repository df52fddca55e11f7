"""Two questions after a visit. The patient is asked here; answering is open and knows no patient (ADR 14)."""

import datetime

from django.db import transaction
from django.utils import timezone

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


@transaction.atomic
def note_pulse_asked(*, patient: Patient, by: Actor) -> PulseAsked:
    """The patient has been asked after a visit, today: not again within the days of rest. Whether they answer
    is not noted, and not where they had been. In a transaction of its own, before anything is answered."""
    check_may(by, Permission.OWN_ANSWER, patient)
    asked, _is_new = PulseAsked.objects.update_or_create(
        patient=patient, defaults={"asked_on": timezone.localdate()}
    )
    record(by=by, activity=Activity.WRITE, resource="surveys.pulse_asked", patient=patient)
    return asked


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
