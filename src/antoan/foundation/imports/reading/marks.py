"""Finds what calamine does not tell of a worksheet: hidden rows, formulas and error cells. XLSX only."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final
from xml.etree import ElementTree

from antoan.foundation.imports.limits import MARKS_MAX
from antoan.foundation.imports.values import Mark

_MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_CHUNK_BYTES: Final = 1024 * 1024
_OVERLAP_BYTES: Final = 4_096  # Longer than any tag we look for.
_HIDDEN_ROW: Final = re.compile(rb'<(?:\w+:)?row\b(?=[^>]*\bhidden="(?:1|true)")[^>]*\br="(\d+)"[^>]*>')
_FORMULA: Final = re.compile(rb'<(?:\w+:)?c\b[^>]*\br="([A-Z]{1,3})(\d+)"[^>]*>\s*<(?:\w+:)?f\b')
_ERROR: Final = re.compile(rb'<(?:\w+:)?c\b(?=[^>]*\bt="e")[^>]*\br="([A-Z]{1,3})(\d+)"[^>]*>')


@dataclass(slots=True)
class SheetMarks:
    """Marks by (row, column), rows numbered as a spreadsheet does, columns from 0."""

    cells: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)

    def add(self, row: int, column: int, mark: Mark) -> None:
        """Add a mark; past MARKS_MAX no more is told."""
        if len(self.cells) < MARKS_MAX:
            self.cells[row, column] = self.cells.get((row, column), "") + mark.value


def marks_of(data: bytes, sheet_name: str) -> SheetMarks:
    """Return the marks of one worksheet; none when its part is not found where the workbook says."""
    marks = SheetMarks()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        path = _path_of(archive, sheet_name)
        if path is None:
            return marks
        for chunk in _chunks(archive, path):
            for found in _HIDDEN_ROW.finditer(chunk):
                if len(marks.hidden_rows) < MARKS_MAX:
                    marks.hidden_rows.add(int(found[1]))
            for pattern, mark in ((_FORMULA, Mark.FORMULA), (_ERROR, Mark.ERROR)):
                for found in pattern.finditer(chunk):
                    place = int(found[2]), _column(found[1])
                    if mark.value not in marks.cells.get(place, ""):
                        marks.add(*place, mark)
    return marks


def _path_of(archive: zipfile.ZipFile, sheet_name: str) -> str | None:
    """Return the part that holds a sheet, as workbook.xml and its relations say."""
    try:
        book = ElementTree.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314 - in the bounded process
        relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
    except (KeyError, ElementTree.ParseError):
        return None
    wanted = next((s.get(_RELATION) for s in book.iter(f"{_MAIN}sheet") if s.get("name") == sheet_name), None)
    target = next((one.get("Target") for one in relations if one.get("Id") == wanted), None)
    if target is None:
        return None
    path = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
    return path if path in archive.namelist() else None


def _chunks(archive: zipfile.ZipFile, path: str) -> Iterator[bytes]:
    """Yield a part in overlapping pieces, so that a tag cut by one border is whole in the next."""
    with archive.open(path) as part:
        tail = b""
        while piece := part.read(_CHUNK_BYTES):
            yield tail + piece
            tail = piece[-_OVERLAP_BYTES:]


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
