"""Turns what a spreadsheet holds in a cell into text, without losing what matters."""

from datetime import date, datetime, time
from typing import Any, Final

from antoan.foundation.imports.limits import CELL_LETTERS_MAX
from antoan.foundation.imports.values import Mark

# Spreadsheets keep 15 digits: what is longer has lost its tail before we see it.
_EXACT_MAX: Final = 10**15


def cell_text(value: Any) -> tuple[str, str]:
    """Return a cell's text and its marks. Whole numbers come as floats: 79090000001.0 is "79090000001"."""
    match value:
        case str():
            return _text(value)
        case bool():
            return str(value).upper(), ""
        case int() | float():
            return _number(value)
        case datetime():
            is_day = value.time() == time.min
            return (value.date().isoformat() if is_day else value.isoformat(" ", "minutes")), Mark.DATE
        case date():
            return value.isoformat(), Mark.DATE
        case time():
            return value.isoformat("minutes"), ""
        case None:
            return "", ""
    return _text(str(value))


def _text(value: str) -> tuple[str, str]:
    text = value.replace("\x00", "").strip()
    return (text[:CELL_LETTERS_MAX], Mark.CUT) if len(text) > CELL_LETTERS_MAX else (text, "")


def _number(value: float) -> tuple[str, str]:
    if value != value or value in (float("inf"), float("-inf")):
        return "", Mark.ERROR
    if abs(value) >= _EXACT_MAX:
        return f"{value:.15g}", Mark.NUMBER + Mark.INEXACT
    return (str(int(value)) if value == int(value) else repr(value)), Mark.NUMBER
