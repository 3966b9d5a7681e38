"""One answer for any scanned text: kind, valid, reason, fields. What `antoan codes read` and `verify` print.

`valid` means: nothing speaks against this code. A signed kind (personal_signed, hc1, place, result) is valid when
its signature, key and days are right; a dynamic code, while its half minute lasts: only a server knows whose it is
and whether it is genuine. An unsigned paper (cccd, bhyt), a short code or an enrolment link is valid
when it is well formed; there is nothing in it to verify. A national string without a signature is never
valid by itself: its reason is ``unsigned`` and an identity document must be looked at. The address of an app of
former years is named and never valid (``former``).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from antoan.domains.codes import dcc, dynamic, hc1, place_token, result_slip, short
from antoan.domains.codes.bhyt import BhytCard
from antoan.domains.codes.cccd import CccdCard
from antoan.domains.codes.detect import EnrolmentLink, ResultLink, Scanned, detect
from antoan.domains.codes.dynamic import DynamicCode
from antoan.domains.codes.former import FormerApp
from antoan.domains.codes.national import PersonalHead
from antoan.domains.codes.payload import Checked, digest, verify
from antoan.domains.codes.trust import TrustedKey, ed25519_keys
from antoan.domains.codes.values import CodeKind, PublicKey, Reason
from antoan.kit import clock
from antoan.kit.text import name_label

_NO_CARD = ("", "00")  # What platforms write into the insurance element when there is no card.


@dataclass(frozen=True, slots=True)
class Trust:
    """What signed codes are verified against: keys somebody gave, else the installation's own ring."""

    ring: Mapping[int, PublicKey]
    given: Sequence[TrustedKey] | None = None


def answer(text: str, *, trust: Trust, at: datetime) -> dict[str, Any]:
    """Say of one scanned text what it is and whether it may be believed at a moment. Never raises."""
    scanned = detect(text)
    match scanned.kind:
        case CodeKind.PERSONAL_SIGNED | CodeKind.PERSONAL_PLAIN:
            return _personal(scanned, trust, at)
        case CodeKind.HC1:
            return _certificate(scanned, trust, at)
        case CodeKind.PLACE:
            return _place(scanned, trust, at)
        case CodeKind.RESULT:
            return _result(scanned, trust, at)
        case CodeKind.DYNAMIC:
            return _dynamic(scanned, at)
        case CodeKind.FORMER:
            assert isinstance(scanned.value, FormerApp)
            return _said(scanned.kind, Reason.FORMER, {"app": scanned.value.app, "name": scanned.value.name})
        case CodeKind.UNKNOWN:
            return unknown()
        case _:
            return _said(scanned.kind, Reason.OK, _unsigned_fields(scanned))


def unknown(why: str = "") -> dict[str, Any]:
    """Return the answer for what cannot be read; `why` says what is wrong with the line itself."""
    return _said(CodeKind.UNKNOWN, Reason.UNREADABLE, {"problem": why} if why else {})


def _personal(scanned: Scanned, trust: Trust, at: datetime) -> dict[str, Any]:
    checked = verify(scanned.text, trust.ring if trust.given is None else {}, at)
    if trust.given is not None and checked.key_number is not None:
        # A PEM has no key number: each given key is tried as the one the code names.
        tried = [verify(scanned.text, {checked.key_number: key}, at) for key in ed25519_keys(trust.given)]
        checked = next(
            (one for one in tried if one.reason is not Reason.FORGED), tried[0] if tried else checked
        )
    return _said(scanned.kind, checked.reason, _personal_fields(checked, scanned.text))


def _personal_fields(checked: Checked, text: str) -> dict[str, Any]:
    signature = {
        "key_number": checked.key_number,
        "issued_on": _iso(checked.issued_on),
        "expires_on": _iso(checked.expires_on),
        "digest": digest(text).hex(),
    }
    if checked.head is None:
        return signature
    return {**_head_fields(checked.head), **(signature if checked.key_number is not None else {})}


def _head_fields(head: PersonalHead) -> dict[str, Any]:
    return {
        "document_number": head.document_number,
        "full_name": head.full_name,
        "label": name_label(head.full_name),
        "birth": head.birth_text,
        "birth_year": head.birth_year,
        "masked": "*" in head.document_number or "*" in head.birth_text,
        "declared_by": head.declared_kind.name.lower(),
        "qid": head.qid,
        "helper_qid": head.helper_qid or None,
        "gender": head.gender.word,
        "bhyt": None if head.bhyt in _NO_CARD else head.bhyt,
        "phone": head.phone or None,
        "more": list(head.more),
    }


def _certificate(scanned: Scanned, trust: Trust, at: datetime) -> dict[str, Any]:
    checked = hc1.verify(scanned.text, trust.given or (), at)
    fields = dcc.fields_of(checked.certificate) if checked.certificate else {}
    return _said(scanned.kind, checked.reason, {**fields, "kid": checked.kid.hex()} if fields else {})


def _place(scanned: Scanned, trust: Trust, at: datetime) -> dict[str, Any]:
    checked = place_token.verify(scanned.text, trust.ring if trust.given is None else {}, at)
    if trust.given is not None and checked.key_number is not None:
        number = checked.key_number
        tried = [place_token.verify(scanned.text, {number: key}, at) for key in ed25519_keys(trust.given)]
        checked = next(
            (one for one in tried if one.reason is not Reason.FORGED), tried[0] if tried else checked
        )
    fields = {
        "host": checked.host,
        "place_id": checked.place_id,
        "serial": checked.serial or None,
        "key_number": checked.key_number,
        "issued_on": _iso(checked.issued_on),
    }
    return _said(scanned.kind, checked.reason, fields)


def _result(scanned: Scanned, trust: Trust, at: datetime) -> dict[str, Any]:
    assert isinstance(scanned.value, ResultLink)
    link = scanned.value
    checked = result_slip.verify(link.token, trust.ring if trust.given is None else {}, at)
    if trust.given is not None and checked.key_number is not None:
        number = checked.key_number
        tried = [result_slip.verify(link.token, {number: key}, at) for key in ed25519_keys(trust.given)]
        checked = next(
            (one for one in tried if one.reason is not Reason.FORGED), tried[0] if tried else checked
        )
    signature = {
        "host": link.host,
        "key_number": checked.key_number,
        "issued_on": _iso(checked.issued_on),
        "expires_on": _iso(checked.expires_on),
    }
    slip = checked.slip
    said = {} if slip is None else {
        "full_name": slip.full_name,
        "birth_year": slip.birth_year,
        "gender": slip.gender.word,
        "number_tail": slip.number_tail or None,
        "test": slip.kind,
        "outcome": slip.outcome,
        "sampled_at": clock.local(slip.sampled_at).isoformat(),
        "resulted_at": clock.local(slip.resulted_at).isoformat() if slip.resulted_at else None,
        "record_id": slip.record_id,
    }  # fmt: skip
    return _said(scanned.kind, checked.reason, {**said, **signature})


def _dynamic(scanned: Scanned, at: datetime) -> dict[str, Any]:
    assert isinstance(scanned.value, DynamicCode)
    code = scanned.value
    reason = Reason.OK if dynamic.is_fresh(code, [at]) else Reason.STALE
    return _said(scanned.kind, reason, {"reference": code.reference.hex(), "step": code.step})


def _unsigned_fields(scanned: Scanned) -> dict[str, Any]:
    match scanned.value:
        case CccdCard() as card:
            return {**_card_fields(card), "doubts": [doubt.value for doubt in card.doubts]}
        case BhytCard() as card:
            return _card_fields(card)
        case EnrolmentLink() as link:
            return {"host": link.host}  # The secret is for the device alone, not for a log.
        case code:
            return {"code": code, "shown": short.show(str(code))}


def _card_fields(card: CccdCard | BhytCard) -> dict[str, Any]:
    fields = {name: getattr(card, name) for name in card.__slots__}
    return {name: _iso(value) if isinstance(value, date) else value for name, value in fields.items()}


def _said(kind: CodeKind, reason: Reason, fields: dict[str, Any]) -> dict[str, Any]:
    return {"kind": kind.value, "valid": reason is Reason.OK, "reason": reason.value, "fields": fields}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
