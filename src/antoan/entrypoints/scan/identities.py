"""Who a claim belongs to: a person, or the reason why nobody is shown. Pure, given the rows."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any, Final, NamedTuple

from antoan.domains.codes import dynamic, payload
from antoan.domains.codes.dynamic import DynamicCode
from antoan.domains.codes.values import KeyStatus, PublicKey, Reason
from antoan.domains.gates import specimens
from antoan.entrypoints.scan import reasons
from antoan.entrypoints.scan.claims import DocumentClaim, PlainClaim, ShortClaim, SignedClaim
from antoan.entrypoints.scan.reasons import CodeReason
from antoan.kit import clock
from antoan.kit.sealing import KeyRing

_EPOCH: Final = date(1970, 1, 1)
PassRow = Mapping[str, Any]


class Identity(NamedTuple):
    """The person whose code it is, with what to mind about the code."""

    person: PassRow
    note: CodeReason | None = None


_REFUSED: Final = {
    Reason.FORGED: reasons.FORGED,
    Reason.UNKNOWN_KEY: reasons.FORGED,
    Reason.UNREADABLE: reasons.FORGED,
    Reason.UNSIGNED: reasons.FORGED,
    Reason.EXPIRED: reasons.EXPIRED,
    Reason.REVOKED: reasons.REVOKED,
    Reason.NOT_YET_VALID: reasons.NOT_YET_VALID,
    Reason.UNKNOWN_VERSION: reasons.UNKNOWN_VERSION,
    Reason.OK: reasons.NOBODY,  # Signed by us, yet issued to nobody we know.
}


def of_genuine(
    claim: SignedClaim, person: PassRow | None, keys: Mapping[int, PublicKey], at: datetime
) -> Identity | CodeReason:
    """Judge a code known by its digest to be ours: by its key and its days. No signature is checked."""
    key = keys.get(claim.key_number)
    if (
        key is not None
        and _has_revocations(key)
        and key.is_revoked_for(_EPOCH + timedelta(claim.issued_days))
    ):
        return reasons.REVOKED
    if at >= end_of_day(claim.expires_days):
        return reasons.EXPIRED
    return Identity(person) if person is not None else reasons.NOBODY


def of_issued(
    claim: SignedClaim,
    issued: Mapping[str, Any] | None,
    person: PassRow | None,
    keys: Mapping[int, PublicKey],
    at: datetime,
) -> Identity | CodeReason:
    """Judge a code that is not the one in force: an older one of ours, or none of ours."""
    if issued is None:
        return _specimen(claim, payload.verify(claim.text, keys, at).reason)
    if issued["revoked_at"] is not None:
        return reasons.REVOKED
    return of_genuine(claim, person, keys, at)


def of_plain(
    claim: PlainClaim, person: PassRow | None, keys: Mapping[int, PublicKey], at: datetime
) -> Identity | CodeReason:
    """Judge a national string without a signature: identity only, and only for a QID issued elsewhere."""
    found = payload.verify(claim.text, keys, at)
    if found.reason is not Reason.UNSIGNED:
        return _REFUSED[found.reason]
    if person is None:
        return reasons.NOBODY_ELSEWHERE
    return reasons.FORGED if person["qid_is_local"] else Identity(person, reasons.UNSIGNED)


def of_short(claim: ShortClaim, row: Mapping[str, Any] | None) -> Identity | CodeReason:
    """Judge a short code."""
    if row is None or row["person_id"] is None:
        return reasons.NOBODY
    return reasons.REVOKED if row["revoked_at"] is not None else Identity(row)


def of_document(claim: DocumentClaim, row: PassRow | None) -> Identity | CodeReason:
    """Judge an identity or insurance card: it names a person, whom the operator compares with it."""
    return reasons.NOBODY if row is None else Identity(row, reasons.CHECK_DOCUMENT)


def of_dynamic(
    code: DynamicCode, row: Mapping[str, Any] | None, ring: KeyRing, moments: tuple[datetime, ...]
) -> Identity | CodeReason:
    """Judge a dynamic code by the clock of the gate and by ours: a gate's clock may be wrong, a replay is late by both."""
    if row is None or row["person_id"] is None:
        return reasons.NOBODY
    if row["revoked_at"] is not None:
        return reasons.REVOKED
    if not dynamic.is_genuine(code, ring):
        return reasons.FORGED
    return Identity(row) if dynamic.is_fresh(code, moments) else reasons.STALE


def _specimen(claim: SignedClaim, reason: Reason) -> CodeReason:
    """Tell a code made to test this gate from others that were issued to nobody."""
    if reason is Reason.OK and specimens.is_marked(claim.qid):
        return reasons.SPECIMEN
    return reasons.DRILL if reason is Reason.OK and specimens.is_drill(claim.qid) else _REFUSED[reason]


def _has_revocations(key: PublicKey) -> bool:
    return bool(key.revoked_days) or key.status is KeyStatus.REVOKED


@lru_cache(maxsize=4096)
def end_of_day(days: int) -> datetime:
    """Return the moment at which a day (counted from 1970) ends in the city."""
    return clock.day_end(_EPOCH + timedelta(days)).astimezone(UTC)
