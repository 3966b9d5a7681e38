"""The addresses of the scan API (contract.md §2): read, check, queue; or answer at once."""

import asyncio
from datetime import datetime, timedelta
from typing import Final

import msgspec

from antoan.domains.places.values import GateMode
from antoan.domains.visits.values import Direction
from antoan.entrypoints.scan import problems
from antoan.entrypoints.scan.claims import claim_of
from antoan.entrypoints.scan.declaration_api import DeclarationApi
from antoan.entrypoints.scan.devices import Devices, GateContext
from antoan.entrypoints.scan.exchange import Exchange, is_loopback
from antoan.entrypoints.scan.gate_page import gate_page
from antoan.entrypoints.scan.intake import Intake
from antoan.entrypoints.scan.keys import TrustedKeys
from antoan.entrypoints.scan.metrics import Metrics
from antoan.entrypoints.scan.problems import Problem
from antoan.entrypoints.scan.requests import (
    UNREADABLE,
    VISITS_PER_BATCH_MAX,
    VisitRequest,
    id_of,
    read_batch,
    read_body,
    read_visit,
)
from antoan.entrypoints.scan.scans import BatchWaiter, Scan, SingleWaiter, Waiter
from antoan.entrypoints.scan.server import BATCH_BYTES_MAX, Route, Server
from antoan.kit import clock
from antoan.kit.sealing import KeyRing

AHEAD_MAX: Final = timedelta(minutes=5)
BACK_MAX: Final = timedelta(days=7)
_DIRECTIONS: Final = {direction.value: direction for direction in Direction}


class ScanApi:
    """The handlers of one process."""

    def __init__(
        self,
        *,
        intake: Intake,
        declarations: DeclarationApi,
        devices: Devices,
        keys: TrustedKeys,
        ring: KeyRing,
        metrics: Metrics,
    ) -> None:
        self._intake = intake
        self._declarations = declarations
        self._devices = devices
        self._keys = keys
        self._ring = ring
        self._metrics = metrics
        self._time = asyncio.get_running_loop().time
        self.server: Server | None = None

    def routes(self) -> dict[bytes, Route]:
        """Return who answers which path."""
        guard = self._devices.guard
        return {
            b"/scan/v1/visits": Route({b"POST": self.visit}, guard=guard),
            b"/scan/v1/visits/batch": Route({b"POST": self.visits}, body_limit=BATCH_BYTES_MAX, guard=guard),
            b"/scan/v1/verify": Route({b"POST": self.verify}, guard=guard),
            b"/scan/v1/declarations": Route({b"POST": self._declarations.declare}, guard=guard),
            b"/scan/v1/questionnaire": Route({b"GET": self._declarations.questionnaire}, guard=guard),
            b"/scan/v1/gate": Route({b"GET": self.gate}, guard=guard),
            b"/scan/v1/health": Route({b"GET": self.health, b"HEAD": self.health}),
            b"/scan/metrics": Route({b"GET": self.metrics}),
        }

    def visit(self, exchange: Exchange) -> None:
        """POST /scan/v1/visits: one scan, recorded."""
        self._single(exchange, is_recorded=True)

    def verify(self, exchange: Exchange) -> None:
        """POST /scan/v1/verify: the same answer, nothing recorded."""
        self._single(exchange, is_recorded=False)

    def visits(self, exchange: Exchange) -> None:
        """POST /scan/v1/visits/batch: scans that waited on the device."""
        batch = read_body(exchange, read_batch)
        if batch is None:
            return
        count = len(batch.visits)
        if count > VISITS_PER_BATCH_MAX:
            exchange.refuse(problems.BATCH_TOO_LONG)
            return
        assert exchange.gate is not None
        waiter = BatchWaiter(exchange, count)
        now, scans = clock.now(), []
        for number, raw in enumerate(batch.visits):
            scan = self._scan_in_batch(raw, number, exchange.gate, waiter, now)
            if scan is not None:
                scans.append(scan)
        if scans:
            self._intake.submit(scans)
        elif count == 0:
            waiter.finish_if_empty()

    def gate(self, exchange: Exchange) -> None:
        """GET /scan/v1/gate: what the gate page needs, also for its time without network."""
        assert exchange.gate is not None
        exchange.ok(gate_page(exchange.gate, self._keys, self._ring, clock.now()))

    def health(self, exchange: Exchange) -> None:
        """GET /scan/v1/health: whether scans are taken, and the server's time for devices to set theirs by."""
        if self._intake.is_away or not self._devices.loaded_at:
            exchange.refuse(problems.DATABASE_AWAY)
            return
        body = {"status": "ok", "time": clock.local(clock.now())}
        exchange.answer(200, msgspec.json.encode(body), b"application/json")

    def metrics(self, exchange: Exchange) -> None:
        """GET /scan/metrics: figures for Prometheus, for this machine only."""
        if not _is_this_machine(exchange):
            exchange.refuse(problems.LOOPBACK_ONLY)
            return
        text = self._metrics.text(
            queued=self._intake.queued,
            connections=len(self.server.connections) if self.server else 0,
            devices=len(self._devices),
        )
        exchange.answer(200, text.encode(), b"text/plain; version=0.0.4; charset=utf-8")

    def _single(self, exchange: Exchange, *, is_recorded: bool) -> None:
        request = read_body(exchange, read_visit)
        if request is None or exchange.gate is None:
            return
        scan = self._scan(
            request, exchange.gate, SingleWaiter(exchange), clock.now(), is_recorded=is_recorded
        )
        if isinstance(scan, Problem):
            self._metrics.count_refusal(scan.code)
            exchange.refuse(scan)
        else:
            self._intake.submit((scan,))

    def _scan_in_batch(
        self, raw: msgspec.Raw, number: int, gate: GateContext, waiter: BatchWaiter, now: datetime
    ) -> Scan | None:
        scan: Scan | Problem
        try:
            scan = self._scan(read_visit(raw), gate, waiter, now, number=number)
        except UNREADABLE:
            scan = problems.WRONG_FIELDS
        if isinstance(scan, Scan):
            return scan
        self._metrics.count_refusal(scan.code)
        waiter.fail(number, id_of(raw), scan)
        return None

    def _scan(
        self,
        request: VisitRequest,
        gate: GateContext,
        waiter: Waiter,
        now: datetime,
        *,
        is_recorded: bool = True,
        number: int = 0,
    ) -> Scan | Problem:
        """Check what can be checked without the database."""
        if not now - BACK_MAX <= request.at <= now + AHEAD_MAX:
            return problems.AHEAD if request.at > now else problems.TOO_OLD
        claim = claim_of(request.code, self._ring)
        if isinstance(claim, Problem):
            has_left = gate.guesses.unreadable.take(self._time())
            return claim if has_left else problems.TOO_MANY_GUESSES
        direction = _DIRECTIONS[request.direction]
        if direction is Direction.AUTO and gate.mode is not GateMode.AUTO:
            direction = _DIRECTIONS[gate.mode.value]
        return Scan(
            request.id,
            claim,
            direction,
            request.at,
            now,
            gate,
            waiter,
            is_recorded=is_recorded,
            number=number,
        )


def _is_this_machine(exchange: Exchange) -> bool:
    # Behind a reverse proxy everybody comes from this machine: then the proxy says for whom it asks.
    if exchange.header(b"x-forwarded-for") or exchange.header(b"forwarded"):
        return False
    return is_loopback(exchange.connection.peer)
