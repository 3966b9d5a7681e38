"""Has a large file read by the reader's own process, row by row: a million rows never stand in our memory."""

import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from shutil import copyfileobj
from typing import IO, Any

import msgspec

from antoan.foundation.imports.limits import LARGE_ROWS_MAX
from antoan.foundation.imports.reading.process import Line, Order
from antoan.foundation.imports.reading.reader import COMMAND
from antoan.foundation.imports.reading.refusing import FileRefused, Why
from antoan.foundation.imports.values import Column, ReadRow, Summary

_decode = msgspec.json.Decoder(Line).decode


class Stream:
    """The rows of a file, once; `summary` is known after the last."""

    def __init__(self, path: Path, columns: Sequence[Column]) -> None:
        self._path, self._columns = path, columns
        self._summary: Summary | None = None

    @property
    def summary(self) -> Summary:
        """Return what is to be said of the file, after all of it was read."""
        assert self._summary is not None
        return self._summary

    def __iter__(self) -> Iterator[ReadRow]:
        """Yield every row; FileRefused when the file is not whole, at the latest after the last."""
        rows = 0
        with subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as reader:
            try:
                self._hand_over(_open(reader.stdin))
                for line in map(_decode, _open(reader.stdout)):
                    if line.refused:
                        raise FileRefused(Why(line.refused), line.detail)
                    self._summary = line.summary
                    if line.number:
                        rows += 1
                        yield ReadRow(line.number, line.cells, line.marks, line.is_hidden)
            except BaseException:
                reader.kill()
                raise
        if reader.returncode != 0:
            raise FileRefused(Why.TOO_HARD)
        if self._summary is None or self._summary.rows != rows:
            raise FileRefused(Why.SHORT, str(rows))

    def _hand_over(self, pipe: IO[bytes]) -> None:
        """Send the order and the file; the reader takes all of it before it answers."""
        order = Order(list(self._columns), LARGE_ROWS_MAX, is_large=True)
        try:
            with pipe, self._path.open("rb") as file:
                pipe.write(msgspec.json.encode(order) + b"\n")
                copyfileobj(file, pipe)
        except BrokenPipeError:
            raise FileRefused(Why.TOO_HARD) from None


def _open(pipe: IO[Any] | None) -> IO[bytes]:
    assert pipe is not None
    return pipe
