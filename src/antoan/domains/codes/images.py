"""QR images of codes. Error correction M and as few modules as the text needs: a reader sees each module larger."""

import struct
import zlib
from typing import Final

import numpy as np
import zxingcpp

from antoan.kit.errors import BadInput

# Version 15 at M (77 modules, 412 bytes): a signed personal code needs 8 or 9, a place code 8 to 10.
TEXT_BYTES_MAX: Final = 412
_MODULE_PIXELS_MAX: Final = 40
_QUIET_MODULES: Final = 4


class TextTooLong(BadInput):
    """This text is too long for a QR that cameras read from a distance."""

    code = "codes:image:too_long"


def qr_svg(text: str) -> str:
    """Return the QR as SVG, quiet zone included, sized by its container (one unit is one module)."""
    dark = qr_modules(text)
    side = len(dark) + 2 * _QUIET_MODULES
    # No fixed size and no prolog: the picture goes straight into a page. One path is a twentieth of many squares.
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" shape-rendering="crispEdges" '
        f'role="img" fill="#000"><path d="{_path(dark)}"/></svg>'
    )


def qr_png(text: str, *, module_pixels: int = 8) -> bytes:
    """Return the QR as a one-bit PNG, quiet zone included."""
    if not 1 <= module_pixels <= _MODULE_PIXELS_MAX:
        raise ValueError(f"a module has 1 to {_MODULE_PIXELS_MAX} pixels, not {module_pixels}")
    modules = np.array(_symbol(text).to_image(scale=1)) > 127
    pixels = np.kron(modules, np.ones((module_pixels, module_pixels), dtype=bool))
    return _png(pixels)


def qr_modules(text: str) -> np.ndarray[tuple[int, int], np.dtype[np.bool_]]:
    """Return the modules without quiet zone, True where dark, for printers that draw themselves."""
    image = np.array(_symbol(text).to_image(scale=1, add_quiet_zones=False))
    dark: np.ndarray[tuple[int, int], np.dtype[np.bool_]] = image < 128
    return dark


def _path(dark: np.ndarray[tuple[int, int], np.dtype[np.bool_]]) -> str:
    """Return the outline of all dark runs, row by row, moved in by the quiet zone."""
    edges = np.diff(dark.astype(np.int8), axis=1, prepend=0, append=0)
    rows, starts = np.nonzero(edges == 1)
    ends = np.nonzero(edges == -1)[1]
    runs = zip(
        (starts + _QUIET_MODULES).tolist(),
        (rows + _QUIET_MODULES).tolist(),
        (ends - starts).tolist(),
        strict=True,
    )
    return "".join([f"M{x} {y}h{length}v1h-{length}z" for x, y, length in runs])


def _symbol(text: str) -> zxingcpp.Barcode:
    if not 0 < len(text.encode()) <= TEXT_BYTES_MAX:
        raise TextTooLong(f"A code has 1 to {TEXT_BYTES_MAX} bytes; this text has {len(text.encode())}.")
    return zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")


def _png(light: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> bytes:
    """Write black and white pixels as a PNG (one bit, grey scale)."""
    height, width = light.shape
    rows = np.packbits(light, axis=1)
    raw = b"".join(b"\0" + row.tobytes() for row in rows)
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(raw, 9)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, body) for kind, body in chunks)


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
