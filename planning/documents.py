from django.core.exceptions import ValidationError
from django.core.files import File
from django.utils.translation import gettext as _

from patientkontrakt.ui.uploads import check_size, content_type


def check_document(file: File) -> None:
    """A plan is kept as a PDF. Raises ValidationError for any other file, and for one over 5 MB."""
    check_size(file)
    if content_type(file) != "application/pdf":
        raise ValidationError(_("This is not a PDF. Save the document as a PDF and try again."))
