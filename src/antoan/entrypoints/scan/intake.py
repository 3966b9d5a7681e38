"""The intake: scans that wait are committed together, without a timer.

While a connection is free, whatever has arrived runs at once (a lone scan waits for nobody); while all are
busy, scans gather and share the next commit. A scan is answered only after its commit. The queue is bounded:
above SCAN_QUEUE_ROWS_MAX the device is told to keep the scan and come again (503), and goes on offline.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Sequence
from datetime import datetime
from typing import Final

import asyncpg

from antoan.entrypoints.scan import problems, reasons, store
from antoan.entrypoints.scan.claims import ShortClaim
from antoan.entrypoints.scan.database import AWAY, SCHEMA_CHANGED, Session, keep_connected
from antoan.entrypoints.scan.devices import Devices
from antoan.entrypoints.scan.identification import identify
from antoan.entrypoints.scan.keys import TrustedKeys
from antoan.entrypoints.scan.metrics import Metrics
from antoan.entrypoints.scan.occupancy import AHEAD, Occupancy, since
from antoan.entrypoints.scan.problems import Problem
from antoan.entrypoints.scan.recording import Recording
from antoan.entrypoints.scan.scans import Scan
from antoan.entrypoints.scan.verdicts import Judged, judge
from antoan.kit import clock

SCAN_QUEUE_ROWS_MAX: Final = 20_000
BATCH_ROWS_MAX: Final = 500
CONNECTIONS: Final = 2  # Per process: one batch is prepared while PostgreSQL commits the other.
COMPLAINT_SECONDS: Final = 1.0
RACES_MAX: Final = 3  # How often a check-out that lost a race is tried again.

logger = logging.getLogger(__name__)

Answered = list[tuple[Scan, bytes | Problem]]


class Intake:
    """The queue of one process and the connections that empty it."""

    def __init__(self, *, url: str, devices: Devices, keys: TrustedKeys, metrics: Metrics) -> None:
        self._keys = keys
        self._url = url
        self._devices = devices
        self._metrics = metrics
        self._occupancy = Occupancy()
        self._queue: deque[Scan] = deque()
        self._free: deque[asyncio.Event] = deque()  # Connections that wait for scans.
        self._sessions: set[Session] = set()
        self._busy = 0
        self._complained_at = float("-inf")

    @property
    def queued(self) -> int:
        """How many scans wait."""
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
            loop.create_task(keep_connected(f"connection {number}", self._url, self._serve))
            for number in range(1, CONNECTIONS + 1)
        ]

    def submit(self, scans: Sequence[Scan]) -> None:
        """Queue scans; each is answered through its waiter, at once when it cannot be taken."""
        if len(self._queue) + len(scans) > SCAN_QUEUE_ROWS_MAX:
            self._refuse(scans, problems.QUEUE_FULL)
        elif not self._sessions:
            self._refuse(scans, problems.DATABASE_AWAY)
        else:
            self._queue.extend(scans)
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
                    size = min(BATCH_ROWS_MAX, len(self._queue))
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
        """Log why scans are not stored, once a second: a log must not fill the disk that is full already."""
        now = asyncio.get_running_loop().time()
        if now - self._complained_at >= COMPLAINT_SECONDS:
            self._complained_at = now
            logger.warning("scans are not stored, devices keep them: %s: %s", type(fault).__name__, fault)

    async def _commit(self, session: Session, batch: Sequence[Scan]) -> None:
        """Judge, write and answer a batch; whatever goes wrong, everybody gets an answer."""
        loop = asyncio.get_running_loop()
        started_at = loop.time()
        self._busy += 1
        try:
            answered = await self._process(session, batch)
        except AWAY as fault:
            self._complain(fault)
            self._metrics.database_failures += 1
            answered = [(scan, problems.DATABASE_AWAY) for scan in batch]
            if isinstance(fault, SCHEMA_CHANGED):
                session.connection.terminate()
        except asyncpg.PostgresError as fault:
            answered = await self._recover(session, batch, fault)
        except Exception as fault:  # A bug in one scan must not end the intake.
            answered = await self._recover(session, batch, fault)
        finally:
            self._busy -= 1
        self._metrics.batch_size.add(len(batch))
        self._metrics.batch_seconds.add(loop.time() - started_at)
        for scan, answer in answered:
            scan.waiter.take(scan, answer)

    async def _recover(self, session: Session, batch: Sequence[Scan], fault: Exception) -> Answered:
        """Try the scans of a failed batch one by one: one poisonous scan must not fail its neighbours."""
        self._metrics.retried += 1
        if isinstance(fault, asyncpg.CheckViolationError) and session.is_open:
            await self._open_days(session, batch)
        answered: Answered = []
        for scan in batch:
            try:
                answered += await self._process(session, [scan])
            except AWAY:
                answered.append((scan, problems.DATABASE_AWAY))
            except Exception:
                logger.exception("a scan failed by itself; it is answered 500 and the device keeps it")
                answered.append((scan, problems.INTERNAL))
        return answered

    async def _process(self, session: Session, batch: Sequence[Scan]) -> Answered:
        """Whose codes, which colours, which visits, how many inside: in this order."""
        received_at = clock.now()
        found = await identify(session, batch, keys=self._keys.public_keys(), facts=self._devices.facts_read)
        answered: Answered = []
        judged: list[Judged] = []
        for scan, identity in zip(batch, found, strict=True):
            if identity is reasons.NOBODY and isinstance(scan.claim, ShortClaim) and self._is_guessing(scan):
                answered.append((scan, problems.TOO_MANY_GUESSES))
            else:
                judged.append(judge(scan, identity))
        recording = Recording(session, self._devices, self._occupancy, received_at)
        await recording.record(judged)
        await self._count_inside(session, judged, received_at)
        lost = {id(one) for one in recording.lost_race}
        self._submit_again([one.scan for one in recording.lost_race])
        for one in judged:
            if id(one) not in lost:
                colours = self._metrics.colours
                colours[one.shown.colour] = colours.get(one.shown.colour, 0) + 1
                answered.append((one.scan, one.answer(self._occupancy.inside(one.scan.gate.spot_id))))
        return answered

    def _submit_again(self, scans: Sequence[Scan]) -> None:
        """Judge scans again whose visit somebody else closed in the same moment."""
        for scan in scans:
            scan.races += 1
        self._refuse([scan for scan in scans if scan.races > RACES_MAX], problems.QUEUE_FULL)
        self._queue.extend(scan for scan in scans if scan.races <= RACES_MAX)

    async def _count_inside(self, session: Session, judged: Sequence[Judged], now: datetime) -> None:
        gates = {one.scan.gate.spot_id: one.scan.gate for one in judged}
        time = asyncio.get_running_loop().time
        began_at = time()
        due = self._occupancy.to_count(gates, began_at)
        if not due:
            return
        since_when = [since(now, gates[spot_id].usual_stay) for spot_id in due]
        rows = await session.fetch(store.INSIDE, due, since_when, now + AHEAD, now)
        counts = ((row["spot_id"], row["people"]) for row in rows)
        self._occupancy.set(counts, now=began_at, seconds=time() - began_at)

    async def _open_days(self, session: Session, batch: Sequence[Scan]) -> None:
        days = {clock.local_date(scan.moment) for scan in batch}
        logger.warning("opening days that nobody opened ahead: %s", ", ".join(map(str, sorted(days))))
        try:
            await store.open_days(session.connection, days)
        except asyncpg.PostgresError as fault:
            logger.error("a day could not be opened: %s", fault)

    def _is_guessing(self, scan: Scan) -> bool:
        return not scan.gate.guesses.short_misses.take(asyncio.get_running_loop().time())

    def _refuse(self, scans: Sequence[Scan], fault: Problem) -> None:
        for scan in scans:
            self._metrics.count_refusal(fault.code)
            scan.waiter.take(scan, fault)
