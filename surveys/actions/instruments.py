"""What is asked: the seven word for word, and a region's own beside them. A change is a new edition."""

from django.db import transaction
from django.utils import timezone

from patientkontrakt.audit.actions import record
from patientkontrakt.audit.models import Activity
from patientkontrakt.people.actor import Actor
from patientkontrakt.people.permissions import Permission, check_permission
from surveys.instruments import SEVEN_QUESTIONS
from surveys.models import Instrument
from surveys.permissions import check_may_change_settings


@transaction.atomic
def load_seven_questions(*, by: Actor) -> Instrument:
    """The edition that new rounds ask: the seven in their newest wording, and the region's own ones."""
    check_permission(by, Permission.RUN_ROUNDS)
    instrument, is_new = Instrument.objects.get_or_create(
        slug=SEVEN_QUESTIONS["instrument"],
        edition=SEVEN_QUESTIONS["version"],
        defaults={"content": SEVEN_QUESTIONS},
    )
    if is_new:
        record(by=by, activity=Activity.WRITE, resource=instrument)
    return Instrument.objects.in_use()


@transaction.atomic
def set_own_questions(*, own: list[dict], approved_by: str, by: Actor) -> Instrument:
    """From now on new rounds ask these, at most three, after the seven; an empty list: the seven alone.

    `own`: number, name, patient and staff, the last three language → words. `approved_by`: who has approved
    the English of all of it, or "". Rounds that have begun keep their edition.
    """
    check_may_change_settings(by)
    load_seven_questions(by=by)
    approved = {"en": {"by": approved_by, "on": timezone.localdate().isoformat()}} if approved_by else {}
    editions = Instrument.objects.filter(slug=SEVEN_QUESTIONS["instrument"])
    list(editions.select_for_update().values_list("pk"))  # two at once come one after the other
    instrument = Instrument.objects.create(
        slug=SEVEN_QUESTIONS["instrument"], edition=f"{SEVEN_QUESTIONS['version']}+{editions.count()}",
        content=SEVEN_QUESTIONS | {"own": own, "approved": approved},
    )  # fmt: skip
    record(by=by, activity=Activity.WRITE, resource=instrument)
    return instrument
