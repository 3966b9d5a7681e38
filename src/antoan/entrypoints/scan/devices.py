"""Gate tokens known without a query: token -> gate, spot, place and the policy in force there.

Loaded before the first client is served; renewed when PostgreSQL tells of a change (LISTEN antoan_devices,
antoan_policy), when that line was lost and is back, and every RELOAD_SECONDS in any case. A revoked device
is therefore refused within a fraction of a second, and after at most RELOAD_SECONDS if nobody told us.
"""

import asyncio
import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import Any, Final

import asyncpg

from antoan.domains.gates.gate_rules import USUAL, GateRules
from antoan.domains.gates.switch_rules import Stop
from antoan.domains.places.values import GateMode
from antoan.domains.policy.documents import PolicyDocument, parse
from antoan.entrypoints.scan import problems, store
from antoan.entrypoints.scan.exchange import Exchange
from antoan.entrypoints.scan.guesses import Guesses
from antoan.entrypoints.scan.policies import PolicyChoice, narrowest_first
from antoan.entrypoints.scan.problems import Problem
from antoan.entrypoints.scan.stopping import stops_of
from antoan.kit import clock
from antoan.kit.errors import AntoanError

RELOAD_SECONDS: Final = 60.0
SETTLE_SECONDS: Final = 0.05  # Several notices in a row (a whole place closes) make one reload.
BUILD_AT_ONCE: Final = 2_000  # Rows between two breaths, so that scans go on during a reload.
POLICY_LOOK_BACK: Final = timedelta(days=8)  # Queued scans are judged by the policy of their own day.
TOKEN_CHARS_MAX: Final = 512
_BEARER: Final = b"bearer "

logger = logging.getLogger(__name__)


@dataclass(slots=True, eq=False)
class GateContext:
    """All that a scan of one device needs to know of its gate."""

    device_id: int
    gate_id: int
    gate_name: str
    mode: GateMode
    spot_id: int
    spot_name: str
    usual_stay: timedelta
    place_id: int
    place_name: str
    place_kind: str
    ward_id: int | None
    position: tuple[float, float] | None  # Latitude and longitude of the place, else of its ward.
    capacity: int | None
    policies: PolicyChoice
    guesses: Guesses
    place_facts: Mapping[str, Any]  # What a policy may ask of the place.
    rules: GateRules
    minimum_version: int  # Of its page: an older one tells no colour.
    stops: tuple[Stop, ...]  # In which it scans nobody: the city's first.


class Devices:
    """The enrolled devices, by the digest of their token."""

    def __init__(self) -> None:
        self._by_digest: dict[bytes, GateContext] = {}
        self._by_token: dict[bytes, GateContext] = {}  # Authorization headers seen; saves hashing each time.
        self._choices: dict[tuple[int | None, str], PolicyChoice] = {}
        self._guesses: dict[int, Guesses] = {}
        self._documents: dict[int, PolicyDocument] = {}
        self.facts_read: tuple[str, ...] = ()  # By any policy that may decide; no other is fetched.
        self._notices = asyncio.Event()
        self.loaded_at = 0.0

    def __len__(self) -> int:
        return len(self._by_digest)

    def gate_of(self, authorization: bytes) -> GateContext | Problem:
        """Return the gate behind an Authorization header, or why there is none."""
        if not self.loaded_at:
            return problems.DATABASE_AWAY  # Not yet known who is who: nobody is called unknown.
        if authorization[: len(_BEARER)].lower() != _BEARER or len(authorization) > TOKEN_CHARS_MAX:
            return problems.TOKEN_MISSING
        token = authorization[len(_BEARER) :].strip()
        if not token:
            return problems.TOKEN_MISSING
        gate = self._by_digest.get(sha256(token).digest())
        if gate is None:
            return problems.TOKEN_REFUSED
        self._by_token[authorization] = gate  # Only good tokens: as many as there are devices.
        return gate

    def guard(self, exchange: Exchange) -> Problem | None:
        """Refuse a request without a good token before its body is read."""
        gate = self._by_token.get(exchange.authorization) or self.gate_of(exchange.authorization)
        if type(gate) is GateContext:
            exchange.gate = gate
            return None
        assert isinstance(gate, Problem)
        return gate

    def document(self, policy_id: int | None) -> PolicyDocument | None:
        """Return a policy that some visit was judged by, if it has been loaded."""
        return None if policy_id is None else self._documents.get(policy_id)

    async def load(self, connection: "asyncpg.Connection[Any]") -> None:
        """Read devices and policies afresh; what was known stays in use until all is read."""
        await self._load_policies(connection)
        rows = await connection.fetch(store.DEVICES)
        parents = {row["id"]: row["parent_id"] for row in await connection.fetch(store.AREAS)}
        by_digest: dict[bytes, GateContext] = {}
        for number, row in enumerate(rows):
            if number % BUILD_AT_ONCE == BUILD_AT_ONCE - 1:
                await asyncio.sleep(0)
            by_digest[row["token_digest"]] = self._context(row)
        for (ward, kind), choice in self._choices.items():
            choice.candidates = narrowest_first(
                self._activations, self._documents, areas=_chain(ward, parents), place_kind=kind
            )
        self._by_digest = by_digest
        self._by_token = {}
        self.loaded_at = asyncio.get_running_loop().time()

    async def learn_policies(self, connection: "asyncpg.Connection[Any]", policy_ids: set[int]) -> None:
        """Load policies by which older visits were judged."""
        missing = sorted(policy_ids - self._documents.keys())
        if not missing:
            return
        for row in await connection.fetch(store.POLICIES, missing):
            try:
                self._documents[row["id"]] = parse(json.loads(row["document"]))
            except AntoanError as fault:
                logger.error("policy %s cannot be used: %s", row["id"], fault.message)
        read = {fact for document in self._documents.values() for fact in document.facts_read}
        self.facts_read = tuple(sorted(read & store.FACTS))

    async def follow(self, connection: "asyncpg.Connection[Any]") -> None:
        """Keep up to date over a connection of its own until it breaks."""
        await connection.add_listener(store.DEVICES_CHANNEL, self._on_notice)
        await connection.add_listener(store.POLICY_CHANNEL, self._on_notice)
        while True:
            self._notices.clear()
            await self.load(connection)
            try:
                async with asyncio.timeout(RELOAD_SECONDS):
                    await self._notices.wait()
                await asyncio.sleep(SETTLE_SECONDS)
            except TimeoutError:
                continue

    async def _load_policies(self, connection: "asyncpg.Connection[Any]") -> None:
        rows = await connection.fetch(store.ACTIVATIONS, clock.now() - POLICY_LOOK_BACK)
        await self.learn_policies(connection, {row["policy_id"] for row in rows})
        self._activations: list[Mapping[str, Any]] = [dict(row) for row in rows]

    def _context(self, row: Mapping[str, Any]) -> GateContext:
        guesses = self._guesses.get(row["device_id"])
        if guesses is None:
            guesses = self._guesses[row["device_id"]] = Guesses()
        return GateContext(
            device_id=row["device_id"],
            gate_id=row["gate_id"],
            gate_name=row["gate_name"],
            mode=GateMode(row["mode"]),
            spot_id=row["spot_id"],
            spot_name=row["spot_name"],
            usual_stay=timedelta(minutes=row["usual_stay_minutes"]),
            place_id=row["place_id"],
            place_name=row["place_name"],
            place_kind=row["place_kind"],
            ward_id=row["ward_id"],
            position=None if row["latitude"] is None else (row["latitude"], row["longitude"]),
            capacity=row["capacity"],
            policies=self._choices.setdefault((row["ward_id"], row["place_kind"]), PolicyChoice()),
            guesses=guesses,
            place_facts={"kind": row["place_kind"], "capacity": row["capacity"]},
            rules=USUAL if row["rules"] is None else GateRules.read(json.loads(row["rules"])),
            minimum_version=row["minimum_version"],
            stops=stops_of(row),
        )

    def _on_notice(self, *_: object) -> None:
        self._notices.set()


def _chain(ward: int | None, parents: Mapping[int, int | None]) -> list[int]:
    chain: list[int] = []
    while ward is not None and ward not in chain:
        chain.append(ward)
        ward = parents.get(ward)
    return chain
