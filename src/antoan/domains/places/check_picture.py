"""The check picture of a poster: three drawings that follow from its serial. Pure.

It is printed on the poster and shown by the page behind it. Who copies a poster under another serial gets other
drawings (one chance in 262,144 of the same), and people notice a fish that should be a boat sooner than a letter.
"""

from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from antoan.domains.places.check_shapes import SHAPES

DRAWINGS: Final = 3
# Dark enough on white for a cheap printer, and never alone: each drawing has a shape, and a name in words.
COLOURS: Final = {"blue": "#1c5d99", "orange": "#b4500a", "purple": "#6b2d84", "grey": "#3d4a54"}
_SIDE: Final = 24
_GAP: Final = 4


@dataclass(frozen=True, slots=True)
class Drawing:
    """One of the drawings, by the names under which pages say it."""

    shape: str
    colour: str


@dataclass(frozen=True, slots=True)
class CheckPicture:
    """The drawings in order, and all of them as one SVG sized by its container."""

    drawings: tuple[Drawing, ...]
    svg: str


def check_picture(serial: str) -> CheckPicture:
    """Return the check picture of a serial; the same for ever, or printed posters would lie."""
    digest = sha256(b"ANTOAN-CHECK1\0" + serial.encode()).digest()
    drawings = tuple(_drawing(digest[place]) for place in range(DRAWINGS))
    return CheckPicture(drawings, _svg(drawings))


def _drawing(byte: int) -> Drawing:
    shape, colour = byte & 15, byte >> 4 & 3
    return Drawing(tuple(SHAPES)[shape], tuple(COLOURS)[colour])


def _svg(drawings: tuple[Drawing, ...]) -> str:
    width = DRAWINGS * (_SIDE + _GAP) + _GAP
    body = "".join(
        f'<path transform="translate({_GAP + place * (_SIDE + _GAP)} {_GAP})" '
        f'fill="{COLOURS[drawing.colour]}" fill-rule="evenodd" d="{SHAPES[drawing.shape]}"/>'
        for place, drawing in enumerate(drawings)
    )
    height = _SIDE + 2 * _GAP
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">'
        f'<rect width="{width}" height="{height}" rx="3" fill="#fff"/>{body}</svg>'
    )
