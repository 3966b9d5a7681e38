"""Tells entries from exits in a batch, in the order of the scans, where a person's earlier stays matter."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from antoan.domains.visits.rules import STAY_HOURS_MAX, Meaning, Stay, Step, meaning_of, source_of
from antoan.domains.visits.values import Direction, EntrySource
from antoan.entrypoints.scan import store
from antoan.entrypoints.scan.database import Session
from antoan.entrypoints.scan.verdicts import Judged

_OWN_SOURCES: Final = frozenset(source for source in EntrySource if source.is_own)
Pair = tuple[int, int]  # person, spot
Key = tuple[int, datetime, int]  # person, time in, spot: the key of a visit


class Entry:
    """A visit to be written."""

    __slots__ = ("judged", "key", "out_scan_id", "source", "t_out")

    def __init__(self, judged: Judged, source: EntrySource | None = None) -> None:
        scan = judged.scan
        assert judged.identity is not None
        self.judged = judged
        self.source = source_of(scan.moment, scan.received_at) if source is None else source
        self.key: Key = (judged.identity.person["person_id"], scan.moment, scan.gate.spot_id)
        self.t_out: datetime | None = None
        self.out_scan_id: UUID | None = None

    def leave(self, judged: Judged) -> None:
        """End the stay by another scan of the same batch, or by the very one that implied it."""
        self.t_out, self.out_scan_id = judged.scan.moment, judged.scan.id


class Interpretation:
    """What a batch of scans means: visits to write, visits to end, visits already known."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.exits: list[tuple[Judged, Stay]] = []
        self.repeats: list[tuple[Judged, Any]] = []  # With the stored row.
        self._stays: dict[Pair, list[Stay]] = defaultdict(list)
        self._rows: dict[int, Any] = {}  # By the identity of a stay that is in the table.
        self._begun: dict[int, Entry] = {}  # By the identity of a stay that is not there yet.

    async def read(self, session: Session, known: Sequence[Judged]) -> None:
        """Interpret the scans of people we know. Plain entries need no earlier stay and no read."""
        pairs = {pair_of(one) for one in known if _depends_on_the_past(one)}
        if pairs:
            await self._read_stays(session, [one for one in known if pair_of(one) in pairs])
            known = sorted(known, key=_moment_of)
        for one in known:
            if pairs and pair_of(one) in pairs:
                self._interpret(one, self._stays[pair_of(one)])
            else:
                self.entries.append(Entry(one))

    def _interpret(self, one: Judged, stays: list[Stay]) -> None:
        scan = one.scan
        meaning = meaning_of(
            scan_id=scan.id,
            direction=scan.direction,
            at=scan.moment,
            stays=stays,
            usual_stay=scan.gate.usual_stay,
        )
        one.direction = meaning.direction
        if scan.is_recorded:
            self._take(one, meaning, stays)

    def _take(self, one: Judged, meaning: Meaning, stays: list[Stay]) -> None:
        match meaning.step:
            case Step.ENTER:
                self._begin(Entry(one), stays)
            case Step.PASS:
                entry = Entry(one, EntrySource.IMPLIED)
                entry.leave(one)
                self._begin(entry, stays)
            case Step.LEAVE:
                assert meaning.stay is not None
                self._end(one, meaning.stay)
            case Step.REPEAT:
                assert meaning.stay is not None
                one.was_recorded = True
                if meaning.stay.scan_id == one.scan.id and id(meaning.stay) in self._rows:
                    self.repeats.append((one, self._rows[id(meaning.stay)]))

    def _begin(self, entry: Entry, stays: list[Stay]) -> None:
        stay = Stay(entry.key[1], entry.t_out, entry.judged.scan.id, entry.out_scan_id)
        stays.append(stay)
        stays.sort(key=_newest_first)
        self._begun[id(stay)] = entry
        self.entries.append(entry)

    def _end(self, one: Judged, stay: Stay) -> None:
        stay.t_out, stay.out_scan_id = one.scan.moment, one.scan.id
        entry = self._begun.get(id(stay))
        if entry is None:
            self.exits.append((one, stay))
        else:
            entry.leave(one)
            one.was_recorded = True

    async def _read_stays(self, session: Session, involved: Sequence[Judged]) -> None:
        """Read the stays of the last day of each person at the spot, newest first."""
        moments: dict[Pair, list[datetime]] = defaultdict(list)
        for one in involved:
            moments[pair_of(one)].append(one.scan.moment)
        pairs = sorted(moments)
        day = timedelta(hours=STAY_HOURS_MAX)
        rows = await session.fetch(
            store.STAYS,
            [person_id for person_id, _ in pairs],
            [spot_id for _, spot_id in pairs],
            [min(moments[pair]) - day for pair in pairs],
            [max(moments[pair]) for pair in pairs],
        )
        for row in rows:
            stay = Stay(
                row["t_in"],
                row["t_out"],
                row["scan_id"],
                row["out_scan_id"],
                entered_by_self=row["source"] in _OWN_SOURCES,
                left_by_self=row["out_source"] is not None,
            )
            self._stays[row["person_id"], row["spot_id"]].append(stay)
            self._rows[id(stay)] = row
        for stays in self._stays.values():
            stays.sort(key=_newest_first)


def pair_of(one: Judged) -> Pair:
    """Return the person and the spot of a scan."""
    assert one.identity is not None
    return one.identity.person["person_id"], one.scan.gate.spot_id


def _depends_on_the_past(one: Judged) -> bool:
    return one.scan.direction is not Direction.IN or not one.scan.is_recorded


def _moment_of(one: Judged) -> datetime:
    return one.scan.moment


def _newest_first(stay: Stay) -> float:
    return -stay.t_in.timestamp()
