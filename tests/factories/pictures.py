"""Pictures as phones, scanners and attackers send them."""

import struct
import zlib
from io import BytesIO

from PIL import Image

SECRET_PLACE = b"10.7769N106.7009E"


def a_picture(form: str = "JPEG", size: tuple[int, int] = (64, 48), colour: str = "navy", **options) -> bytes:
    """Return a small picture of one colour."""
    mode = "RGBA" if form in {"PNG", "WEBP"} else "RGB"
    written = BytesIO()
    Image.new(mode, size, colour).save(written, form, **options)
    return written.getvalue()


def a_photo_with_place(size: tuple[int, int] = (64, 48)) -> bytes:
    """Return a JPEG that says where and with what it was taken, lies on its side, and has something behind its end."""
    exif = Image.Exif()
    exif[0x010F] = "Maker of phones"
    exif[0x9286] = SECRET_PLACE.decode()
    exif[0x0112] = 6  # Turned by 90 degrees.
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2] = "N", (10.0, 46.0, 37.0)
    return a_picture(size=size, exif=exif.tobytes(), comment=SECRET_PLACE) + b"<?php hidden " + SECRET_PLACE


def a_png_bomb(width: int = 60_000, height: int = 60_000) -> bytes:
    """Return a PNG of a few hundred bytes that claims thousands of millions of pixels."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0" * 100_000, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")
