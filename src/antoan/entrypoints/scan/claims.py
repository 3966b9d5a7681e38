"""What a scanned text claims, read before the database is asked anything."""

from dataclasses import dataclass

from antoan.domains.codes import hc1, payload
from antoan.domains.codes.bhyt import BhytCard
from antoan.domains.codes.cccd import CccdCard
from antoan.domains.codes.detect import detect
from antoan.domains.codes.dynamic import DynamicCode
from antoan.domains.codes.former import FormerApp
from antoan.domains.codes.national import PersonalHead
from antoan.domains.codes.scanned import tidy
from antoan.domains.codes.values import CodeKind, Reason
from antoan.entrypoints.scan import problems
from antoan.entrypoints.scan.problems import Problem
from antoan.kit import clock
from antoan.kit.ids import CROCKFORD, normalise_crockford
from antoan.kit.sealing import KeyRing

_SHORT_CODE_CHARS = 9


@dataclass(slots=True)
class SignedClaim:
    """A personal code that carries a signature. Nothing of it is believed yet."""

    text: str
    qid: str
    key_number: int
    issued_days: int
    expires_days: int
    digest: bytes


@dataclass(slots=True)
class PlainClaim:
    """A national string without a signature of ours, or a damaged one: the detector's kinds personal_*."""

    text: str
    qid: str


@dataclass(slots=True)
class ShortClaim:
    """A short code whose check symbol is right."""

    code: str


@dataclass(slots=True)
class DocumentClaim:
    """An identity or insurance card: the blind index of its number."""

    kind: str
    index: bytes


@dataclass(slots=True)
class CertificateClaim:
    """A health certificate that can be read. Nothing of it is believed yet."""

    text: str


Claim = SignedClaim | PlainClaim | ShortClaim | DocumentClaim | DynamicCode | CertificateClaim


def claim_of(text: str, ring: KeyRing) -> Claim | Problem:
    """Read a scanned text; a problem when it is no code of a person."""
    signed = payload.split_fast(text)
    # A number with other characters than these is no number of ours; the detector says what it is.
    if signed is not None and signed[0].isalnum() and signed[0].isascii():
        return SignedClaim(text, *signed)
    scanned = detect(text)
    match scanned.kind:
        case CodeKind.PERSONAL_SIGNED | CodeKind.PERSONAL_PLAIN:
            head = scanned.value
            return PlainClaim(scanned.text, head.qid if isinstance(head, PersonalHead) else "")
        case CodeKind.SHORT:
            return ShortClaim(str(scanned.value))
        case CodeKind.CCCD:
            assert isinstance(scanned.value, CccdCard)
            return DocumentClaim("cccd", ring.blind_index("document:cccd", scanned.value.number))
        case CodeKind.BHYT:
            assert isinstance(scanned.value, BhytCard)
            return DocumentClaim("bhyt", ring.blind_index("document:bhyt", scanned.value.number))
        case CodeKind.DYNAMIC:
            assert isinstance(scanned.value, DynamicCode)
            return scanned.value
        case CodeKind.RESULT:
            return problems.RESULT_SLIP
        case CodeKind.PLACE:
            return problems.PLACE_CODE
        case CodeKind.FORMER:
            assert isinstance(scanned.value, FormerApp)
            return problems.FORMER_APPS[scanned.value.app]
        case CodeKind.ENROLMENT:
            return problems.ENROLMENT_CODE
        case CodeKind.HC1:
            readable = hc1.verify(scanned.text, (), clock.now()).reason is not Reason.UNREADABLE
            return CertificateClaim(scanned.text) if readable else problems.CERTIFICATE
        case _:
            return problems.SHORT_MISTYPED if _looks_short(scanned.text) else problems.UNREADABLE


def _looks_short(text: str) -> bool:
    letters = normalise_crockford(tidy(text)[:24])
    return len(letters) == _SHORT_CODE_CHARS and all(letter in CROCKFORD for letter in letters[:8])
