"""One request and its answer on a connection. Answers leave in the order of the requests."""

from collections.abc import Sequence
from ipaddress import ip_address
from typing import TYPE_CHECKING, Protocol

from antoan.entrypoints.scan import responses
from antoan.entrypoints.scan.problems import Problem

if TYPE_CHECKING:
    from antoan.entrypoints.scan.devices import GateContext
    from antoan.entrypoints.scan.http import Connection


def is_loopback(address: str) -> bool:
    """Tell whether an address is this machine's own."""
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False


class Stream(Protocol):
    """The other end of a request that is passed on while it arrives."""

    def feed(self, chunk: bytes) -> None:
        """Take a piece of the request's body."""

    def end(self) -> None:
        """Know that the request is complete."""

    def pause(self) -> None:
        """Stop producing the answer until resume()."""

    def resume(self) -> None:
        """Go on producing the answer."""

    def abort(self) -> None:
        """Stop: the client has gone."""


class Exchange:
    """A request being read or answered. Buffered routes find the whole body in `body`."""

    # Plain attributes with class-wide defaults: one is made for each request, and most are never set.
    method = b""
    target = b""
    headers: Sequence[tuple[bytes, bytes]] = ()  # Names in lower case.
    authorization = b""
    body = b""
    body_limit = 0
    keep_alive = True
    arriving = True  # False once the whole request is here.
    is_answered = False  # Whether the whole answer has been given.
    gate: "GateContext | None" = None  # Who asks, once the guard has let them in.
    handler: "Handler | None" = None
    stream: Stream | None = None
    _held: list[bytes] | None = None  # What waits for earlier answers to leave.

    def __init__(self, connection: "Connection") -> None:
        self.connection = connection

    def header(self, name: bytes) -> bytes:
        """Return the last value of a header, or b"" (names are lower case)."""
        for key, value in reversed(self.headers):
            if key == name:
                return value
        return b""

    @property
    def client_address(self) -> str:
        """Where the request comes from; behind a front on this machine, as that front says."""
        peer = self.connection.peer
        if not is_loopback(peer):
            return peer
        return (
            self.header(b"x-forwarded-for").rpartition(b",")[2].strip().decode("ascii", "replace")[:45]
            or peer
        )

    def head_bytes(self) -> int:
        """Return the size of the target and the headers."""
        return len(self.target) + sum(len(name) + len(value) for name, value in self.headers)

    @property
    def is_first(self) -> bool:
        """Whether this exchange may write to the connection now."""
        return self.connection.exchanges[0] is self

    def ok(self, body: bytes) -> None:
        """Answer 200 with JSON."""
        self.finish(responses.ok_json(body, keep_alive=self.keep_alive))

    def refuse(self, fault: Problem, detail: str = "", extra: bytes = b"") -> None:
        """Answer with a problem."""
        if self.arriving:
            self.keep_alive = False  # The rest of the request would be taken for the next one.
        self.finish(responses.problem(fault, keep_alive=self.keep_alive, detail=detail, extra=extra))

    def answer(self, status: int, body: bytes, content_type: bytes, extra: bytes = b"") -> None:
        """Answer with any body."""
        self.finish(
            responses.answer(
                status,
                body,
                content_type=content_type,
                keep_alive=self.keep_alive,
                extra=extra,
                with_body=self.method != b"HEAD",
            )
        )

    def write(self, data: bytes) -> None:
        """Send a part of the answer, or hold it until it is this exchange's turn."""
        connection = self.connection
        if connection.exchanges and connection.exchanges[0] is self:
            connection.send(data)
        elif self._held is None:
            self._held = [data]
        else:
            self._held.append(data)

    def finish(self, data: bytes = b"") -> None:
        """Send the last part of the answer; then the next exchange's turn comes."""
        if self.is_answered or self.connection.is_gone:
            return
        if data:
            self.write(data)
        self.is_answered = True
        self.connection.advance()

    def release(self) -> None:
        """Send what was held: the turn has come."""
        if self._held is not None:
            for data in self._held:
                self.connection.send(data)
            self._held = None


class Handler(Protocol):
    """Answers one kind of request, now or later."""

    def __call__(self, exchange: Exchange) -> None:
        """Take a complete request."""
