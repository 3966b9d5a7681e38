"""Has a file read by a process of its own, and takes nothing but its whole answer."""

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import msgspec

from antoan.foundation.imports.limits import READER_SECONDS_MAX, ROWS_MAX
from antoan.foundation.imports.reading.process import Line, Order
from antoan.foundation.imports.reading.refusing import FileRefused, Why
from antoan.foundation.imports.values import Column, ReadRow, Summary

COMMAND: Final = (sys.executable, "-I", "-m", "antoan.foundation.imports.reading.process")
_decode = msgspec.json.Decoder(Line).decode


@dataclass(frozen=True, slots=True)
class Table:
    """All rows of a file, and what is to be said of it."""

    rows: list[ReadRow]
    summary: Summary


def read_table(data: bytes, columns: Sequence[Column], *, rows_max: int = ROWS_MAX) -> Table:
    """Read a file; FileRefused, with Why.TOO_HARD when it is more than the reader can bear."""
    order = msgspec.json.encode(Order(list(columns), rows_max)) + b"\n"
    try:
        done = subprocess.run(
            COMMAND, input=order + data, capture_output=True, timeout=READER_SECONDS_MAX, check=False
        )
    except subprocess.TimeoutExpired:
        raise FileRefused(Why.TOO_HARD) from None
    if done.returncode != 0:
        raise FileRefused(Why.TOO_HARD)
    return _table(done.stdout)


def _table(answer: bytes) -> Table:
    rows, last = [], Line()
    for text in answer.splitlines():
        last = _decode(text)
        if last.number:
            rows.append(ReadRow(last.number, last.cells, last.marks, last.is_hidden))
    if last.refused:
        raise FileRefused(Why(last.refused), last.detail)
    if last.summary is None or last.summary.rows != len(rows):
        raise FileRefused(Why.SHORT, str(len(rows)))
    return Table(rows, last.summary)
