"""The reader's own process: bytes in, rows out, within bounds of memory and time that the system enforces.

A file made to harm ends this process and nothing else. It knows no key, no database and no network.
"""

import resource
import sys
from collections.abc import Sequence

import msgspec

from antoan.foundation.imports.limits import (
    LARGE_READER_MEMORY_BYTES_MAX,
    LARGE_READER_SECONDS_MAX,
    READER_MEMORY_BYTES_MAX,
    READER_SECONDS_MAX,
)
from antoan.foundation.imports.reading.refusing import FileRefused, Why
from antoan.foundation.imports.reading.tables import Reading
from antoan.foundation.imports.values import Column, Summary


class Order(msgspec.Struct):
    """What is asked of the reader, on the first line."""

    columns: list[Column]
    rows_max: int
    is_large: bool = False  # An operator's file, which may take more memory and time.


class Line(msgspec.Struct, omit_defaults=True):
    """One line of the answer: a row, the summary at the end, or the refusal."""

    number: int = 0
    cells: dict[str, str] = {}
    marks: dict[str, str] = {}
    is_hidden: bool = False
    summary: Summary | None = None
    refused: str = ""
    detail: str = ""


def main() -> int:
    """Answer one order; the exit status is 0 also for a refusal."""
    order = msgspec.json.decode(sys.stdin.buffer.readline(), type=Order)
    _bound(order.is_large)
    data = sys.stdin.buffer.read()
    try:
        _answer(data, order.columns, order.rows_max)
    except FileRefused as refusal:
        _say(Line(refused=refusal.why.value, detail=refusal.detail))
    except MemoryError:
        _say(Line(refused=Why.TOO_HARD.value))
    except BaseException:  # A panic of the reader's engine is no Exception.
        _say(Line(refused=Why.DAMAGED.value))
    sys.stdout.buffer.flush()
    return 0


def _bound(is_large: bool = False) -> None:
    memory = LARGE_READER_MEMORY_BYTES_MAX if is_large else READER_MEMORY_BYTES_MAX
    seconds = LARGE_READER_SECONDS_MAX if is_large else READER_SECONDS_MAX
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _answer(data: bytes, columns: Sequence[Column], rows_max: int) -> None:
    reading = Reading(data, columns, rows_max=rows_max)
    for row in reading:
        _say(Line(row.number, dict(row.cells), dict(row.marks), row.is_hidden))
    _say(Line(summary=reading.summary))


_encode = msgspec.json.Encoder().encode


def _say(line: Line) -> None:
    sys.stdout.buffer.write(_encode(line) + b"\n")


if __name__ == "__main__":
    sys.exit(main())
