"""Writes of imports. The domain whose import it is has checked who asks."""

from antoan.foundation.imports.services.advancing import advance
from antoan.foundation.imports.services.deciding import discard_run, load_run, undo_run
from antoan.foundation.imports.services.forgetting import forget_rows
from antoan.foundation.imports.services.large import LargeImport, start_large
from antoan.foundation.imports.services.retaining import retain
from antoan.foundation.imports.services.starting import NewImport, start_import

__all__ = [
    "LargeImport",
    "NewImport",
    "advance",
    "discard_run",
    "forget_rows",
    "load_run",
    "retain",
    "start_import",
    "start_large",
    "undo_run",
]
