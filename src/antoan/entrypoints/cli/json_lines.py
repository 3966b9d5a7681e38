"""Reads JSON lines from a stream, one at a time, and never stops at a bad one."""

from collections.abc import Iterator
from typing import IO, Any, Final

import msgspec

LINE_BYTES_MAX: Final = 1 << 20


class BadLine(msgspec.Struct, frozen=True):
    """What came instead of a value."""

    fault: str


def read_json_lines(stream: IO[bytes]) -> Iterator[tuple[int, Any]]:
    """Yield each line's number, from 1, and its value or a BadLine. Empty lines are passed over."""
    for number, line in enumerate(_lines(stream), start=1):
        if line is None:
            yield number, BadLine(f"the line is longer than {LINE_BYTES_MAX} bytes")
        elif line.strip():
            yield number, _value(line)


def _lines(stream: IO[bytes]) -> Iterator[bytes | None]:
    while line := stream.readline(LINE_BYTES_MAX + 1):
        if len(line) <= LINE_BYTES_MAX or line.endswith(b"\n"):
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(LINE_BYTES_MAX)
        yield None


def _value(line: bytes) -> Any:
    try:
        return msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        return BadLine(f"not JSON: {error}")
