from django.db import transaction

from patientkontrakt.audit.actions import record
from patientkontrakt.audit.models import Activity
from patientkontrakt.people.actor import Actor
from surveys.models import SurveySettings
from surveys.permissions import check_may_change_settings


@transaction.atomic
def change_settings(
    *, small_group: int, rest_days: int, receipt_percent: int, grace_days: int, by: Actor
) -> SurveySettings:
    """What the region decides about its surveys; see SurveySettings for what each means."""
    check_may_change_settings(by)
    chosen = {
        "small_group": small_group, "rest_days": rest_days, "receipt_percent": receipt_percent,
        "grace_days": grace_days,
    }  # fmt: skip
    settings, _is_new = SurveySettings.objects.update_or_create(defaults=chosen)
    record(by=by, activity=Activity.WRITE, resource=settings)
    return settings
