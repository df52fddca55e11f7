"""Which files may be kept: told by their content, not by their name, and never too large."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.core.files import File
from django.utils.translation import gettext as _

MAX_BYTES = 5 * 1024 * 1024
# How a file of the kind begins, and what stands near its end.
MARKS = {
    "application/pdf": (b"%PDF-", b"%%EOF"),
    "image/jpeg": (b"\xff\xd8\xff", b"\xff\xd9"),
    "image/png": (b"\x89PNG\r\n\x1a\n", b"IEND"),
}


def check_size(file: File) -> None:
    if file.size > MAX_BYTES:
        raise ValidationError(_("The document is larger than 5 MB. Make it smaller and try again."))


def content_type(file: File) -> str:
    """The kind that the file begins and ends as; empty for any other."""
    file.seek(0)
    begins = file.read(16)
    file.seek(max(0, file.size - 1024))
    ends = file.read()
    file.seek(0)
    return next(
        (kind for kind, (first, last) in MARKS.items() if begins.startswith(first) and last in ends), ""
    )


def kept_kind(file: File, kinds: Iterable[str]) -> str:
    """The file's kind, one of `kinds`. Raises ValidationError for another kind, or more than 5 MB."""
    check_size(file)
    kind = content_type(file)
    if kind not in kinds:
        raise ValidationError(_("This is neither a photo (JPEG or PNG) nor a PDF. Choose another file."))
    return kind
