"""What a domain must answer so that its tables can be imported, and where it says so."""

from collections.abc import Iterator, Sequence
from typing import Final, Protocol

from antoan.foundation.imports.values import Checked, Column, Loaded, ReadRow, RunRef


class Importer(Protocol):
    """One kind of import. Every method may be called again for rows it has had: the worker may have died."""

    kind: str
    columns: tuple[Column, ...]
    batch_rows: int  # Of one transaction.
    is_one_row_each: bool  # Whether a key may stand in one row of a file only.

    def check(self, run: RunRef, rows: Sequence[ReadRow]) -> Sequence[Checked]:
        """Judge rows, in their order, without writing."""

    def load(self, run: RunRef, rows: Sequence[ReadRow]) -> Sequence[Loaded]:
        """Write good rows, in their order, within the caller's transaction."""

    def read_back(self, run: RunRef) -> Iterator[str]:
        """Yield the line of every row of the run that stands in the tables, by number."""

    def refuse_undo(self, run: RunRef) -> None:
        """Raise a Conflict when what was loaded is in use and must stay."""

    def undo(self, run: RunRef, rows_max: int) -> int:
        """Take back at most so many rows of the run; return how many: 0 when none is left."""


_importers: Final[dict[str, Importer]] = {}


def register_importer(importer: Importer) -> None:
    """Make an importer known at start."""
    _importers[importer.kind] = importer


def importer_of(kind: str) -> Importer:
    """Return the importer of a kind."""
    return _importers[kind]
