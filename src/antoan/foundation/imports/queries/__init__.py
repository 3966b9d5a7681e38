"""Reads of imports. The domain whose import it is has checked who asks."""

from antoan.foundation.imports.queries.rows import faulty_rows, first_rows
from antoan.foundation.imports.queries.runs import run_of, runs_of, step_of, tallies_of, view_of

__all__ = ["faulty_rows", "first_rows", "run_of", "runs_of", "step_of", "tallies_of", "view_of"]
