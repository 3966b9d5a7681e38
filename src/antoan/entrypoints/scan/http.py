"""HTTP/1.1 on a bare asyncio protocol: bounded, pipelined, patient with slow clients only up to a point."""

import asyncio
import logging
from collections import deque
from typing import TYPE_CHECKING, Final, cast

import httptools

from antoan.entrypoints.scan import problems, responses
from antoan.entrypoints.scan.exchange import Exchange
from antoan.entrypoints.scan.heads import HEAD_END
from antoan.entrypoints.scan.problems import Problem

if TYPE_CHECKING:
    from antoan.entrypoints.scan.server import Server

HEAD_BYTES_MAX: Final = 64 * 1024
PIPELINED_MAX: Final = 64  # Further requests wait unread in the kernel.
IDLE_SECONDS_MAX: Final = 75.0
REQUEST_SECONDS_MAX: Final = 30.0  # From the first byte of a buffered request to its last.
LINGER_SECONDS: Final = 2.0  # After an early refusal: time for the client to read it before we hang up.

logger = logging.getLogger(__name__)


class Connection(asyncio.Protocol):
    """One client. The parser calls the on_* methods; handlers answer through exchanges."""

    transport: asyncio.Transport

    def __init__(self, server: "Server") -> None:
        self.server = server
        self.exchanges: deque[Exchange] = deque()
        self.is_gone = False
        self.peer = ""
        self.seen_at = 0.0
        headers: list[tuple[bytes, bytes]] = []
        append = headers.append

        def on_header(name: bytes, value: bytes) -> None:
            append((name, value))

        self._headers = headers
        self.on_header = on_header  # A closure: the parser calls it for every header of every request.
        self._parser = httptools.HttpRequestParser(self)
        self._current: Exchange | None = None  # The request now arriving.
        self._whole: Exchange | None = None  # The last request that came whole in the data at hand.
        self._begun_at = 0.0
        self._head_bytes = 0
        self._is_closing = False
        self._is_deaf = False  # Whatever still comes is not read: the connection ends with the answers due.
        self._is_reading_paused = False
        self._is_writing_paused = False

    @property
    def http_version(self) -> bytes:
        """The version of the request being read: b"1.1" or b"1.0"."""
        version: str = self._parser.get_http_version()
        return version.encode()

    # What the transport tells.

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin; refuse at once when there are too many clients."""
        self.transport = cast(asyncio.Transport, transport)
        self.seen_at = self.server.time()
        address = transport.get_extra_info("peername")
        self.peer = address[0] if isinstance(address, tuple) else ""
        if not self.server.admit(self):
            self.transport.write(responses.problem(problems.QUEUE_FULL, keep_alive=False))
            self.transport.close()
            self.is_gone = True

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the client, and stop whatever is still being made for it."""
        self.is_gone = True
        self.server.forget(self)
        for exchange in self.exchanges:
            if exchange.stream is not None:
                exchange.stream.abort()
        self.exchanges.clear()

    def data_received(self, data: bytes) -> None:
        """Parse what came."""
        if self._is_deaf:
            return
        self.seen_at = self.server.time()
        is_start = self._current is None
        if is_start and self._is_known(data):
            return
        self._whole = None
        self._head_bytes += len(data)
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserUpgrade:
            self._close_after_answers()  # The request itself was answered as plain HTTP.
        except httptools.HttpParserCallbackError:
            logger.exception("a request could not be taken")
            self._hang_up_with(problems.INTERNAL)
        except httptools.HttpParserError:
            self._hang_up_with(problems.BAD_HTTP)
        else:
            if self._current is None or self._current.method:
                self._head_bytes = 0
                if is_start and self._whole is not None:
                    self.server.heads.learn(data, self._whole)
            elif self._head_bytes > HEAD_BYTES_MAX + len(data):
                self._hang_up_with(problems.HEAD_TOO_LARGE)

    def _is_known(self, data: bytes) -> bool:
        """Take a request whose head was seen before, without parsing it again."""
        head, _, body = data.partition(HEAD_END)
        seen = self.server.heads.find(head)
        if seen is None or len(body) != seen.body_bytes or self.server.is_draining:
            return False
        exchange = Exchange(self)
        exchange.method, exchange.target, exchange.authorization, exchange.headers, exchange.keep_alive, _ = (
            seen
        )
        exchange.arriving = False
        exchange.body = body
        self.exchanges.append(exchange)
        self.server.route(exchange)
        if exchange.handler is not None:
            self._handle(exchange)
        return True

    def _handle(self, exchange: Exchange) -> None:
        if len(exchange.body) > exchange.body_limit:
            exchange.refuse(problems.TOO_LARGE)
            return
        assert exchange.handler is not None
        try:
            exchange.handler(exchange)
        except Exception:
            logger.exception("a request handler failed")
            exchange.refuse(problems.INTERNAL)
        if len(self.exchanges) >= PIPELINED_MAX:
            self._update_reading()

    def eof_received(self) -> bool:
        """Keep the way out open while answers are still due."""
        if not self.exchanges or self._current is not None:
            return False
        self.exchanges[-1].keep_alive = False
        return True

    def pause_writing(self) -> None:
        """The client reads slowly: take no more from it, make no more for it."""
        self._is_writing_paused = True
        self._update_reading()
        if self.exchanges and self.exchanges[0].stream is not None:
            self.exchanges[0].stream.pause()

    def resume_writing(self) -> None:
        """The client caught up."""
        self._is_writing_paused = False
        self._update_reading()
        if self.exchanges and self.exchanges[0].stream is not None:
            self.exchanges[0].stream.resume()

    # What the parser tells.

    def on_message_begin(self) -> None:
        """A request starts."""
        self._current = Exchange(self)
        self._begun_at = self.seen_at

    def on_url(self, url: bytes) -> None:
        """A piece of the target."""
        assert self._current is not None
        self._current.target += url

    def on_headers_complete(self) -> None:
        """The head is here: find who answers, and whether the body may come."""
        exchange, parser = self._current, self._parser
        assert exchange is not None
        exchange.method = parser.get_method()
        exchange.keep_alive = parser.should_keep_alive() and not self.server.is_draining
        self.exchanges.append(exchange)
        if self._is_deaf:
            return
        length, expect = 0, b""
        exchange.headers = headers = [(name.lower(), value) for name, value in self._headers]
        self._headers.clear()
        for name, value in headers:
            if name == b"content-length":
                length = int(value)
            elif name == b"authorization":
                exchange.authorization = value
            elif name == b"expect":
                expect = value
        if self._head_bytes > HEAD_BYTES_MAX and exchange.head_bytes() > HEAD_BYTES_MAX:
            exchange.refuse(problems.HEAD_TOO_LARGE)
            return
        self.server.route(exchange)
        if exchange.is_answered:
            return
        if length > exchange.body_limit:
            exchange.refuse(problems.TOO_LARGE)
        elif expect and expect.lower() == b"100-continue":
            exchange.write(responses.CONTINUE)

    def on_body(self, chunk: bytes) -> None:
        """A piece of the body."""
        exchange = self._current
        assert exchange is not None
        if exchange.stream is not None:
            exchange.stream.feed(chunk)
        elif not exchange.is_answered:
            exchange.body = body = exchange.body + chunk if exchange.body else chunk
            if len(body) > exchange.body_limit:
                exchange.refuse(problems.TOO_LARGE)

    def on_message_complete(self) -> None:
        """The request is whole: have it answered."""
        exchange = self._current
        assert exchange is not None
        exchange.arriving = False
        self._current = None
        if exchange.stream is not None:
            exchange.stream.end()
        elif exchange.handler is not None and not exchange.is_answered and not self._is_deaf:
            self._whole = exchange
            self._handle(exchange)

    # What exchanges and the server ask.

    def send(self, data: bytes) -> None:
        """Give bytes to the transport."""
        if not self.is_gone:
            self.transport.write(data)

    def advance(self) -> None:
        """Drop finished exchanges from the head; the next one's turn comes."""
        exchanges = self.exchanges
        was_full = len(exchanges) >= PIPELINED_MAX
        while exchanges and exchanges[0].is_answered:
            finished = exchanges.popleft()
            if not finished.keep_alive:
                self._linger(early=finished.arriving)
                return
            if exchanges:
                following = exchanges[0]
                following.release()
                if following.stream is not None and not following.is_answered:
                    following.stream.resume()
        if was_full:
            self._update_reading()

    def hold_reading(self, held: bool) -> None:
        """Stop or go on reading from the client, for a stream that cannot keep up."""
        self._is_reading_paused = held
        self._update_reading()

    def check_patience(self, now: float) -> None:
        """Hang up on a client that is idle or too slow. Called by the server's timer."""
        if self._is_closing:
            if now - self.seen_at > LINGER_SECONDS:
                self.transport.abort()
        elif self._current is not None and self._current.stream is None:
            if now - self._begun_at > REQUEST_SECONDS_MAX:
                self._hang_up_with(problems.TOO_SLOW)
        elif not self.exchanges and (now - self.seen_at > IDLE_SECONDS_MAX or self.server.is_draining):
            self.transport.close()
        elif self._current is not None and now - self.seen_at > IDLE_SECONDS_MAX:
            self.transport.abort()

    def _update_reading(self) -> None:
        stop = self._is_reading_paused or self._is_writing_paused or len(self.exchanges) >= PIPELINED_MAX
        if self.is_gone or self.transport.is_closing():
            return
        if stop:
            self.transport.pause_reading()
        elif not self.transport.is_reading():
            self.transport.resume_reading()

    def _hang_up_with(self, fault: Problem) -> None:
        """Answer a broken request after all before it, then close."""
        self._is_deaf = True
        exchange = self._current or Exchange(self)
        if exchange not in self.exchanges:
            self.exchanges.append(exchange)
        if exchange.stream is not None:
            self.transport.abort()
            return
        exchange.refuse(fault)

    def _close_after_answers(self) -> None:
        self._is_deaf = True
        if self.exchanges:
            self.exchanges[-1].keep_alive = False
        elif not self._is_closing:
            self._linger(early=False)

    def _linger(self, *, early: bool) -> None:
        """Close. After an early refusal half-close first: unread input would make the kernel cut the answer off."""
        self._is_closing = self._is_deaf = True
        for exchange in self.exchanges:
            if exchange.stream is not None:
                exchange.stream.abort()
        self.exchanges.clear()
        if self.is_gone:
            return
        if not early:
            self.transport.close()
            return
        self.seen_at = self.server.time()
        if self.transport.can_write_eof():
            self.transport.write_eof()
