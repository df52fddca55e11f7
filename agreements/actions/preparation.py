"""Before the meeting: what the patient thinks through at home, and whether the two mean the same."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.locks import lock_draft
from agreements.models import AgreementVersion, Author, Preparation, WhatMatters
from agreements.permissions import check_may_edit
from patientkontrakt.access.patients import check_may
from patientkontrakt.audit.actions import record
from patientkontrakt.audit.models import Activity
from patientkontrakt.base_model import EditConflict, save_edit
from patientkontrakt.people.actor import Actor
from patientkontrakt.people.models import Patient
from patientkontrakt.people.permissions import Permission


@transaction.atomic
def write_preparation(*, patient: Patient, seen_version: int, by: Actor, **texts) -> Preparation:
    """Keep what the patient, or a delegate, has written so far; `seen_version` is 0 before the first time.

    Each writer has one of their own, open until care has quoted it. Raises EditConflict when the same
    person saved from another window after reading.
    """
    check_may(by, Permission.OWN_WRITE, patient)
    own = patient.preparations.open().filter(written_by=by.user)
    preparation = own.select_for_update(no_key=True).first()  # waits for care that quotes it just now
    if preparation is None:
        preparation = _begin(patient, texts, by)
    else:
        save_edit(preparation, seen_version=seen_version, **texts)
    record(by=by, activity=Activity.WRITE, resource=preparation, patient=patient)
    return preparation


@transaction.atomic
def quote_preparation(*, version: AgreementVersion, preparation: Preparation, by: Actor) -> AgreementVersion:
    """The draft starts from what the patient prepared: the words as they stand, in the writer's name.

    From then on the preparation never changes. Own goals are brought over one by one, as goals.
    """
    check_may_edit(by, version.agreement)
    draft = lock_draft(version)
    held = Preparation.objects.select_for_update(no_key=True).get(pk=preparation.pk, patient=draft.patient_id)
    if held.quoted_in_id:
        raise ValidationError(_("This preparation has been quoted already."))
    if any(held.words.values()):
        draft.what_matters = WhatMatters.objects.create(
            patient=draft.patient, author=held.author, written_by=held.written_by,
            written_by_name=held.written_by_name, **held.words,
        )  # fmt: skip
        draft.save(update_fields=["what_matters", "updated_at"])
    held.quoted_in, held.quoted_at = draft, timezone.now()
    held.save(update_fields=["quoted_in", "quoted_at", "updated_at"])
    record(by=by, activity=Activity.WRITE, resource=draft, patient=draft.patient)
    return draft


def _begin(patient, texts, by):
    try:
        with transaction.atomic():
            return Preparation.objects.create(
                patient=patient, author=Author.of(by), written_by=by.user, written_by_name=by.name, **texts
            )
    except IntegrityError as error:  # the same person began in another window at the same moment
        raise EditConflict(saved=patient.preparations.open().get(written_by=by.user)) from error
