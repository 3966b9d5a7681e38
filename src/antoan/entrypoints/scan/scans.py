"""A scan on its way through the intake, and whoever waits for its answer."""

from datetime import UTC, datetime
from typing import Protocol
from uuid import UUID

import msgspec

from antoan.domains.visits.values import Direction
from antoan.entrypoints.scan import answers
from antoan.entrypoints.scan.claims import Claim
from antoan.entrypoints.scan.devices import GateContext
from antoan.entrypoints.scan.exchange import Exchange
from antoan.entrypoints.scan.problems import Problem


class Waiter(Protocol):
    """Takes the answer of one scan."""

    @property
    def address(self) -> str:
        """Where the scan comes from."""

    def take(self, scan: "Scan", answer: bytes | Problem) -> None:
        """Take the body of a visit answer, or why there is none."""


class Scan:
    """One scan of one device, read and understood, not yet judged."""

    __slots__ = (
        "at", "claim", "direction", "gate", "id", "is_recorded", "moment", "number", "races", "received_at", "waiter",
    )  # fmt: skip

    def __init__(
        self,
        scan_id: UUID,
        claim: Claim,
        direction: Direction,
        at: datetime,
        received_at: datetime,
        gate: GateContext,
        waiter: Waiter,
        is_recorded: bool = True,
        number: int = 0,
    ) -> None:
        self.id = scan_id
        self.claim = claim
        self.direction = direction
        self.at = at  # As the device wrote it, with its offset: it is answered with the same text.
        self.moment = at if at.tzinfo is UTC else at.astimezone(UTC)  # What is compared and stored.
        self.received_at = received_at
        self.gate = gate
        self.waiter = waiter
        self.is_recorded = is_recorded  # False: asked by /verify, nothing is written.
        self.number = number  # Its place in a batch.
        self.races = 0  # How often somebody else closed its visit in the same moment.


class SingleWaiter:
    """Answers a request of one scan."""

    __slots__ = ("_exchange",)

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange

    @property
    def address(self) -> str:
        """Where the request comes from."""
        return self._exchange.client_address

    def take(self, scan: Scan, answer: bytes | Problem) -> None:
        """Answer the request."""
        if isinstance(answer, Problem):
            self._exchange.refuse(answer)
        else:
            self._exchange.ok(answer)


class BatchWaiter:
    """Answers a request of many scans when the last one is known. A 503 of one is a 503 of all."""

    __slots__ = ("_exchange", "_left", "_outage", "_results")

    def __init__(self, exchange: Exchange, count: int) -> None:
        self._exchange = exchange
        self._results: list[msgspec.Raw] = [msgspec.Raw(b"null")] * count
        self._left = count
        self._outage: Problem | None = None

    @property
    def address(self) -> str:
        """Where the request comes from."""
        return self._exchange.client_address

    def take(self, scan: Scan, answer: bytes | Problem) -> None:
        """Keep the answer of one scan in its place."""
        if isinstance(answer, Problem):
            self.fail(scan.number, str(scan.id), answer)
        else:
            self._keep(scan.number, msgspec.Raw(answer))

    def fail(self, number: int, scan_id: str | None, fault: Problem) -> None:
        """Keep the fault of one scan in its place."""
        if fault.status == 503:
            self._outage = fault
        self._keep(number, answers.fault_in_batch(scan_id, fault))

    def finish_if_empty(self) -> None:
        """Answer a batch of no scans."""
        if self._left == 0:
            self._exchange.ok(answers.batch(self._results))

    def _keep(self, number: int, result: msgspec.Raw) -> None:
        self._results[number] = result
        self._left -= 1
        if self._left:
            return
        if self._outage is not None:
            # The device sends the batch again: what was stored meanwhile is recognised by its key.
            self._exchange.refuse(self._outage)
        else:
            self._exchange.ok(answers.batch(self._results))
