"""Declarations from gates: what staff type for a person at the gate, committed together in one transaction a batch.

The row, the doubts it raises, the two facts of the person's pass and what the worker has to do follow from one
another and are written together. Rules are applied in memory; the documents are those of the installation.
"""

import asyncio
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from antoan.domains.declarations.events import DeclaredAtGate
from antoan.domains.declarations.rules import (
    DECLARATIONS_PER_PERSON_DAY_MAX,
    TRAVEL_WITHIN,
    doubts,
)
from antoan.domains.declarations.values import Sighting
from antoan.entrypoints.scan import problems, store
from antoan.entrypoints.scan.claims import ShortClaim
from antoan.entrypoints.scan.database import Session
from antoan.entrypoints.scan.declaration_rows import Declaring, Entry, row_of, sighting, sighting_of, to_tell
from antoan.entrypoints.scan.declared import DeclarationShown, encode_declaration
from antoan.entrypoints.scan.gathering import Gathering
from antoan.entrypoints.scan.identification import identify
from antoan.entrypoints.scan.identities import Identity
from antoan.entrypoints.scan.keys import TrustedKeys
from antoan.entrypoints.scan.metrics import Metrics
from antoan.entrypoints.scan.problems import Problem
from antoan.entrypoints.scan.reasons import NOBODY, CodeReason
from antoan.kit import clock
from antoan.kit.sealing import KeyRing

DECLARATION_QUEUE_ROWS_MAX: Final = 5_000
BATCH_ROWS_MAX: Final = 250
CONNECTIONS: Final = 1  # Its own: a declaration that waits for a person's row makes no scan wait.

Answered = list[tuple[Declaring, bytes | Problem]]


class Declarations(Gathering[Declaring]):
    """The queue of declarations of one process."""

    what = "declarations"
    connections = CONNECTIONS
    batch_rows_max = BATCH_ROWS_MAX

    def __init__(self, *, url: str, keys: TrustedKeys, ring: KeyRing, metrics: Metrics) -> None:
        super().__init__(url=url, metrics=metrics)
        self._keys = keys
        self._ring = ring

    @property
    def queue_rows_max(self) -> int:
        """How many declarations may wait."""
        return DECLARATION_QUEUE_ROWS_MAX

    def _count(self, rows: int, seconds: float) -> None:
        self._metrics.declaration_batch_size.add(rows)

    async def _process(self, session: Session, batch: Sequence[Declaring]) -> Answered:
        """Whose codes, then all that follows, in one transaction."""
        found = await identify(session, batch, keys=self._keys.public_keys(), ring=self._ring, facts=())
        answered: Answered = []
        entries: list[Entry] = []
        for declaring, identity in zip(batch, found, strict=True):
            if isinstance(identity, Identity):
                entries.append(Entry(declaring, identity))
            else:
                answered.append((declaring, self._nobody(declaring, identity)))
        if entries:
            async with session.connection.transaction():
                answered += await self._write(session, entries)
        return answered

    def _nobody(self, declaring: Declaring, reason: CodeReason) -> bytes | Problem:
        """Say why nothing is recorded, as a scan of the same code does; guessing short codes is bounded."""
        is_guess = reason is NOBODY and isinstance(declaring.claim, ShortClaim)
        if is_guess and not declaring.gate.guesses.short_misses.take(asyncio.get_running_loop().time()):
            return problems.TOO_MANY_GUESSES
        return encode_declaration(DeclarationShown.of_nobody(declaring.id, declaring.at, reason))

    async def _write(self, session: Session, entries: Sequence[Entry]) -> Answered:
        now = clock.now()
        people = sorted({entry.person_id for entry in entries})
        locked = {row["id"] for row in await session.fetch(store.LOCK_PEOPLE, people)}
        known = await self._known(session, entries)
        full = await self._full(session, people, now)
        answered: Answered = []
        fresh: dict[UUID, Entry] = {}
        shown: list[Entry] = []
        for entry in entries:
            fault = self._fault(entry, known, full, locked, fresh)
            if fault is not None:
                answered.append((entry.declaring, fault))
                continue
            shown.append(entry)
            if entry.declaring.id not in known:
                fresh.setdefault(entry.declaring.id, entry)
        if fresh:
            await self._keep(session, list(fresh.values()), now)
        for entry in shown:
            answered.append((entry.declaring, self._answer(entry, known, fresh)))
        return answered

    async def _known(self, session: Session, entries: Sequence[Entry]) -> Mapping[UUID, Any]:
        rows = await session.fetch(store.DECLARED_BEFORE, [entry.declaring.id for entry in entries])
        return {row["id"]: row for row in rows}

    async def _full(self, session: Session, people: list[int], now: datetime) -> set[int]:
        most = DECLARATIONS_PER_PERSON_DAY_MAX
        rows = await session.fetch(store.DECLARED_TODAY, people, now - timedelta(days=1), most)
        return {row["person_id"] for row in rows if row["declarations"] >= most}

    def _fault(
        self,
        entry: Entry,
        known: Mapping[UUID, Any],
        full: set[int],
        locked: set[int],
        fresh: Mapping[UUID, Entry],
    ) -> bytes | Problem | None:
        """Return why an entry is not written; None for one that is, or was before."""
        declaring = entry.declaring
        if entry.person_id not in locked:
            return self._nobody(declaring, NOBODY)  # Erased in this very moment.
        row, twin = known.get(declaring.id), fresh.get(declaring.id)
        holder = row["person_id"] if row else twin.person_id if twin else entry.person_id
        if holder != entry.person_id:
            return problems.DECLARATION_TAKEN
        return problems.DECLARATIONS_FULL if row is None and entry.person_id in full else None

    async def _keep(self, session: Session, entries: list[Entry], now: datetime) -> None:
        """Write declarations with the doubts they raise, the facts that follow, and what the worker has to do."""
        older = await self._doubt(session, entries)
        rows = [row_of(entry, now, self._ring) for entry in sorted(entries, key=lambda one: one.declaring.id)]
        await session.write(store.DECLARE, *map(list, zip(*rows, strict=True)))
        if older:
            await session.write(store.DOUBT, list(older), list(older.values()))
        people = sorted({entry.person_id for entry in entries})
        await session.write(store.RENEW_PASSES, people, now, clock.day_end(clock.local_date(now)))
        told = [payload for entry in entries if (payload := to_tell(entry)) is not None]
        if told:
            await session.write(store.TELL, DeclaredAtGate.__name__, now, told)
        for entry in entries:
            kind = "risky" if entry.declaring.assessment.is_risky else "clear"
            self._metrics.declared[kind] = self._metrics.declared.get(kind, 0) + 1

    async def _doubt(self, session: Session, entries: list[Entry]) -> dict[UUID, str]:
        """Flag new entries that contradict others; return the older declarations that are doubted from now on."""
        by_person: dict[int, list[Entry]] = defaultdict(list)
        for entry in entries:
            by_person[entry.person_id].append(entry)
        moments = {who: [one.declaring.moment for one in some] for who, some in by_person.items()}
        rows = await session.fetch(
            store.SIGHTINGS,
            list(by_person),
            [min(some) - TRAVEL_WITHIN for some in moments.values()],
            [max(some) + TRAVEL_WITHIN for some in moments.values()],
        )
        seen: dict[int, list[Sighting]] = defaultdict(list)
        for row in rows:
            seen[row["person_id"]].append(sighting(row))
        older: dict[UUID, str] = {}
        for person_id, some in by_person.items():
            if len(some) + len(seen[person_id]) < 2:
                continue
            found = doubts([*seen[person_id], *map(sighting_of, some)])
            for entry in some:
                entry.flag = found.get(entry.declaring.id, "")
            new = {entry.declaring.id for entry in some}
            older |= {which: flag.value for which, flag in found.items() if which not in new}
        return older

    def _answer(self, entry: Entry, known: Mapping[UUID, Any], fresh: Mapping[UUID, Entry]) -> bytes:
        row = known.get(entry.declaring.id)
        written = fresh.get(entry.declaring.id, entry)
        return encode_declaration(
            DeclarationShown.of_person(
                entry.declaring,
                entry.person,
                is_confirmed=row["is_confirmed"] if row else written.is_confirmed,
                is_doubted=bool(row["flag"] if row else written.flag),
            )
        )
