"""Passes pages on to the web process over a Unix socket, so that one port serves scans and pages.

One backend connection per request with `Connection: close`: the end of the answer is then the end of the
connection, and a restart of the web process never leaves a half-dead connection in a pool. Both ways are
streamed; whoever cannot keep up stops the other side's reading.
"""

import asyncio
import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Final, cast

from antoan.entrypoints.scan import problems
from antoan.entrypoints.scan.away_page import refuse_page
from antoan.entrypoints.scan.backend_answer import HOP_BY_HOP, AnswerReader
from antoan.entrypoints.scan.exchange import Exchange
from antoan.entrypoints.scan.problems import Problem

BACKEND_CONNECTIONS_MAX: Final = 256
UPLOAD_BYTES_MAX: Final = 256 * 1024 * 1024
ANSWER_SECONDS_MAX: Final = 120.0
# What a client says about itself here would be believed by the web process: only we say it.
_OURS_TO_SAY: Final = frozenset(
    (b"forwarded", b"x-real-ip", b"x-forwarded-for", b"x-forwarded-proto", b"x-forwarded-host", b"x-forwarded-port")
)  # fmt: skip

logger = logging.getLogger(__name__)


class PassThrough:
    """The way to the web process."""

    def __init__(self, socket: Path, *, scheme: str) -> None:
        self.socket = socket
        self.scheme = scheme.encode()
        self.open_count = 0
        self._tasks: set[asyncio.Task[None]] = set()

    def __call__(self, exchange: Exchange) -> None:
        """Pass one request on."""
        exchange.body_limit = UPLOAD_BYTES_MAX
        if self.open_count >= BACKEND_CONNECTIONS_MAX:
            refuse_page(exchange, problems.WEB_AWAY)
            return
        passage = Passage(self, exchange)
        exchange.stream = passage
        task = asyncio.get_running_loop().create_task(passage.connect())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


class Passage(asyncio.Protocol):
    """One request on its way to the web process, and the answer on its way back."""

    def __init__(self, way: PassThrough, exchange: Exchange) -> None:
        self._way = way
        self._exchange = exchange
        self._transport: asyncio.Transport | None = None
        self._waiting: list[bytes] = [self._head()]  # Until the web process has taken the connection.
        self._is_chunked_upload = _is_chunked(exchange.headers)
        self._passed_bytes = 0
        self._is_over = False
        self._answer = AnswerReader(exchange)
        self._patience: asyncio.TimerHandle | None = None
        way.open_count += 1

    async def connect(self) -> None:
        """Reach the web process and send what has arrived meanwhile."""
        loop = asyncio.get_running_loop()
        self._patience = loop.call_later(ANSWER_SECONDS_MAX, self._lose_patience)
        try:
            await loop.create_unix_connection(lambda: self, str(self._way.socket))
        except OSError:
            self._fail(problems.WEB_AWAY)

    # The client's side (exchange.Stream).

    def feed(self, chunk: bytes) -> None:
        """Pass a piece of the request's body on."""
        if self._is_over:
            return
        self._passed_bytes += len(chunk)
        if self._passed_bytes > UPLOAD_BYTES_MAX:
            self._fail(problems.TOO_LARGE)
            return
        self._send(b"%x\r\n%b\r\n" % (len(chunk), chunk) if self._is_chunked_upload else chunk)
        if self._transport is None:
            self._exchange.connection.hold_reading(True)

    def end(self) -> None:
        """Mark the end of the request's body."""
        if self._is_chunked_upload and not self._is_over:
            self._send(b"0\r\n\r\n")

    def pause(self) -> None:
        """The client cannot keep up."""
        if self._transport is not None and not self._transport.is_closing():
            self._transport.pause_reading()

    def resume(self) -> None:
        """The client caught up, or its turn came."""
        if self._transport is not None and not self._transport.is_closing():
            self._transport.resume_reading()

    def abort(self) -> None:
        """The client has gone."""
        self._close()

    # The web process's side (asyncio.Protocol).

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Send what has arrived meanwhile."""
        self._transport = cast(asyncio.Transport, transport)
        if self._is_over:
            self._transport.abort()
            return
        self._transport.write(b"".join(self._waiting))
        self._waiting.clear()
        self._exchange.connection.hold_reading(False)
        if not self._exchange.is_first:
            self._transport.pause_reading()  # Its turn comes when the answers before it have left.

    def data_received(self, data: bytes) -> None:
        """Pass a piece of the answer back."""
        if self._is_over:
            return
        self._renew_patience()
        fault = self._answer.feed(data)
        if fault is not None:
            self._fail(fault)
        elif self._answer.is_complete:
            self._finish()

    def connection_lost(self, exc: Exception | None) -> None:
        """The web process has said all, or died."""
        if self._is_over:
            return
        if not self._answer.has_begun:
            self._fail(problems.WEB_AWAY)
        elif exc is None and self._answer.ends_with_connection():
            self._finish()
        else:
            self._cut_off()

    def pause_writing(self) -> None:
        """The web process takes the upload slowly."""
        self._exchange.connection.hold_reading(True)

    def resume_writing(self) -> None:
        """The web process caught up."""
        self._exchange.connection.hold_reading(False)

    def _send(self, data: bytes) -> None:
        if self._transport is None:
            self._waiting.append(data)
        elif not self._transport.is_closing():
            self._transport.write(data)

    def _head(self) -> bytes:
        """Write the request's head anew: hop-by-hop headers go, ours come."""
        exchange = self._exchange
        host = exchange.header(b"host")
        kept = [
            b"%b: %b\r\n" % (name, value)
            for name, value in exchange.headers
            if name not in HOP_BY_HOP and name not in _OURS_TO_SAY
        ]
        ours = (
            b"connection: close\r\nx-forwarded-for: %b\r\nx-forwarded-proto: %b\r\nx-forwarded-host: %b\r\n"
            % (
                exchange.connection.peer.encode(),
                self._way.scheme,
                host,
            )
        )
        # A client of HTTP/1.0 cannot read chunks: ask in its own version, and none come.
        version = exchange.connection.http_version
        return b"%b %b HTTP/%b\r\n%b%b\r\n" % (
            exchange.method, exchange.target, version, b"".join(kept), ours,
        )  # fmt: skip

    def _finish(self) -> None:
        self._close()
        if self._exchange.arriving:
            self._exchange.keep_alive = False  # Answered before the upload was complete.
        self._exchange.finish()

    def _fail(self, fault: Problem) -> None:
        """Answer in the web process's place, or cut the client off when half an answer has left."""
        if self._is_over:
            return
        if self._answer.has_begun:
            self._cut_off()
            return
        self._close()
        refuse_page(self._exchange, fault)

    def _cut_off(self) -> None:
        """Let the client see that the answer is not whole."""
        self._close()
        self._exchange.connection.transport.abort()

    def _close(self) -> None:
        if self._is_over:
            return
        self._is_over = True
        self._way.open_count -= 1
        if self._patience is not None:
            self._patience.cancel()
        if self._transport is not None:
            self._transport.abort()
        if not self._exchange.connection.is_gone:
            self._exchange.connection.hold_reading(False)

    def _renew_patience(self) -> None:
        if self._patience is not None:
            self._patience.cancel()
        self._patience = asyncio.get_running_loop().call_later(ANSWER_SECONDS_MAX, self._lose_patience)

    def _lose_patience(self) -> None:
        self._fail(problems.WEB_SILENT)


def _is_chunked(headers: Sequence[tuple[bytes, bytes]]) -> bool:
    return any(name == b"transfer-encoding" for name, _ in headers)
