"""Turns numpy columns into rows of PostgreSQL's binary COPY format, without a Python loop over values."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import chain
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from antoan.kit.clock import CITY_ZONE

Array = npt.NDArray[Any]
Mask = npt.NDArray[np.bool_]

EPOCH_DAY: Final = date(2000, 1, 1).toordinal()  # PostgreSQL counts days and microseconds from here.
_EPOCH: Final = datetime(2000, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)
_NULL: Final = b"\xff\xff\xff\xff"


def days_of(day: date) -> int:
    """Return a day as PostgreSQL counts it."""
    return day.toordinal() - EPOCH_DAY


def microseconds_of(moment: datetime) -> int:
    """Return a moment as PostgreSQL counts it; without offset it stands on the city's clock."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=CITY_ZONE)
    return (aware - _EPOCH) // _MICROSECOND  # Whole numbers: a float is a microsecond off from the year 2107.


def with_length(values: Sequence[bytes]) -> list[bytes]:
    """Put before each value its length, as every field of the format has it."""
    return [len(value).to_bytes(4, "big") + value for value in values]


@dataclass(frozen=True, slots=True)
class Encoded:
    """Rows of one table, ready to be written."""

    table: str
    columns: list[str]
    count: int
    buffer: bytes


@dataclass
class Rows:
    """Rows of one table being put together column by column; all columns have `count` values."""

    table: str
    count: int
    columns: list[str] = field(default_factory=list)
    _fixed: list[tuple[str, Array]] = field(default_factory=list)
    _pieces: list[list[bytes]] = field(default_factory=list)

    def number(self, name: str, values: Array | int, *, size: int, missing: Mask | None = None) -> None:
        """Add an integer column of `size` bytes."""
        self._add(name, np.broadcast_to(np.asarray(values), self.count).astype(f">i{size}"), missing)

    def real(self, name: str, values: Array) -> None:
        """Add a double-precision column."""
        self._add(name, values.astype(">f8"), None)

    def flag(self, name: str, values: Array | bool, *, missing: Mask | None = None) -> None:
        """Add a boolean column."""
        self._add(name, np.broadcast_to(np.asarray(values), self.count).astype("u1"), missing)

    def day(self, name: str, values: Array | int, *, missing: Mask | None = None) -> None:
        """Add a date column, from days since 2000-01-01."""
        self.number(name, values, size=4, missing=missing)

    def moment(self, name: str, values: Array | int, *, missing: Mask | None = None) -> None:
        """Add a timestamp column, from microseconds since 2000-01-01 UTC."""
        self.number(name, values, size=8, missing=missing)

    def block(self, name: str, values: Array, *, missing: Mask | None = None) -> None:
        """Add a column of equally long byte strings (text, bytea or uuid), from dtype S or a matrix of bytes."""
        if values.dtype.kind != "S":
            values = np.ascontiguousarray(values).view(f"S{values.shape[1]}").reshape(self.count)
        self._add(name, values.view(f"V{values.dtype.itemsize}"), missing)

    def same(self, name: str, value: str | None) -> None:
        """Add a text column that holds the same in every row."""
        self.columns.append(name)
        if value is None:
            self._fixed.append(("null", np.full(self.count, -1, ">i4")))
        elif value:
            data = value.encode()
            self._push(np.full(self.count, data, f"S{len(data)}").view(f"V{len(data)}"))
        else:
            self._fixed.append(("empty", np.zeros(self.count, ">i4")))

    def nothing(self, name: str) -> None:
        """Add a column that is NULL in every row."""
        self.same(name, None)

    def texts(self, name: str, values: list[bytes], *, missing: Mask | None = None) -> None:
        """Add a column of byte strings of any length."""
        self.lengthened(name, with_length(values), missing=missing)

    def of_pool(self, name: str, pool: Sequence[str], index: Array) -> None:
        """Add a text column whose values are few: `pool[index]`."""
        ready = np.empty(len(pool), object)
        ready[:] = with_length([text.encode() for text in pool])
        self.lengthened(name, ready[index].tolist())

    def lengthened(self, name: str, values: list[bytes], *, missing: Mask | None = None) -> None:
        """Add a column of byte strings that already carry their length."""
        self.columns.append(name)
        if missing is not None:
            values = [_NULL if gone else value for value, gone in zip(values, missing, strict=True)]
        self._flush()
        self._pieces.append(values)

    def encode(self) -> bytes:
        """Return all rows as one buffer."""
        if not self.count:
            return b""
        head = np.full(self.count, len(self.columns), ">i2")
        if not self._pieces:
            return _packed([("head", head), *self._fixed]).tobytes()
        self._flush()
        heads = head.view("V2").tolist()
        return b"".join(chain.from_iterable(zip(heads, *self._pieces, strict=True)))

    def encoded(self) -> "Encoded":
        """Return all that is needed to write them."""
        return Encoded(self.table, self.columns, self.count, self.encode())

    def _add(self, name: str, values: Array, missing: Mask | None) -> None:
        if missing is None or not missing.any():
            self.columns.append(name)
            self._push(values)
            return
        packed = _packed([("l", np.full(self.count, values.dtype.itemsize, ">i4")), ("v", values)])
        self.lengthened(name, packed.view(f"V{packed.dtype.itemsize}").tolist(), missing=missing)

    def _push(self, values: Array) -> None:
        self._fixed.append(("length", np.full(self.count, values.dtype.itemsize, ">i4")))
        self._fixed.append(("value", values))

    def _flush(self) -> None:
        if self._fixed:
            packed = _packed(self._fixed)
            self._pieces.append(packed.view(f"V{packed.dtype.itemsize}").tolist())
            self._fixed = []


def _packed(fields: list[tuple[str, Array]]) -> Array:
    """Lay columns side by side without padding."""
    packed = np.empty(
        len(fields[0][1]), [(f"f{number}", values.dtype) for number, (_, values) in enumerate(fields)]
    )
    for number, (_, values) in enumerate(fields):
        packed[f"f{number}"] = values
    return packed
