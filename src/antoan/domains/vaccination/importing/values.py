"""Closed sets and values of lists of doses."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID

from antoan.domains.people.queries.placing import Standing

KIND: Final = "vaccination.doses"  # Of the importer.
CITY: Final = "city"  # The owner of a list that no single unit brought.
REGISTER_UNKNOWN: Final = "register_unknown"  # Chosen by whoever decides: those nobody knows become known.

# Warnings of rows, beside those of cells. A doubt of records has its own name after DOUBT.
DOUBTFUL: Final = "person_doubtful"
CONFLICT: Final = "person_conflict"
UNKNOWN: Final = "person_unknown"
DOUBT: Final = "doubt:"


class HeldState(StrEnum):
    """What became of a row that was kept apart because nobody could say whose dose it is."""

    WAITING = "waiting"
    PLACED = "placed"
    DISMISSED = "dismissed"


@dataclass(frozen=True, slots=True)
class HeldView:
    """A row that waits: what the file says, and of whom it may be (initials and year of birth only)."""

    id: int
    run_id: UUID
    number: int
    standing: Standing
    said: Mapping[str, str]  # Cells by column.
    product: str
    given_on: date
    label: str = ""
    birth_year: int | None = None


@dataclass(frozen=True, slots=True)
class Sum:
    """Rows of one vaccine and day: what the source has, and what stands in the tables."""

    product: str
    given_on: date
    source: int
    known: int
    verified: int
    doubted: int
    held: int
    undone: int

    @property
    def agrees(self) -> bool:
        """Whether every row of the source is somewhere."""
        return self.source == self.known + self.verified + self.doubted + self.held + self.undone
