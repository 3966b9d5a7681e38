"""Lays out a chain of contacts to be drawn: one column a level, each contact beside whom it was exposed through. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from antoan.domains.tracing.desk_values import ContactView

COLUMN: Final = 240
ROW: Final = 56
BOX_WIDTH: Final = 180
BOX_HEIGHT: Final = 44
EDGE: Final = 8


@dataclass(frozen=True, slots=True)
class Box:
    """Somebody in the drawing; whole units, so that no language writes a comma into it."""

    person_id: int
    label: str
    level: int
    score: float | None
    x: int
    y: int

    @property
    def middle(self) -> int:
        """Where lines reach it."""
        return self.y + BOX_HEIGHT // 2


@dataclass(frozen=True, slots=True)
class Line:
    """From whom to whom, as the path of a curve; `weight` 1-4 tells how much exposure."""

    path: str
    weight: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chain with the room it takes."""

    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    width: int
    height: int


def drawn(case_id: int, label: str, contacts: Sequence[ContactView]) -> Drawing:
    """Return the drawing of a case with its contacts, which come level by level, the carrier before the carried."""
    levels: dict[int, list[ContactView]] = {}
    for contact in contacts:
        levels.setdefault(contact.level, []).append(contact)
    tallest = max((len(of_level) for of_level in levels.values()), default=1)
    height = tallest * ROW + 2 * EDGE
    boxes = {case_id: Box(case_id, label, 0, None, EDGE, (height - BOX_HEIGHT) // 2)}
    for level, of_level in sorted(levels.items()):
        in_order = sorted(of_level, key=lambda one: (boxes[one.via].y, -one.score))
        above = (height - len(in_order) * ROW) // 2
        for place, one in enumerate(in_order):
            x, y = EDGE + level * COLUMN, above + place * ROW + (ROW - BOX_HEIGHT) // 2
            boxes[one.person_id] = Box(one.person_id, one.label, level, one.score, x, y)
    most = max((one.score for one in contacts), default=0.0) or 1.0
    lines = tuple(
        Line(_curve(boxes[one.via], boxes[one.person_id]), 1 + round(3 * one.score / most))
        for one in contacts
    )
    deepest = max(levels, default=0)
    return Drawing(tuple(boxes.values()), lines, deepest * COLUMN + BOX_WIDTH + 2 * EDGE, height)


def _curve(begin: Box, end: Box) -> str:
    x1, x2 = begin.x + BOX_WIDTH, end.x
    half = (x1 + x2) // 2
    return f"M{x1} {begin.middle}C{half} {begin.middle} {half} {end.middle} {x2} {end.middle}"
