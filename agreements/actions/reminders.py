"""Reminders on the patient's own terms: chosen, turned off, and sent at most once a day."""

import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from agreements.models import Reminder, ReminderChoice
from agreements.permissions import check_may_choose_reminders
from agreements.reminders import reminder_to
from patientkontrakt.audit.actions import event_of, record
from patientkontrakt.audit.models import Activity
from patientkontrakt.base_model import EditConflict, save_edit
from patientkontrakt.people.actor import Actor
from patientkontrakt.people.models import Patient
from patientkontrakt.people.permissions import Permission, check_permission
from patientkontrakt.prepared import save_together


@transaction.atomic
def choose_reminders(
    *, patient: Patient, is_on: bool, hour: int, weekdays: list[int], seen_version: int = 0, by: Actor
) -> ReminderChoice:
    """On or off, in which hour and on which days; `seen_version` is 0 before the first choice.

    The same said twice is said once. Raises EditConflict when someone has chosen otherwise since it was
    read, and ValidationError when it is turned on for someone to whom nothing can be sent.
    """
    check_may_choose_reminders(by, patient)
    if is_on and reminder_to(patient) is None:
        raise ValidationError(_("Reminders cannot be turned on, because no message can be sent."))
    terms = {"is_on": is_on, "hour": hour, "weekdays": weekdays}
    choice = ReminderChoice.objects.of(patient)
    if not choice._state.adding and choice.terms == terms:
        return choice
    choice = (
        _begin(patient, terms)
        if choice._state.adding
        else save_edit(choice, seen_version=seen_version, **terms)
    )
    record(by=by, activity=Activity.WRITE, resource=choice, patient=patient)
    return choice


@transaction.atomic
def stop_reminders(*, patient: Patient, by: Actor) -> ReminderChoice | None:
    """Off at once, whatever was chosen meanwhile; hour and days are kept for another time. None if off."""
    check_may_choose_reminders(by, patient)
    choice = ReminderChoice.objects.select_for_update(no_key=True).filter(patient=patient, is_on=True).first()
    if choice:
        save_edit(choice, seen_version=choice.version, is_on=False)
        record(by=by, activity=Activity.WRITE, resource=choice, patient=patient)
    return choice


@transaction.atomic
def remind(*, choice: ReminderChoice, day: datetime.date, by: Actor) -> Reminder | None:
    """Tell the patient once that day. None when it is done already, turned off since, or cannot be sent.

    The choice is held meanwhile: who has turned reminders off is told nothing after that. Reminder, event
    and message are one statement, which does nothing at all where that day's reminder stands.
    """
    check_permission(by, Permission.REMIND)
    held = ReminderChoice.objects.select_for_update(no_key=True, of=["self"]).select_related("patient")
    wanted = held.filter(pk=choice.pk, is_on=True).first()
    message = wanted and reminder_to(wanted.patient)
    if message is None:
        return None
    reminder = Reminder(patient=wanted.patient, day=day)
    event = event_of(by=by, activity=Activity.WRITE, resource=reminder, patient=wanted.patient)
    return reminder if save_together(reminder, event, message) else None


def _begin(patient, terms):
    try:
        with transaction.atomic():
            return ReminderChoice.objects.create(patient=patient, **terms)
    except IntegrityError as error:  # someone else chose at the same moment
        raise EditConflict(saved=ReminderChoice.objects.get(patient=patient)) from error
