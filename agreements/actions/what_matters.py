from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from agreements.locks import check_draft, refused_when_frozen
from agreements.models import AgreementVersion, Author, WhatMatters
from agreements.permissions import check_may_edit
from patientkontrakt.access.patients import check_may
from patientkontrakt.audit.actions import record
from patientkontrakt.audit.models import Activity
from patientkontrakt.people.actor import Actor
from patientkontrakt.people.models import Patient
from patientkontrakt.people.permissions import Permission


@transaction.atomic
def write_what_matters(
    *, patient: Patient, text: str = "", strengths: str = "", helpers: str = "", by: Actor
) -> WhatMatters:
    """The patient's own words, written by the patient's side or by staff as the patient told them.

    What was written before stays as it is. Raises ValidationError when nothing at all is written.
    """
    right = Permission.OWN_WRITE if by.acts_for_patient else Permission.EDIT_AGREEMENT
    check_may(by, right, patient)
    if not (text or strengths or helpers):
        raise ValidationError(_("Write in at least one of the boxes."))
    words = WhatMatters.objects.create(
        patient=patient, text=text, strengths=strengths, helpers=helpers,
        author=Author.of(by), written_by=by.user, written_by_name=by.name,
    )  # fmt: skip
    record(by=by, activity=Activity.WRITE, resource=words, patient=patient)
    return words


@transaction.atomic
def write_words_in_draft(*, version: AgreementVersion, by: Actor, **words) -> WhatMatters:
    """Write down what the patient says while the draft is written; the draft starts from these words."""
    check_may_edit(by, version.agreement)
    check_draft(version)
    version.what_matters = write_what_matters(patient=version.patient, **words, by=by)
    with refused_when_frozen():
        version.save(update_fields=["what_matters", "updated_at"])
    return version.what_matters
