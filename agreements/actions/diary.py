import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.diary import REACHES_BACK, agreed_days
from agreements.models import Commitment, DiaryEntry, DiaryOutcome
from agreements.permissions import check_may_keep_diary
from patientkontrakt.audit.actions import record
from patientkontrakt.audit.models import Activity
from patientkontrakt.base_model import EditConflict, save_edit
from patientkontrakt.people.actor import Actor


@transaction.atomic
def write_diary(
    *, promise: Commitment, day: datetime.date, outcome: DiaryOutcome, note: str = "",
    seen_version: int = 0, by: Actor,
) -> DiaryEntry:  # fmt: skip
    """How a day went. The same said twice is said once; `seen_version` is 0 where nothing was written.

    Raises EditConflict when someone has written something else about that day since it was read.
    """
    promise = Commitment.objects.select_related("agreement_version__agreement", "patient").get(pk=promise.pk)
    check_may_keep_diary(by, promise)
    _check_day(promise, day)
    words = {"outcome": outcome, "note": note}
    signed = {**words, "promise": promise, "written_by": by.user, "written_by_name": by.name}
    entry = promise.patient.diary_entries.filter(lineage=promise.lineage, day=day).first()
    if entry and words == {"outcome": entry.outcome, "note": entry.note}:
        return entry
    entry = save_edit(entry, seen_version=seen_version, **signed) if entry else _begin(promise, day, signed)
    record(by=by, activity=Activity.WRITE, resource=entry, patient=promise.patient)
    return entry


def _check_day(promise, day):
    if not Commitment.objects.with_diary().filter(pk=promise.pk).exists():
        raise ValidationError(_("A diary is kept of what comes again and again, for as long as it holds."))
    today = timezone.localdate()
    if not today - REACHES_BACK < day <= today:
        raise ValidationError(_("You can write about today and the last four weeks."))
    if day < min(agreed_days([promise]).values(), default=today):
        raise ValidationError(_("You can write about the days since you agreed on it."))


def _begin(promise, day, signed):
    key = {"lineage": promise.lineage, "day": day}
    try:
        with transaction.atomic():
            return DiaryEntry.objects.create(patient=promise.patient, **key, **signed)
    except IntegrityError as error:  # someone wrote about the same day at the same moment
        raise EditConflict(saved=promise.patient.diary_entries.get(**key)) from error
