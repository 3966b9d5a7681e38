"""The public key list: a JWKS (RFC 7517, 8037) with the whole list signed once more by the offline root key.

``keys`` is what any JOSE library reads. ``signed`` is the same list as a compact JWS (EdDSA) under ``root``:
a client that was shipped with the root key believes only that. ``sequence`` grows with every change; lists
are merged so that a trust once withdrawn stays withdrawn, in whatever order they arrive (lesson L8).
"""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any, Final

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from antoan.domains.codes.values import IssueDays, KeyStatus, PublicKey
from antoan.kit import clock, signing

_ROOT_KID: Final = "root"
_TYPE: Final = "antoan-keys+jws"
_SEVERITY: Final = {KeyStatus.ACTIVE: 0, KeyStatus.RETIRED: 1, KeyStatus.REVOKED: 2}


def build(keys: Iterable[PublicKey], *, sequence: int, root: Ed25519PrivateKey) -> dict[str, Any]:
    """Return the document that `/.well-known/antoan-keys.json` serves."""
    listed = {"keys": [entry_of(key) for key in keys], "sequence": sequence}
    header = {"alg": "EdDSA", "kid": _ROOT_KID, "typ": _TYPE}
    message = f"{_part(header)}.{_part(listed)}"
    signature = signing.encode_base64url(signing.sign(root, message.encode()))
    root_key = {
        "kty": "OKP",
        "crv": "Ed25519",
        "x": text_of(root.public_key()),
        "kid": _ROOT_KID,
        "use": "sig",
    }
    return {**listed, "root": root_key, "signed": f"{message}.{signature}"}


def read(document: Mapping[str, Any], *, root: Ed25519PublicKey) -> tuple[int, dict[int, PublicKey]]:
    """Return sequence and keys of a list whose root signature is right; ValueError otherwise."""
    try:
        parts = document["signed"].split(".")
        if len(parts) != 3:
            raise ValueError("no key list: `signed` is no compact JWS")
        header, body, signature = parts
        if not signing.is_signed(root, signing.decode_base64url(signature), f"{header}.{body}".encode()):
            raise ValueError("the key list is not signed by this root key")
        if json.loads(signing.decode_base64url(header)).get("typ") != _TYPE:
            raise ValueError("the signature is for something else than a key list")
        listed = json.loads(signing.decode_base64url(body))
        return listed["sequence"], {key.number: key for key in map(key_of, listed["keys"])}
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"no key list: {error!r}") from None


def merge(ours: Mapping[int, PublicKey], theirs: Mapping[int, PublicKey]) -> dict[int, PublicKey]:
    """Join two lists; for each key the harder status and all revoked days hold, whichever list is newer."""
    joined = {**theirs, **ours}
    for number in ours.keys() & theirs.keys():
        joined[number] = _harder(ours[number], theirs[number])
    return dict(sorted(joined.items()))


def united(some: tuple[IssueDays, ...], others: tuple[IssueDays, ...]) -> tuple[IssueDays, ...]:
    """Return the days of both, each range once, in order."""
    return tuple(sorted({*some, *others}, key=lambda days: (days.first, days.last)))


def entry_of(key: PublicKey) -> dict[str, Any]:
    """Return one key as a JWK; `nbf` and `exp` are seconds, as in a JWT, at the city's midnights."""
    return {
        "kty": "OKP",
        "crv": "Ed25519",
        "x": text_of(key.key),
        "kid": str(key.number),
        "use": "sig",
        "alg": "EdDSA",
        "nbf": int(clock.day_start(key.not_before).timestamp()),
        "exp": int(clock.day_end(key.expires).timestamp()),
        "status": key.status.value,
        "revoked_days": [[days.first.isoformat(), days.last.isoformat()] for days in key.revoked_days],
    }


def key_of(entry: Mapping[str, Any]) -> PublicKey:
    """Read one key; KeyError, TypeError or ValueError when it is none of ours."""
    return PublicKey(
        number=int(entry["kid"]),
        key=point_of(entry["x"]),
        status=KeyStatus(entry["status"]),
        not_before=clock.local_date(_moment(entry["nbf"])),
        expires=clock.local_date(_moment(entry["exp"] - 1)),  # `exp` is the midnight after the last day.
        revoked_days=tuple(
            IssueDays(date.fromisoformat(first), date.fromisoformat(last))
            for first, last in entry["revoked_days"]
        ),
    )


def text_of(key: Ed25519PublicKey) -> str:
    """Return a public key as JWK's ``x``."""
    return signing.encode_base64url(
        key.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    )


def point_of(text: str) -> Ed25519PublicKey:
    """Read JWK's ``x``; ValueError when it is no Ed25519 key."""
    return Ed25519PublicKey.from_public_bytes(signing.decode_base64url(text))


def _harder(one: PublicKey, other: PublicKey) -> PublicKey:
    if text_of(one.key) != text_of(other.key):
        raise ValueError(f"two different keys carry the number {one.number}")
    return PublicKey(
        number=one.number,
        key=one.key,
        status=max(one.status, other.status, key=_SEVERITY.__getitem__),
        not_before=max(one.not_before, other.not_before),
        expires=min(one.expires, other.expires),
        revoked_days=united(one.revoked_days, other.revoked_days),
    )


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def _part(value: Mapping[str, Any]) -> str:
    return signing.encode_base64url(json.dumps(value, separators=(",", ":")).encode())
