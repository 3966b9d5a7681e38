"""How the import of a file is shown: its state, sums, rows and faults. The same for staff lists and lists for cards."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from antoan.entrypoints.web.shared.working import faults, words
from antoan.foundation.imports.queries.rows import FAULTY_ROWS_MAX
from antoan.foundation.imports.values import WORKING, Column, RowView, RunState, RunView

STATES = {
    RunState.WAITING: gettext_lazy("Đang chờ đọc tệp"),
    RunState.CHECKING: gettext_lazy("Đang kiểm tra từng dòng"),
    RunState.CHECKED: gettext_lazy("Chờ bạn quyết định"),
    RunState.LOADING: gettext_lazy("Đang nạp vào danh sách"),
    RunState.LOADED: gettext_lazy("Đã nạp"),
    RunState.UNDOING: gettext_lazy("Đang bỏ những dòng đã nạp"),
    RunState.UNDONE: gettext_lazy("Đã bỏ cả tệp"),
    RunState.DISCARDED: gettext_lazy("Không nạp dòng nào"),
    RunState.REFUSED: gettext_lazy("Không đọc được tệp"),
    RunState.FAILED: gettext_lazy("Không nạp được, đã bỏ toàn bộ"),
}


def faulty_table(rows: Sequence[RowView], columns: Sequence[Column]) -> tuple[list[str], list[list[str]]]:
    """Return header and rows of the file in which faulty rows are mended, with what is wrong in a last column."""
    header = [*(column.title for column in columns), _("Dòng trong tệp cũ"), _("Cần sửa")]
    return header, [
        [
            *(row.row.text(column.key) for column in columns),
            str(row.row.number),
            " ".join(told(row, columns)["faults"]),
        ]
        for row in rows
    ]


def in_words(found: RunView, columns: Sequence[Column]) -> dict[str, Any]:
    """Return an import ready to show."""
    return {
        "run": found,
        "state": STATES[found.state],
        "is_working": found.state in WORKING,
        "is_checked": found.state is RunState.CHECKED,
        "is_loaded": found.state is RunState.LOADED,
        "fault": faults.file_fault(found.fault, found.fault_detail) if found.fault else "",
        "digest_matches": bool(found.loaded_digest) and found.sent_digest == found.loaded_digest,
        "sums": [(label, words.number(count)) for label, count in _sums(found) if count],
        "good": words.number(found.counts.good),
        "faulty_count": words.number(found.counts.faulty),
        "loaded_count": words.number(found.counts.loaded),
        "columns": columns,
        "page_max": FAULTY_ROWS_MAX,
        "unknown": ", ".join(found.summary.notes.get("unknown", ())),
        "other_sheets": ", ".join(found.summary.notes.get("other_sheets", ())),
        "is_old_encoding": found.summary.encoding == "cp1258",
    }


def _sums(found: RunView) -> list[tuple[str, int]]:
    """Return what became of the rows, in the order people ask."""
    counts = found.counts
    return [
        (_("Dòng trong tệp"), found.summary.rows),
        (_("Đã nạp"), counts.loaded),
        (_("Nạp được"), counts.good),
        (_("Đã bỏ"), counts.undone),
        (_("Đã có trong danh sách"), counts.known),
        (_("Cần sửa"), counts.faulty),
    ]


def entry(found: RunView) -> dict[str, Any]:
    """Return an import as a line of a list."""
    return {"run": found, "state": STATES[found.state], "loaded": words.number(found.counts.loaded)}


def cells(row: RowView, columns: Sequence[Column]) -> dict[str, Any]:
    """Return a row as it was read."""
    return {"number": row.row.number, "cells": [row.row.text(column.key) for column in columns]}


def told(row: RowView, columns: Sequence[Column]) -> dict[str, Any]:
    """Return what is to be said of a row."""
    return {
        "number": row.row.number,
        "name": row.row.text("name"),
        "faults": faults.row_faults(row.faults, columns),
    }


def uuid_of(text: str) -> UUID:
    """Return the id the page made; a form without one gets a new one."""
    try:
        return UUID(text)
    except ValueError:
        return uuid4()
