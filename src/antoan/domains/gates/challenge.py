"""The picture of the day on the screens of a place's gates: who shows none, or another, is no gate of ours (lesson L6).

It follows from the day and a secret of this installation, so that no copied page can draw it. Pure.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from antoan.kit.sealing import KeyRing

SIDE: Final = 5
# Said at a glance and over the telephone.
WORDS: Final = {
    "fish": ("Cá", "Fish"), "bird": ("Chim", "Bird"), "tree": ("Cây", "Tree"), "boat": ("Thuyền", "Boat"),
    "house": ("Nhà", "House"), "sun": ("Mặt trời", "Sun"), "moon": ("Mặt trăng", "Moon"), "star": ("Sao", "Star"),
    "leaf": ("Lá", "Leaf"), "flower": ("Hoa", "Flower"), "river": ("Sông", "River"), "mountain": ("Núi", "Mountain"),
    "buffalo": ("Trâu", "Buffalo"), "rice": ("Lúa", "Rice"), "bell": ("Chuông", "Bell"), "kite": ("Diều", "Kite"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Challenge:
    """What every gate of a place shows on one day."""

    day: date
    word_vi: str
    word_en: str
    number: int
    path: str  # Of an SVG with a view box of SIDE by SIDE: a pattern that is alike on both sides.

    def as_json(self) -> dict[str, Any]:
        """Return what a gate page gets."""
        return {
            "day": self.day.isoformat(),
            "word": {"vi": self.word_vi, "en": self.word_en},
            "number": self.number,
            "path": self.path,
        }


def challenge(ring: KeyRing, place_id: int, day: date) -> Challenge:
    """Return the picture of a place on a day."""
    drawn = ring.derive("gate-challenge", f"{place_id}|{day.isoformat()}".encode())
    words = tuple(WORDS.values())
    vi, en = words[drawn[0] % len(words)]
    return Challenge(day, vi, en, 10 + drawn[1] % 90, _path(int.from_bytes(drawn[2:4], "big")))


def _path(bits: int) -> str:
    middle = SIDE // 2 + 1
    cells = {
        (column, row)
        for place in range(middle * SIDE)
        if bits >> place & 1 or place == SIDE  # One cell at least.
        for column, row in ((place // SIDE, place % SIDE), (SIDE - 1 - place // SIDE, place % SIDE))
    }
    return "".join(f"M{column} {row}h1v1h-1z" for column, row in sorted(cells))
