"""Rounds that open by themselves, so many months apart."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from patientkontrakt.audit.actions import record
from patientkontrakt.audit.models import Activity
from patientkontrakt.people.actor import Actor
from patientkontrakt.people.models import OrganizationUnit
from surveys.actions.rounds import open_at
from surveys.locks import hold
from surveys.models import Calendar, InviteRule, Round, RoundKind
from surveys.permissions import check_may_run_rounds

# "All with a visit" means in a calendar: during so many days before the round opens.
VISIT_DAYS = datetime.timedelta(days=90)


@transaction.atomic
def add_calendar(
    *, unit: OrganizationUnit, every_months: int, first_day: datetime.date, days_open: int, by: Actor, **asked
) -> Calendar:  # fmt: skip
    """From the first day on, each care unit below `unit` opens a round every so many months.

    `asked`: audience, invite, remind_after_days, target. Raises ValidationError for a past day. Added twice
    in the same words, by a double click, it is one.
    """
    check_may_run_rounds(by, unit)
    if first_day < timezone.localdate():
        raise ValidationError(_("The first day has already been."))
    hold(unit)
    terms = {"every_months": every_months, "first_day": first_day, "days_open": days_open, **asked}
    if added := Calendar.objects.filter(unit=unit, is_active=True, **terms).first():
        return added
    calendar = Calendar.objects.create(unit=unit, **terms)
    record(by=by, activity=Activity.WRITE, resource=calendar)
    return calendar


@transaction.atomic
def end_calendar(*, calendar: Calendar, by: Actor) -> Calendar:
    """No more rounds open by themselves; those that are open go on."""
    check_may_run_rounds(by, calendar.unit)
    calendar = _locked(calendar)
    calendar.is_active = False
    calendar.save(update_fields=["is_active", "updated_at"])
    record(by=by, activity=Activity.WRITE, resource=calendar)
    return calendar


@transaction.atomic
def open_due_rounds(*, calendar: Calendar, by: Actor) -> list[Round]:
    """Open what is due today, once however often and by how many it is asked for.

    A unit that already has a round on these days is left alone. Missed days are not made up for.
    """
    check_may_run_rounds(by, calendar.unit)
    calendar, today = _locked(calendar), timezone.localdate()
    due = calendar.due_day(today)
    if due is None or not calendar.is_active:
        return []
    units = OrganizationUnit.objects.within(calendar.unit).care_units()
    measured = Round.objects.measured().filter(unit__in=units).values("unit")
    rounds = [
        *_open(calendar, units.exclude(pk__in=measured), RoundKind.BASELINE, today, by),
        *_open(calendar, units.filter(pk__in=measured), RoundKind.FOLLOW_UP, today, by),
    ]
    calendar.last_opened = due
    calendar.save(update_fields=["last_opened", "updated_at"])
    record(by=by, activity=Activity.WRITE, resource=calendar)
    return rounds


def _locked(calendar):
    return Calendar.objects.select_for_update(of=["self"]).select_related("unit").get(pk=calendar.pk)


def _open(calendar, units, kind, today, by):
    asked = {name: getattr(calendar, name) for name in ("audience", "invite", "remind_after_days", "target")}
    if calendar.invite == InviteRule.VISIT:
        day = datetime.timedelta(days=1)
        asked |= {"visits_from": today - VISIT_DAYS, "visits_to": today - day}
    closes = today + datetime.timedelta(days=calendar.days_open - 1)
    return open_at(units=list(units), kind=kind, opens=today, closes=closes, by=by, **asked)
