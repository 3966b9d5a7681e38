"""Tells of codes made to test gates: that they were shown is counted (gates/handlers.py)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

import msgspec

from antoan.entrypoints.scan import reasons, store
from antoan.entrypoints.scan.claims import SignedClaim
from antoan.entrypoints.scan.database import Session
from antoan.entrypoints.scan.identification import Found
from antoan.entrypoints.scan.scans import Scan

_SPECIMENS: Final = (reasons.SPECIMEN, reasons.DRILL)


async def tell_of_specimens(
    session: Session, scans: Sequence[Scan], found: Sequence[Found], now: datetime
) -> None:
    """Leave a word in the outbox for each; nothing is read or written for batches without one."""
    shown = [
        _told(scan)
        for scan, identity in zip(scans, found, strict=True)
        if identity in _SPECIMENS and scan.is_recorded
    ]
    if shown:
        await session.write(store.TELL, "SpecimenShown", now, shown)


def _told(scan: Scan) -> str:
    assert isinstance(scan.claim, SignedClaim)
    told = {
        "scan_id": scan.id,
        "qid": scan.claim.qid,
        "gate_id": scan.gate.gate_id,
        "device_id": scan.gate.device_id,
        "at": scan.moment,
    }
    return msgspec.json.encode(told).decode()
