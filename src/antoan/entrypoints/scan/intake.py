"""The intake of visits: scans that wait are judged and committed together (gathering.py)."""

import asyncio
import logging
from collections.abc import Sequence
from datetime import datetime
from typing import Final

import asyncpg

from antoan.domains.gates.day import day
from antoan.entrypoints.scan import problems, reasons, store
from antoan.entrypoints.scan.certificates import Certificate
from antoan.entrypoints.scan.claims import CertificateClaim, ShortClaim
from antoan.entrypoints.scan.database import Session
from antoan.entrypoints.scan.devices import Devices
from antoan.entrypoints.scan.gathering import Gathering
from antoan.entrypoints.scan.guesses import Addresses
from antoan.entrypoints.scan.identification import Found, identify
from antoan.entrypoints.scan.keys import TrustedKeys
from antoan.entrypoints.scan.longest import LongestStays
from antoan.entrypoints.scan.metrics import Metrics
from antoan.entrypoints.scan.notices import Whereabouts, add_rules
from antoan.entrypoints.scan.occupancy import AHEAD, Occupancy, since
from antoan.entrypoints.scan.problems import Problem
from antoan.entrypoints.scan.recording import Recording
from antoan.entrypoints.scan.replays import without_replays
from antoan.entrypoints.scan.scans import Scan
from antoan.entrypoints.scan.specimens_shown import tell_of_specimens
from antoan.entrypoints.scan.verdicts import Judged, judge
from antoan.kit import clock
from antoan.kit.sealing import KeyRing

SCAN_QUEUE_ROWS_MAX: Final = 20_000
BATCH_ROWS_MAX: Final = 500
CONNECTIONS: Final = 2  # Per process: one batch is prepared while PostgreSQL commits the other.
RACES_MAX: Final = 3  # How often a check-out that lost a race is tried again.

logger = logging.getLogger(__name__)

Answered = list[tuple[Scan, bytes | Problem]]


class Intake(Gathering[Scan]):
    """The queue of one process and the connections that empty it."""

    connections = CONNECTIONS
    batch_rows_max = BATCH_ROWS_MAX

    def __init__(
        self, *, url: str, devices: Devices, keys: TrustedKeys, ring: KeyRing, metrics: Metrics
    ) -> None:
        super().__init__(url=url, metrics=metrics)
        self._keys = keys
        self._ring = ring
        self._devices = devices
        self._guessing_addresses = Addresses()
        self._occupancy = Occupancy()
        self._whereabouts = Whereabouts(day().copied_code)
        self._longest = LongestStays()

    @property
    def queue_rows_max(self) -> int:
        """How many scans may wait."""
        return SCAN_QUEUE_ROWS_MAX

    def _count(self, rows: int, seconds: float) -> None:
        self._metrics.batch_size.add(rows)
        self._metrics.batch_seconds.add(seconds)

    async def _mend(self, session: Session, batch: Sequence[Scan], fault: Exception) -> None:
        if isinstance(fault, asyncpg.CheckViolationError) and session.is_open:
            await self._open_days(session, batch)

    async def _process(self, session: Session, batch: Sequence[Scan]) -> Answered:
        """Whose codes, which colours, which visits, how many inside: in this order."""
        received_at = clock.now()
        found = await identify(
            session,
            batch,
            keys=self._keys.public_keys(),
            ring=self._ring,
            facts=self._devices.facts_read,
        )
        found = await without_replays(session, batch, found, at=received_at)
        await tell_of_specimens(session, batch, found, received_at)
        answered: Answered = []
        judged: list[Judged] = []
        for scan, identity in zip(batch, found, strict=True):
            if identity is reasons.NOBODY and isinstance(scan.claim, ShortClaim) and self._is_guessing(scan):
                answered.append((scan, problems.TOO_MANY_GUESSES))
            else:
                judged.append(judge(scan, self._certified(scan, identity)))
        recording = Recording(session, self._devices, self._occupancy, self._longest, received_at)
        await recording.record(judged)
        await self._tell_of_copies(session, judged, received_at)
        await self._count_inside(session, judged, received_at)
        lost = {id(one) for one in recording.lost_race}
        self._submit_again([one.scan for one in recording.lost_race])
        for one in judged:
            if id(one) not in lost:
                colours = self._metrics.colours
                colours[one.shown.colour] = colours.get(one.shown.colour, 0) + 1
                inside = self._occupancy.inside(one.scan.gate.spot_id)
                add_rules(one, inside)
                answered.append((one.scan, one.answer(inside)))
        return answered

    def _certified(self, scan: Scan, found: Found) -> Found | Certificate:
        return self._keys.trust.judge(scan) if type(scan.claim) is CertificateClaim else found

    async def _tell_of_copies(self, session: Session, judged: Sequence[Judged], now: datetime) -> None:
        copied = self._whereabouts.look_at(judged)
        if copied:
            await session.write(store.TELL, "CodeCopied", now, [one.as_json() for one in copied])

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
        now = asyncio.get_running_loop().time()
        gate_may = scan.gate.guesses.short_misses.take(now)
        return not (self._guessing_addresses.take(scan.waiter.address, now) and gate_may)
