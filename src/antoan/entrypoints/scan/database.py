"""Connections of the scan process: few, prepared, and found again when PostgreSQL was away."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any, Final

import asyncpg

from antoan.entrypoints.scan import store

BACK_OFF_SECONDS: Final = (0.05, 0.1, 0.2, 0.5, 1.0)
CONNECT_SECONDS_MAX: Final = 5.0
COMMAND_SECONDS_MAX: Final = 15.0  # Longer than the server's own statement_timeout: for a lost network.

# A migration ran under a prepared statement: the connection starts anew.
SCHEMA_CHANGED: Final = (asyncpg.InvalidCachedStatementError, asyncpg.OutdatedSchemaCacheError)
# PostgreSQL is not there, is starting, is stopping, or cannot write.
AWAY: Final = (
    OSError,
    TimeoutError,
    asyncpg.PostgresConnectionError,
    asyncpg.InterfaceError,
    asyncpg.OperatorInterventionError,  # shut down, crashed, starting up, statement cancelled
    asyncpg.InsufficientResourcesError,  # disk full, out of memory, too many connections
    asyncpg.PostgresSystemError,  # input/output error
    asyncpg.InvalidAuthorizationSpecificationError,
    asyncpg.ReadOnlySQLTransactionError,
    *SCHEMA_CHANGED,
)

logger = logging.getLogger(__name__)


class Session:
    """One connection with its statements prepared."""

    def __init__(self, connection: "asyncpg.Connection[Any]") -> None:
        self.connection = connection
        self._prepared: dict[str, Any] = {}

    @classmethod
    async def open(cls, url: str) -> "Session":
        """Connect; any of AWAY when PostgreSQL is not there."""
        connection = await asyncpg.connect(url, server_settings=store.SESSION, timeout=CONNECT_SECONDS_MAX)
        return cls(connection)

    @property
    def is_open(self) -> bool:
        """Whether the connection still stands."""
        return not self.connection.is_closed()

    async def fetch(self, sql: str, *arguments: Any) -> list[Any]:
        """Run a statement of the store and return its rows."""
        statement = self._prepared.get(sql) or await self._prepare(sql)
        rows: list[Any] = await statement.fetch(*arguments)
        return rows

    async def write(self, sql: str, *arguments: Any) -> int:
        """Run a writing statement and return how many rows it wrote."""
        statement = self._prepared.get(sql) or await self._prepare(sql)
        await statement.fetch(*arguments)
        return int(statement.get_statusmsg().rsplit(" ", 1)[1])

    async def _prepare(self, sql: str) -> Any:
        statement = self._prepared[sql] = await self.connection.prepare(sql)
        return statement


async def keep_connected(name: str, url: str, use: Callable[[Session], Awaitable[None]]) -> None:
    """Open a session and use it, again and again, as long as the process runs. `use` ends by an exception."""
    failures = 0
    while True:
        session: Session | None = None
        try:
            session = await Session.open(url)
            if failures:
                logger.info("%s: PostgreSQL is back", name)
            failures = 0
            await use(session)
        except (*AWAY, asyncpg.PostgresError) as fault:
            if failures == 0:
                logger.warning("%s: PostgreSQL cannot be used (%s: %s)", name, type(fault).__name__, fault)
        finally:
            if session is not None:
                session.connection.terminate()
        await asyncio.sleep(BACK_OFF_SECONDS[min(failures, len(BACK_OFF_SECONDS) - 1)])
        failures += 1
