"""Holding what is about to change until the transaction ends, so that changes come one after the other.

Always in this order: the agreement, then its draft.
"""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from agreements.models import Agreement, AgreementVersion


def lock_agreement(agreement: Agreement) -> Agreement:
    """The agreement as it stands now."""
    held = Agreement.objects.select_for_update(no_key=True, of=("self",))
    return held.select_related("patient", "unit").get(pk=agreement.pk)


def lock_living(agreement: Agreement) -> Agreement:
    """The agreement as it stands now. Raises ValidationError when it has ended."""
    agreement = lock_agreement(agreement)
    if not agreement.is_living:
        raise ValidationError(_("The agreement has ended and can no longer be changed."))
    return agreement


def lock_draft(version: AgreementVersion) -> AgreementVersion:
    """The draft as it stands now. Raises ValidationError when it is a draft no longer."""
    held = AgreementVersion.objects.select_for_update(no_key=True, of=("self",))
    draft = held.select_related("agreement__unit", "agreement__patient").get(pk=version.pk)
    if not draft.is_draft:
        raise ValidationError(
            _("This version has been proposed and can no longer be changed. Start a new version instead.")
        )
    if not draft.agreement.is_living:
        raise ValidationError(_("The agreement has ended and can no longer be changed."))
    return draft
