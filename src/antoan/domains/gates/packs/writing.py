"""Writes a pack: compressed, sealed to one device, and a signed statement of what is sealed. Pure but for chance.

A device believes a pack only when its key list knows the signature, the seal opens, everything announced is there,
and the pack passes its own test: a genuine code that must be read as such, and a forged one that must not.
"""

import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from antoan.domains.codes import payload
from antoan.domains.codes.national import DeclaredKind, PersonalHead
from antoan.domains.codes.statements import sign_statement
from antoan.domains.gates.packs.lines import line
from antoan.domains.gates.packs.values import Expected
from antoan.kit import clock, signing
from antoan.kit.sealing_to import seal_to

KIND: Final = "antoan-pack"
PURPOSE: Final = "antoan-pack"
VERSION: Final = 1
PACK_LIFE: Final = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Contents:
    """All that goes into a pack beside its roster."""

    device_id: int
    place_id: int
    sequence: int
    issued_at: datetime
    salt: bytes
    policy: Mapping[str, Any]  # The document; a roster's lines name its rules by number.
    keys: Mapping[str, Any]  # The published key list.
    rules: Mapping[str, Any]  # Of the gate: hours, capacity, zones.


def write_pack(
    contents: Contents,
    roster: Sequence[Expected],
    *,
    point: bytes,
    key_number: int,
    key: Ed25519PrivateKey,
) -> dict[str, str]:
    """Return the pack as it is sent: the statement and the sealed body."""
    test = self_test(clock.local_date(contents.issued_at), key_number=key_number, key=key)
    body = {
        "salt": signing.encode_base64url(contents.salt),
        "policy": contents.policy,
        "keys": contents.keys,
        "rules": contents.rules,
        "roster": [line(person, contents.salt) for person in roster],
        "self_test": test,
    }
    plain = zlib.compress(json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode(), 6)
    sealed = seal_to(point, plain, purpose=PURPOSE)
    statement = {
        "version": VERSION,
        "sequence": contents.sequence,
        "device": contents.device_id,
        "place": contents.place_id,
        "issued_at": clock.local(contents.issued_at).isoformat(),
        "expires_at": clock.local(contents.issued_at + PACK_LIFE).isoformat(),
        "people": len(roster),
        "sha256": sha256(sealed).hexdigest(),
    }
    return {
        "signed": sign_statement(KIND, statement, key_number=key_number, key=key),
        "sealed": signing.encode_base64url(sealed),
    }


def self_test(today: date, *, key_number: int, key: Ed25519PrivateKey) -> dict[str, str]:
    """Return a code of nobody that is genuine, and the same with another name: forged."""
    head = PersonalHead("000000000000", "TU KIEM TRA", date(2000, 1, 1), DeclaredKind.SELF, "SELFTEST")
    genuine = payload.sign(
        head, key_number=key_number, key=key, issued_on=today, expires_on=today + timedelta(2)
    )
    return {"genuine": genuine, "forged": genuine.replace("TU KIEM TRA", "TU KIEM TRE")}


def digest_of(contents: Contents, roster: Sequence[Expected]) -> bytes:
    """Return by what two packs are known to say the same, whatever their number and time."""
    said = [
        contents.policy.get("policy"),
        contents.policy.get("version"),
        contents.keys.get("sequence"),
        contents.rules,
    ]
    text = json.dumps(said, sort_keys=True, default=str) + repr(roster)
    return sha256(text.encode()).digest()
