"""Tables for people: cells that no spreadsheet can take for a formula."""

from typing import Final

# Lesson L3: a cell that begins so is a formula to a spreadsheet, in full-width form too.
_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def text_cell(value: str) -> str:
    """Return a CSV cell that a spreadsheet shows as text."""
    return f"'{value}" if value.startswith(_FORMULA_STARTS) else value
