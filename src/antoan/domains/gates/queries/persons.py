"""Whose code was shown, for notes beside a scan. The scan itself is judged by the scan process."""

from datetime import datetime

from antoan.domains.codes import queries as codes
from antoan.domains.codes.bhyt import BhytCard
from antoan.domains.codes.cccd import CccdCard
from antoan.domains.codes.detect import detect
from antoan.domains.codes.values import CodeKind
from antoan.domains.passes.queries import known_by_qid
from antoan.domains.people.queries.persons import person_id_by_document
from antoan.domains.people.values import DocumentKind, Paper
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.accounts.scopes import CITY


def person_behind(text: str, at: datetime) -> int | None:
    """Return the person whose code or paper this is; None for a forged, revoked or foreign one. For services only."""
    scanned = detect(text)
    if scanned.kind is CodeKind.PERSONAL_SIGNED:
        checked = codes.judge(text=text, at=at)
        return _of_qid(checked.head.qid) if checked.valid and checked.head is not None else None
    if scanned.kind is CodeKind.SHORT:
        qid = codes.qid_of_short_code(actor=SYSTEM, typed=str(scanned.value), scope=CITY)
        return _of_qid(qid) if qid is not None else None
    if isinstance(scanned.value, CccdCard):
        return person_id_by_document(Paper(DocumentKind.CCCD, scanned.value.number))
    if isinstance(scanned.value, BhytCard):
        return person_id_by_document(Paper(DocumentKind.BHYT, scanned.value.number))
    return None


def _of_qid(qid: str) -> int | None:
    known = known_by_qid([qid]).get(qid)
    return None if known is None else known.person_id
