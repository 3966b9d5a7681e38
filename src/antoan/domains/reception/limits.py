"""Bounds of a reception."""

from typing import Final

TICKETS_PER_DAY_MAX: Final = 20_000
NAME_LETTERS_MAX: Final = 80
ROOM_LETTERS_MAX: Final = 40
ROWS_SHOWN_MAX: Final = 60
BOARD_ROWS_MAX: Final = 8
