"""Reads what the web process answers: the head is written anew, the body goes on as it is."""

from typing import Final

from antoan.entrypoints.scan import problems
from antoan.entrypoints.scan.exchange import Exchange
from antoan.entrypoints.scan.problems import Problem

ANSWER_HEAD_BYTES_MAX: Final = 64 * 1024
# Headers that concern one connection only (RFC 9110 §7.6.1), and Expect, which we have answered ourselves.
HOP_BY_HOP: Final = frozenset(
    (
        b"connection", b"keep-alive", b"proxy-authenticate", b"proxy-authorization", b"proxy-connection",
        b"te", b"trailer", b"upgrade", b"expect",
    )
)  # fmt: skip
_BODILESS: Final = (b"204", b"304")


class AnswerReader:
    """One answer on its way to the client."""

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange
        self._head = b""
        self._left: int | None = None  # Bytes of the body still due; None: until the connection ends.
        self._is_chunked = False
        self._tail = b""
        self.has_begun = False
        self.is_complete = False

    def feed(self, data: bytes) -> Problem | None:
        """Take a piece of the answer."""
        if self.has_begun:
            self._pass(data)
            return None
        self._head += data
        end = self._head.find(b"\r\n\r\n")
        if end < 0:
            return problems.WEB_AWAY if len(self._head) > ANSWER_HEAD_BYTES_MAX else None
        lines = self._head[:end].split(b"\r\n")
        rest = self._head[end + 4 :]
        self._head = b""
        self._begin(lines)
        self._pass(rest)
        return None

    def ends_with_connection(self) -> bool:
        """Whether the answer is whole now that the connection has ended."""
        if self._is_chunked:
            return self._tail.endswith(b"0\r\n\r\n")
        return self._left is None or self._left == 0

    def _begin(self, lines: list[bytes]) -> None:
        status = lines[0].split(b" ", 2)[1]
        kept = [lines[0]]
        for line in lines[1:]:
            name, _, value = line.partition(b":")
            name = name.strip().lower()
            if name in HOP_BY_HOP:
                continue
            if name == b"content-length":
                self._left = int(value)
            elif name == b"transfer-encoding":
                self._is_chunked = value.strip().lower() == b"chunked"
            kept.append(line)
        if self._exchange.method == b"HEAD" or status in _BODILESS:
            self._left, self._is_chunked = 0, False
        if self._left is None and not self._is_chunked:
            self._exchange.keep_alive = False  # Only the end of the connection ends this answer.
        if not self._exchange.keep_alive:
            kept.append(b"Connection: close")
        self.has_begun = True
        self._exchange.write(b"\r\n".join(kept) + b"\r\n\r\n")

    def _pass(self, data: bytes) -> None:
        if self._left is not None and not self._is_chunked:
            data = data[: self._left]
            self._left -= len(data)
            self.is_complete = self._left == 0
        if data:
            self._tail = (self._tail + data[-8:])[-8:]
            self._exchange.write(data)
