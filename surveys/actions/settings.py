from django.db import transaction

from patientkontrakt.audit.actions import record
from patientkontrakt.audit.models import Activity
from patientkontrakt.people.actor import Actor
from surveys.actions.counting import mark_shown
from surveys.models import Round, SurveySettings
from surveys.permissions import check_may_change_settings


@transaction.atomic
def change_settings(
    *, small_group: int, rest_days: int, receipt_percent: int, grace_days: int, by: Actor
) -> SurveySettings:
    """What the region decides about its surveys; see SurveySettings for what each means.

    A higher limit hides more in all rounds, at once. A lower one is for the rounds that close from now on:
    what has been hidden stays hidden.
    """
    check_may_change_settings(by)
    before = SurveySettings.objects.current().small_group
    chosen = {
        "small_group": small_group, "rest_days": rest_days, "receipt_percent": receipt_percent,
        "grace_days": grace_days,
    }  # fmt: skip
    settings, _is_new = SurveySettings.objects.update_or_create(defaults=chosen)
    if small_group > before:
        for round in Round.objects.filter(is_closed=True):
            mark_shown(round, {(row.audience, row.band): row.shown for row in round.rollups.all()})
    record(by=by, activity=Activity.WRITE, resource=settings)
    return settings
