"""A photo is kept as what it shows: not where it was taken, when, and with what."""

import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, PngImagePlugin
from PIL.ExifTags import GPS, IFD, Base

from patientkontrakt.ui import pictures
from patientkontrakt.ui.pictures import bare

JPEG, PNG = "image/jpeg", "image/png"
PLACE = {GPS.GPSLatitudeRef: "N", GPS.GPSLatitude: (59.0, 19.0, 46.0)}
CAMERA = "Kamera 7"


def written_by_a_camera(orientation=1):
    exif = Image.Exif()
    exif[Base.Model], exif[Base.Orientation] = CAMERA, orientation
    exif.get_ifd(IFD.GPSInfo).update(PLACE)
    return exif


def photo(kind, size=(6, 4), **written):
    content = io.BytesIO()
    Image.new("RGB", size, "white").save(content, pictures.FORMATS[kind], **written)
    return SimpleUploadedFile("svar", content.getvalue(), content_type=kind)


@pytest.mark.parametrize("kind", [JPEG, PNG])
def test_where_a_photo_was_taken_is_gone(kind):
    taken = photo(kind, exif=written_by_a_camera())
    assert Image.open(taken).getexif().get_ifd(IFD.GPSInfo)

    kept = bare(taken, kind)

    picture = Image.open(kept)
    assert dict(picture.getexif()) == {}
    assert dict(picture.getexif().get_ifd(IFD.GPSInfo)) == {}
    assert CAMERA.encode() not in kept.read()


def test_words_in_a_picture_file_are_gone():
    text = PngImagePlugin.PngInfo()
    text.add_text("Location", "Kajgatan 12")
    png = bare(photo(PNG, pnginfo=text), PNG).read()
    jpeg = bare(photo(JPEG, comment=b"Kajgatan 12", xmp=b"<x>Kajgatan 12</x>"), JPEG).read()

    assert b"Kajgatan" not in png + jpeg


def test_a_photo_taken_sideways_stands_upright():
    kept = bare(photo(JPEG, (6, 4), exif=written_by_a_camera(orientation=6)), JPEG)

    assert Image.open(kept).size == (4, 6)


@pytest.mark.parametrize("kind", [JPEG, PNG])
def test_it_is_still_the_same_kind_and_size(kind):
    picture = Image.open(bare(photo(kind, (60, 40)), kind))

    assert (picture.format, picture.size) == (pictures.FORMATS[kind], (60, 40))


def test_what_only_begins_as_a_picture_is_refused():
    for content in (b"\xff\xd8\xff" + b" " * 40 + b"\xff\xd9", photo(PNG).read()[:30]):
        for kind in (JPEG, PNG):
            with pytest.raises(ValidationError):
                bare(SimpleUploadedFile("svar", content), kind)


def test_a_picture_of_too_many_pixels_is_not_unfolded(monkeypatch):
    monkeypatch.setattr(pictures, "MOST_PIXELS", 20)

    with pytest.raises(ValidationError):
        bare(photo(PNG), PNG)


def test_a_pdf_is_kept_as_it_came():
    pdf = SimpleUploadedFile("svar", b"%PDF-1.7 %%EOF")

    assert bare(pdf, "application/pdf") is pdf
