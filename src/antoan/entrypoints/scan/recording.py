"""Writes a batch of judged scans as visits: one insert, one update, one commit."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from antoan.domains.visits.rules import (
    STAY_HOURS_MAX,
    Meaning,
    Stay,
    Step,
    effective_end,
    meaning_of,
    source_of,
)
from antoan.domains.visits.values import Direction, EntrySource
from antoan.entrypoints.scan import store
from antoan.entrypoints.scan.database import Session
from antoan.entrypoints.scan.devices import Devices
from antoan.entrypoints.scan.occupancy import Occupancy
from antoan.entrypoints.scan.verdicts import Judged

Pair = tuple[int, int]  # person, spot
Key = tuple[int, datetime, int]  # person, time in, spot: the key of a visit


class Entry:
    """A visit to be written."""

    __slots__ = ("judged", "key", "out_scan_id", "source", "t_out")

    def __init__(self, judged: Judged, source: EntrySource) -> None:
        scan = judged.scan
        assert judged.identity is not None
        self.judged = judged
        self.source = source
        self.key: Key = (judged.identity.person["person_id"], scan.moment, scan.gate.spot_id)
        self.t_out: datetime | None = None
        self.out_scan_id: UUID | None = None


class Recording:
    """One batch on its way into the table."""

    def __init__(
        self, session: Session, devices: Devices, occupancy: Occupancy, received_at: datetime
    ) -> None:
        self._session = session
        self._devices = devices
        self._occupancy = occupancy
        self._received_at = received_at
        self._entries: list[Entry] = []
        self._exits: list[tuple[Judged, Stay]] = []
        self._repeats: list[tuple[Judged, Stay, Any]] = []
        self.lost_race: list[Judged] = []  # Somebody else closed the visit meanwhile: to be judged again.

    async def record(self, judged: Sequence[Judged]) -> None:
        """Write the visits of all who are known; marks what was recorded and shows stored verdicts of repeats."""
        known = [one for one in judged if one.identity is not None]
        if all(one.scan.direction == Direction.IN and one.scan.is_recorded for one in known):
            self._entries = [Entry(one, source_of(one.scan.moment, one.scan.received_at)) for one in known]
        else:
            await self._interpret(known)
        await self._write()

    async def _interpret(self, known: list[Judged]) -> None:
        """Tell entries from exits, in the order of the scans, for all whose earlier stays matter."""
        pairs = {
            _pair(one) for one in known if one.scan.direction != Direction.IN or not one.scan.is_recorded
        }
        stays, rows = await self._stays_of(pairs, [one for one in known if _pair(one) in pairs])
        begun: dict[int, Entry] = {}  # By the identity of a stay that is not in the table yet.
        for one in sorted(known, key=lambda judged: judged.scan.moment):
            pair = _pair(one)
            if pair not in pairs:
                self._entries.append(Entry(one, source_of(one.scan.moment, one.scan.received_at)))
                continue
            scan = one.scan
            meaning = meaning_of(
                scan_id=scan.id,
                direction=scan.direction,
                at=scan.moment,
                stays=stays[pair],
                usual_stay=scan.gate.usual_stay,
            )
            one.direction = meaning.direction
            if scan.is_recorded:
                self._take(one, meaning, stays[pair], rows, begun)

    def _take(
        self, one: Judged, meaning: Meaning, stays: list[Stay], rows: dict[int, Any], begun: dict[int, Entry]
    ) -> None:
        scan, stay = one.scan, meaning.stay
        match meaning.step:
            case Step.ENTER | Step.PASS:
                leaves = meaning.step is Step.PASS
                entry = Entry(
                    one, EntrySource.IMPLIED if leaves else source_of(scan.moment, scan.received_at)
                )
                if leaves:
                    entry.t_out, entry.out_scan_id = scan.moment, scan.id
                new = Stay(scan.moment, entry.t_out, scan.id, entry.out_scan_id)
                stays.insert(0, new)
                stays.sort(key=lambda known: known.t_in, reverse=True)
                begun[id(new)] = entry
                self._entries.append(entry)
            case Step.LEAVE:
                assert stay is not None
                stay.t_out, stay.out_scan_id = scan.moment, scan.id
                if entry_of_stay := begun.get(id(stay)):
                    entry_of_stay.t_out, entry_of_stay.out_scan_id = scan.moment, scan.id
                    one.was_recorded = True
                else:
                    self._exits.append((one, stay))
            case Step.REPEAT:
                assert stay is not None
                one.was_recorded = True
                if stay.scan_id == scan.id and id(stay) in rows:
                    self._repeats.append((one, stay, rows[id(stay)]))

    async def _stays_of(
        self, pairs: set[Pair], involved: list[Judged]
    ) -> tuple[dict[Pair, list[Stay]], dict[int, Any]]:
        """Read the stays of the last day of each person at the spot, newest first."""
        since: dict[Pair, datetime] = {}
        until: dict[Pair, datetime] = {}
        for one in involved:
            pair, at = _pair(one), one.scan.moment
            since[pair] = min(since.get(pair, at), at)
            until[pair] = max(until.get(pair, at), at)
        ordered = sorted(pairs)
        day = timedelta(hours=STAY_HOURS_MAX)
        found = await self._session.fetch(
            store.STAYS,
            [person for person, _ in ordered],
            [spot for _, spot in ordered],
            [since[pair] - day for pair in ordered],
            [until[pair] for pair in ordered],
        )
        stays: dict[Pair, list[Stay]] = defaultdict(list)
        rows: dict[int, Any] = {}
        for row in found:
            stay = Stay(row["t_in"], row["t_out"], row["scan_id"], row["out_scan_id"])
            stays[row["person_id"], row["spot_id"]].append(stay)
            rows[id(stay)] = row
        return stays, rows

    async def _write(self) -> None:
        if self._exits and self._entries:
            async with self._session.connection.transaction():
                await self._enter()
                await self._leave()
        elif self._exits:
            await self._leave()
        elif self._entries:
            await self._enter()
        if self._repeats:
            await self._show_stored((one, row) for one, _, row in self._repeats)

    async def _enter(self) -> None:
        # In the order of the key: two processes with the same retries then never wait for each other.
        entries = sorted(self._entries, key=_key_of)
        columns = tuple(zip(*map(_row, entries), strict=True))
        if any(entry.t_out is not None for entry in entries):
            left = [entry.t_out for entry in entries], [entry.out_scan_id for entry in entries]
            written = await self._session.write(store.ENTER_AND_LEAVE, self._received_at, *columns, *left)
        else:
            written = await self._session.write(store.ENTER, self._received_at, *columns)
        for entry in entries:
            entry.judged.was_recorded = True
        if written == len(entries):
            for entry in entries:
                if entry.t_out is None:
                    self._occupancy.move(entry.key[2], 1)
            return
        people, t_in, spots = columns[0], columns[1], columns[3]
        found = await self._session.fetch(store.STORED, people, t_in, spots)
        by_key = {(row["person_id"], row["t_in"], row["spot_id"]): row for row in found}
        await self._show_stored((entry.judged, by_key[entry.key]) for entry in entries if entry.key in by_key)

    async def _leave(self) -> None:
        exits = sorted(self._exits, key=lambda pair: (_pair(pair[0]), pair[1].t_in))
        rows = await self._session.fetch(
            store.LEAVE,
            [_pair(one)[0] for one, _ in exits],
            [stay.t_in for _, stay in exits],
            [one.scan.gate.spot_id for one, _ in exits],
            [one.scan.moment for one, _ in exits],
            [one.scan.id for one, _ in exits],
        )
        left = {row["scan_id"] for row in rows}
        for one, _ in exits:
            if one.scan.id in left:
                one.was_recorded = True
                self._occupancy.move(one.scan.gate.spot_id, -1)
            else:
                self.lost_race.append(one)

    async def _show_stored(self, pairs: Iterable[tuple[Judged, Any]]) -> None:
        known = list(pairs)
        wanted = {row["policy_id"] for _, row in known if row["policy_id"] is not None}
        await self._devices.learn_policies(self._session.connection, wanted)
        for one, row in known:
            document = self._devices.document(row["policy_id"])
            if document is not None:
                one.show_stored(document, row["rule"])


def _pair(one: Judged) -> Pair:
    assert one.identity is not None
    return one.identity.person["person_id"], one.scan.gate.spot_id


def _key_of(entry: Entry) -> Key:
    return entry.key


def _row(entry: Entry) -> tuple[Any, ...]:
    """Return the columns of store.ENTER."""
    one = entry.judged
    gate = one.scan.gate
    person_id, t_in, spot_id = entry.key
    return (
        person_id,
        t_in,
        effective_end(t_in, entry.t_out, gate.usual_stay),
        spot_id,
        gate.gate_id,
        None if one.policy is None else one.policy.policy_id,
        one.rule_number,
        one.shown.colour_number,
        entry.source,
        one.scan.id,
    )
