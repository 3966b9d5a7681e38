"""Refuses a dynamic code that was used before: at the same gate it must be a new one, at another gate it is a copy.

Batches without dynamic codes pass through without a read.
"""

from collections.abc import Sequence
from datetime import datetime

from antoan.domains.codes.dynamic import DynamicCode
from antoan.entrypoints.scan import reasons, store
from antoan.entrypoints.scan.database import Session
from antoan.entrypoints.scan.identification import Found
from antoan.entrypoints.scan.identities import Identity
from antoan.entrypoints.scan.scans import Scan


async def without_replays(
    session: Session, scans: Sequence[Scan], found: list[Found], *, at: datetime
) -> list[Found]:
    """Return what was found, with used and copied codes refused. The first use of each code is kept."""
    shown = [
        number
        for number, scan in enumerate(scans)
        if type(scan.claim) is DynamicCode and isinstance(found[number], Identity)
    ]
    if not shown:
        return found
    await _keep_first_uses(session, [scans[number] for number in shown], at)
    uses = await _uses(session, [scans[number] for number in shown])
    judged = list(found)
    copied: list[tuple[Scan, Identity]] = []
    for number in shown:
        scan, identity = scans[number], found[number]
        gate_id, scan_id = uses.get(_key_of(scan), (scan.gate.gate_id, scan.id))
        if scan_id == scan.id:
            continue
        if gate_id == scan.gate.gate_id:
            judged[number] = reasons.USED
            continue
        judged[number] = reasons.REPLAYED
        assert isinstance(identity, Identity)
        copied.append((scan, identity))
    if copied:
        await _raise_alarm(session, copied, at)
    return judged


async def _keep_first_uses(session: Session, scans: Sequence[Scan], at: datetime) -> None:
    first: dict[tuple[bytes, int], Scan] = {}
    for scan in scans:
        if scan.is_recorded:
            first.setdefault(_key_of(scan), scan)
    # In the order of the key: two processes never wait for each other.
    keys = sorted(first)
    if keys:
        await session.write(
            store.USE,
            at,
            [reference for reference, _ in keys],
            [step for _, step in keys],
            [first[key].gate.gate_id for key in keys],
            [first[key].id for key in keys],
        )


async def _uses(session: Session, scans: Sequence[Scan]) -> dict[tuple[bytes, int], tuple[int, object]]:
    keys = sorted({_key_of(scan) for scan in scans})
    rows = await session.fetch(store.USES, [key[0] for key in keys], [key[1] for key in keys])
    return {(row["reference"], row["step"]): (row["gate_id"], row["scan_id"]) for row in rows}


async def _raise_alarm(session: Session, copied: Sequence[tuple[Scan, Identity]], at: datetime) -> None:
    by_key = {_key_of(scan): (scan, identity) for scan, identity in copied}
    keys = sorted(by_key)
    await session.write(
        store.ALARM,
        at,
        [reference for reference, _ in keys],
        [step for _, step in keys],
        [by_key[key][0].gate.gate_id for key in keys],
        [by_key[key][1].person["person_id"] for key in keys],
    )


def _key_of(scan: Scan) -> tuple[bytes, int]:
    assert isinstance(scan.claim, DynamicCode)
    return scan.claim.reference, scan.claim.step
