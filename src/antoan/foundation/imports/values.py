"""Closed sets and values of imports. No Django: the reader's own process knows them too."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Final
from uuid import UUID


class RunState(StrEnum):
    """How far an import has come."""

    WAITING = "waiting"  # The file is here; the worker reads it next.
    CHECKING = "checking"
    CHECKED = "checked"  # Somebody decides: all good rows, or none.
    LOADING = "loading"
    LOADED = "loaded"
    UNDOING = "undoing"
    UNDONE = "undone"
    DISCARDED = "discarded"  # Nothing of it was loaded, and nothing will be.
    REFUSED = "refused"  # The file cannot be read as a whole.
    FAILED = "failed"  # What was loaded was not what was read; everything was taken back.


WORKING: Final = frozenset({RunState.WAITING, RunState.CHECKING, RunState.LOADING, RunState.UNDOING})
CHOSEN: Final = "chosen"  # The note of a run that holds what was chosen when it was decided.
LIVE: Final = WORKING | {RunState.CHECKED}


class RowState(StrEnum):
    """What became of a row."""

    READ = "read"
    GOOD = "good"
    KNOWN = "known"  # It is there already.
    FAULTY = "faulty"
    LOADED = "loaded"
    UNDONE = "undone"


class Mark(StrEnum):
    """What a spreadsheet says of a cell besides its text."""

    NUMBER = "n"
    INEXACT = "x"  # A number with more digits than a spreadsheet keeps.
    DATE = "d"
    FORMULA = "f"
    ERROR = "e"
    MERGED = "m"
    CUT = "c"  # Longer than CELL_LETTERS_MAX.


@dataclass(frozen=True, slots=True)
class Column:
    """One column that an import knows. `aliases` are other titles people write for it."""

    key: str
    title: str
    aliases: tuple[str, ...] = ()
    is_required: bool = False
    example: str = ""
    hint: str = ""
    width: int = 18


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One row as it stood in the file, numbered as a spreadsheet numbers it."""

    number: int
    cells: Mapping[str, str]
    marks: Mapping[str, str] = field(default_factory=dict)  # By column, letters of Mark.
    is_hidden: bool = False

    def text(self, column: str) -> str:
        """Return a cell's text without spaces around it; "" when the file has no such column."""
        return self.cells.get(column, "").strip()

    def has(self, column: str, mark: Mark) -> bool:
        """Tell whether a cell bears a mark."""
        return mark.value in self.marks.get(column, "")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a cell ("" the whole row). A warning does not keep the row out. Names no person."""

    column: str
    code: str
    is_warning: bool = False
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """What an importer says of one row. `key` is the blind index of who or what the row is about."""

    faults: tuple[Fault, ...] = ()
    key: bytes | None = None
    is_known: bool = False
    tally: str = ""  # Under what the row is counted when source and tables are compared; names nobody.

    @property
    def is_faulty(self) -> bool:
        """Whether something keeps the row out."""
        return any(not fault.is_warning for fault in self.faults)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What an importer made of one row: a line that reads the same when read back, or None when it was there already."""

    number: int
    line: str | None


@dataclass(frozen=True, slots=True)
class Summary:
    """What the reader says of a file as a whole."""

    kind: str
    rows: int
    blank_rows: int
    header_row: int
    sheet: str = ""
    encoding: str = ""
    notes: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Counts:
    """Rows of a run by what became of them."""

    read: int = 0
    good: int = 0
    known: int = 0
    faulty: int = 0
    loaded: int = 0
    undone: int = 0
    warned: int = 0


@dataclass(frozen=True, slots=True)
class RunRef:
    """What an importer needs to know of a run."""

    id: UUID
    owner_id: str
    account_id: int | None
    notes: Mapping[str, Any] = field(default_factory=dict)  # Of the file: Summary.notes

    def has_chosen(self, name: str) -> bool:
        """Tell whether whoever decided chose something."""
        return name in self.notes.get(CHOSEN, ())


@dataclass(frozen=True, slots=True)
class RunView:
    """An import as those see it who may. The domain whose it is has checked who asks."""

    id: UUID
    kind: str
    owner_id: str
    account_id: int | None
    file_name: str
    file_bytes: int
    file_digest: str
    state: RunState
    position: int
    summary: Summary
    counts: Counts
    fault: str
    fault_detail: str
    sent_digest: str
    loaded_digest: str
    started_at: datetime
    changed_at: datetime
    loaded_at: datetime | None

    @property
    def percent(self) -> int:
        """Return how much of the present step is done."""
        wanted = self.summary.rows
        if self.state in (RunState.LOADING, RunState.UNDOING):
            wanted = self.counts.good + self.counts.loaded
        if self.state is RunState.WAITING or not wanted:
            return 0
        return min(100, 100 * self.position // wanted)


@dataclass(frozen=True, slots=True)
class RowView:
    """A row with what is wrong with it; its content is gone after CONTENT_DAYS_MAX."""

    row: ReadRow
    state: RowState
    faults: tuple[Fault, ...]
