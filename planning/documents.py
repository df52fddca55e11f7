"""Which documents may be kept: PDF files, told by their content and not by their name."""

from django.core.exceptions import ValidationError
from django.core.files import File
from django.utils.translation import gettext as _

MAX_BYTES = 5 * 1024 * 1024


def check_document(file: File) -> None:
    """Raises ValidationError for a file over 5 MB, or one that does not begin and end as a PDF."""
    if file.size > MAX_BYTES:
        raise ValidationError(_("The document is larger than 5 MB. Make it smaller and try again."))
    file.seek(0)
    begins = file.read(5)
    file.seek(max(0, file.size - 1024))
    ends = file.read()
    file.seek(0)
    if begins != b"%PDF-" or b"%%EOF" not in ends:
        raise ValidationError(_("This is not a PDF. Save the document as a PDF and try again."))
