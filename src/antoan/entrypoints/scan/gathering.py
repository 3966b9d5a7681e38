"""What waits is committed together, without a timer: the queue and the connections behind every way into the database.

While a connection is free, whatever has arrived runs at once (a lone one waits for nobody); while all are busy,
the rest gathers and shares the next commit. Each is answered only after its commit. The queue is bounded: above
the bound the device is told to keep what it has and come again (503), and goes on offline.
"""

import asyncio
import logging
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Sequence
from typing import Any, Final, Generic, Protocol, TypeVar

import asyncpg

from antoan.entrypoints.scan import problems
from antoan.entrypoints.scan.database import AWAY, SCHEMA_CHANGED, Session, keep_connected
from antoan.entrypoints.scan.metrics import Metrics
from antoan.entrypoints.scan.problems import Problem

COMPLAINT_SECONDS: Final = 1.0

logger = logging.getLogger(__name__)


class Waits(Protocol):
    """Something whose sender waits for an answer."""

    @property
    def waiter(self) -> Any:
        """Whoever takes the answer: ``take(what, answer)``."""


One = TypeVar("One", bound=Waits)


class Gathering(ABC, Generic[One]):
    """The queue of one process and the connections that empty it."""

    what = "scans"  # In complaints.
    connections = 1
    batch_rows_max = 500

    def __init__(self, *, url: str, metrics: Metrics) -> None:
        self._url = url
        self._metrics = metrics
        self._queue: deque[One] = deque()
        self._free: deque[asyncio.Event] = deque()  # Connections that wait for work.
        self._sessions: set[Session] = set()
        self._busy = 0
        self._complained_at = float("-inf")

    @property
    @abstractmethod
    def queue_rows_max(self) -> int:
        """How many may wait."""

    @abstractmethod
    async def _process(self, session: Session, batch: Sequence[One]) -> list[tuple[One, bytes | Problem]]:
        """Write a batch and return the answer of each; whatever it raises, nothing of the batch is written."""

    @abstractmethod
    def _count(self, rows: int, seconds: float) -> None:
        """Count a batch."""

    async def _mend(self, session: Session, batch: Sequence[One], fault: Exception) -> None:
        """Remove what made a batch fail, before its parts are tried one by one."""

    @property
    def queued(self) -> int:
        """How many wait."""
        return len(self._queue)

    @property
    def is_idle(self) -> bool:
        """Whether nothing waits and nothing is under way."""
        return not self._queue and not self._busy

    @property
    def is_away(self) -> bool:
        """Whether PostgreSQL cannot be reached."""
        return not self._sessions

    def start(self) -> list[asyncio.Task[None]]:
        """Open the connections."""
        loop = asyncio.get_running_loop()
        return [
            loop.create_task(keep_connected(f"{self.what}, connection {number}", self._url, self._serve))
            for number in range(1, self.connections + 1)
        ]

    def submit(self, some: Sequence[One]) -> None:
        """Queue some; each is answered through its waiter, at once when it cannot be taken."""
        if len(self._queue) + len(some) > self.queue_rows_max:
            self._refuse(some, problems.QUEUE_FULL)
        elif not self._sessions:
            self._refuse(some, problems.DATABASE_AWAY)
        else:
            self._queue.extend(some)
            if self._free:
                self._free.popleft().set()

    async def _serve(self, session: Session) -> None:
        """Commit batches over one connection until it breaks."""
        wake = asyncio.Event()

        def on_closed(_: object) -> None:
            self._sessions.discard(session)
            wake.set()

        session.connection.add_termination_listener(on_closed)
        self._sessions.add(session)
        try:
            while session.is_open:
                if self._queue:
                    size = min(self.batch_rows_max, len(self._queue))
                    await self._commit(session, [self._queue.popleft() for _ in range(size)])
                    continue
                wake.clear()
                self._free.append(wake)
                await wake.wait()
        finally:
            self._sessions.discard(session)
            if wake in self._free:
                self._free.remove(wake)
            if self.is_away:
                waiting = list(self._queue)
                self._queue.clear()
                self._refuse(waiting, problems.DATABASE_AWAY)
        raise ConnectionResetError("PostgreSQL closed the connection")

    def _complain(self, fault: BaseException) -> None:
        """Log why nothing is stored, once a second: a log must not fill the disk that is full already."""
        now = asyncio.get_running_loop().time()
        if now - self._complained_at >= COMPLAINT_SECONDS:
            self._complained_at = now
            logger.warning(
                "%s are not stored, devices keep them: %s: %s", self.what, type(fault).__name__, fault
            )

    async def _commit(self, session: Session, batch: Sequence[One]) -> None:
        """Write and answer a batch; whatever goes wrong, everybody gets an answer."""
        loop = asyncio.get_running_loop()
        started_at = loop.time()
        self._busy += 1
        try:
            answered = await self._process(session, batch)
        except AWAY as fault:
            self._complain(fault)
            self._metrics.database_failures += 1
            answered = [(one, problems.DATABASE_AWAY) for one in batch]
            if isinstance(fault, SCHEMA_CHANGED):
                session.connection.terminate()
        except asyncpg.PostgresError as fault:
            answered = await self._recover(session, batch, fault)
        except Exception as fault:  # A bug in one must not end the intake.
            answered = await self._recover(session, batch, fault)
        finally:
            self._busy -= 1
        self._count(len(batch), loop.time() - started_at)
        for one, answer in answered:
            one.waiter.take(one, answer)

    async def _recover(
        self, session: Session, batch: Sequence[One], fault: Exception
    ) -> list[tuple[One, bytes | Problem]]:
        """Try the parts of a failed batch one by one: a poisonous one must not fail its neighbours."""
        self._metrics.retried += 1
        await self._mend(session, batch, fault)
        answered: list[tuple[One, bytes | Problem]] = []
        for one in batch:
            try:
                answered += await self._process(session, [one])
            except AWAY:
                answered.append((one, problems.DATABASE_AWAY))
            except Exception:
                logger.exception(
                    "one of the %s failed by itself; it is answered 500, the device keeps it", self.what
                )
                answered.append((one, problems.INTERNAL))
        return answered

    def _refuse(self, some: Sequence[One], fault: Problem) -> None:
        for one in some:
            self._metrics.count_refusal(fault.code)
            one.waiter.take(one, fault)
