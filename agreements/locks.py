"""Holding what is about to change until the transaction ends, so that changes come one after the other.

Always in this order: the agreement, then its draft. Who writes rows of a draft holds neither: the database
refuses a row of a version that has been proposed meanwhile; rows of one draft are saved side by side. Holding
the draft before its row could make two editors wait for each other.
"""

from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.db import DatabaseError
from django.utils.translation import gettext as _

from agreements.models import Agreement, AgreementVersion
from agreements.permissions import check_may_answer
from patientkontrakt.people.actor import Actor

PROPOSED = "A proposed version never changes"
ENDED = "An ended agreement never changes"


def lock_agreement(agreement: Agreement) -> Agreement:
    """The agreement as it stands now."""
    held = Agreement.objects.select_for_update(no_key=True, of=("self",))
    return held.select_related("patient", "unit").get(pk=agreement.pk)


def lock_living(agreement: Agreement) -> Agreement:
    """The agreement as it stands now. Raises ValidationError when it has ended."""
    agreement = lock_agreement(agreement)
    if not agreement.is_living:
        raise ValidationError(_ended())
    return agreement


def lock_current(version: AgreementVersion, by: Actor) -> AgreementVersion:
    """The version as it stands now, its agreement held. Refuses who has no say in it, and raises
    ValidationError when it is not the one to answer now."""
    check_may_answer(by, version)
    agreement = lock_living(version.agreement)
    current = agreement.versions.proposed().first()
    if current is None or current.pk != version.pk:
        raise ValidationError(_("There is a newer version than the one you read. Read it and answer again."))
    return current


def lock_draft(version: AgreementVersion) -> AgreementVersion:
    """The draft as it stands now. Raises ValidationError when it is a draft no longer."""
    held = AgreementVersion.objects.select_for_update(no_key=True, of=("self",))
    draft = held.select_related("agreement__unit", "agreement__patient").get(pk=version.pk)
    check_draft(draft)
    return draft


def check_draft(draft: AgreementVersion) -> None:
    """Raises ValidationError when it is a draft no longer."""
    if not draft.is_draft:
        raise ValidationError(_proposed())
    if not draft.agreement.is_living:
        raise ValidationError(_ended())


@contextmanager
def refused_when_frozen():
    """The database's own refusal (models/triggers.py), in a sentence for the person."""
    try:
        yield
    except DatabaseError as error:
        if PROPOSED in str(error):
            raise ValidationError(_proposed()) from error
        if ENDED in str(error):
            raise ValidationError(_ended()) from error
        raise


def _ended():
    return _("The agreement has ended and can no longer be changed.")


def _proposed():
    return _("This version has been proposed and can no longer be changed. Start a new version instead.")
