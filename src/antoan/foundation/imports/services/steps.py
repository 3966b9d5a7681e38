"""Takes a run from one step to the next."""

from antoan.foundation.imports.models import ImportRun
from antoan.foundation.imports.values import RunState


def begin(row: ImportRun, state: RunState) -> None:
    """Save a run at the beginning of a step."""
    row.state, row.position, row.last_number, row.attempts = state, 0, 0, 0
    row.save()


def go_on(row: ImportRun, *, rows: int, last_number: int) -> None:
    """Save that a batch of the step is done."""
    row.position += rows
    row.last_number, row.attempts = last_number, 0
    row.save()


def end_with(row: ImportRun, state: RunState, fault: str, detail: str = "") -> None:
    """Save a run that ends with a fault."""
    row.state, row.fault, row.fault_detail = state, fault, detail
    row.save()
