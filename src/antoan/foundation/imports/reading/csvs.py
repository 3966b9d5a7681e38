"""Reads text tables: which encoding, which separator, which rows."""

import csv
import io
import unicodedata
from collections.abc import Iterator
from typing import Final, NamedTuple

from antoan.foundation.imports.reading.refusing import FileRefused, Why

_BOMS: Final = (
    (b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe\x00\x00", "utf-32"), (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"),
)  # fmt: skip
_SEPARATORS: Final = (",", ";", "\t", "|")
_SNIFFED_BYTES: Final = 4_096
_SNIFFED_LINES: Final = 20
_LEGACY: Final = "cp1258"  # What Vietnamese Windows wrote before Unicode: base letter and tone apart.


class Decoded(NamedTuple):
    """The text of a file, and how it was written."""

    text: str
    encoding: str


def decode(data: bytes) -> Decoded:
    """Return the text of a file; FileRefused when no encoding fits, or several are mixed."""
    encoding = _marked(data) or _without_mark(data)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise FileRefused(Why.ENCODING) from None
    if "\x00" in text:
        raise FileRefused(Why.NUL)
    # Windows-1258 spells "ế" with two characters; one spelling is enough for all that follows.
    return Decoded(unicodedata.normalize("NFC", text), encoding.removesuffix("-sig"))


def rows_of(text: str) -> Iterator[list[str]]:
    """Yield the rows of a text table; FileRefused for a quotation mark that is never closed."""
    separator, text = _separator(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for row in reader:
            yield [_unwrapped(cell) for cell in row]
    except csv.Error:
        raise FileRefused(Why.QUOTES, str(reader.line_num)) from None


def _marked(data: bytes) -> str | None:
    return next((encoding for bom, encoding in _BOMS if data.startswith(bom)), None)


def _without_mark(data: bytes) -> str:
    """Guess by content: UTF-16 has a NUL at every other byte, UTF-8 is strict, the rest is the old code page."""
    head = data[:_SNIFFED_BYTES]
    if head.count(0) > len(head) // 4:
        return "utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        _refuse_mixture(data)
        return _LEGACY
    return "utf-8"


def _refuse_mixture(data: bytes) -> None:
    """Refuse a file that has lines of UTF-8 and lines of something else: half of its names would be garbage."""
    foreign, has_utf8 = None, False
    for number, line in enumerate(data.split(b"\n"), start=1):
        if line.isascii():
            continue
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            foreign = foreign or number
        else:
            has_utf8 = True
    if has_utf8 and foreign:
        raise FileRefused(Why.MIXED_ENCODING, str(foreign))


def _separator(text: str) -> tuple[str, str]:
    """Return the separator and the text; Excel may name it in a first line of its own ("sep=;")."""
    first, _, rest = text.partition("\n")
    first = first.rstrip("\r")
    if len(first) == len("sep=;") and first.lower().startswith("sep="):
        return first[-1], rest
    head = text[:_SNIFFED_BYTES].splitlines()[:_SNIFFED_LINES]
    counted = {
        separator: max((line.count(separator) for line in head), default=0) for separator in _SEPARATORS
    }
    return max(_SEPARATORS, key=lambda separator: counted[separator]), text


def _unwrapped(cell: str) -> str:
    """Return what ="0790…" wraps: the trick by which people keep leading zeros."""
    is_wrapped = len(cell) > 3 and cell.startswith('="') and cell.endswith('"')
    return cell[2:-1] if is_wrapped and '"' not in cell[2:-1] else cell
