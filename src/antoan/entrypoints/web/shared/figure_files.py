"""Figures as a file: every cell text (lesson L3), with who took it, when, how many rows and their hash (L4, L10)."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.http import HttpResponse
from django.utils.translation import gettext as _

from antoan.entrypoints.web.shared.downloads import download
from antoan.kit import clock
from antoan.kit.sheets import csv_bytes, xlsx_bytes

_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class FigureFile:
    """Rows of figures and what they are about; `name` is without its ending."""

    name: str
    sheet: str
    about: Sequence[tuple[str, str]]
    header: Sequence[str]
    rows: Sequence[Sequence[str]]

    @property
    def digest(self) -> str:
        """Return the hash of the rows, the same whatever the format."""
        return hashlib.sha256("\x1e".join("\x1f".join(row) for row in self.rows).encode()).hexdigest()


def figure_file(file: FigureFile, *, who: str, is_csv: bool) -> HttpResponse:
    """Hand out a file; whoever calls has recorded it."""
    if is_csv:
        return download(csv_bytes(file.header, file.rows), f"{file.name}.csv", "text/csv; charset=utf-8")
    about = [
        *file.about,
        (_("Người tải"), who),
        (_("Lúc"), f"{clock.local(clock.now()):%H:%M %d/%m/%Y}"),
        (_("Số dòng"), str(len(file.rows))),
        ("SHA-256", file.digest),
    ]
    content = xlsx_bytes(file.header, file.rows, sheet=file.sheet, about=about)
    return download(content, f"{file.name}.xlsx", _XLSX)
