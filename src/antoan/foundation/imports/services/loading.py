"""Has good rows loaded, a batch at a time, and at the end compares what was sent with what is there (lesson L4)."""

import hashlib
from collections.abc import Iterable

from antoan.foundation.imports.importer import importer_of
from antoan.foundation.imports.models import ImportRun
from antoan.foundation.imports.queries.rows import next_rows, settle_rows
from antoan.foundation.imports.queries.runs import ref_of
from antoan.foundation.imports.services.checking import SHORT
from antoan.foundation.imports.services.steps import begin, go_on
from antoan.foundation.imports.values import Loaded, RowState, RunState
from antoan.kit import clock


def load_batch(run: ImportRun) -> None:
    """Load the next good rows; after the last, read everything back."""
    importer = importer_of(run.kind)
    rows = next_rows(run.pk, RowState.GOOD, after=run.last_number, rows_max=importer.batch_rows)
    if not rows:
        _finish(run)
        return
    loaded = importer.load(ref_of(run), rows)
    lines = [one.line for one in loaded if one.line is not None]
    run.sent_digest = chained(bytes(run.sent_digest), lines)
    run.sent_rows += len(lines)
    _settle(run, loaded)
    go_on(run, rows=len(rows), last_number=rows[-1].number)


def chained(digest: bytes, lines: Iterable[str]) -> bytes:
    """Return the digest of lines that follow those of another digest."""
    for line in lines:
        digest = hashlib.sha256(digest + line.encode()).digest()
    return digest


def _settle(run: ImportRun, loaded: Iterable[Loaded]) -> None:
    """Note what became of the rows."""
    numbers: dict[RowState, list[int]] = {RowState.LOADED: [], RowState.KNOWN: []}
    for one in loaded:
        numbers[RowState.KNOWN if one.line is None else RowState.LOADED].append(one.number)
    for state, of_state in numbers.items():
        settle_rows(run.pk, of_state, state)


def _finish(run: ImportRun) -> None:
    """Compare counts and digests. A short import is an error: it is taken back whole."""
    digest, count = b"", 0
    for line in importer_of(run.kind).read_back(ref_of(run)):
        digest, count = chained(digest, [line]), count + 1
    run.loaded_digest = digest
    if (count, digest) != (run.sent_rows, bytes(run.sent_digest)):
        run.fault, run.fault_detail = SHORT, f"{count}/{run.sent_rows}"
        begin(run, RunState.UNDOING)
        return
    run.loaded_at = clock.now()
    begin(run, RunState.LOADED)
