"""Answers foundation.imports for staff lists."""

from collections.abc import Iterator, Sequence

from antoan.domains.people.queries.linking import identity_key
from antoan.domains.units.queries import unit_for
from antoan.domains.workers.errors import ImportInUse
from antoan.domains.workers.importing.columns import COLUMNS
from antoan.domains.workers.importing.rows import ReadWorker, line_of, read_worker
from antoan.domains.workers.importing.wards import wards_by_name
from antoan.domains.workers.list_values import ListState
from antoan.domains.workers.models import ListEntry, Worker
from antoan.domains.workers.queries.rows import imported_rows
from antoan.domains.workers.services.adding import Listing, put_on_list
from antoan.domains.workers.values import OWNER, ImportedFrom
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.db.history import history
from antoan.foundation.imports.limits import BATCH_ROWS
from antoan.foundation.imports.values import Checked, Column, Loaded, ReadRow, RunRef
from antoan.kit import clock


class WorkersImporter:
    """Reads, checks, loads and takes back rows of a unit's staff list."""

    kind: str = OWNER
    columns: tuple[Column, ...] = COLUMNS
    batch_rows: int = BATCH_ROWS
    is_one_row_each: bool = True

    def check(self, run: RunRef, rows: Sequence[ReadRow]) -> list[Checked]:
        """Judge rows; whoever is on the list already is known, not new."""
        read = _read(run, rows)
        keys = [identity_key(one.paper, one.name, one.birth) for one in read]
        known = _on_list(int(run.owner_id), [key for key in keys if key is not None])
        return [Checked(one.faults, key, is_known=key in known) for one, key in zip(read, keys, strict=True)]

    def load(self, run: RunRef, rows: Sequence[ReadRow]) -> list[Loaded]:
        """Put people on the list; those who came onto it since they were checked stay as they are."""
        workers = [one.worker for one in _read(run, rows) if one.worker is not None]
        assert len(workers) == len(rows)  # Only good rows come here, and reading is pure.
        unit = unit_for(SYSTEM, int(run.owner_id))
        listings = [
            Listing(worker, ImportedFrom(run.id, row.number))
            for worker, row in zip(workers, rows, strict=True)
        ]
        fresh = put_on_list(unit, listings, now=clock.now())
        return [
            Loaded(row.number, line_of(row.number, worker) if is_fresh else None)
            for row, worker, is_fresh in zip(rows, workers, fresh, strict=True)
        ]

    def read_back(self, run: RunRef) -> Iterator[str]:
        """Yield the lines of what stands in the table."""
        return (line_of(number, worker) for number, worker in imported_rows(run.id))

    def refuse_undo(self, run: RunRef) -> None:
        """Raise ImportInUse while somebody of it is on a list that waits or is in force."""
        in_use = ListEntry.objects.filter(
            worker__import_run_id=run.id, submitted__state__in=[ListState.SUBMITTED, ListState.APPROVED]
        )
        if in_use.exists():
            raise ImportInUse

    def undo(self, run: RunRef, rows_max: int) -> int:
        """Delete workers of the run with all that was written of them: they were never meant to be there."""
        ids = list(Worker.objects.filter(import_run_id=run.id).values_list("pk", flat=True)[:rows_max])
        Worker.objects.filter(pk__in=ids).delete()
        history(Worker).filter(id__in=ids).delete()
        return len(ids)


def _read(run: RunRef, rows: Sequence[ReadRow]) -> list[ReadWorker]:
    today = clock.today()
    wards = wards_by_name(today)
    return [read_worker(row, today=today, wards=wards, notes=run.notes) for row in rows]


def _on_list(unit_id: int, keys: Sequence[bytes]) -> set[bytes]:
    rows = Worker.objects.filter(unit=unit_id, document_index__in=list(keys), ended_at__isnull=True)
    return {bytes(key) for key in rows.values_list("document_index", flat=True)}
