"""Makes a sent picture anew from its pixels alone, so that nothing else comes along. Needs no Django.

What is hidden in a file (where it was taken, previews, a second picture, a program appended at its end) is not
copied: only pixels reach the new file.
"""

from dataclasses import dataclass
from io import BytesIO
from typing import Final

from PIL import Image, ImageOps

from antoan.foundation.files.errors import (
    HeicRefused,
    PdfRefused,
    PictureTooLarge,
    PictureTooManyPixels,
    PictureUnreadable,
)
from antoan.foundation.files.limits import PICTURE_BYTES_MAX, PIXELS_MAX, SIDE_PIXELS_MAX

CONTENT_TYPE: Final = "image/jpeg"
_FORMATS: Final = ("JPEG", "PNG", "WEBP")
_QUALITY: Final = 85
_PDF_HEAD_BYTES: Final = 1024  # Readers accept the mark that far into a file.
_HEIC_BRANDS: Final = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif")


@dataclass(frozen=True, slots=True)
class CleanPicture:
    """A picture made anew: JPEG, upright, on white."""

    content: bytes
    width: int
    height: int


def clean_picture(raw: bytes) -> CleanPicture:
    """Return the picture made anew.

    PictureTooLarge, PictureTooManyPixels, PdfRefused, HeicRefused, or PictureUnreadable for anything else. What
    a file is called and what its sender says of it is not asked.
    """
    if len(raw) > PICTURE_BYTES_MAX:
        raise PictureTooLarge
    _refuse_known_others(raw)
    try:
        return _made_anew(raw)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise PictureTooManyPixels from None
    except PictureTooManyPixels:
        raise
    except Exception:  # A decoder given hostile bytes may raise anything.
        raise PictureUnreadable from None


def _refuse_known_others(raw: bytes) -> None:
    if b"%PDF-" in raw[:_PDF_HEAD_BYTES] and not raw.startswith((b"\xff\xd8", b"\x89PNG", b"RIFF")):
        raise PdfRefused
    if raw[4:8] == b"ftyp" and raw[8:12] in _HEIC_BRANDS:
        raise HeicRefused


def _made_anew(raw: bytes) -> CleanPicture:
    with Image.open(BytesIO(raw), formats=_FORMATS) as sent:
        # The size stands in the header: a bomb is refused before a pixel of it is unpacked.
        if sent.width * sent.height > PIXELS_MAX:
            raise PictureTooManyPixels
        # A JPEG is decoded at a fraction of its size straight away, which spares memory.
        sent.draft("RGB", (SIDE_PIXELS_MAX, SIDE_PIXELS_MAX))
        picture = _on_white(ImageOps.exif_transpose(sent))
        picture.thumbnail((SIDE_PIXELS_MAX, SIDE_PIXELS_MAX))
        plain = Image.new("RGB", picture.size)
        plain.paste(picture)
    written = BytesIO()
    plain.save(written, "JPEG", quality=_QUALITY, optimize=True)
    return CleanPicture(written.getvalue(), plain.width, plain.height)


def _on_white(picture: Image.Image) -> Image.Image:
    """Return the picture without transparency."""
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    layer = picture.convert("RGBA")
    white = Image.new("RGBA", layer.size, "white")
    return Image.alpha_composite(white, layer).convert("RGB")
