"""A sent picture is made anew from its pixels; whatever else comes along, or only looks like a picture, stays out."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from antoan.foundation.files.errors import (
    HeicRefused,
    PdfRefused,
    PictureTooLarge,
    PictureTooManyPixels,
    PictureUnreadable,
)
from antoan.foundation.files.limits import PICTURE_BYTES_MAX, SIDE_PIXELS_MAX
from antoan.foundation.files.pictures import clean_picture
from antoan.kit.errors import AntoanError
from tests.factories.pictures import SECRET_PLACE, a_photo_with_place, a_picture, a_png_bomb


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_the_three_forms_come_out_as_plain_jpeg(form):
    clean = clean_picture(a_picture(form, (64, 48)))
    with Image.open(BytesIO(clean.content)) as kept:
        assert (kept.format, kept.size, kept.mode) == ("JPEG", (64, 48), "RGB")
    assert (clean.width, clean.height) == (64, 48)


def test_place_maker_and_what_hides_behind_the_end_are_gone_and_the_photo_is_upright():
    sent = a_photo_with_place((64, 48))
    assert SECRET_PLACE in sent
    clean = clean_picture(sent)
    assert SECRET_PLACE not in clean.content
    assert b"Maker" not in clean.content
    assert b"php" not in clean.content
    with Image.open(BytesIO(clean.content)) as kept:
        assert not kept.getexif()
        assert set(kept.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
        assert kept.size == (48, 64)


def test_transparency_becomes_white():
    sent = BytesIO()
    Image.new("RGBA", (8, 8), (255, 0, 0, 0)).save(sent, "PNG")
    with Image.open(BytesIO(clean_picture(sent.getvalue()).content)) as kept:
        assert min(kept.getpixel((4, 4))) > 250


def test_a_large_photo_is_kept_readable_and_smaller():
    clean = clean_picture(a_picture(size=(6_000, 4_000)))
    assert (clean.width, clean.height) == (SIDE_PIXELS_MAX, 1_600)


@pytest.mark.parametrize("size", [(60_000, 60_000), (10_000, 5_001), (12_000, 10_000)])
def test_a_bomb_is_refused_by_its_header(size):
    with pytest.raises(PictureTooManyPixels):
        clean_picture(a_png_bomb(*size))


def test_a_pdf_is_refused_with_what_to_do():
    with pytest.raises(PdfRefused, match="photo of the page"):
        clean_picture(b"%PDF-1.7\n%...")
    with pytest.raises(PdfRefused):
        clean_picture(b"\n" * 100 + b"%PDF-1.4")


def test_a_heic_photo_is_refused_with_what_to_do():
    with pytest.raises(HeicRefused, match="JPEG"):
        clean_picture(b"\x00\x00\x00\x18ftypheic" + bytes(20))


def test_one_byte_too_many_is_refused():
    with pytest.raises(PictureTooLarge):
        clean_picture(bytes(PICTURE_BYTES_MAX + 1))
    with pytest.raises(PictureUnreadable):
        clean_picture(bytes(PICTURE_BYTES_MAX))


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"GIF89a" + bytes(50),
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>",
        b"PK\x03\x04" + bytes(50),
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff\xe0" + bytes(100),
        a_picture("JPEG")[:200],
        a_picture("BMP"),
    ],
)
def test_what_only_looks_like_a_picture_is_refused(raw):
    with pytest.raises(PictureUnreadable):
        clean_picture(raw)


@given(cut=st.integers(0, 400), changed=st.integers(0, 399), to=st.integers(0, 255))
def test_no_damage_raises_anything_but_our_own_errors(cut, changed, to):
    raw = bytearray(a_picture("PNG", (16, 16)))
    raw[changed % len(raw)] = to
    try:
        clean_picture(bytes(raw[: max(cut, 1)]))
    except AntoanError:
        return
