"""Reads the area files that ship with An Toàn (data/README.md tells where their facts come from)."""

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from antoan.domains.areas.values import AreaKind, AreaLevel

SHIPPED: Final = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class AreaRow:
    """One line of an area file."""

    code: str
    name: str
    kind: AreaKind
    level: AreaLevel
    parent: str  # "" for the city.
    valid_from: date
    valid_until: date | None
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True, slots=True)
class SuccessionRow:
    """An area of the earlier tree became (part of) an area of the later one."""

    old: str
    new: str
    is_default: bool


@dataclass(frozen=True, slots=True)
class AreaFiles:
    """Both trees and the way from one to the other."""

    of_2021: tuple[AreaRow, ...]
    of_2025: tuple[AreaRow, ...]
    successions: tuple[SuccessionRow, ...]


def read_area_files(folder: Path = SHIPPED) -> AreaFiles:
    """Read the three files; OSError, KeyError or ValueError when one is missing or is not such a file."""
    return AreaFiles(
        of_2021=_areas(folder / "hcm-2021.csv"),
        of_2025=_areas(folder / "hcm-2025.csv"),
        successions=tuple(
            SuccessionRow(row["old"], row["new"], row["default"] == "true")
            for row in _rows(folder / "succession-2021-2025.csv")
        ),
    )


def _areas(path: Path) -> tuple[AreaRow, ...]:
    return tuple(
        AreaRow(
            code=row["code"],
            name=row["name"],
            kind=AreaKind(row["kind"]),
            level=AreaLevel(int(row["level"])),
            parent=row["parent"],
            valid_from=date.fromisoformat(row["valid_from"]),
            valid_until=date.fromisoformat(row["valid_until"]) if row["valid_until"] else None,
            latitude=float(row["lat"]) if row["lat"] else None,
            longitude=float(row["lon"]) if row["lon"] else None,
        )
        for row in _rows(path)
    )


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))
