"""The life of an agreement as a whole: start, new version, end, error."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.locks import lock_agreement, lock_living
from agreements.models import Agreement, AgreementVersion, Commitment, CommitmentStatus, Goal, WarningSign
from agreements.permissions import check_may_edit
from patientkontrakt.access.patients import check_may
from patientkontrakt.audit.actions import record
from patientkontrakt.audit.models import Activity
from patientkontrakt.notifications.actions import tell
from patientkontrakt.people.actor import Actor
from patientkontrakt.people.models import Patient
from patientkontrakt.people.permissions import Permission

MY_AGREEMENT = reverse_lazy("agreements:my_agreement")


@transaction.atomic
def start_agreement(*, patient: Patient, by: Actor) -> Agreement:
    """An agreement of the actor's unit with the patient, with a first draft that quotes the patient's words.

    Raises ValidationError when the unit has a living agreement with the patient already: new needs
    are a new version of that one.
    """
    check_may(by, Permission.EDIT_AGREEMENT, patient)
    try:
        with transaction.atomic():
            agreement = Agreement.objects.create(patient=patient, unit=by.unit, language=patient.language)
    except IntegrityError as error:
        raise ValidationError(_("Your unit already has an agreement with this patient.")) from error
    AgreementVersion.objects.create(
        agreement=agreement, patient=patient, what_matters=patient.what_matters.first(),
        concordance=_what_both_said(agreement), contact_text=by.unit.name, contact_phone=by.unit.phone,
    )  # fmt: skip
    record(by=by, activity=Activity.WRITE, resource=agreement, patient=patient)
    return agreement


@transaction.atomic
def start_new_version(*, agreement: Agreement, by: Actor) -> AgreementVersion:
    """A draft that begins where the latest version stands; the one that is being written, if there is one.

    Goals, promises and signs keep their lineage. Promises that are done or cancelled are not carried
    over; the patient's newest words are quoted. What holds goes on holding meanwhile.
    """
    check_may_edit(by, agreement)
    agreement = lock_living(agreement)
    latest = agreement.versions.select_related("agreement").first()
    if latest.is_draft:
        return latest
    review_date = latest.review_date if latest.review_date > timezone.localdate() else None
    draft = AgreementVersion.objects.create(
        agreement=agreement, patient=agreement.patient, number=latest.number + 1,
        what_matters=agreement.patient.what_matters.first(), concordance=_what_both_said(agreement),
        contact_text=latest.contact_text, contact_phone=latest.contact_phone, review_date=review_date,
    )  # fmt: skip
    _carry_over(latest, draft)
    record(by=by, activity=Activity.WRITE, resource=draft, patient=agreement.patient)
    return draft


@transaction.atomic
def end_agreement(*, agreement: Agreement, reason: str, by: Actor) -> Agreement:
    """The agreement holds no longer. It stays readable, with the reason."""
    check_may_edit(by, agreement)
    agreement = lock_living(agreement)
    agreement.ended_at, agreement.end_reason = timezone.now(), reason
    agreement.save(update_fields=["ended_at", "end_reason", "updated_at"])
    record(by=by, activity=Activity.WRITE, resource=agreement, patient=agreement.patient)
    tell(patient=agreement.patient, path=str(MY_AGREEMENT))
    return agreement


@transaction.atomic
def mark_entered_in_error(*, agreement: Agreement, reason: str, by: Actor) -> Agreement:
    """It should never have been written, for example in another person's record. Nothing is deleted.

    An ended agreement may be marked too.
    """
    check_may_edit(by, agreement)
    agreement = lock_agreement(agreement)
    if agreement.error_at:
        raise ValidationError(_("The agreement has already been marked as an error."))
    agreement.error_at, agreement.error_reason = timezone.now(), reason
    agreement.save(update_fields=["error_at", "error_reason", "updated_at"])
    record(by=by, activity=Activity.WRITE, resource=agreement, patient=agreement.patient)
    tell(patient=agreement.patient, path=str(MY_AGREEMENT))
    return agreement


def _what_both_said(agreement):
    said = agreement.patient.concordances.filter(unit=agreement.unit)
    return said.open_to_both().fresh().first()


def _carry_over(latest, draft):
    over = [CommitmentStatus.DONE, CommitmentStatus.CANCELLED]
    for model, rows in [
        (Goal, latest.goals.all()),
        (Commitment, latest.commitments.exclude(status__in=over)),
        (WarningSign, latest.warning_signs.all()),
    ]:
        model.objects.bulk_create([_copy(model, row, draft) for row in rows])


def _copy(model, row, draft):
    """The same row in the draft: everything but the key, the time stamps, the edit counter and the mark."""
    own = {"id", "created_at", "updated_at", "version", "agreement_version", "suggested_by"}
    carried = [field.name for field in model._meta.concrete_fields if field.name not in own]
    return model(agreement_version=draft, **{name: getattr(row, name) for name in carried})
