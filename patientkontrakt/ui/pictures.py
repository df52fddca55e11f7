"""A photo is kept as what it shows, without what the camera wrote into it: where, when, with what."""

import io

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG"}
QUALITY = 90  # of a JPEG: handwriting stays sharp
UNREADABLE = (OSError, SyntaxError, ValueError, Image.DecompressionBombError, Image.DecompressionBombWarning)
MOST_PIXELS = 64_000_000  # a telephone's largest photo; a small file may unfold into far more


def bare(file: File, kind: str) -> File:
    """The picture alone, of its `kind`, turned the way up that the camera meant; other kinds as they came.

    Raises ValidationError when it is no picture that can be read.
    """
    if kind not in FORMATS:
        return file
    try:
        picture = _read(file, FORMATS[kind])
    except UNREADABLE as error:
        raise ValidationError(_("The picture cannot be read. Take a new photo, or choose a PDF.")) from error
    kept = io.BytesIO()
    picture.save(kept, FORMATS[kind], quality=QUALITY, optimize=True)
    return ContentFile(kept.getvalue(), name=file.name)


def _read(file, form):
    file.seek(0)
    picture = Image.open(file, formats=[form])
    if picture.width * picture.height > MOST_PIXELS:
        raise ValueError("The picture has too many pixels.")
    upright = ImageOps.exif_transpose(picture)
    upright.info = {}
    return upright
