from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext as _

from agreements.models import Acceptance, AnswerScan, How
from agreements.models.answer_scan import ScanKind
from agreements.permissions import check_may_read_scan, check_owning_unit
from patientkontrakt.access.patients import check_may
from patientkontrakt.audit.actions import record
from patientkontrakt.audit.models import Activity
from patientkontrakt.people.actor import Actor
from patientkontrakt.people.permissions import Permission
from patientkontrakt.ui.pictures import bare
from patientkontrakt.ui.uploads import kept_kind


@transaction.atomic
def attach_scan(*, acceptance: Acceptance, scan: File, by: Actor) -> AnswerScan:
    """Keep the paper beside the answer that it bears, as a photo, a picture or a PDF; nothing is replaced.

    Of a photo only what it shows is kept: not where it was taken. A PDF is kept as it came.
    """
    check_may(by, Permission.ACCEPT_FOR_CARE, acceptance.patient)
    check_owning_unit(by, acceptance.agreement_version.agreement)
    if acceptance.how != How.PAPER:
        raise ValidationError(_("Only an answer on paper has a paper to show."))
    kind = kept_kind(scan, ScanKind.values)
    kept = AnswerScan.objects.create(
        acceptance=acceptance, patient=acceptance.patient, file=bare(scan, kind), content_type=kind,
        added_by=by.user,
    )  # fmt: skip
    record(by=by, activity=Activity.WRITE, resource=kept, patient=kept.patient)
    return kept


@transaction.atomic
def hand_out_scan(*, scan: AnswerScan, by: Actor) -> File:
    """The file itself leaves the house: as strict as print, and in the log as one."""
    check_may_read_scan(by, scan)
    record(by=by, activity=Activity.PRINT, resource=scan, patient=scan.patient)
    return scan.file.open("rb")
