"""The queue and the commit of a batch: bounded, and fair to each scan when a batch fails."""

import asyncio
from datetime import timedelta
from types import SimpleNamespace
from uuid import uuid4

import asyncpg
import pytest

from antoan.domains.visits.values import Direction
from antoan.entrypoints.scan import intake as intakes
from antoan.entrypoints.scan import problems
from antoan.entrypoints.scan.claims import ShortClaim
from antoan.entrypoints.scan.devices import Devices
from antoan.entrypoints.scan.intake import Intake
from antoan.entrypoints.scan.metrics import Metrics
from antoan.entrypoints.scan.scans import Scan
from antoan.kit import clock


class Waiter:
    """Keeps what it is told."""

    def __init__(self):
        self.answers = {}

    def take(self, scan, answer):
        assert scan.id not in self.answers, "answered twice"
        self.answers[scan.id] = answer


class FakeSession:
    is_open = True

    def __init__(self):
        self.connection = SimpleNamespace(terminate=lambda: None)


class FakeIntake(Intake):
    """An intake whose processing fails as told: by the scan that is in the batch."""

    faults: dict = {}
    batches: list

    async def _process(self, session, batch):
        self.batches.append(len(batch))
        for scan in batch:
            if scan.id in self.faults:
                raise self.faults[scan.id]
        return [(scan, b"ok") for scan in batch]


def an_intake(kind=Intake):
    made = kind(url="postgresql:///none", devices=Devices(), keys=None, ring=None, metrics=Metrics(process=1))
    made.batches = []
    return made


def scans(count: int, waiter: Waiter) -> list[Scan]:
    now = clock.now()
    gate = SimpleNamespace(spot_id=1, usual_stay=timedelta(minutes=40))
    return [Scan(uuid4(), ShortClaim("x"), Direction.IN, now, now, gate, waiter) for _ in range(count)]


def test_one_poisonous_scan_does_not_fail_its_neighbours():
    async def run():
        waiter, intake = Waiter(), an_intake(FakeIntake)
        batch = scans(5, waiter)
        intake.faults = {batch[2].id: ValueError("poison")}
        await intake._commit(FakeSession(), batch)
        assert [waiter.answers[scan.id] for scan in batch] == [
            b"ok", b"ok", problems.INTERNAL, b"ok", b"ok",
        ]  # fmt: skip
        assert intake.batches == [5, 1, 1, 1, 1, 1]
        assert intake.is_idle

    asyncio.run(run())


@pytest.mark.parametrize(
    "fault",
    [
        ConnectionResetError(),
        TimeoutError(),
        asyncpg.InterfaceError("connection is closed"),
        asyncpg.AdminShutdownError("terminating connection"),
        asyncpg.CannotConnectNowError("starting up"),
        asyncpg.DiskFullError("could not extend file"),
        asyncpg.QueryCanceledError("statement timeout"),
        asyncpg.ReadOnlySQLTransactionError("standby"),
        asyncpg.InvalidCachedStatementError("cached plan must not change result type"),
    ],
)
def test_when_nothing_can_be_written_everybody_is_told_to_come_again(fault):
    async def run():
        waiter, intake = Waiter(), an_intake(FakeIntake)
        batch = scans(3, waiter)
        intake.faults = {batch[0].id: fault}
        await intake._commit(FakeSession(), batch)
        assert set(waiter.answers.values()) == {problems.DATABASE_AWAY}
        assert intake.batches == [3]

    asyncio.run(run())


def test_a_deadlock_is_solved_scan_by_scan():
    async def run():
        waiter, intake = Waiter(), an_intake(FakeIntake)
        batch = scans(2, waiter)
        faults = iter([asyncpg.DeadlockDetectedError("deadlock"), None, None])

        async def process(session, some):
            if fault := next(faults):
                raise fault
            return [(scan, b"ok") for scan in some]

        intake._process = process
        await intake._commit(FakeSession(), batch)
        assert set(waiter.answers.values()) == {b"ok"}

    asyncio.run(run())


def test_a_full_queue_refuses_at_once_and_forgets_nobody(monkeypatch):
    monkeypatch.setattr(intakes, "SCAN_QUEUE_ROWS_MAX", 10)

    async def run():
        waiter, intake = Waiter(), an_intake()
        intake._sessions.add(FakeSession())
        first, more = scans(10, waiter), scans(1, waiter)
        intake.submit(first)
        intake.submit(more)
        assert intake.queued == 10
        assert waiter.answers == {more[0].id: problems.QUEUE_FULL}
        assert problems.QUEUE_FULL.status == 503
        assert problems.QUEUE_FULL.retry_after > 0

    asyncio.run(run())


def test_without_a_connection_scans_are_refused_at_once():
    async def run():
        waiter, intake = Waiter(), an_intake()
        (scan,) = scans(1, waiter)
        intake.submit([scan])
        assert waiter.answers == {scan.id: problems.DATABASE_AWAY}

    asyncio.run(run())


def test_a_check_out_that_keeps_losing_its_race_is_given_back():
    async def run():
        waiter, intake = Waiter(), an_intake()
        (scan,) = scans(1, waiter)
        for _ in range(intakes.RACES_MAX):
            intake._submit_again([scan])
        assert intake.queued == intakes.RACES_MAX
        intake._submit_again([scan])
        assert waiter.answers == {scan.id: problems.QUEUE_FULL}

    asyncio.run(run())
