"""Reads rows of fixed width by COPY straight into columns: some ten times faster than rows as objects."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt
import psycopg
from django.db import connection
from psycopg import sql

Array = npt.NDArray[Any]

_HEADER_BYTES: Final = 19
_PIECE_BYTES: Final = 32 << 20  # Decoded at a time: what arrives is some three times as wide as what is kept.
_PG_EPOCH_S: Final = 631_152_000  # PostgreSQL counts from 2000, we from 2020: 7,305 days.
_SECOND: Final = 1_000_000


class Kind(NamedTuple):
    """How PostgreSQL sends a type, and how we keep it."""

    dtype: str
    read: Callable[[Array], Array]


def _whole_seconds(moments: Array) -> Array:
    """Return microseconds since 2000 as whole seconds since our epoch, rounded down."""
    return (moments.astype(np.int64) // _SECOND - _PG_EPOCH_S).astype(np.int32)


INT4: Final = Kind(">i4", lambda values: values.astype(np.int32))
INT8: Final = Kind(">i8", lambda values: values.astype(np.int64))
SECONDS: Final = Kind(">i8", _whole_seconds)  # Of a timestamptz.
FLAG: Final = Kind("u1", lambda values: values.astype(bool))


def copied(query: sql.Composable, kinds: Sequence[Kind]) -> list[Array]:
    """Return the columns of a query none of whose values is null."""
    layout = np.dtype(
        [("fields", ">i2")]
        + [
            part
            for number, kind in enumerate(kinds)
            for part in ((f"w{number}", ">i4"), (f"v{number}", kind.dtype))
        ]
    )
    pieces = [
        [kind.read(rows[f"v{number}"]) for number, kind in enumerate(kinds)]
        for rows in _rows(sql.SQL("COPY ({}) TO STDOUT (FORMAT BINARY)").format(query), layout)
    ]
    return [np.concatenate(column) for column in zip(*pieces, strict=True)]


def _rows(statement: sql.Composed, layout: np.dtype[Any]) -> Iterator[Array]:
    """Give the rows in pieces; the last piece may be empty."""
    waiting = bytearray()
    with connection.cursor() as cursor:
        raw: psycopg.Cursor[Any] = cursor.cursor
        with raw.copy(statement) as copy:
            is_begun = False
            for part in copy:
                waiting += part
                if not is_begun and len(waiting) >= _HEADER_BYTES:
                    is_begun = True
                    del waiting[:_HEADER_BYTES]
                if len(waiting) >= _PIECE_BYTES:
                    whole = len(waiting) // layout.itemsize * layout.itemsize
                    yield np.frombuffer(bytes(waiting[:whole]), layout)
                    del waiting[:whole]
    # What is left ends with a mark of two bytes.
    yield np.frombuffer(bytes(waiting), layout, count=(len(waiting) - 2) // layout.itemsize)
