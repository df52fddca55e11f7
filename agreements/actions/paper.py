"""What leaves the house on paper, or as text for the record: as strict as print, and in the log as one."""

from django.db import transaction
from django.utils import translation

from agreements.models import AgreementVersion, Copy, PaperForm
from agreements.paper.card import card
from agreements.paper.folder import folder
from agreements.paper.press import make_pdf
from agreements.paper.record_text import record_text
from agreements.paper.sheet import sheet
from agreements.permissions import check_may_edit
from patientkontrakt.access.patients import check_may
from patientkontrakt.audit.actions import record
from patientkontrakt.audit.models import Activity
from patientkontrakt.people.actor import Actor
from patientkontrakt.people.models import Patient
from patientkontrakt.people.permissions import Permission


@transaction.atomic
def print_version(*, version: AgreementVersion, form: PaperForm, language: str, by: Actor) -> bytes:
    """The PDF of a version from contract.read_version, with the frame's words in `language`.

    A paper can be lost: of a person with protected identity it never says where the care is (domain, §4).
    """
    _check_may_print(by, version.patient)
    record(by=by, activity=Activity.PRINT, resource=version, patient=version.patient)
    hides_location = version.patient.is_protected
    with translation.override(language):
        if form == PaperForm.CARD:
            return make_pdf("card", card(version, hides_location))
        return make_pdf("folder", folder(version, form, hides_location))


@transaction.atomic
def print_sheet(*, patient: Patient, language: str, named: bool = False, by: Actor) -> bytes:
    """The PDF to fill in by hand before the meeting; `named` puts the patient's name on it."""
    _check_may_print(by, patient)
    record(by=by, activity=Activity.PRINT, resource="agreements.sheet", patient=patient)
    with translation.override(language):
        return make_pdf("sheet", sheet(patient.name if named else ""))


@transaction.atomic
def copy_to_record(*, version: AgreementVersion, by: Actor) -> str:
    """The text for the record. Who sees it can take it along without any button: showing is print."""
    check_may(by, Permission.OPEN_RECORD, version.patient)
    record(by=by, activity=Activity.PRINT, resource=version, patient=version.patient)
    return record_text(version)


@transaction.atomic
def hand_over_copy(*, version: AgreementVersion, form: PaperForm, language: str, by: Actor) -> Copy:
    """Staff of the owning unit say that the patient has been given the version on paper."""
    check_may_edit(by, version.agreement)
    copy = Copy.objects.create(
        agreement_version=version, patient=version.patient, form=form, language=language,
        handed_over_by=by.user, handed_over_by_name=str(by.staff),
    )  # fmt: skip
    record(by=by, activity=Activity.WRITE, resource=copy, patient=version.patient)
    return copy


def _check_may_print(by, patient):
    check_may(by, Permission.OWN_READ if by.acts_for_patient else Permission.OPEN_RECORD, patient)
