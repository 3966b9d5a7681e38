"""Finds out, for a batch of scans, whose code each one is: a handful of reads, however many scans."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from antoan.domains.codes.dynamic import DynamicCode
from antoan.domains.codes.values import PublicKey
from antoan.entrypoints.scan import identities, reasons, store
from antoan.entrypoints.scan.claims import (
    CertificateClaim,
    Claim,
    DocumentClaim,
    PlainClaim,
    ShortClaim,
    SignedClaim,
)
from antoan.entrypoints.scan.database import Session
from antoan.entrypoints.scan.identities import Identity, PassRow
from antoan.entrypoints.scan.reasons import CodeReason
from antoan.kit.sealing import KeyRing

Found = Identity | CodeReason


class Claiming(Protocol):
    """Whatever came with a code: a scan, a declaration."""

    @property
    def claim(self) -> Claim:
        """What the code claims."""

    @property
    def moment(self) -> datetime:
        """When it was shown."""

    @property
    def received_at(self) -> datetime:
        """When it came here."""


async def identify(
    session: Session,
    scans: Sequence[Claiming],
    *,
    keys: Mapping[int, PublicKey],
    ring: KeyRing,
    facts: tuple[str, ...],
) -> list[Found]:
    """Return for each scan the person, or the reason why there is none.

    A code equal to the one in force (by digest) is ours: no signature is checked, no further read made.
    Other signed codes are looked for among those we issued, and only what is not there is checked by its
    signature, to tell the forged from the unknown.
    """
    reads = store.reads_of(facts)
    rare = _Rare()
    qids = set()
    for scan in scans:
        claim = scan.claim
        if type(claim) is SignedClaim or type(claim) is PlainClaim:
            qids.add(claim.qid)
        else:
            rare.note(claim)
    people = {row["qid"]: row for row in await session.fetch(reads.by_qid, list(qids))} if qids else {}
    for scan in scans:
        claim = scan.claim
        if type(claim) is SignedClaim and not _is_in_force(claim, people.get(claim.qid)):
            rare.note(claim)
    await rare.read(session, reads)
    return [_found(scan, people, keys, ring, rare) for scan in scans]


def _found(
    scan: Claiming,
    people: Mapping[str, PassRow],
    keys: Mapping[int, PublicKey],
    ring: KeyRing,
    rare: "_Rare",
) -> Found:
    claim = scan.claim
    if type(claim) is SignedClaim:
        person = people.get(claim.qid)
        if _is_in_force(claim, person):
            return identities.of_genuine(claim, person, keys, scan.moment)
        return identities.of_issued(claim, rare.issued.get(claim.digest), person, keys, scan.moment)
    if isinstance(claim, PlainClaim):
        return identities.of_plain(claim, people.get(claim.qid), keys, scan.moment)
    if isinstance(claim, ShortClaim):
        return identities.of_short(claim, rare.shorts.get(claim.code))
    if isinstance(claim, DynamicCode):
        row = rare.references.get(claim.reference)
        return identities.of_dynamic(claim, row, ring, (scan.moment, scan.received_at))
    if isinstance(claim, CertificateClaim):
        return reasons.NOBODY  # It names nobody known here; what it proves is judged apart (certificates.py).
    assert isinstance(claim, DocumentClaim)
    return identities.of_document(claim, rare.documents.get((claim.kind, claim.index)))


def _is_in_force(claim: SignedClaim, person: PassRow | None) -> bool:
    return person is not None and person["code_digest"] == claim.digest


class _Rare:
    """What is asked only for the codes that need it: older codes, short codes, dynamic codes, documents."""

    def __init__(self) -> None:
        self.issued: dict[bytes, Any] = {}
        self.shorts: dict[str, Any] = {}
        self.documents: dict[tuple[str, bytes], Any] = {}
        self.references: dict[bytes, Any] = {}
        self._digests: set[bytes] = set()
        self._codes: set[str] = set()
        self._numbers: set[tuple[str, bytes]] = set()
        self._references: set[bytes] = set()

    def note(self, claim: object) -> None:
        """Remember what to ask."""
        match claim:
            case SignedClaim():
                self._digests.add(claim.digest)
            case ShortClaim():
                self._codes.add(claim.code)
            case DynamicCode():
                self._references.add(claim.reference)
            case DocumentClaim():
                self._numbers.add((claim.kind, claim.index))

    async def read(self, session: Session, reads: store.PassReads) -> None:
        """Ask once for each kind."""
        if self._digests:
            rows = await session.fetch(store.ISSUED_CODES, list(self._digests))
            self.issued = {row["digest"]: row for row in rows}
        if self._codes:
            rows = await session.fetch(reads.by_short_code, list(self._codes))
            self.shorts = {row["short_code"]: row for row in rows}
        if self._references:
            rows = await session.fetch(reads.by_reference, list(self._references))
            self.references = {row["reference"]: row for row in rows}
        if self._numbers:
            kinds, indexes = zip(*self._numbers, strict=True)
            rows = await session.fetch(reads.by_document, kinds, indexes)
            self.documents = {(row["kind"], row["number_index"]): row for row in rows}
