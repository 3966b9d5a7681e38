"""Answers foundation.imports for lists of doses."""

from collections.abc import Iterator, Sequence

from antoan.domains.vaccination.importing.columns import COLUMNS
from antoan.domains.vaccination.importing.rows import ReadDose, read_dose
from antoan.domains.vaccination.importing.values import KIND
from antoan.domains.vaccination.queries.checking import checked_doses
from antoan.domains.vaccination.queries.imported import lines_of_run
from antoan.domains.vaccination.services.loading import load_doses
from antoan.domains.vaccination.services.undoing import take_back
from antoan.foundation.imports.values import Checked, Column, Loaded, ReadRow, RunRef
from antoan.kit import clock


class DosesImporter:
    """Reads, checks, loads and takes back rows of a list of doses."""

    kind: str = KIND
    columns: tuple[Column, ...] = COLUMNS
    batch_rows: int = 2_000
    is_one_row_each: bool = False  # Whoever had two doses stands in two rows.

    def check(self, run: RunRef, rows: Sequence[ReadRow]) -> list[Checked]:
        """Judge rows: what they say, whom they are about, and what the city knows of those."""
        return checked_doses(run, _read(run, rows))

    def load(self, run: RunRef, rows: Sequence[ReadRow]) -> list[Loaded]:
        """Record doses of whoever is certain, and keep the rest apart; judged anew, for much may have come since."""
        return load_doses(run, rows, _read(run, rows))

    def read_back(self, run: RunRef) -> Iterator[str]:
        """Yield the lines of what stands in the tables."""
        return lines_of_run(run.id)

    def refuse_undo(self, run: RunRef) -> None:
        """Refuse nothing: a dose that never was must not stay, whatever was built on it."""

    def undo(self, run: RunRef, rows_max: int) -> int:
        """Strike out doses of the run, and forget rows that were kept apart."""
        return take_back(run, rows_max)


def _read(run: RunRef, rows: Sequence[ReadRow]) -> list[ReadDose]:
    today = clock.today()
    return [read_dose(row, today=today, notes=run.notes) for row in rows]
