"""Finds out, for a batch of scans, whose code each one is: a handful of reads, however many scans."""

from collections.abc import Mapping, Sequence
from typing import Any

from antoan.domains.codes.values import PublicKey
from antoan.entrypoints.scan import identities, store
from antoan.entrypoints.scan.claims import DocumentClaim, PlainClaim, ShortClaim, SignedClaim
from antoan.entrypoints.scan.database import Session
from antoan.entrypoints.scan.identities import Identity
from antoan.entrypoints.scan.reasons import CodeReason
from antoan.entrypoints.scan.scans import Scan

Rows = Mapping[Any, dict[str, Any]]


async def identify(
    session: Session, scans: Sequence[Scan], keys: Mapping[int, PublicKey]
) -> list[Identity | CodeReason]:
    """Return for each scan the person, or the reason why there is none.

    A code equal to the one in force (by digest) is ours: no signature is checked, no further read made.
    Other signed codes are looked for among those we issued, and only what is not there is checked by its
    signature, to tell the forged from the unknown.
    """
    people = await _people(session, scans)
    shorts = await _short_codes(session, scans)
    documents = await _documents(session, scans)
    issued = await _issued_codes(session, scans, people)
    found: list[Identity | CodeReason] = []
    for scan in scans:
        claim = scan.claim
        if isinstance(claim, SignedClaim):
            person = people.get(claim.qid)
            if identities.is_in_force(claim, person):
                found.append(identities.of_genuine(claim, person, keys, scan.at))
            else:
                found.append(identities.of_issued(claim, issued.get(claim.digest), person, keys, scan.at))
        elif isinstance(claim, PlainClaim):
            found.append(identities.of_plain(claim, people.get(claim.qid), keys, scan.at))
        elif isinstance(claim, ShortClaim):
            found.append(identities.of_short(claim, shorts.get(claim.code)))
        else:
            found.append(identities.of_document(claim, documents.get((claim.kind, claim.index))))
    return found


async def _people(session: Session, scans: Sequence[Scan]) -> Rows:
    qids = {scan.claim.qid for scan in scans if isinstance(scan.claim, SignedClaim | PlainClaim)}
    if not qids:
        return {}
    return {row["qid"]: dict(row) for row in await session.fetch(store.PASSES, list(qids))}


async def _short_codes(session: Session, scans: Sequence[Scan]) -> Rows:
    codes = {scan.claim.code for scan in scans if isinstance(scan.claim, ShortClaim)}
    if not codes:
        return {}
    rows = await session.fetch(store.PASSES_BY_SHORT_CODE, list(codes))
    return {row["short_code"]: dict(row) for row in rows}


async def _documents(session: Session, scans: Sequence[Scan]) -> Rows:
    wanted = {(scan.claim.kind, scan.claim.index) for scan in scans if isinstance(scan.claim, DocumentClaim)}
    if not wanted:
        return {}
    kinds, indexes = zip(*wanted, strict=True)
    rows = await session.fetch(store.PASSES_BY_DOCUMENT, kinds, indexes)
    return {(row["kind"], row["number_index"]): dict(row) for row in rows}


async def _issued_codes(session: Session, scans: Sequence[Scan], people: Rows) -> Rows:
    digests = {
        scan.claim.digest
        for scan in scans
        if isinstance(scan.claim, SignedClaim)
        and not identities.is_in_force(scan.claim, people.get(scan.claim.qid))
    }
    if not digests:
        return {}
    return {row["digest"]: dict(row) for row in await session.fetch(store.ISSUED_CODES, list(digests))}
