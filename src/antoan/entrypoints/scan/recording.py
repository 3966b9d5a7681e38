"""Writes a batch of judged scans as visits: one insert, one update, one commit."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from antoan.domains.visits.rules import effective_end
from antoan.entrypoints.scan import store
from antoan.entrypoints.scan.database import Session
from antoan.entrypoints.scan.devices import Devices
from antoan.entrypoints.scan.interpreting import Entry, Interpretation, Key, pair_of
from antoan.entrypoints.scan.longest import LongestStays
from antoan.entrypoints.scan.occupancy import Occupancy
from antoan.entrypoints.scan.verdicts import Judged


class RaceLost(Exception):
    """Somebody else wrote one of these visits in the same moment: the scans are taken one by one."""


class Recording:
    """One batch on its way into the table."""

    def __init__(
        self,
        session: Session,
        devices: Devices,
        occupancy: Occupancy,
        longest: LongestStays,
        received_at: datetime,
    ) -> None:
        self._session = session
        self._devices = devices
        self._occupancy = occupancy
        self._longest = longest
        self._received_at = received_at
        self._meaning = Interpretation()
        self.lost_race: list[Judged] = []  # Somebody else closed the visit meanwhile: to be judged again.

    async def record(self, judged: Sequence[Judged]) -> None:
        """Write the visits of all who are known; marks what was recorded and shows stored verdicts of repeats."""
        await self._meaning.read(self._session, [one for one in judged if one.identity is not None])
        await self._write()

    async def _write(self) -> None:
        longer = self._longest.exceeded_by(self._meaning.entries, self._meaning.exits)
        if longer or (self._meaning.exits and self._meaning.entries):
            await self._write_together(longer)
        elif self._meaning.exits:
            await self._leave()
        elif self._meaning.entries:
            await self._enter()
        if self._meaning.repeats:
            await self._show_stored(self._meaning.repeats)

    async def _write_together(self, longer: Mapping[int, int]) -> None:
        """Write entries, exits and longer stays in one transaction; the stays last, so that nobody waits for long."""
        async with self._session.connection.transaction():
            if self._meaning.entries:
                await self._enter()
            if self._meaning.exits:
                await self._leave()
            known = await self._raise_longest(longer) if longer else []
        self._longest.learn((row["spot_id"], row["seconds"]) for row in known)

    async def _raise_longest(self, longer: Mapping[int, int]) -> list[Any]:
        # In the order of the key: two processes that raise the same spots never wait for each other in a circle.
        spots = sorted(longer)
        return await self._session.fetch(store.RAISE_LONGEST, spots, [longer[spot] for spot in spots])

    async def _enter(self) -> None:
        # In the order of the key: two processes with the same retries then never wait for each other.
        entries = sorted(self._meaning.entries, key=_key_of)
        columns = tuple(zip(*map(_row, entries), strict=True))
        if any(entry.t_out is not None for entry in entries):
            left = [entry.t_out for entry in entries], [entry.out_scan_id for entry in entries]
            written = await self._session.write(store.ENTER_AND_LEAVE, self._received_at, *columns, *left)
            if written != len(entries):
                raise RaceLost  # An entry is known by now; who left in this batch must leave that one.
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
        exits = sorted(self._meaning.exits, key=lambda pair: (pair_of(pair[0]), pair[1].t_in))
        rows = await self._session.fetch(
            store.LEAVE,
            [pair_of(one)[0] for one, _ in exits],
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
