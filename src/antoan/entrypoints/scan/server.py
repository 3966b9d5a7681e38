"""The server of one process: who is connected, which handler answers a path, and the clock's tick."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from antoan.entrypoints.scan import problems, responses
from antoan.entrypoints.scan.exchange import Exchange, Handler
from antoan.entrypoints.scan.heads import SeenHeads
from antoan.entrypoints.scan.http import Connection
from antoan.entrypoints.scan.problems import Problem

CONNECTIONS_MAX: Final = 10_000  # Per process; further ones are told to come back.
BODY_BYTES_MAX: Final = 64 * 1024
BATCH_BYTES_MAX: Final = 4 * 1024 * 1024
TICK_SECONDS: Final = 1.0
DRAIN_SECONDS_MAX: Final = 10.0
BACKLOG: Final = 2048
OWN_PATHS: Final = b"/scan/"

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Route:
    """Who answers a path: the handler of each method, how large a body may be, who may ask at all."""

    methods: dict[bytes, Handler]
    body_limit: int = BODY_BYTES_MAX
    guard: Callable[[Exchange], Problem | None] | None = None


class Server:
    """Accepts clients and finds the handler of each request."""

    def __init__(
        self,
        routes: dict[bytes, Route],
        pass_on: Callable[[Exchange], None] | None,
        each_tick: Callable[[], None] | None = None,
    ) -> None:
        self.routes = routes
        self.pass_on = pass_on
        self.each_tick = each_tick
        self.is_draining = False
        self.heads = SeenHeads()
        self.connections: set[Connection] = set()
        loop = asyncio.get_running_loop()
        self.time = loop.time
        self._loop = loop
        self._listener: asyncio.Server | None = None
        self._timer = loop.call_later(TICK_SECONDS, self._tick)

    async def listen(self, host: str, port: int) -> None:
        """Share the port with the other scan processes; the kernel spreads clients among them."""
        self._listener = await self._loop.create_server(
            lambda: Connection(self), host, port, reuse_port=True, backlog=BACKLOG
        )

    async def drain(self) -> None:
        """Take no new client, answer what is under way, then hang up."""
        self.is_draining = True
        if self._listener is not None:
            self._listener.close()
        deadline = self.time() + DRAIN_SECONDS_MAX
        while self.connections and self.time() < deadline:
            for connection in list(self.connections):
                connection.check_patience(self.time())
            await asyncio.sleep(0.02)
        for connection in list(self.connections):
            connection.transport.abort()
        self._timer.cancel()

    def admit(self, connection: Connection) -> bool:
        """Count a client in, unless there are too many."""
        if len(self.connections) >= CONNECTIONS_MAX or self.is_draining:
            return False
        self.connections.add(connection)
        return True

    def forget(self, connection: Connection) -> None:
        """Count a client out."""
        self.connections.discard(connection)

    def route(self, exchange: Exchange) -> None:
        """Give the request to its handler, pass it on, or refuse it."""
        route = self.routes.get(exchange.target)
        if route is None:
            path = exchange.target.partition(b"?")[0]
            route = self.routes.get(path)
            if route is None:
                self._route_elsewhere(exchange, path)
                return
        handler = route.methods.get(exchange.method)
        if handler is None:
            allowed = b", ".join(route.methods)
            exchange.refuse(problems.WRONG_METHOD, extra=b"Allow: %b\r\n" % allowed)
            return
        if route.guard is not None and (fault := route.guard(exchange)) is not None:
            exchange.refuse(fault)
            return
        exchange.handler = handler
        exchange.body_limit = route.body_limit

    def _route_elsewhere(self, exchange: Exchange, path: bytes) -> None:
        if self.pass_on is None or path.startswith(OWN_PATHS):
            exchange.refuse(problems.NO_SUCH_PATH)
            return
        self.pass_on(exchange)

    def _tick(self) -> None:
        """Each second: renew the Date header, and hang up on those who are idle or too slow."""
        self._timer = self._loop.call_later(TICK_SECONDS, self._tick)
        responses.DateHeader.renew()
        now = self.time()
        for connection in list(self.connections):
            connection.check_patience(now)
        if self.each_tick is not None:
            self.each_tick()
